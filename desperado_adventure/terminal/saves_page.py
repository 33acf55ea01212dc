"""The page of saves: what lies in the slots and on the shelf. The game and the command `saves` show the same lines."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import limits
from ..saving import Slots, Summary
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


def _line(summary: Summary) -> str:
    save = summary.save
    if save is not None:
        label, time = in_short(save.label, limits.LABEL.most), in_short(save.time)
        return say("saves.line", slot=summary.name, label=label, choices=len(save.choices), time=time)
    sentence = describe(summary.problem) if summary.problem is not None else ""
    return say("saves.problem", slot=summary.name, problem=sentence)
