"""What an undo or a redo says: the choice or the move that it was about."""

from __future__ import annotations

from collections.abc import Sequence

from ..engine import Event, Machine
from ..engine.named_choices import choice_of
from ..engine.views import Moved
from ..model.state import State
from .answers import Verb
from .quoting import in_short
from .turns import blocks_of_packing
from .words import say

_MOVE = f"{Verb.MOVE} "
"""A move in a playthrough begins with this word; the id of a choice is not this word."""


def said_of_undo(machine: Machine, state: State, choice: str, events: Sequence[Event]) -> str:
    """Return what was undone: this choice or move, which led with these events from `state`, where the game is now."""
    first = [event for event in events if isinstance(event, Moved)][:1]  # what comes after it, the move has led to
    for packed in blocks_of_packing(machine, state, first) if choice.startswith(_MOVE) else ():
        place = say("undone.room", place=packed.place, room=packed.room) if packed.room > 0 else packed.place
        return say("undone.move", item=packed.item, place=place)
    return say("undone", say=_words_of(machine, state, choice))


def said_of_redo(machine: Machine, before: State, choice: str) -> str:
    """Return what was done again, in the state `before` it; where a moved item lies now, the turn itself says."""
    if choice.startswith(_MOVE):
        item = machine.titles.items(before)[choice.split()[1]]
        return say("redone.move", item=item)
    return say("redone", say=_words_of(machine, before, choice))


def is_quiet(choice: str, events: Sequence[Event]) -> bool:
    """Whether a step was a move of which nothing was told, so that the scene still stands as it was told before."""
    return choice.startswith(_MOVE) and all(isinstance(event, Moved) for event in events)


def _words_of(machine: Machine, state: State, choice: str) -> str:
    said = {option.id: option.say for option in machine.options(state)}
    return in_short(said.get(choice_of(choice), choice))
