"""What has become of saves, as events: a game was kept, a slot is shared, the disk refuses."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from ..saving import Replaced, SaveProblem, Written
from .refusal_sentences import describe
from .words import say


class Kept(NamedTuple):
    """The game that lay in a slot lies on the shelf now, under this name."""

    slot: str
    name: str


class SetAside(NamedTuple):
    """A file in the slot that could not be used has another name now."""

    slot: str
    name: str


class Conflict(NamedTuple):
    """Another process plays in the slot, so this game goes on in a slot of its own, the copy."""

    slot: str
    copy: str


class Unconfirmed(NamedTuple):
    """The game is saved in the slot, but the disk has not confirmed that it would survive a power cut."""

    slot: str


class NotSaved(NamedTuple):
    """The turn could not be saved."""

    problem: SaveProblem


SavingEvent: TypeAlias = Kept | SetAside | Conflict | Unconfirmed | NotSaved


def events_of(slot: str, written: Written) -> list[SavingEvent]:
    """Return what a player is told of a save that was to be in `slot`."""
    events: list[SavingEvent] = []
    if written.slot != slot:
        events.append(Conflict(slot, written.slot))
    events += replacing_events(slot, written.replaced)
    if not written.is_confirmed:
        events.append(Unconfirmed(written.slot))
    return events


def replacing_events(slot: str, replaced: Replaced) -> list[SavingEvent]:
    """Return what a player is told of that which lay in a slot before."""
    kept = [Kept(slot, replaced.kept)] if replaced.kept else []
    aside = [SetAside(slot, replaced.aside)] if replaced.aside else []
    return [*kept, *aside]


def sentence_of(event: SavingEvent) -> str:
    """Return the player's sentence for an event."""
    if isinstance(event, Kept):
        return say("kept", slot=event.slot, name=event.name)
    if isinstance(event, SetAside):
        return say("save.aside.slot", slot=event.slot, name=event.name)
    if isinstance(event, Conflict):
        return say("conflict", slot=event.slot, copy=event.copy)
    if isinstance(event, Unconfirmed):
        return say("saved.unconfirmed", slot=event.slot)
    return describe(event.problem)


def object_of(event: SavingEvent) -> dict[str, str]:
    """Return an event for another program: what it is, its parts, and the player's sentence."""
    parts = {} if isinstance(event, NotSaved) else event._asdict()
    reason = {"reason": str(event.problem.reason)} if isinstance(event, NotSaved) else {}
    return {"saving": _NAMES[type(event)], **parts, **reason, "sentence": sentence_of(event)}


_NAMES: dict[type[SavingEvent], str] = {
    Kept: "kept",
    SetAside: "set_aside",
    Conflict: "conflict",
    Unconfirmed: "unconfirmed",
    NotSaved: "not_saved",
}
