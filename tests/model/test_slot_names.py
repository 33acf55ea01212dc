"""What slots and their values are called, wherever an author reads of them."""

import pytest

from desperado_adventure.model.slot_names import name_of, name_of_value, range_of
from desperado_adventure.model.story import Slot, SlotKind


@pytest.mark.parametrize(
    ("slot", "names", "ranges"),
    [
        (Slot(name="heat", kind=SlotKind.COUNTER, low=-1, high=3, start=0), ("heat", "3"), "-1..3"),
        (Slot(name="met", kind=SlotKind.FLAG, low=0, high=1, start=0), ("met", "true"), "true or false"),
        (Slot(name="case", kind=SlotKind.LEFT, low=0, high=1, start=0), ("case", "true"), "true or false"),
        (
            Slot(name="mood", kind=SlotKind.SET, low=0, high=1, start=0, labels=("calm", "angry")),
            ("mood", "angry"),
            "calm, angry",
        ),
        (
            Slot(name="coin", kind=SlotKind.ITEM, low=0, high=1, start=0, labels=("nowhere", "pocket")),
            ("coin", "pocket"),
            "nowhere, pocket",
        ),
        (Slot(name="bar.door", kind=SlotKind.SEEN, low=0, high=2, start=0), ("visits(bar.door)", "2 or more"), "0..2"),
        (Slot(name="bar.door.in", kind=SlotKind.TAKEN, low=0, high=1, start=0), ("taken(bar.door.in)", "true"), "0..1"),
    ],
    ids=lambda value: value.kind if isinstance(value, Slot) else None,
)
def test_a_slot_is_called_what_its_author_would_write(slot: Slot, names: tuple[str, str], ranges: str) -> None:
    """The slot, its highest value and its range are given in the words of the story's files."""
    assert (name_of(slot), name_of_value(slot, slot.high)) == names
    assert range_of(slot) == ranges
