"""The variables of a state, for the author: listing them, comparing them, and setting them."""

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
    """Return, by name, the slot indices of what an author can set: variables, items, places that can be left."""
    return {slot.name: index for index, slot in enumerate(story.slots) if slot.kind in _KINDS}


def variable_lines(story: Story, state: State) -> list[str]:
    """Return a line for each variable: its value and its range. A star marks those that have changed."""
    lines = []
    for name, index in variables(story).items():
        slot, value = story.slots[index], state.values[index]
        mark = " " if value == slot.start else "*"
        lines.append(f"{mark} {name} = {name_of_value(slot, value)}  ({range_of(slot)})")
    return lines


def differences(story: Story, before: State, after: State) -> tuple[str, ...]:
    """Return the variables in which two states differ, each as "heat 0 → 2"."""
    return tuple(
        f"{name} {name_of_value(story.slots[index], before.values[index])} → "
        f"{name_of_value(story.slots[index], after.values[index])}"
        for name, index in variables(story).items()
        if before.values[index] != after.values[index]
    )


def with_variable(story: Story, state: State, name: str, words: str) -> State:
    """Return the state with a variable set to the value that the words name.

    Raises Refused NO_VARIABLE if there is no variable of that name, and NO_VALUE, with the range, if it cannot have
    that value.
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
