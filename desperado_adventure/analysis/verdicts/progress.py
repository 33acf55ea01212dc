"""How far a proof has come, as whoever waits for it is told."""

from __future__ import annotations

from typing import NamedTuple


class Progress(NamedTuple):
    """One moment of a walk: the number of the walk in the proof, what it is for, and how far it is.

    A walk over states has seen `amount` states, of which `waiting` are to be followed, and is `depth` choices deep. A
    walk over diagrams (`is_symbolic`) has no count of states until it has ended: `amount` are the nodes of its
    diagrams, `waiting` the points of the story whose new states are to be followed.
    """

    walk: int
    purpose: str
    amount: int
    waiting: int
    depth: int = 0
    is_symbolic: bool = False

    @property
    def words(self) -> str:
        """What is waiting and what is done, as words; the amount stands last."""
        if self.is_symbolic:
            return f"{self.waiting:,} points waiting, diagrams of {self.amount:,} nodes"
        return f"{self.depth} choices deep, {self.waiting:,} states waiting, {self.amount:,} states"
