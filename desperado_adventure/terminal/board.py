"""What a player sees of packing: each place with its things, and where each thing can go or why it cannot.

Nothing is drawn here. The order is the one in which the pointer goes from thing to thing: first what is not carried
yet, since that is what there is to pack.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..engine import Machine, MoveBar, Packing
from ..model.state import State
from ..model.story import Item, Place
from .words import say

_BOUNDLESS = 1000
"""A place with at least this much room is shown without a number."""

_MOST_CELLS = 16
"""A place with more room than this is not drawn in cells."""


class Thing(NamedTuple):
    """An item in one of the places. `size` is 0 or more."""

    id: str
    title: str
    size: int


class Holder(NamedTuple):
    """A place with its things. `cells` is how much it holds in all, -1 for a place that is not drawn in cells.

    `is_case` is true for a place that can be put down and left, such as a case: it has a lid.
    """

    id: str
    title: str
    things: tuple[Thing, ...]
    room: int
    cells: int
    is_case: bool
    is_carried: bool


class Target(NamedTuple):
    """A place that a thing could go to: its id and title, the words for its room, and why it cannot, "" when it can."""

    place: str
    title: str
    room: str
    barred: str


class Board(NamedTuple):
    """The places, and for each thing, by its id, the other places."""

    holders: tuple[Holder, ...]
    targets: Mapping[str, tuple[Target, ...]]

    @property
    def things(self) -> tuple[Thing, ...]:
        """All things, in the order of the pointer."""
        return tuple([thing for holder in self.holders for thing in holder.things])

    def thing(self, item: str) -> Thing:
        """Return the thing of this id; raises KeyError when it lies in none of the places."""
        return {thing.id: thing for thing in self.things}[item]


def board_of(machine: Machine, state: State) -> Board | None:
    """Return the board of a packing scene; None in any other scene."""
    packing = machine.packing(state)
    if packing is None:
        return None
    things = {item.id: Thing(item.id, item.title, item.size) for item in machine.story.items}
    places = {place.id: place for place in machine.story.places}
    holders = [
        _holder(places[place], tuple([things[item] for item in items]), room) for place, items, room in packing.places
    ]
    holders.sort(key=lambda holder: holder.is_carried)
    targets = {
        item.id: tuple(_targets(machine, state, packing, item, places))
        for item in machine.story.items
        if any(item.id in items for _, items, _ in packing.places)
    }
    return Board(tuple(holders), targets)


def room_words(room: int) -> str:
    """Return how much room there is, "" for a place without bounds."""
    if room >= _BOUNDLESS:
        return ""
    return say("pack.room", room=room) if room > 0 else say("pack.filled")


def _holder(place: Place, things: tuple[Thing, ...], room: int) -> Holder:
    cells = place.capacity if 0 < place.capacity <= _MOST_CELLS else -1
    return Holder(place.id, place.title, things, room, cells, place.left >= 0, place.carried)


def _targets(machine: Machine, state: State, packing: Packing, item: Item, places: Mapping[str, Place]) -> list[Target]:
    """Return the other places of the scene: those that are possible first, then those that are barred."""
    targets = []
    for place, _, room in packing.places:
        bar = machine.bar(state, item.id, place)
        if bar is MoveBar.THERE:
            continue
        key = "no_room" if bar is MoveBar.FULL and room <= 0 else bar
        barred = say(f"pack.short.{key}", size=item.size, room=room) if bar is not None else ""
        targets.append(Target(place, places[place].title, "" if barred else room_words(room), barred))
    return sorted(targets, key=lambda target: bool(target.barred))
