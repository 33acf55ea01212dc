"""Packing: moving items between the places of a packing scene, if the item fits there and there is room."""

from __future__ import annotations

from ..model.story import Item, Story
from .closures import Values
from .views import Contents, Move, MoveBar, Packing, Refusal, Refused

MOVE = "move"
"""The first word of the command `move ITEM PLACE`."""


def packing(story: Story, places: tuple[int, ...], values: Values) -> Packing:
    """Return the contents of these places (indices into `Story.places`), and the moves that are possible."""
    shown = tuple([Contents(story.places[index].id, *_contents(story, index, values)) for index in places])
    moves = [
        Move(item.id, story.places[index].id)
        for item in story.items
        for index in places
        if _bar(story, places, values, item, index) is None
    ]
    return Packing(shown, tuple(moves))


def moved(story: Story, places: tuple[int, ...], values: Values, item_id: str, place_id: str) -> Values:
    """Return the values after an item was moved between two of these places; raises Refused when it cannot be moved."""
    item, place = _found(story, item_id, place_id)
    if item is None or place < 0 or _bar(story, places, values, item, place) is not None:
        raise Refused(Refusal.MOVE, item_id, place_id)
    return values[: item.slot] + (place + 1,) + values[item.slot + 1 :]


def bar(story: Story, places: tuple[int, ...], values: Values, item_id: str, place_id: str) -> MoveBar | None:
    """Return why the item cannot be moved to the place, None when it can; an unknown id is of something absent."""
    item, place = _found(story, item_id, place_id)
    if item is None:
        return MoveBar.ABSENT
    return _bar(story, places, values, item, place)


def _found(story: Story, item_id: str, place_id: str) -> tuple[Item | None, int]:
    """Return the item, and the index of the place, -1 when there is none of that id."""
    item = next((each for each in story.items if each.id == item_id), None)
    return item, next((index for index, each in enumerate(story.places) if each.id == place_id), -1)


def _contents(story: Story, place: int, values: Values) -> tuple[tuple[str, ...], int]:
    """Return the ids of the items in a place, and the room that is left in it."""
    inside = [item for item in story.items if values[item.slot] == place + 1]
    return tuple([item.id for item in inside]), story.places[place].capacity - sum(item.size for item in inside)


def _bar(story: Story, places: tuple[int, ...], values: Values, item: Item, place: int) -> MoveBar | None:
    here = values[item.slot] - 1
    if here not in places:
        return MoveBar.ABSENT
    if here == place:
        return MoveBar.THERE
    if place not in places or place not in item.fits:
        return MoveBar.UNFIT
    return MoveBar.FULL if _contents(story, place, values)[1] < item.size else None
