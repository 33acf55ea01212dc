"""The protocol that both provers implement, whatever their sets of states are made of.

A prover walks the graph of a story. Then it answers two kinds of questions: about targets (which were seen, and by
which commands), and about sets of states at points. Dead ends, soft-locks, circles and causes are computed from the
second kind, in the same way for all provers.
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

    `knows_flow` says that all states are known as far as guards can tell them apart. Questions about sets of states may
    be asked only then. `is_whole` says that texts are decided as well.
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
        """The targets that have been seen."""

    def undecided(self, targets: Collection[Target]) -> set[Target]:
        """Return those targets for which it is not known whether they can be seen."""

    def way_to(self, target: Target) -> tuple[str, ...] | None:
        """Return a shortest list of commands that shows a target; None when no such list is known."""

    def reached(self, point: int) -> States:
        """Return the states of a point. The caller must not change the set."""

    def copy(self, states: States) -> States:
        """Return a copy, which `less` and `more` may change."""

    def less(self, states: States, others: States) -> States:
        """Return the states without the others. This may change the first set."""

    def more(self, states: States | None, others: States) -> States:
        """Return the union of the states and the others. This may change the first set. None stands for no states."""

    def common(self, states: States, others: States) -> States:
        """Return the states that are in both sets."""

    def open_in(self, edge: Edge, states: States) -> States:
        """Return the states in which an edge is open."""

    def image(self, edge: Edge, states: States) -> States:
        """Return the states to which an edge leads from these states."""

    def before(self, edge: Edge, states: States, wanted: States) -> States:
        """Return those of the states from which an edge leads to a wanted state."""

    def classes_in(self, point: int, slot: int, states: States) -> set[int]:
        """Return the classes (numbers in the point's partition) that a slot has in these states."""

    def among(self, point: int, slot: int, numbers: Collection[int], states: States) -> States:
        """Return the states in which a slot has one of these classes."""

    def rank(self, point: int) -> int:
        """Return a number by which to go back through the points: points with a higher number come first."""

    def first(self, point: int, states: States) -> int:
        """Return the least number of commands to one of these states. At least one of them must be reached."""

    def way(self, point: int, states: States) -> tuple[str, ...]:
        """Return the commands of a shortest way to one of these states. At least one of them must be reached."""
