"""What a story remembers, for its author: as lines to read, and as words to change it by."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from ...engine import Refused
from ...model.slot_names import name_of_value, range_of
from ...model.state import State
from ...model.story import TRUTHS, VARIABLES, Slot, SlotKind, Story

_KINDS = VARIABLES | {SlotKind.ITEM, SlotKind.LEFT}
_FLAGS = {"false": 0, "true": 1}


class NotSet(StrEnum):
    """Why a variable cannot be set."""

    NO_VARIABLE = "variable"
    NO_VALUE = "value"


def variables(story: Story) -> Mapping[str, int]:
    """Return the index of the slot of everything that an author can set, by name: variables, items, places to leave."""
    return {slot.name: index for index, slot in enumerate(story.slots) if slot.kind in _KINDS}


def variable_lines(story: Story, state: State) -> list[str]:
    """Return a line for each: what it is and what it can be; those that are not as in the beginning have a star."""
    lines = []
    for name, index in variables(story).items():
        slot, value = story.slots[index], state.values[index]
        mark = " " if value == slot.start else "*"
        lines.append(f"{mark} {name} = {name_of_value(slot, value)}  ({range_of(slot)})")
    return lines


def differences(story: Story, before: State, after: State) -> tuple[str, ...]:
    """Return what the story remembers otherwise in the second state: "heat 0 → 2"."""
    return tuple(
        f"{name} {name_of_value(story.slots[index], before.values[index])} → "
        f"{name_of_value(story.slots[index], after.values[index])}"
        for name, index in variables(story).items()
        if before.values[index] != after.values[index]
    )


def with_variable(story: Story, state: State, name: str, words: str) -> State:
    """Return the state with a variable set to what the words mean.

    Raises Refused NO_VARIABLE when there is none of that name, and NO_VALUE, with the range, when it cannot be that.
    """
    index = variables(story).get(name)
    if index is None:
        raise Refused(NotSet.NO_VARIABLE, name)
    slot = story.slots[index]
    value = _value(slot, words)
    if value is None:
        raise Refused(NotSet.NO_VALUE, words, f"`{name}` is {range_of(slot)}.")
    return state._replace(values=(*state.values[:index], value, *state.values[index + 1 :]))


def _value(slot: Slot, words: str) -> int | None:
    if slot.kind in TRUTHS:
        return _FLAGS.get(words)
    if slot.labels:
        return slot.low + slot.labels.index(words) if words in slot.labels else None
    digits = words.removeprefix("-")
    value = int(words) if digits.isdecimal() and digits.isascii() and len(digits) < 10 else None
    return value if value is not None and slot.low <= value <= slot.high else None
