"""Causes: what tells the stuck states of a scene from all its other states, as a sentence for the author.

A scene can be at rest at several points, once for each combination of cutaways under way. The sentence speaks of the
scene, so it has to be true at all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic

from ...model.slot_names import name_of, name_of_value
from ...model.story import SlotKind, Story
from .prover import Prover, States

_COUNTS = frozenset((SlotKind.CYCLE, SlotKind.SEEN, SlotKind.TAKEN))


def cause(prover: Prover[States], scene: str, stuck: Mapping[int, States]) -> str:
    """Return what tells the stuck states of a scene, by point, from its others: a sentence after a blank, or ""."""
    flow = prover.flow
    points = [
        point
        for point in range(len(flow.points))
        if flow.points[point].scene == scene and flow.is_rest(point) and prover.reached(point)
    ]
    others = {}
    for point in points:
        left = prover.copy(prover.reached(point))
        others[point] = prover.less(left, stuck[point]) if point in stuck else left
    if not any(others.values()):
        return ""
    inside = _Inside(prover, {point: stuck[point] for point in points if point in stuck})

    def tells(slots: Sequence[int]) -> bool:
        return not any(inside.allows(point, states, slots) for point, states in others.items() if states)

    apart = [slot for slot in inside.slots if len(inside.values(slot)) < len(inside.range_of(slot))]
    values = {slot: inside.values(slot) for slot in _fewest(flow.story, apart, tells)}
    return _describe(flow.story, values, flow.possible)


class _Inside(Generic[States]):
    """The values that slots have in stuck states, at whichever point; as far as the prover tells them apart."""

    def __init__(self, prover: Prover[States], stuck: Mapping[int, States]) -> None:
        self._prover, self._stuck = prover, stuck
        self.slots = sorted({slot for point in stuck for slot in prover.relevance[point]})
        self._values: dict[int, frozenset[int]] = {}

    def range_of(self, slot: int) -> range:
        about = self._prover.flow.story.slots[slot]
        return range(about.low, about.high + 1)

    def values(self, slot: int) -> frozenset[int]:
        """Return all values that a slot may have in a stuck state."""
        known = self._values.get(slot)
        if known is None:
            known = frozenset(
                value for point, states in self._stuck.items() for value in self._values_at(point, states, slot)
            )
            self._values[slot] = known
        return known

    def _values_at(self, point: int, states: States, slot: int) -> Iterable[int]:
        partition = self._prover.relevance[point].get(slot)
        if partition is None:
            return self.range_of(slot)
        classes = self._prover.classes_in(point, slot, states)
        return [value for value, number in zip(self.range_of(slot), partition, strict=True) if number in classes]

    def allows(self, point: int, states: States, slots: Sequence[int]) -> bool:
        """Whether any of these states may have, in each of the slots, a value that a stuck state has."""
        left = states
        for slot in slots:
            partition = self._prover.relevance[point].get(slot)
            if partition is not None:
                pairs = zip(self.range_of(slot), partition, strict=True)
                classes = {number for value, number in pairs if value in self.values(slot)}
                left = self._prover.among(point, slot, classes, left)
        return bool(left)


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


def _describe(story: Story, stuck: Mapping[int, frozenset[int]], possible: Mapping[int, frozenset[int]]) -> str:
    """Return the sentence. `stuck` has the values of each slot in the stuck states."""
    parts = []
    for index, found in stuck.items():
        slot = story.slots[index]
        known = possible.get(index)
        values = [value for value in range(slot.low, slot.high + 1) if known is None or value in known]
        inside = [value for value in values if value in found]
        outside = [value for value in values if value not in found]
        word, fewer = ("is not", outside) if len(outside) < len(inside) else ("is", inside)
        parts.append(f"`{name_of(slot)}` {word} {' or '.join(name_of_value(slot, value) for value in fewer)}")
    return f" It is so exactly when {' and '.join(parts)}." if parts else ""
