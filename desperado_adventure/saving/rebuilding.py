"""From a state by names to a state of a story that may have changed, such that the story's own laws hold.

A value that its slot does not have any more becomes the nearest number that it has, or the slot's start. An item stays
where it was if that place is still there, the item fits, and there is room; else it goes to the first place where that
is so: one that the player has with him, or another one; else it is nowhere. An item that was not in the story when the
game was saved begins where it begins in the story, if there is room left.

Nothing is told here: `differences.py` compares what was saved with what came of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..engine.machine import BEFORE_THE_BEGINNING
from ..model.state import State
from ..model.story import TRUTHS, Item, Place, Slot, SlotKind, Story
from .saved import SavedState, Value
from .slot_values import ALWAYS_SAVED, NEVER_SAVED, ORDERED, complete, key_of, number_of, word_of


def rebuild(story: Story, saved: SavedState) -> State:
    """Return the saved state, whose names are present ones, in the story as it is. Its scene need not be there."""
    values = [_number(slot, saved.values.get(key_of(slot), slot.start)) for slot in story.slots]
    for slot, number in _Packing(story, saved, values).packed().items():
        values[slot] = number
    fallen = None if saved.fallen is None else rebuild(story, saved.fallen)
    if saved.scene == BEFORE_THE_BEGINNING:
        return State(BEFORE_THE_BEGINNING, complete(story.slots, values))
    return State(saved.scene, complete(story.slots, values), saved.stack, fallen)


def exact_state(story: Story, saved: SavedState, *, is_before_death: bool = False) -> State | None:
    """Return the saved state of this very story, each value as it was saved; None when it is no state of it.

    Only the state before a death may be the one in which the story has not begun.
    """
    keys = [key_of(slot) for slot in story.slots]
    scenes = {saved.scene, *(frame.scene for frame in saved.stack)}
    if is_before_death and saved.scene == BEFORE_THE_BEGINNING:
        scenes.remove(BEFORE_THE_BEGINNING)
    if not (saved.values.keys() <= set(keys) and scenes <= story.scenes.keys()):
        return None
    values = []
    for key, slot in zip(keys, story.slots, strict=True):
        if slot.kind in NEVER_SAVED:
            values.append(slot.start)
            continue
        is_missing = key not in saved.values and slot.kind in ALWAYS_SAVED
        number = None if is_missing else number_of(slot, saved.values.get(key, word_of(slot, 0)))
        if number is None:
            return None
        values.append(number)
    fallen = None if saved.fallen is None else exact_state(story, saved.fallen, is_before_death=True)
    if saved.fallen is not None and fallen is None:
        return None
    return State(saved.scene, complete(story.slots, values), saved.stack, fallen)


def _number(slot: Slot, value: Value) -> int:
    """Return the number that a saved value is now."""
    number = number_of(slot, value)
    if number is not None:
        return number
    if isinstance(value, int) and not isinstance(value, bool) and slot.kind not in (*ORDERED, *TRUTHS, SlotKind.TYPED):
        return min(max(value, slot.low), slot.high)
    return slot.start


class _Packing:
    """Puts the items of a saved state into places, one after the other, as long as there is room."""

    def __init__(self, story: Story, saved: SavedState, values: Sequence[int]) -> None:
        """Start with empty places; `values` are the numbers of all other slots."""
        self._story = story
        self._saved = saved
        self._room = [place.capacity for place in story.places]
        with_player = [_is_with_player(place, values) for place in story.places]
        self._order = sorted(range(len(story.places)), key=lambda place: not with_player[place])

    def packed(self) -> dict[int, int]:
        """Return the number of each item by its slot."""
        known = [item for item in self._story.items if key_of(self._story.slots[item.slot]) in self._saved.values]
        new = [item for item in self._story.items if item not in known]
        packed: dict[int, int] = {}
        homeless = []
        for item in known:
            if not self._is_somewhere(item):
                packed[item.slot] = 0
            elif not self._put(item, self._place(item), packed):
                homeless.append(item)
        for item in new:
            start = self._story.slots[item.slot].start
            packed[item.slot] = 0
            if start and not self._put(item, start - 1, packed):
                homeless.append(item)
        for item in homeless:
            if not any(self._put(item, place, packed) for place in self._order):
                packed[item.slot] = 0
        return packed

    def _is_somewhere(self, item: Item) -> bool:
        return number_of(self._story.slots[item.slot], self._value(item)) != 0

    def _place(self, item: Item) -> int:
        """Return the index of the place where the item was; -1 when there is none such."""
        return (number_of(self._story.slots[item.slot], self._value(item)) or 0) - 1

    def _value(self, item: Item) -> Value:
        return self._saved.values[key_of(self._story.slots[item.slot])]

    def _put(self, item: Item, place: int, packed: dict[int, int]) -> bool:
        if place not in item.fits or self._room[place] < item.size:
            return False
        self._room[place] -= item.size
        packed[item.slot] = place + 1
        return True


def _is_with_player(place: Place, values: Sequence[int]) -> bool:
    return place.carried and not (place.left >= 0 and values[place.left])
