"""Packing: moving items between the places of a packing scene, if the item fits there and there is room."""

from __future__ import annotations

from ..model.story import Item, Story
from .closures import Values
from .views import Contents, Move, Packing, Refusal, Refused

MOVE = "move"
"""The first word of the command `move ITEM PLACE`."""


def packing(story: Story, places: tuple[int, ...], values: Values) -> Packing:
    """Return the contents of these places (indices into `Story.places`), and the moves that are possible."""
    shown = tuple([Contents(story.places[index].id, *_contents(story, index, values)) for index in places])
    moves = [
        Move(item.id, story.places[index].id)
        for item in story.items
        for index in places
        if _may_move(story, places, values, item, index)
    ]
    return Packing(shown, tuple(moves))


def moved(story: Story, places: tuple[int, ...], values: Values, item_id: str, place_id: str) -> Values:
    """Return the values after an item was moved between two of these places; raises Refused when it cannot be moved."""
    item = next((each for each in story.items if each.id == item_id), None)
    place = next((index for index, each in enumerate(story.places) if each.id == place_id), None)
    if item is None or place is None or not _may_move(story, places, values, item, place):
        raise Refused(Refusal.MOVE, item_id, place_id)
    return values[: item.slot] + (place + 1,) + values[item.slot + 1 :]


def _contents(story: Story, place: int, values: Values) -> tuple[tuple[str, ...], int]:
    """Return the ids of the items in a place, and the room that is left in it."""
    inside = [item for item in story.items if values[item.slot] == place + 1]
    return tuple([item.id for item in inside]), story.places[place].capacity - sum(item.size for item in inside)


def _may_move(story: Story, places: tuple[int, ...], values: Values, item: Item, place: int) -> bool:
    here = values[item.slot] - 1
    return (
        here in places
        and place in places
        and here != place
        and place in item.fits
        and _contents(story, place, values)[1] >= item.size
    )
