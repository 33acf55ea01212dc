"""The page of saves: what lies in the slots and on the shelf. The game and the command `saves` show the same lines."""

from __future__ import annotations

import time
from collections.abc import Sequence

from ..model import limits
from ..saving import Slots, Summary
from ..saving.saved import Save
from .blocks import Listing
from .quoting import in_short
from .refusal_sentences import describe
from .words import say


def saves_page(slots: Slots | None) -> Listing:
    """Return the page; without slots it says that nothing is saved."""
    if slots is None:
        return Listing(say("saves.title"), (say("saves.none"),))
    return Listing(say("saves.title"), (*lines_of(slots.summaries()), *shelf_lines(slots)))


def shelf_lines(slots: Slots) -> list[str]:
    """Return a line for each kept game, under one that says what they are; no line when there is none."""
    kept = lines_of(slots.shelf.summaries())
    return [say("saves.shelf", number=len(kept)), *kept] if kept else []


def lines_of(saves: Sequence[Summary]) -> list[str]:
    """Return a line for each save."""
    return [_line(each) for each in saves]


def label_in_list(save: Save) -> str:
    """Return a save's label in one line, however it was made."""
    return in_short(save.label, limits.LABEL.most)


def time_in_list(save: Save) -> str:
    """Return when a save was made, by the player's clock."""
    return in_short(_local(save.time))


def _line(summary: Summary) -> str:
    save = summary.save
    if save is not None:
        parts = {"label": label_in_list(save), "choices": len(save.choices), "time": time_in_list(save)}
        return say("saves.line", slot=summary.name, **parts)
    sentence = describe(summary.problem) if summary.problem is not None else ""
    return say("saves.problem", slot=summary.name, problem=sentence)


def _local(written: str) -> str:
    """Return a save's time in the player's time zone, to the minute; unchanged when it is not a time."""
    try:
        year, month, day = (int(part) for part in written[:10].split("-"))
        hour, minute, second = (int(part) for part in written[11:19].split(":"))
        seconds = time.mktime((year, month, day, hour, minute, second, 0, 0, 0)) - time.timezone
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))
    except (ValueError, OverflowError, OSError):
        return written
