"""The blocks that a turn shows: the same for the drawn screen, the plain screen and a transcript."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from ..engine import Machine
from ..engine.views import Arrived, Ended, Event, Moved, Opened, TakenBack, Told
from ..model.state import State
from .blocks import Block, Card, Final, Heading, Notice, Packed, Prose
from .move_commands import BOUNDLESS
from .words import say


def blocks_of_events(machine: Machine, events: Sequence[Event], state: State) -> list[Block]:
    """Return what a step shows that has led to this state."""
    blocks: list[Block] = []
    for index, event in enumerate(events):
        if isinstance(event, Told):
            blocks.append(Prose(event.passages))
        elif isinstance(event, Opened | Arrived):
            while blocks and isinstance(blocks[-1], Heading):
                blocks.pop()  # nothing was told in the scene of this heading
            blocks.extend(_card(machine, event) if isinstance(event, Opened) else _heading(machine, event))
        elif isinstance(event, Moved):
            blocks.extend(_movements(machine, events, index, state))
        elif isinstance(event, TakenBack):
            blocks.append(Notice(say("taken_back")))
        elif isinstance(event, Ended):
            blocks.append(Final(event.title))
    return blocks


def blocks_of_packing(machine: Machine, state: State, events: Sequence[Event]) -> list[Packed]:
    """Return what these events, which led to this state, have changed in a packing scene that was there before.

    For undone events, the item is where it was before them.
    """
    packing = machine.packing(state)
    if packing is None or any(isinstance(event, Arrived) for event in events):
        return []
    items, places = machine.titles.items(state), machine.titles.places(state)
    rooms = {contents.place: contents.room for contents in packing.places}
    here = {item: contents.place for contents in packing.places for item in contents.items}
    moved = [event for event in events if isinstance(event, Moved) and {event.origin, event.place} <= rooms.keys()]
    return [
        Packed(items[each.item], places[place], room if (room := rooms[place]) < BOUNDLESS else -1)
        for each in moved
        if (place := here.get(each.item))
    ]


def blocks_of_scene(machine: Machine, state: State, events: Sequence[Event] = ()) -> list[Block]:
    """Return the whole scene of a state. Nested choices have no text, so the last text told is shown instead."""
    view = machine.view(state)
    blocks: list[Block] = [Heading(view.title, view.art)] if view.title else []
    if view.text:
        blocks.append(Prose(view.text))
    else:
        blocks.extend(Prose(event.passages) for event in events if isinstance(event, Told))
    if view.ending:
        blocks.append(Final(view.ending))
    return blocks


def blocks_of_position(machine: Machine, state: State, events: Sequence[Event]) -> list[Block]:
    """Return what is shown to an author who is put into a state: the scene.

    If the last step has passed through other scenes, what it told is shown instead.
    """
    if sum(isinstance(event, Arrived) for event in events) > 1:
        return blocks_of_events(machine, events, state)
    return blocks_of_scene(machine, state, events)


def _heading(machine: Machine, arrived: Arrived) -> list[Block]:
    is_new = arrived.title and not arrived.goes_on
    return [Heading(arrived.title, machine.story.scenes[arrived.scene].art)] if is_new else []


def _card(machine: Machine, opened: Opened) -> list[Block]:
    for number, each in enumerate(machine.story.chapters, start=1):
        if each.id == opened.chapter and (opened.card or len(machine.story.chapters) > 1):
            return [Card(number, opened.title, opened.card, each.art)]
    return []


def _movements(machine: Machine, events: Sequence[Event], begin: int, state: State) -> list[Block]:
    """Say what the player would notice of moves that follow one another: which items he has gained, and which lost.

    All is said at the first of them; there is no block where `begin` is another.
    """
    if begin and isinstance(events[begin - 1], Moved):
        return []
    names = machine.titles.items(state)
    carried = {place.id for place in machine.story.places if place.carried}
    moves = [event for event in takewhile(_is_move, events[begin:]) if isinstance(event, Moved)]
    gained = [names[each.item] for each in moves if each.place in carried and not each.origin]
    lost = [names[each.item] for each in moves if each.origin in carried and not each.place]
    blocks: list[Block] = []
    if gained:
        blocks.append(Notice(say("gained" if len(gained) == 1 else "gained.several", items=", ".join(gained))))
    if lost:
        blocks.append(Notice(say("lost", items=", ".join(lost))))
    return blocks


def _is_move(event: Event) -> bool:
    return isinstance(event, Moved)
