"""What is not as it was: the difference between the state that was saved and the state in which the game goes on.

Both are compared by names, so a report can neither leave out what is different nor tell what is not: it does not
matter how the second state came about. What the story had not when the game was saved is no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from ..engine.varying_titles import Titles
from ..model.state import Frame, State
from ..model.story import VARIABLES, SlotKind, Story
from .format_1 import NUMBER as WITHOUT_WORDS
from .making import name_state
from .saved import Save, SavedState, Value
from .slot_values import key_of, number_of

_DECLARED = VARIABLES | {SlotKind.ITEM, SlotKind.TYPED}
_UNSAID: Mapping[SlotKind, Value] = {
    SlotKind.LEFT: False,
    SlotKind.TAKEN: 0,
    SlotKind.SEEN: 0,
    SlotKind.CYCLE: 0,
}
"""The values that are left out of a saved state, by the kind of slot."""

_KINDS = {kind.value: kind for kind in SlotKind}


class ChangeKind(StrEnum):
    """What kind of thing is not as it was. The values are parts of the keys of the player's sentences.

    ITEM_GONE: an item is not in the story any more. Items that are elsewhere: PLACE_GONE, because their place is not in
    the story any more; NO_FIT, because they do not fit there any more; NO_ROOM, because others have taken the room;
    ITEM_MOVED, because the choices now do something else. VARIABLE_GONE, VALUE: of a variable. LEFT: whether a place
    was left behind. MEMORY: how often a scene was seen or a choice taken; REMEMBERED: the same, when there was no such
    count before. CUTAWAY: what the cutaway returns to; CUTAWAY_LEFT: the game is in none any more. FALL: no death is
    being decided any more; DEATH: one is that was not. UNDONE: choices that cannot be done again. UNCERTAIN: an old
    save does not say what the value was by a name. UNSAID: nor what values were as at the beginning.
    """

    ITEM_GONE = "item_gone"
    PLACE_GONE = "place_gone"
    NO_FIT = "no_fit"
    NO_ROOM = "no_room"
    ITEM_MOVED = "item_moved"
    VARIABLE_GONE = "variable_gone"
    VALUE = "value"
    LEFT = "left"
    MEMORY = "memory"
    REMEMBERED = "remembered"
    CUTAWAY = "cutaway"
    CUTAWAY_LEFT = "cutaway_left"
    FALL = "fall"
    DEATH = "death"
    UNDONE = "undone"
    UNCERTAIN = "uncertain"
    UNSAID = "unsaid"


class Change(NamedTuple):
    """One thing that is not as it was.

    `key` names the slot, like "item lamp"; "" when it is none. `before` and `now` are its values. `title` is what the
    player calls the thing, and `was` and `is_now` what he calls the values.
    """

    kind: ChangeKind
    key: str = ""
    before: Value = None
    now: Value = None
    title: str = ""
    was: str = ""
    is_now: str = ""


class Comparison:
    """Compares saved states, whose names are present ones, with states of a story."""

    def __init__(self, story: Story, save: Save, *, is_rebuilt: bool) -> None:
        """Take from a save the titles of what the story has not any more; `is_rebuilt`: no choices were taken."""
        self._story = story
        self._is_rebuilt = is_rebuilt
        self._has_words = save.format != WITHOUT_WORDS
        self._slots = {key_of(slot): slot for slot in story.slots}
        self._fits = {item.id: item.fits for item in story.items}
        self._titles = dict(save.titles)

    def changes(self, saved: SavedState, state: State) -> tuple[Change, ...]:
        """Return all differences, each once; those of the state before a death too."""
        self._titles |= Titles(self._story).by_key(state)
        found = dict.fromkeys(self._changes(saved, state))
        if saved.fallen is not None and state.fallen is not None:
            found |= dict.fromkeys(self._changes(saved.fallen, state.fallen))
        return tuple(found)

    def _changes(self, saved: SavedState, state: State) -> Iterator[Change]:
        now = name_state(self._story, state).values
        for key, before in saved.values.items():
            if not _is_same(before, now.get(key, _unsaid(key))) and (change := self._change(key, before, now)):
                yield change
        for key, value in now.items():
            if key not in saved.values and _kind_of(key) in _UNSAID:
                kind = ChangeKind.LEFT if _kind_of(key) is SlotKind.LEFT else ChangeKind.REMEMBERED
                yield self._told(kind, key, _unsaid(key), value)
        if saved.stack != state.stack:
            kind = ChangeKind.CUTAWAY if state.stack else ChangeKind.CUTAWAY_LEFT
            yield Change(kind, before=_names(saved.stack), now=_names(state.stack))
        if (saved.fallen is None) != (state.fallen is None):
            yield Change(ChangeKind.FALL if state.fallen is None else ChangeKind.DEATH)

    def _change(self, key: str, before: Value, now: Mapping[str, Value]) -> Change | None:
        kind, slot = _kind_of(key), self._slots.get(key)
        value = now.get(key, _unsaid(key))
        if kind is SlotKind.LEFT:
            return self._told(ChangeKind.LEFT, key, before, value)
        if kind not in _DECLARED:
            return self._told(ChangeKind.MEMORY, key, before, value)
        if slot is None:
            if kind is not SlotKind.ITEM:
                return self._told(ChangeKind.VARIABLE_GONE, key, before, None)
            return self._told(ChangeKind.ITEM_GONE, key, before, None) if before not in (None, 0) else None
        if isinstance(before, int) and slot.labels and not self._has_words:
            is_likely = number_of(slot, before) == number_of(slot, value)
            is_sure = kind is SlotKind.ITEM and not before
            told = self._told(ChangeKind.UNCERTAIN, key, before, value)
            return told if not is_likely or (self._is_rebuilt and not is_sure) else None
        return self._told(
            self._why_moved(key, before) if kind is SlotKind.ITEM else ChangeKind.VALUE, key, before, value
        )

    def _why_moved(self, key: str, before: Value) -> ChangeKind:
        number = number_of(self._slots[key], before)
        if number is None:
            return ChangeKind.PLACE_GONE
        if number and number - 1 not in self._fits[self._slots[key].name]:
            return ChangeKind.NO_FIT
        return ChangeKind.NO_ROOM if self._is_rebuilt else ChangeKind.ITEM_MOVED

    def _told(self, kind: ChangeKind, key: str, before: Value, now: Value) -> Change:
        name = key.partition(" ")[2]
        owner = f"place {name}" if _kind_of(key) is SlotKind.LEFT else key
        return Change(
            kind, key, before, now, self._titles.get(owner, _words(name)), self._word(key, before), self._word(key, now)
        )

    def _word(self, key: str, value: Value) -> str:
        if _kind_of(key) is SlotKind.ITEM and isinstance(value, str):
            return self._titles.get(f"place {value}", _words(value))
        if _kind_of(key) is SlotKind.TYPED and isinstance(value, str):
            return value or self._slots[key].labels[0]
        return "" if value is None else _words(str(value))


def _kind_of(key: str) -> SlotKind | None:
    return _KINDS.get(key.partition(" ")[0])


def _unsaid(key: str) -> Value:
    kind = _kind_of(key)
    return None if kind is None else _UNSAID.get(kind)


def _is_same(one: Value, other: Value) -> bool:
    return type(one) is type(other) and one == other


def _names(stack: tuple[Frame, ...]) -> str:
    return ", ".join(f"{frame.scene} ({frame.entry})" for frame in stack)


def _words(name: str) -> str:
    return name.replace("_", " ")
