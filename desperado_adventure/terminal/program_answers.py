"""The objects that `play --json` answers with: a turn, and what a player sees on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence

from ..engine import Machine, MoveBar
from ..engine.views import Arrived, Ended, Event, Moved, Opened, Packing, Sung, TakenBack, Told
from ..model.state import State
from ..saving import Slots, Summary
from .blocks import Block, Notice, Saving, speech
from .found_endings import FoundEndings
from .move_commands import BOUNDLESS
from .refusal_sentences import describe
from .saving_events import object_of
from .session import Session

Answer = dict[str, object]


def turn_object(session: Session, blocks: Sequence[Block], *, is_whole: bool = False) -> Answer:
    """Return a turn that is saved already. `blocks` are what a player would be shown.

    With `is_whole` its text is the whole scene, else what the last choice led to.
    """
    state, view, events = session.playthrough.state, session.view, session.playthrough.events
    told = [passage for event in events if isinstance(event, Told) for passage in event.passages]
    passages = (view.text or told) if is_whole else (told or view.text)
    turn: Answer = {
        "turn": session.playthrough.turn,
        "scene": view.scene,
        "title": view.title,
        "text": [speech(passage.name, passage.plain) for passage in passages],
        "options": [
            {
                "id": option.id,
                "say": option.say,
                "open": option.open,
                "barred": option.barred or None,
                **({"asks": option.asks} if option.asks else {}),
            }
            for option in view.options
        ],
        **status_object(session),
        "inventory": _inventory(session.machine, state),
        "events": [_event(event) for event in events if not isinstance(event, Told)],
        "ending": state.scene if view.ending else None,
        "fall": view.fall,
        "saved": session.is_saved,
        **_packing_objects(session.machine, state, view.packing),
    }
    if saving := [object_of(block.event) for block in blocks if isinstance(block, Saving)]:
        turn["saving"] = saving
    if notices := [block.text for block in blocks if isinstance(block, Notice)]:
        turn["notices"] = notices
    return turn


def status_object(session: Session) -> Answer:
    """Return the phrases of the status."""
    return {"status": {"phrases": list(session.status_phrases)}}


def case_object(session: Session) -> Answer:
    """Return what is carried, what was left behind, in a packing scene what lies where, and how all this is called."""
    machine, state = session.machine, session.playthrough.state
    return {
        "inventory": _inventory(machine, state),
        "left": list(machine.left_behind(state)),
        **_packing_objects(machine, state, session.view.packing),
        "titles": {**machine.titles.places(state), **machine.titles.items(state)},
    }


def endings_object(session: Session) -> Answer:
    """Return the endings in the order of the story: of one that is not found yet, the hint."""
    return {"endings": _endings(session.machine, session.found, session.playthrough.state)}


def saves_object(slots: Slots | None) -> Answer:
    """Return what lies in the slots and on the shelf."""
    if slots is None:
        return {"slots": [], "shelf": []}
    return {"slots": [*map(_summary, slots.summaries())], "shelf": [*map(_summary, slots.shelf.summaries())]}


def _inventory(machine: Machine, state: State) -> dict[str, list[str]]:
    return {place: list(items) for place, items in machine.inventory(state).items()}


def _packing_objects(machine: Machine, state: State, packing: Packing | None) -> Answer:
    """Return what lies where in a packing scene, the moves that are possible, and why others are not."""
    if packing is None:
        return {}
    sizes = {item.id: item.size for item in machine.story.items}
    places = [
        {
            "place": place,
            "room": room if room < BOUNDLESS else None,
            "items": [{"item": item, "size": sizes[item]} for item in items],
        }
        for place, items, room in packing.places
    ]
    bars = [
        {"move": item, "to": to.place, "reason": bar.value}
        for origin in packing.places
        for item in origin.items
        for to in packing.places
        if (bar := machine.bar(state, item, to.place)) not in (None, MoveBar.THERE)
    ]
    return {
        "packing": {"places": places, "barred": bars},
        "moves": [{"move": item, "to": place} for item, place in packing.moves],
    }


def _endings(machine: Machine, record: FoundEndings, state: State) -> list[Answer]:
    found = record.found_in(machine.story)
    return [
        {"found": True, "ending": scene.id, "title": found[scene.id] or machine.titles.ending(scene.id)}
        if scene.id in found
        else {"found": False, "hint": machine.titles.hint(state, scene.id) or None}
        for scene in machine.story.scenes.values()
        if scene.ending is not None
    ]


def _summary(summary: Summary) -> Answer:
    if summary.save is None:
        return {"name": summary.name, "problem": describe(summary.problem) if summary.problem is not None else ""}
    save = summary.save
    return {"name": summary.name, "label": save.label, "choices": len(save.choices), "time": save.time}


def _event(event: Event) -> Answer:
    if isinstance(event, Opened):
        return {"event": "chapter", "chapter": event.chapter, "title": event.title, "card": event.card or None}
    if isinstance(event, Arrived):
        return {"event": "arrived", "scene": event.scene, "title": event.title}
    if isinstance(event, Moved):
        return {"event": "moved", "item": event.item, "from": event.origin, "to": event.place}
    if isinstance(event, Sung):
        return {"event": "sung", "by": event.source, "quatrains": list(event.quatrains)}
    if isinstance(event, TakenBack):
        return {"event": "taken_back", "scene": event.scene}
    assert isinstance(event, Ended)  # noqa: S101  # the only kind that is left
    return {"event": "ended", "scene": event.scene, "title": event.title}
