"""Causes: what tells some states of a point from all others of that point, as a sentence for the author."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ...model.slot_names import name_of, name_of_value
from ...model.story import SlotKind, Story
from .prover import Prover, States

_COUNTS = frozenset((SlotKind.CYCLE, SlotKind.SEEN, SlotKind.TAKEN))


def cause(prover: Prover[States], point: int, states: States) -> str:
    """Return what tells these states of a point from its others: a sentence after a blank, or "" if nothing does."""
    relevance = prover.relevance[point]
    others = prover.less(prover.copy(prover.reached(point)), states)
    if not others:
        return ""
    inside = {slot: prover.classes_in(point, slot, states) for slot in relevance}
    apart = [slot for slot, bad in inside.items() if not prover.classes_in(point, slot, others) <= bad]

    def tells(slots: Sequence[int]) -> bool:
        left = others
        for slot in slots:
            left = prover.among(point, slot, inside[slot], left)
        return not left

    story = prover.flow.story
    offsets = {
        slot: [at for at, number in enumerate(relevance[slot]) if number in inside[slot]]
        for slot in _fewest(story, apart, tells)
    }
    return _describe(story, offsets, prover.flow.possible)


def _fewest(story: Story, slots: Iterable[int], tells: Callable[[Sequence[int]], bool]) -> list[int]:
    """Return a few of the slots that together still tell the states from the others; none if not even all do.

    Slots that the author declared are preferred to counts of visits and of choices taken.
    """
    kept = sorted(slots, key=lambda slot: (story.slots[slot].kind not in _COUNTS, slot))
    if not kept or not tells(kept):
        return []
    for slot in tuple(kept):
        fewer = [other for other in kept if other != slot]
        if fewer and tells(fewer):
            kept = fewer
    return sorted(kept)


def _describe(story: Story, apart: Mapping[int, Sequence[int]], possible: Mapping[int, frozenset[int]]) -> str:
    """Return the sentence. `apart` has the values of each slot in these states, as indices in the slot's range."""
    parts = []
    for index, offsets in apart.items():
        slot = story.slots[index]
        known = possible.get(index)
        values = [value for value in range(slot.low, slot.high + 1) if known is None or value in known]
        inside = [value for value in values if value - slot.low in offsets]
        outside = [value for value in values if value not in inside]
        word, fewer = ("is not", outside) if len(outside) < len(inside) else ("is", inside)
        parts.append(f"`{name_of(slot)}` {word} {' or '.join(name_of_value(slot, value) for value in fewer)}")
    return f" It is so exactly when {' and '.join(parts)}." if parts else ""
