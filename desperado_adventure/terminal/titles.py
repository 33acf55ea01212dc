"""The title menu: what there is to continue, to load, to begin; the same lines for the drawn and the plain screen."""

from __future__ import annotations

import time
from typing import NamedTuple

from ..saving import AUTOSAVE, SlotSummary
from .session import Session
from .turns import Block, Listing
from .words import say


class Entry(NamedTuple):
    """A line of the menu: its words; what it does ("load", "new", "endings" or "quit"); the slot, for "load"."""

    words: str
    verb: str
    slot: str = ""


def entries(session: Session) -> list[Entry]:
    """Return the menu, what there is to continue first."""
    slots = session.slots.list() if session.slots is not None else ()
    found = [_entry(slot) for slot in slots if slot.name != AUTOSAVE and slot.save is not None]
    automatic = [_entry(slot, is_ended=not session.is_under_way) for slot in slots if slot.name == AUTOSAVE]
    found[:0] = automatic if session.is_under_way else []
    found.append(Entry(say("menu.new"), "new"))
    found += [] if session.is_under_way else automatic
    if session.found.found:
        endings = sum(scene.ending is not None for scene in session.machine.story.scenes.values())
        found.append(Entry(say("menu.endings", found=len(session.found.found), total=endings), "endings"))
    return [*found, Entry(say("menu.quit"), "quit")]


def is_worth_asking(menu: list[Entry]) -> bool:
    """Whether the menu holds more than beginning and leaving."""
    return len(menu) > 2


def blocks_of_entry(session: Session, entry: Entry) -> list[Block]:
    """Return the first blocks of the game that "load" or "new" begins, or the page of endings; raises SaveProblem."""
    if entry.verb == "endings":
        return [Listing(say("endings.title"), tuple(session.found.page(session.machine.story)))]
    return session.resume(entry.slot) if entry.verb == "load" else session.begin()


def _entry(slot: SlotSummary, *, is_ended: bool = False) -> Entry:
    if slot.save is None:
        return Entry(say("menu.damaged", slot=slot.name), "load", slot.name)
    key = "menu.ended" if is_ended else "menu.continue" if slot.name == AUTOSAVE else "menu.load"
    return Entry(say(key, slot=slot.name, label=slot.save.label, time=_local(slot.save.time)), "load", slot.name)


def _local(written: str) -> str:
    """Return a save's time as the player's clock has it, to the minute; as it is written where that is no time."""
    try:
        year, month, day = (int(part) for part in written[:10].split("-"))
        hour, minute, second = (int(part) for part in written[11:19].split(":"))
        zone = time.timezone
        return time.strftime(
            "%Y-%m-%d %H:%M", time.localtime(time.mktime((year, month, day, hour, minute, second, 0, 0, 0)) - zone)
        )
    except (ValueError, OverflowError, OSError):
        return written
