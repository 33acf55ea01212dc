"""What the one reporter asks of a prover, whatever its sets of states are made of.

A prover walks a story's graph. Afterwards it answers two kinds of questions: about targets (what was seen, and how),
and about sets of states at points. From the second everything else is worked out, once for all provers: dead ends,
soft-locks, circles, and what they have in common.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol, TypeVar

from ..targets.target import Target
from ..transitions.flow import Flow
from ..transitions.points import Edge
from ..transitions.relevance import Relevance
from ..transitions.report import Walked

States = TypeVar("States")
"""A set of states at one point; an empty one is false, and equal sets compare equal."""


class Prover(Protocol[States]):
    """A prover that has walked, to its end or not.

    `knows_flow` when all states are known as far as guards can tell them apart: only then the questions about sets of
    states have answers. `is_whole` when texts are decided as well.
    """

    flow: Flow
    knows_flow: bool
    is_whole: bool

    @property
    def relevance(self) -> Relevance:
        """What the first walk knows at every point."""

    @property
    def walks(self) -> tuple[Walked, ...]:
        """What was walked, for the certificate."""

    @property
    def found(self) -> Collection[Target]:
        """What has been seen."""

    def undecided(self, targets: Collection[Target]) -> set[Target]:
        """Return those of the targets of which it is not known whether they can be seen."""

    def way_to(self, target: Target) -> tuple[str, ...] | None:
        """Return a shortest list of commands that shows a target, None when nothing does or none is known."""

    def reached(self, point: int) -> States:
        """Return the states of a point; not to be changed."""

    def copy(self, states: States) -> States:
        """Return a set that `less` and `more` may change."""

    def less(self, states: States, others: States) -> States:
        """Return the states without the others; the first set may have been changed."""

    def more(self, states: States | None, others: States) -> States:
        """Return the states and the others; the first set may have been changed. None stands for no states."""

    def common(self, states: States, others: States) -> States:
        """Return the states that are in both sets."""

    def open_in(self, edge: Edge, states: States) -> States:
        """Return the states in which an edge is open."""

    def image(self, edge: Edge, states: States) -> States:
        """Return where an edge leads from those of the states in which it is open."""

    def before(self, edge: Edge, states: States, wanted: States) -> States:
        """Return those of the states in which an edge is open and leads to one of the wanted."""

    def classes_in(self, point: int, slot: int, states: States) -> set[int]:
        """Return the classes (numbers in the point's partition) that a slot has in these states."""

    def among(self, point: int, slot: int, numbers: Collection[int], states: States) -> States:
        """Return the states in which a slot has one of these classes."""

    def rank(self, point: int) -> int:
        """Return a number by which to go back through the points, the highest first."""

    def first(self, point: int, states: States) -> int:
        """Return how many commands lead to the first of these states, of which one must be reached."""

    def way(self, point: int, states: States) -> tuple[str, ...]:
        """Return the commands of a shortest way to one of these states, of which one must be reached."""
