"""The moves of a packing scene, as guards and effects: an item goes where it fits, if there is room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...engine.packing import MOVE
from ...model.expressions import Assign, Comparison, Number
from ...model.story import Scene, Story
from .functions import Function, Operator, apply, both, table

Possible = Mapping[int, frozenset[int]]
"""The values that the slot of each item could ever have."""


def moves(story: Story, scene: Scene, possible: Possible) -> Iterable[tuple[Function, Assign, str]]:
    """Yield the moves of a packing scene, none for any other: the guard, the effect and the command of each."""
    for item in story.items if scene.pack else ():
        slot = story.slots[item.slot]
        for place in scene.pack:
            if place not in item.fits:
                continue
            origins = {other + 1 for other in scene.pack if other != place} & possible[item.slot]
            movable = table(item.slot, tuple([int(v in origins) for v in range(slot.low, slot.high + 1)]))
            guard = both((movable, _has_room(story, item.slot, item.size, place, possible)))
            if guard != 0:
                yield guard, Assign(item.slot, Number(place + 1)), f"{MOVE} {item.id} {story.places[place].id}"


def _has_room(story: Story, moving: int, size: int, place: int, possible: Possible) -> Function:
    value = place + 1
    others = [item for item in story.items if item.slot != moving and value in possible[item.slot]]
    limit = story.places[place].capacity - size
    if sum(item.size for item in others) <= limit:
        return 1
    load: Function = 0
    for item in others:
        slot = story.slots[item.slot]
        inside = table(item.slot, tuple([int(v == value) for v in range(slot.low, slot.high + 1)]))
        load = apply(Operator.SUM, (load, inside), (item.size,))
    return apply(Comparison.AT_MOST, (load, limit))
