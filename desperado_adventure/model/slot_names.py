"""The names that slots and their values have for an author."""

from __future__ import annotations

from .story import TRUTHS, Slot, SlotKind

_FUNCTIONS = {SlotKind.SEEN: ("seen", "visits"), SlotKind.TAKEN: ("taken", "takings")}
"""What an author writes to ask whether something has happened, and how often."""


def name_of(slot: Slot) -> str:
    """Return a slot as the author would write it in an expression: `heat`, or `seen(bar.counter)`."""
    if slot.kind not in _FUNCTIONS:
        return slot.name
    return f"{_FUNCTIONS[slot.kind][slot.high > 1]}({slot.name})"


def name_of_value(slot: Slot, value: int) -> str:
    """Return a value of a slot as the author would write it: a word where values have words, else the number."""
    if slot.kind in TRUTHS or (slot.kind in _FUNCTIONS and slot.high == 1):
        return "true" if value else "false"
    if slot.kind in _FUNCTIONS and value == slot.high:
        return f"{value} or more"
    index = value - slot.low
    return slot.labels[index] if index < len(slot.labels) else str(value)


def range_of(slot: Slot) -> str:
    """Return the values that a slot can have: "0..5", or the words."""
    if slot.kind in TRUTHS:
        return "true or false"
    return ", ".join(slot.labels) if slot.labels else f"{slot.low}..{slot.high}"
