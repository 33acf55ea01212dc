"""Values of slots by their words: what stands in a save instead of a number whose meaning depends on an order."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.story import TRUTHS, VARIABLES, Slot, SlotKind
from ..model.typed_names import UNNAMED, bar_of, name_of_number, number_of_name, tidy, which
from .saved import Value

NEVER_SAVED = frozenset((SlotKind.NAME,))
"""The kinds of slot that no save holds, because their value follows from that of another slot (`complete`)."""

ALWAYS_SAVED = (VARIABLES - NEVER_SAVED) | {SlotKind.ITEM, SlotKind.TYPED}
"""The kinds of slot that stand in a save whatever their value, because an author decides where they start."""

ORDERED = frozenset((SlotKind.SET, SlotKind.ITEM))
"""The kinds of slot whose numbers mean nothing without the order of their words."""


def key_of(slot: Slot) -> str:
    """Return the name of a slot in a save, like "counter heat"."""
    return f"{slot.kind} {slot.name}"


def word_of(slot: Slot, number: int) -> Value:
    """Return the value that stands in a save for this number."""
    if slot.kind in TRUTHS:
        return bool(number)
    if slot.kind is SlotKind.ITEM and not number:
        return None
    if slot.kind is SlotKind.TYPED:
        return name_of_number(number)
    return slot.labels[number] if slot.kind in ORDERED else number


def number_of(slot: Slot, value: Value) -> int | None:
    """Return the number of a saved value; None when it is none of the slot's values."""
    if slot.kind in TRUTHS:
        return int(value) if isinstance(value, bool) else None
    if slot.kind is SlotKind.ITEM and value is None:
        return 0
    if slot.kind is SlotKind.TYPED:
        is_name = isinstance(value, str) and value == tidy(value) and (not value or bar_of(value) is None)
        return number_of_name(str(value)) if is_name else None
    if isinstance(value, str):
        places = slot.labels[1:] if slot.kind is SlotKind.ITEM else slot.labels
        return slot.labels.index(value, len(slot.labels) - len(places)) if value in places else None
    if value is None or isinstance(value, bool):
        return None
    return value if slot.low <= value <= slot.high else None


def complete(slots: Sequence[Slot], values: Sequence[int]) -> tuple[int, ...]:
    """Return the values of all slots: those that no save holds follow from the others."""
    typed = {slot.name: value for slot, value in zip(slots, values, strict=True) if slot.kind is SlotKind.TYPED}
    if not typed:
        return tuple(values)
    return tuple(
        [
            which(slot.labels, name_of_number(typed.get(slot.name, UNNAMED))) if slot.kind in NEVER_SAVED else value
            for slot, value in zip(slots, values, strict=True)
        ]
    )
