"""From runs, as they come out of a text, to the paragraph that a player reads: its blanks, line breaks and capitals.

Words that a text prints (`{hour}`, `{gold in words}`) begin with a capital where a sentence begins. What stands before
them can vary, so this is decided here, when it is known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from ..model.blanks import BLANK
from ..model.text import BREAK, Run
from .views import Event, Passage, Printed, Told

_WHITE = BLANK + BREAK
_OPENING = "\"'“‘«‹„¿¡([—"
_CLOSING = ",.;:!?…)]}»”’›%"
_SENTENCE_ENDS = re.compile(rf"(?<!\.)[.?!][\"'”’»›)\]]*[{_WHITE}]+\Z")
_LONGEST_END = 16


Raw: TypeAlias = "tuple[Run | Printed, ...]"
"""Runs before they are put in order."""


def in_order(runs: Sequence[Run | Printed], *, is_sentence: bool = True) -> tuple[Run, ...]:
    """Return runs with single blanks also where two meet, and without blanks at the ends and beside line breaks.

    There is no run when there is nothing that can be read. Several breaks in a row are one: between them stands a line
    that has no words at the moment. Without `is_sentence` no printed word gets a capital.
    """
    ordered: list[Run] = []
    gap = ""
    for run in runs:
        text = run.text
        words = text.strip(_WHITE)
        if not words:
            gap = _wider(gap, text)
            continue
        before = _wider(gap, text[: len(text) - len(text.lstrip(_WHITE))]) if ordered else ""
        if type(run) is Printed and is_sentence and _begins_sentence("".join([each.text for each in ordered]) + before):
            words = words[0].upper() + words[1:]
        if gap and ordered:
            ordered[-1] = Run(ordered[-1].text + before, ordered[-1].style)
            before = ""
        ordered.append(Run(before + words, run.style))
        gap = _wider("", text[len(text.rstrip(_WHITE)) :])
    return () if all(run.text.isspace() for run in ordered) else tuple(ordered)


def _wider(gap: str, white: str) -> str:
    """Return what stands between two words: a break if there is one, else a blank, else nothing."""
    return BREAK if BREAK in gap or BREAK in white else BLANK if gap or white else ""


def _begins_sentence(before: str) -> bool:
    """Whether a sentence begins behind these words: they are none, or end one; opening marks may stand between."""
    before = before.rstrip(_OPENING)
    return not before or _SENTENCE_ENDS.search(before[-_LONGEST_END:]) is not None


def passage(speaker: str, raw: Raw, *, name: str = "", joins: bool = False) -> Passage | None:
    """Return the paragraph that these runs make, None if they have no words; `name` is what the speaker is called."""
    runs = in_order(raw)
    return Passage(speaker, runs, in_one_string(runs), name, raw if joins else ()) if runs else None


def in_one_string(runs: tuple[Run, ...]) -> str:
    """Return the words of runs that are in order, without their styles."""
    return "".join([run.text for run in runs])


def joined(before: Passage, raw: Raw) -> Passage:
    """Return a paragraph that goes on with these runs, after a blank unless they begin with a closing mark."""
    words = in_one_string(in_order(raw))
    between = () if words[:1] in _CLOSING else (Run(BLANK),)
    runs = in_order((*before.runs, *between, *raw))
    joins = (*before.joins, *between, *raw) if before.joins else ()
    return before._replace(runs=runs, plain=in_one_string(runs), joins=joins)


def tell(events: list[Event], passages: tuple[Passage, ...]) -> None:
    """Add what is told to the events of a step. If it begins joined, it continues the last paragraph of the step.

    It does not if somebody else speaks there; then it begins a paragraph of its own.
    """
    if passages and passages[0].joins:
        index = next((at for at in reversed(range(len(events))) if _tells(events[at])), -1)
        told = events[index] if index >= 0 else None
        if isinstance(told, Told) and told.passages[-1].speaker == passages[0].speaker:
            events[index] = Told((*told.passages[:-1], joined(told.passages[-1], passages[0].joins)))
            passages = passages[1:]
            if not passages:
                return
    events.append(Told(passages))


def _tells(event: Event) -> bool:
    return isinstance(event, Told) and bool(event.passages)
