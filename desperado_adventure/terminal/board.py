"""What a player sees of packing: each place with its items, and where each item can go or why it cannot.

Nothing is drawn here. The order is the one in which the pointer goes from item to item: first what is not carried
yet, since that is what there is to pack.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..engine import Machine, MoveBar, Packing
from ..model.state import State
from ..model.story import Item, Place
from .move_commands import BOUNDLESS
from .words import say

_MOST_CELLS = 16
"""A place with more room than this is not drawn in cells."""


class ItemShown(NamedTuple):
    """An item in one of the places. `size` is 0 or more."""

    id: str
    title: str
    size: int


class PlaceShown(NamedTuple):
    """A place with its items. `cells` is how much it holds in all, -1 for a place that is not drawn in cells.

    `is_case` is true for a place that can be put down and left, such as a case: it has a lid.
    """

    id: str
    title: str
    items: tuple[ItemShown, ...]
    room: int
    cells: int
    is_case: bool
    is_carried: bool


class Target(NamedTuple):
    """A place that an item could go to: its id and title, the words for its room, and why it cannot, "" when it can."""

    place: str
    title: str
    room: str
    barred: str


class Board(NamedTuple):
    """The places, and for each item, by its id, the other places."""

    places: tuple[PlaceShown, ...]
    targets: Mapping[str, tuple[Target, ...]]

    @property
    def items(self) -> tuple[ItemShown, ...]:
        """All items, in the order of the pointer."""
        return tuple([each for place in self.places for each in place.items])

    def item(self, item_id: str) -> ItemShown:
        """Return the item of this id; raises KeyError when it lies in none of the places."""
        return {each.id: each for each in self.items}[item_id]

    @property
    def example(self) -> tuple[str, str] | None:
        """Words for an item and for a place that it can go to now, as a player can type them; None when there are none.

        They are the last of the titles: two of an item's, where other items have the last one, too.
        """
        titles = [item.title.split() for item in self.items]
        for item, title in zip(self.items, titles, strict=True):
            names = [last for last in (title[-1:], title[-2:]) if sum(set(last) <= set(each) for each in titles) == 1]
            target = self.targets[item.id][0] if self.targets[item.id] else None  # those that are possible come first
            if names and target is not None and not target.barred:
                return " ".join(names[0]), target.title.split()[-1]
        return None


def board_of(machine: Machine, state: State) -> Board | None:
    """Return the board of a packing scene; None in any other scene."""
    packing = machine.packing(state)
    if packing is None:
        return None
    names, titles = machine.titles.items(state), machine.titles.places(state)
    items = {item.id: ItemShown(item.id, names[item.id], item.size) for item in machine.story.items}
    places = {place.id: place for place in machine.story.places}
    shown = [
        _place_shown(places[place], titles[place], tuple([items[item] for item in inside]), room)
        for place, inside, room in packing.places
    ]
    shown.sort(key=lambda place: place.is_carried)
    targets = {
        item.id: tuple(_targets(machine, state, packing, item, titles))
        for item in machine.story.items
        if any(item.id in inside for _, inside, _ in packing.places)
    }
    return Board(tuple(shown), targets)


def room_words(room: int) -> str:
    """Return how much room there is, "" for a place without bounds."""
    if room >= BOUNDLESS:
        return ""
    return say("pack.room", room=room) if room > 0 else say("pack.filled")


def _place_shown(place: Place, title: str, items: tuple[ItemShown, ...], room: int) -> PlaceShown:
    cells = place.capacity if 0 < place.capacity <= _MOST_CELLS else -1
    return PlaceShown(place.id, title, items, room, cells, place.left >= 0, place.carried)


def _targets(machine: Machine, state: State, packing: Packing, item: Item, titles: Mapping[str, str]) -> list[Target]:
    """Return the other places of the scene: those that are possible first, then those that are barred."""
    targets = []
    for place, _, room in packing.places:
        bar = machine.bar(state, item.id, place)
        if bar is MoveBar.THERE:
            continue
        key = "no_room" if bar is MoveBar.FULL and room <= 0 else bar
        barred = say(f"pack.short.{key}", size=item.size, room=room) if bar is not None else ""
        targets.append(Target(place, titles[place], "" if barred else room_words(room), barred))
    return sorted(targets, key=lambda target: bool(target.barred))
