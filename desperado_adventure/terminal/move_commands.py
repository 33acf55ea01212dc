"""Moves of items: which move a player means, why a move is not possible, and what each place holds.

A player types `move shotgun case`, `put the big pistols in the case` or `shotgun case`: ids, titles, or the beginnings
of words of a title. What is logged and saved is always `move ITEM PLACE`, by ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from ..engine import Machine, Refusal, Refused
from ..engine.views import Packing, View
from ..model.state import State
from ..model.story import Item, Place
from .answers import Command, Misunderstanding, Offer, Verb
from .words import say

BOUNDLESS = 1000
"""A place with at least this much room is shown without a number."""

_LITTLE_WORDS = frozenset(["a", "an", "the", "in", "into", "to", "on", "onto", "at", "my", "your", "of", "and"])


def resolve_move(machine: Machine, state: State, packing: Packing | None, typed: str) -> str:
    """Return the move that the words mean, as "ITEM PLACE"; raises Refused (MOVE or AMBIGUOUS)."""
    if packing is None:
        raise Refused(Refusal.MOVE, typed, say("pack.nowhere"))
    words = [word for word in (each.strip(".,").lower() for each in typed.split()) if word not in _LITTLE_WORDS]
    items = titles(machine.story.items)
    places = titles(machine.story.places)
    for split in range(len(words), 0, -1):
        found_items = _named(words[:split], items)
        found_places = _named(words[split:], places) if split < len(words) else list(places)
        if not found_items or not found_places:
            continue
        meant = [(item, place) for item, place in packing.moves if item in found_items and place in found_places]
        if len(meant) == 1:
            return " ".join(meant[0])
        if meant:
            names = "; ".join(say("pack.offer.plain", item=items[item], place=places[place]) for item, place in meant)
            raise Refused(Misunderstanding.AMBIGUOUS, typed, names)
        raise Refused(Refusal.MOVE, typed, _why_not(machine, state, packing, found_items, found_places))
    raise Refused(Refusal.MOVE, typed, say("pack.unknown"))


def titles(things: Iterable[Item | Place]) -> dict[str, str]:
    """Return the titles of items or places by their ids."""
    return {thing.id: thing.title for thing in things}


def _named(words: Sequence[str], titles: dict[str, str]) -> list[str]:
    """Return the ids that the words name: the word itself, else all where each word begins the id or a title word."""
    if len(words) == 1 and words[0] in titles:
        return [words[0]]
    return [
        each
        for each, title in titles.items()
        if all(any(part.startswith(word) for part in (*title.lower().split(), each)) for word in words)
    ]


def _why_not(machine: Machine, state: State, packing: Packing, items: Sequence[str], places: Sequence[str]) -> str:
    """Return why none of these items goes to any of these places: the first reason that is found."""
    story = machine.story
    rooms = {place: room for place, _, room in packing.places}
    for name, place_id in product(items, places):
        item = next(each for each in story.items if each.id == name)
        index, place = next((index, each) for index, each in enumerate(story.places) if each.id == place_id)
        here = state.values[item.slot] - 1
        parts = {"item": item.title, "place": place.title}
        if here < 0 or story.places[here].id not in rooms:
            return say("pack.absent", **parts)
        if here == index:
            return say("pack.there", **parts)
        if place_id not in rooms or index not in item.fits:
            return say("pack.unfit", **parts)
        return say("pack.full", size=item.size, room=max(rooms[place_id], 0), **parts)
    return say("pack.unknown")


def move_offers(machine: Machine, packing: Packing, key: str) -> list[Offer]:
    """Return a line for each move that is possible now; `key` is the key of its words."""
    items = titles(machine.story.items)
    places = titles(machine.story.places)
    return [
        Offer(say(key, item=items[item], place=places[place]), Command(Verb.MOVE, f"{item} {place}"))
        for item, place in packing.moves
    ]


def contents(machine: Machine, state: State, view: View) -> list[str]:
    """Return a line for each place: its items that the player carries, or in a packing scene those that lie there.

    It is one sentence when nothing is carried: no item, and no place that can be left behind, which is a thing itself.
    """
    item_titles = titles(machine.story.items)
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
            sized = {item: say("case.sized", item=item_titles[item], size=sizes[item]) for item in inside}
            words = ", ".join(sized[item] if room >= 0 else item_titles[item] for item in inside) or say("case.empty")
            key = "case.room" if 0 <= room < BOUNDLESS else "case.plain"
            lines.append(say(key, title=place.title, items=words, room=room))
        elif place.id in left:
            lines.append(say("case.left", title=place.title))
    return lines
