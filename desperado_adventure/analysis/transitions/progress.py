"""Progress reports of a proof. Whoever receives them can end the proof at any time."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple


class Unit(StrEnum):
    """What a progress report counts: states, nodes of diagrams, or points of the graph."""

    STATES = "{depth} choices deep, {waiting:,} states waiting, {amount:,} states"
    NODES = "{waiting:,} points waiting, diagrams of {amount:,} nodes"
    POINTS = "{waiting:,} points waiting, {amount:,} points"


class Progress(NamedTuple):
    """A progress report.

    `walk` is the number of this part of the proof (from 1), and `purpose` says what the part is for. `amount` is the
    number of units that are done, `waiting` of those still to be followed. `depth` is the number of choices that a walk
    over states has reached.
    """

    walk: int
    purpose: str
    amount: int
    waiting: int
    depth: int = 0
    unit: Unit = Unit.STATES

    @property
    def words(self) -> str:
        """The numbers in words; the amount comes last."""
        return self.unit.format(depth=self.depth, waiting=self.waiting, amount=self.amount)


class Interrupted(Exception):
    """The receiver of the reports has ended the proof, for example because its budget is used up."""


class Monitor:
    """Passes the progress of a proof on to the receiver of the reports."""

    def __init__(self, report: Callable[[Progress], bool] | None = None) -> None:
        """Send reports to `report`. It ends the proof by returning False."""
        self._report = report
        self._walk = 0

    def end(self) -> None:
        """The proof is over: what is asked afterwards is told to nobody, and nobody ends it."""
        self._report = None

    def begin(self) -> None:
        """Count one more part of the proof."""
        self._walk += 1

    def tell(self, purpose: str, amount: int, waiting: int, depth: int = 0, unit: Unit = Unit.STATES) -> None:
        """Send a report; raises Interrupted when the receiver ends the proof."""
        if self._report is not None and not self._report(Progress(self._walk, purpose, amount, waiting, depth, unit)):
            raise Interrupted
