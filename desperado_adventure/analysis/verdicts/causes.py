"""Causes: what tells the stuck states of a scene from all its other states, as a sentence for the author.

A scene can be at rest at several points, once for each combination of cutaways under way. The sentence speaks of the
scene, so it has to be true at all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic

from ...model.slot_names import name_of, name_of_value
from ...model.story import Slot, SlotKind, Story
from ..transitions.functions import is_wide
from ..transitions.relevance import APART, Partition
from .prover import Prover, States

_FEW, _MOST_RUNS = 2, 8
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
    kept = _fewest(flow.story, apart, tells)
    parts = [_part(inside, others, slot, [other for other in kept if other != slot]) for slot in kept]
    return f" It is so exactly when {' and '.join(parts)}." if parts else ""


class _Inside(Generic[States]):
    """The values that slots have in stuck states, at whichever point; as far as the prover tells them apart."""

    def __init__(self, prover: Prover[States], stuck: Mapping[int, States]) -> None:
        self.prover, self._stuck = prover, stuck
        # What a wide slot holds where the prover does not know it would be a million numbers, and tells nothing apart.
        self.slots = sorted(
            slot
            for slot in {slot for point in stuck for slot in prover.relevance[point]}
            if not is_wide(prover.flow.story.slots[slot]) or all(slot in prover.relevance[point] for point in stuck)
        )
        self._values: dict[int, frozenset[int]] = {}

    def range_of(self, slot: int) -> range:
        about = self.prover.flow.story.slots[slot]
        return range(about.low, about.high + 1)

    def values(self, slot: int) -> frozenset[int]:
        """Return all values that a slot may have in a stuck state."""
        known = self._values.get(slot)
        if known is None:
            known = self._values[slot] = self.values_among(self._stuck, slot)
        return known

    def values_among(self, states: Mapping[int, States], slot: int) -> frozenset[int]:
        """Return all values that a slot may have in these states, by point."""
        pairs = states.items()
        return frozenset(value for point, some in pairs if some for value in self._values_at(point, some, slot))

    def _values_at(self, point: int, states: States, slot: int) -> Iterable[int]:
        partition = self.prover.relevance[point].get(slot)
        if partition is None:
            return self.range_of(slot)
        classes = self.prover.classes_in(point, slot, states)
        if partition == APART:
            low = self.range_of(slot).start
            return [low + number for number in classes]
        return [value for value, number in zip(self.range_of(slot), partition, strict=True) if number in classes]

    def allows(self, point: int, states: States, slots: Sequence[int]) -> bool:
        """Whether any of these states may have, in each of the slots, a value that a stuck state has."""
        return bool(self.allowed(point, states, slots))

    def allowed(self, point: int, states: States, slots: Sequence[int]) -> States:
        """Return those of the states that may have, in each of the slots, a value that a stuck state has."""
        left = states
        for slot in slots:
            partition = self.prover.relevance[point].get(slot)
            if partition is not None:
                left = self.prover.among(point, slot, self._classes(slot, partition), left)
        return left

    def _classes(self, slot: int, partition: Partition) -> set[int]:
        """Return the classes of the values that a slot may have in a stuck state."""
        if partition == APART:
            low = self.range_of(slot).start
            return {value - low for value in self.values(slot)}
        pairs = zip(self.range_of(slot), partition, strict=True)
        return {number for value, number in pairs if value in self.values(slot)}


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


def _part(inside: _Inside[States], others: Mapping[int, States], slot: int, beside: Sequence[int]) -> str:
    """Return the part of the sentence about a slot; `beside` are the slots of the other parts."""
    flow = inside.prover.flow
    about = flow.story.slots[slot]
    if not is_wide(about):
        return _describe(about, inside.values(slot), flow.possible.get(slot))
    # Only what the other parts leave open has to be told from the stuck states.
    alike = {point: inside.allowed(point, states, beside) for point, states in others.items()}
    return _describe_wide(about, inside.values(slot), inside.values_among(alike, slot))


def _describe(slot: Slot, found: frozenset[int], possible: frozenset[int] | None) -> str:
    """Return the part of the sentence about a slot that has one of the values `found` in the stuck states."""
    values = [value for value in range(slot.low, slot.high + 1) if possible is None or value in possible]
    inside = [value for value in values if value in found]
    outside = [value for value in values if value not in found]
    if slot.kind in _COUNTS or slot.kind is SlotKind.COUNTER:
        ranges, without = _runs(slot, inside, values), _runs(slot, outside, values)
        is_shorter = len(without) < len(ranges) and len(outside) < len(inside)
        word, told = ("is not", without) if is_shorter else ("is", ranges)
        if len(told) > _MOST_RUNS:
            word, told = "is", [f"one of {len(inside):,} numbers from {inside[0]:,} to {inside[-1]:,}"]
    else:
        word, fewer = ("is not", outside) if len(outside) < len(inside) else ("is", inside)
        told = [name_of_value(slot, value) for value in fewer]
    return f"`{name_of(slot)}` {word} {' or '.join(told)}"


def _runs(slot: Slot, numbers: Sequence[int], possible: Sequence[int]) -> list[str]:
    """Return numbers as words, with a range for three or more that no other possible number comes between."""
    place = {number: index for index, number in enumerate(possible)}
    runs: list[list[int]] = []
    for number in numbers:
        if runs and place[number] == place[runs[-1][-1]] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [word for run in runs for word in _run(slot, run)]


def _run(slot: Slot, run: Sequence[int]) -> list[str]:
    if len(run) <= _FEW:
        return [name_of_value(slot, number) for number in run]
    has_no_end = slot.kind in _COUNTS and run[-1] == slot.high and slot.kind is not SlotKind.CYCLE
    return [f"{run[0]} or more" if has_no_end else f"{run[0]}..{run[-1]}"]


def _describe_wide(slot: Slot, found: frozenset[int], others: frozenset[int]) -> str:
    """Return the part of the sentence about a wide slot; `others` are its values in all other states."""
    name, low, high = name_of(slot), min(found), max(found)
    if len(found) == 1:
        return f"`{name}` is {low}"
    if not others or high < min(others):
        return f"`{name}` is at most {high}"
    if low > max(others):
        return f"`{name}` is at least {low}"
    if all(value < low or value > high for value in others):
        return f"`{name}` lies in {low}..{high}"
    return f"`{name}` is one of {len(found):,} numbers from {low} to {high}"
