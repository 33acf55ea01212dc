"""Moves of items: which are possible, why another is not, and what each place holds."""

from __future__ import annotations

from ..engine import Machine, MoveBar
from ..engine.views import View
from ..model.state import State
from .words import say

BOUNDLESS = 1000
"""A place with at least this much room is shown without a number."""


def why_not(machine: Machine, state: State, item_id: str, place_id: str) -> str:
    """Return why the item cannot be moved to the place; raises LookupError when there is no such item or place."""
    size = next(each.size for each in machine.story.items if each.id == item_id)
    item, place = machine.titles.items(state)[item_id], machine.titles.places(state)[place_id]
    packing = machine.packing(state)
    rooms = {place: room for place, _, room in packing.places} if packing is not None else {}
    parts = {"item": item, "place": place, "size": size, "room": max(0, rooms.get(place_id, 0))}
    bar = machine.bar(state, item_id, place_id)
    if bar is None:
        return ""
    is_without = bar is MoveBar.FULL and not parts["room"]
    return say("pack.no_room" if is_without else f"pack.{bar}", **parts)


def contents(machine: Machine, state: State, view: View) -> list[str]:
    """Return a line for each place: its items that the player carries, or in a packing scene those that lie there.

    It is one sentence when nothing is carried: no item, and no place that can be left behind, which is a thing itself.
    """
    item_titles, place_titles = machine.titles.items(state), machine.titles.places(state)
    sizes = {item.id: item.size for item in machine.story.items}
    holdings = {place: (items, -1) for place, items in machine.inventory(state).items()}
    if view.packing:
        holdings |= {place: (items, room) for place, items, room in view.packing.places}
    left = machine.left_behind(state)
    things = [place.id for place in machine.story.places if place.left >= 0]
    if not view.packing and not left and not any(items or place in things for place, (items, _) in holdings.items()):
        return [say("case.nothing")]
    lines = []
    for place in machine.story.places:
        if place.id in holdings:
            inside, room = holdings[place.id]
            sized = {item: say("case.item", item=item_titles[item], size=sizes[item]) for item in inside}
            words = ", ".join(sized[item] if room >= 0 else item_titles[item] for item in inside) or say("case.empty")
            key = "case.plain" if not 0 <= room < BOUNDLESS else "case.room" if room else "case.full"
            lines.append(say(key, title=place_titles[place.id], items=words, room=room))
        elif place.id in left:
            lines.append(say("case.left", title=place_titles[place.id]))
    return lines
