"""The title menu: games to continue, to load and to begin. Both screens show the same lines."""

from __future__ import annotations

from collections.abc import Sequence

from ..saving import AUTOSAVE, Summary
from .answers import Command, Offer, Verb
from .blocks import Block
from .saves_page import label_in_list, time_in_list
from .session import Session
from .words import say


def entries(session: Session) -> list[Offer]:
    """Return the menu, with the game to continue first; its verbs are LOAD, NEW, SAVES, ENDINGS and QUIT."""
    keeper = session.keeper
    slots = keeper.slots.summaries() if keeper.slots is not None else ()
    is_under_way = keeper.state.is_under_way
    offers = [_entry(slot) for slot in slots if slot.name != AUTOSAVE and slot.save is not None]
    automatic = [_entry(slot, is_ended=not is_under_way) for slot in slots if slot.name == AUTOSAVE]
    offers[:0] = automatic if is_under_way else []
    offers.append(Offer(say("menu.new"), Command(Verb.NEW)))
    offers += [] if is_under_way else automatic
    if kept := _kept(session):
        offers.append(Offer(say("menu.kept", number=len(kept)), Command(Verb.SAVES)))
    if found := session.found.found_in(session.machine.story):
        endings = sum(scene.ending is not None for scene in session.machine.story.scenes.values())
        words = say("menu.endings", found=len(found), total=endings)
        offers.append(Offer(words, Command(Verb.ENDINGS)))
    return [*offers, Offer(say("menu.quit"), Command(Verb.QUIT))]


def kept_entries(session: Session) -> list[Offer]:
    """Return the menu of the games on the shelf; its verbs are LOAD, and LOOK for the way back."""
    return [*map(_entry, _kept(session)), Offer(say("menu.back"), Command(Verb.LOOK))]


def _kept(session: Session) -> list[Summary]:
    slots = session.keeper.slots
    return [each for each in slots.shelf.summaries() if each.save is not None] if slots is not None else []


def is_worth_asking(menu: Sequence[Offer]) -> bool:
    """Whether the menu holds more than beginning and leaving."""
    return len(menu) > 2


def blocks_of_entry(session: Session, command: Command) -> list[Block]:
    """Return the first blocks of the game that LOAD or NEW begins, or the page of ENDINGS; raises SaveProblem."""
    if command.verb is Verb.ENDINGS:
        return [session.endings]
    return session.resume(command.argument) if command.verb is Verb.LOAD else session.begin()


def _entry(slot: Summary, *, is_ended: bool = False) -> Offer:
    command = Command(Verb.LOAD, slot.name)
    if slot.save is None:
        return Offer(say("menu.damaged", slot=slot.name), command)
    key = "menu.ended" if is_ended else "menu.continue" if slot.name == AUTOSAVE else "menu.load"
    return Offer(say(key, slot=slot.name, label=label_in_list(slot.save), time=time_in_list(slot.save)), command)
