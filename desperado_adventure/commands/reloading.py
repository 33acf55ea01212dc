"""Saving and loading a playthrough at every turn, to see that it stays the same.

A save holds the choices and the state after them, and loading takes the choices again. So to load the game at each of
many thousand turns would take longer than anybody waits, and would do the same things again and again: the machine
decides nothing by chance, so that whoever loads the last turn has taken the choices of every turn before. Therefore the
state is written and read at every turn. The whole game is saved and loaded at each of the first hundred turns, at the
last one, and between them each time that it has become a tenth longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..engine import Machine, Playthrough, Step
from ..model.state import State
from ..saving import SaveProblem, resume
from ..saving.format import decode, encode
from ..saving.making import make_save
from ..saving.rebuilding import exact_state
from ..saving.saved import Save
from ..terminal.refusal_sentences import describe

_AT_EVERY_TURN = 100
_LONGER = 10
"""By which part of itself a game grows until it is loaded again: with 10, all loads take 11 times as many choices."""


class Changed(NamedTuple):
    """A turn after which the loaded game is another one, and a sentence that says so."""

    turn: int
    message: str


def first_change(machine: Machine, playthrough: Playthrough) -> Changed | None:
    """Save and load a playthrough at every turn; return the first turn at which it is changed by that, or None."""
    loaded = set(_turns(playthrough.turn))
    for turn, step in enumerate(playthrough.steps):
        try:
            if turn in loaded:
                until = Playthrough(playthrough.steps[: turn + 1], playthrough.choices[:turn])
                is_same = resume(machine, _written_and_read(machine, until), "test").playthrough == until
            else:
                is_same = _state_read(machine, step) == step.state
        except SaveProblem as problem:
            return Changed(turn, f"After {turn:,} choices the game cannot be saved and loaded. {describe(problem)}")
        if not is_same:
            return Changed(turn, f"After {turn:,} choices a save and a load change the game.")
    return None


def _turns(last: int) -> Iterator[int]:
    """Yield the turns at which the whole game is loaded."""
    turn = 0
    while turn < last:
        yield turn
        turn += 1 if turn < _AT_EVERY_TURN else turn // _LONGER
    yield last


def _state_read(machine: Machine, step: Step) -> State | None:
    """Return the state after a step, as it is read from the bytes of a save; None if it is none of the story."""
    return exact_state(machine.story, _written_and_read(machine, Playthrough((step,))).state)


def _written_and_read(machine: Machine, playthrough: Playthrough) -> Save:
    """Return the save of a playthrough, as it is read from the bytes of its file."""
    return decode(encode(make_save(machine.story, playthrough, None, "test", "2000-01-01T00:00:00Z")), "test")
