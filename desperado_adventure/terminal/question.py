"""What stands under the text when it is the player's turn: lines to choose from, laid out for one window.

No key is read here and nothing is drawn: rows of words are computed, so that it is known how high they are before the
story above them is painted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .answers import Offer
from .drawing import Drawing
from .words import say

_POINTER = "› "
_SHORT = 10


class Row(NamedTuple):
    """A row on the screen: its style ("chosen", "open", "barred" or "aside"), its words, its offer's index or -1."""

    style: str
    words: str
    offer: int


class Question(NamedTuple):
    """The offers; lines that stand over them (what is where, when packing); the status; a hint for the empty line."""

    offers: tuple[Offer, ...]
    over: tuple[str, ...] = ()
    status: str = ""
    hint: str = ""


def rows_of(question: Question, drawing: Drawing, chosen: int) -> list[Row]:
    """Return the rows of a question with the offer of this index pointed at, no more of them than the window allows."""
    over = [Row("aside", line, -1) for words in question.over for line in _indented(drawing, words, 2)]
    choices = [row for index, offer in enumerate(question.offers) for row in _offer_rows(drawing, offer, index, chosen)]
    status = [Row("aside", line, -1) for line in _indented(drawing, question.status, 2)] if question.status else []
    if len(choices) + len(status) + 2 > most_rows(drawing) and most_rows(drawing) < _SHORT:
        status = []
    room = most_rows(drawing) - len(status) - 2
    if len(over) + len(choices) + 1 > room:
        over = []
    choices = _around(choices, chosen, max(3, room - len(over)), drawing)
    blank = [Row("aside", "", -1)]
    return [*over, *(blank if over else []), *choices, *(blank if choices else []), *status]


def most_rows(drawing: Drawing) -> int:
    """Return how many rows the question may take, so that some of the story stays in sight over it."""
    return max(min(7, drawing.height - 1), drawing.height * 2 // 3)


def height(question: Question, drawing: Drawing) -> int:
    """Return how many rows a question takes, the one for typing included."""
    return len(rows_of(question, drawing, 0)) + 1


def _indented(drawing: Drawing, words: str, indent: int) -> list[str]:
    margin = " " * (drawing.margin + indent)
    return [margin + line for line in drawing.wrap(words, drawing.measure - indent)]


def _offer_rows(drawing: Drawing, offer: Offer, index: int, chosen: int) -> list[Row]:
    """Return an offer's rows: pointer, number, words, and under them why it is barred."""
    pointer = drawing.clean(_POINTER) if index == chosen else "  "
    number = f"{index + 1}  "
    hanging = " " * (2 + len(number))
    style = "chosen" if index == chosen else "barred" if offer.barred else "open"
    width = drawing.measure - len(hanging)
    lines = drawing.wrap(offer.words, width)
    if offer.barred:
        lines += drawing.wrap(say("barred.reason", reason=offer.barred), width)
    margin = " " * drawing.margin
    first = Row(style, margin + pointer + number + lines[0], index)
    return [first, *(Row(style, margin + hanging + line, index) for line in lines[1:])]


def _around(rows: Sequence[Row], chosen: int, room: int, drawing: Drawing) -> list[Row]:
    """Return the rows that fit, those of the chosen offer among them, with a word where others are left out."""
    if len(rows) <= room:
        return list(rows)
    begin = next((index for index, row in enumerate(rows) if row.offer == chosen), 0)
    size = max(1, room - 2)
    top = max(0, min(begin - size // 3, len(rows) - size))
    above = Row("aside", " " * (drawing.margin + 2) + drawing.clean(say("above")) if top else "", -1)
    below = Row("aside", " " * (drawing.margin + 2) + drawing.clean(say("below")) if top + size < len(rows) else "", -1)
    return [above, *rows[top : top + size], below]
