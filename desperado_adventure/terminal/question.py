"""The question under the text: the rows to choose from, laid out for one window.

No key is read here and nothing is drawn: only rows of words are computed, because the screen needs to know how many
there are before it paints the story above them.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from .answers import Offer
from .page import Page
from .words import say

_POINTER = "› "
_FEW = 10
"""If the question may take fewer rows than this, the status is left out first."""

_NO_OFFER = -1


class RowStyle(StrEnum):
    """How a row looks; the value is the name of the style for the key library."""

    CHOSEN = "chosen"  # the offer that the pointer is at
    OPEN = "open"
    BARRED = "barred"
    ASIDE = "aside"  # belongs to no offer


class Row(NamedTuple):
    """A row on the screen: its style, its words, and the index of its offer, -1 when it belongs to none."""

    style: RowStyle
    words: str
    offer: int


class Question(NamedTuple):
    """The offers; lines that stand over them (what is where, when packing); the status; a hint for the empty line."""

    offers: tuple[Offer, ...]
    over: tuple[str, ...] = ()
    status: str = ""
    hint: str = ""


def rows_of(question: Question, page: Page, chosen: int) -> list[Row]:
    """Return the rows of a question, at most as many as the window allows; the pointer is at the offer `chosen`."""
    over = [_aside(line) for words in question.over for line in _indented(page, words, 2)]
    choices = [row for index, offer in enumerate(question.offers) for row in _offer_rows(page, offer, index, chosen)]
    status = [_aside(line) for line in _indented(page, question.status, 2)] if question.status else []
    if len(choices) + len(status) + 2 > most_rows(page) and most_rows(page) < _FEW:
        status = []
    room = most_rows(page) - len(status) - 2
    if len(over) + len(choices) + 1 > room:
        over = []
    choices = _around(choices, chosen, max(3, room - len(over)), page)
    blank = [_aside("")]
    return [*over, *(blank if over else []), *choices, *(blank if choices else []), *status]


def most_rows(page: Page) -> int:
    """Return how many rows the question may take, so that some of the story stays in sight over it."""
    return max(min(7, page.height - 1), page.height * 2 // 3)


def height(question: Question, page: Page) -> int:
    """Return how many rows a question takes, including the row for typing."""
    return len(rows_of(question, page, 0)) + 1


def _aside(words: str) -> Row:
    return Row(RowStyle.ASIDE, words, _NO_OFFER)


def _indented(page: Page, words: str, indent: int) -> list[str]:
    margin = " " * (page.margin + indent)
    return [margin + line for line in page.wrap(words, page.measure - indent)]


def _offer_rows(page: Page, offer: Offer, index: int, chosen: int) -> list[Row]:
    """Return an offer's rows: pointer, number, words, and under them why it is barred."""
    pointer = page.clean(_POINTER) if index == chosen else "  "
    number = f"{index + 1}  "
    hanging = " " * (2 + len(number))
    style = RowStyle.CHOSEN if index == chosen else RowStyle.BARRED if offer.barred else RowStyle.OPEN
    width = page.measure - len(hanging)
    lines = page.wrap(offer.words, width)
    if offer.barred:
        lines += page.wrap(say("barred.reason", reason=offer.barred), width)
    margin = " " * page.margin
    first = Row(style, margin + pointer + number + lines[0], index)
    return [first, *(Row(style, margin + hanging + line, index) for line in lines[1:])]


def _around(rows: Sequence[Row], chosen: int, room: int, page: Page) -> list[Row]:
    """Return the rows that fit, those of the chosen offer among them, with a word where others are left out."""
    if len(rows) <= room:
        return list(rows)
    begin = next((index for index, row in enumerate(rows) if row.offer == chosen), 0)
    size = max(1, room - 2)
    top = max(0, min(begin - size // 3, len(rows) - size))
    margin = " " * (page.margin + 2)
    above = margin + page.clean(say("above")) if top else ""
    below = margin + page.clean(say("below")) if top + size < len(rows) else ""
    return [_aside(above), *rows[top : top + size], _aside(below)]
