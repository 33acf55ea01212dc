"""The places that each item could ever be in, by effects and packing scenes, if every guard held.

So packed states need no bits for other places, and no finding names a place into which an item does not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...model.expressions import Assign, Effect, Number
from ...model.story import Story


def possible_places(story: Story) -> Mapping[int, frozenset[int]]:
    """Return, for the slot of every item, the values that it could ever have."""
    possible = {item.slot: {story.slots[item.slot].start} for item in story.items}
    packed = {place for scene in story.scenes.values() for place in scene.pack}
    for item in story.items:
        possible[item.slot] |= {place + 1 for place in item.fits if place in packed}
    for assignment in _assignments(_all_effects(story)):
        if assignment.slot in possible:
            slot = story.slots[assignment.slot]
            if isinstance(assignment.value, Number):
                possible[assignment.slot].add(min(max(assignment.value.value, slot.low), slot.high))
            else:
                possible[assignment.slot] |= set(range(slot.low, slot.high + 1))
    return {slot: frozenset(values) for slot, values in possible.items()}


def _assignments(effects: Sequence[Effect]) -> Iterator[Assign]:
    for effect in effects:
        if isinstance(effect, Assign):
            yield effect
        else:
            yield from _assignments(effect.effects)


def _all_effects(story: Story) -> Sequence[Effect]:
    return [
        effect
        for scene in story.scenes.values()
        for effects in (
            scene.arrive,
            scene.leave,
            *(redirect.effects for redirect in scene.redirects),
            *(choice.effects for choice in scene.choices),
        )
        for effect in effects
    ]
