"""How far a proof has come, told to whoever waits for it, who may end it at any time."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple


class Unit(StrEnum):
    """What is counted while a proof goes on: states, nodes of diagrams, or points of the graph."""

    STATES = "{depth} choices deep, {waiting:,} states waiting, {amount:,} states"
    NODES = "{waiting:,} points waiting, diagrams of {amount:,} nodes"
    POINTS = "{waiting:,} points waiting, {amount:,} points"


class Progress(NamedTuple):
    """One moment of a proof.

    `walk` numbers the parts of a proof, `purpose` says what this one is for. `amount` of the unit are done and
    `waiting` are to be followed; a walk over states is `depth` choices deep.
    """

    walk: int
    purpose: str
    amount: int
    waiting: int
    depth: int = 0
    unit: Unit = Unit.STATES

    @property
    def words(self) -> str:
        """What is waiting and what is done, as words; the amount stands last."""
        return self.unit.format(depth=self.depth, waiting=self.waiting, amount=self.amount)


class Interrupted(Exception):
    """Whoever waits for the proof wants no more of it: he has said so, or its budget is used up."""


class Monitor:
    """Passes on how far a proof has come."""

    def __init__(self, report: Callable[[Progress], bool] | None = None) -> None:
        """Tell `report`, which ends the proof by returning False."""
        self._report = report
        self._walk = 0

    def begin(self) -> None:
        """Another part of the proof begins."""
        self._walk += 1

    def tell(self, purpose: str, amount: int, waiting: int, depth: int = 0, unit: Unit = Unit.STATES) -> None:
        """Tell one moment; raises Interrupted when no more is wanted."""
        if self._report is not None and not self._report(Progress(self._walk, purpose, amount, waiting, depth, unit)):
            raise Interrupted
