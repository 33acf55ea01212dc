"""The question under the text: what the pointer can reach, and its rows, laid out for one window.

No key is read here and nothing is drawn: only rows of words are computed, because the screen needs to know how many
there are before it paints the story above them.

The pointer goes from stop to stop. In a packing scene the items come first and the choices last, so that nobody leaves
by pressing Enter once; and while an item is in the hand, the stops are the places where it could go.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from .answers import Offer
from .board import Board
from .board_rows import POINTER, BoardRows
from .page import Page
from .rows import NO_STOP, Row, RowStyle, aside, row
from .words import say

_FEW = 10
"""If the question may take fewer rows than this, the status is left out first."""

_LEFT_FOR_STORY = 1
"""The rows of a window that a drawn case leaves to the story, at least."""

_CASES = ((True, 3, True), (True, 3, False), (False, 3, False), (False, 2, False))
"""How a case can be drawn, the best first: whether with its lid, how many rows high its cells are, and
whether with the status."""


class Question(NamedTuple):
    """The offers, the status, a hint for the empty line; when packing, the board, and the item in the hand."""

    offers: tuple[Offer, ...]
    status: str = ""
    hint: str = ""
    board: Board | None = None
    held: str = ""


class Stop(NamedTuple):
    """What the pointer reaches: the answer that Enter gives there; or the item that it takes up, or puts back."""

    answer: str = ""
    item: str = ""
    is_barred: bool = False


class _Line(NamedTuple):
    """Something to choose: its number with the blanks after it, its words, and why it is barred, "" when it is open."""

    number: str
    words: str
    barred: str = ""
    has_reason_beside: bool = False


def stops(question: Question) -> tuple[Stop, ...]:
    """Return what the pointer reaches, in its order."""
    choices = [Stop(str(number), "", bool(offer.barred)) for number, offer in enumerate(question.offers, start=1)]
    board = question.board
    if board is None:
        return tuple(choices)
    if not question.held:
        return (*(Stop(item=item.id) for item in board.items), *choices)
    targets = board.targets[question.held]
    back = Stop(item=question.held)
    return (*(Stop(f"move {question.held} {target.place}", "", bool(target.barred)) for target in targets), back)


def first_stop(question: Question, at: int = 0) -> int:
    """Return the index of the stop at `at`, or of the next one that is not barred, going round."""
    all_stops = stops(question)
    at = max(0, min(at, len(all_stops) - 1))
    rest = [*range(at, len(all_stops)), *range(min(at, len(all_stops)))]
    return next((index for index in rest if not all_stops[index].is_barred), at)


class Layout(NamedTuple):
    """The rows of a question, and how many rows of the stop that the pointer is at are under the last one shown."""

    rows: list[Row]
    unseen: int = 0


def rows_of(question: Question, page: Page, chosen: int) -> list[Row]:
    """Return the rows of a question, at most as many as the window allows; the pointer is at the stop `chosen`."""
    return lay_out(question, page, chosen).rows


def lay_out(question: Question, page: Page, chosen: int, skipped: int = 0) -> Layout:
    """Return the rows as `rows_of`; of a stop that is higher than the room, those after so many."""
    status = [aside(line) for line in _indented(page, question.status, 2)] if question.status else []
    if question.board is not None:
        return _packing_rows(question, question.board, page, chosen, skipped, status)
    choices = _choices(question, page, chosen, 0)
    below = [*([aside("")] if choices else []), *status]
    if len(choices) + len(below) + 1 > most_rows(page) and most_rows(page) < _FEW:
        below = []
    rows, unseen = _around(choices, chosen, skipped, max(3, most_rows(page) - len(below) - 1), page)
    return Layout([*rows, *below], unseen)


def most_rows(page: Page) -> int:
    """Return how many rows the question may take, so that some of the story stays in sight over it."""
    return max(min(7, page.height - 1), page.height * 2 // 3)


def height(question: Question, page: Page) -> int:
    """Return how many rows a question takes, including the row for typing."""
    return len(rows_of(question, page, 0)) + 1


def _packing_rows(question: Question, board: Board, page: Page, chosen: int, skipped: int, status: list[Row]) -> Layout:
    """Return the case as it looks if there is room for it, else a list; then the choices, or where an item can go."""
    rows = BoardRows(board, page, chosen, question.held)
    offers = _choices(question, page, chosen, len(board.items))
    choices = [*_hint(board, page), aside(""), *offers]
    hands = {item.id: _targets(board, item.id, page, chosen) for item in board.items}
    under = hands[question.held] if question.held else choices
    most = max(map(len, (choices, *hands.values())))  # so that the case does not change when an item is taken up
    for has_lid, rows_of_cells, has_status in _CASES:
        drawn = rows.drawn(has_lid=has_lid, height=rows_of_cells)
        drawn += [aside("")] if drawn and has_status else []
        below = [aside(""), *(status if has_status else [])]
        if drawn and len(drawn) + most + len(below) + 1 + _LEFT_FOR_STORY <= page.height:
            return Layout([*drawn, *under, *below])
    listed = under if question.held else [*rows.listed(), *offers]
    below = [aside(""), *status] if len(listed) + len(status) + 2 <= most_rows(page) else [aside("")]
    room = max(3, most_rows(page) - len(below) - 1)  # a row of the story, so that nothing is pushed out of the window
    head = list(takewhile(lambda each: each.stop == NO_STOP, under if question.held else []))
    head = head if len(head) <= room // 3 else []  # what is in the hand stays in sight
    shown, unseen = _around(listed[len(head) :], chosen, skipped, room - len(head), page)
    return Layout([*head, *shown, *below], unseen)


def _indented(page: Page, words: str, indent: int) -> list[str]:
    margin = " " * (page.margin + indent)
    return [margin + line for line in page.wrap(words, page.measure - indent)]


def _choices(question: Question, page: Page, chosen: int, before: int) -> list[Row]:
    """Return the rows of all offers; there are so many stops `before` them."""
    return [
        each
        for index, offer in enumerate(question.offers)
        for each in _line_rows(page, _Line(f"{index + 1}  ", offer.words, offer.barred), before + index, chosen)
    ]


def _hint(board: Board, page: Page) -> list[Row]:
    """Return how to pack, with an example that is possible now; no row when there is none."""
    if board.example is None:
        return []
    item, place = board.example
    return [row(RowStyle.HINT, line) for line in _indented(page, say("pack.hint", item=item, place=place), 2)]


def _targets(board: Board, item: str, page: Page, chosen: int) -> list[Row]:
    """Return the row of the item in the hand, and the rows of the places where it could go."""
    shown = board.item(item)
    head = _indented(page, say("pack.held", item=shown.title, size=shown.size), 2)
    rows = [row(RowStyle.OPEN, line) for line in head]
    for index, target in enumerate(board.targets[item]):
        words = ", ".join(filter(None, (target.title, target.room)))
        rows += _line_rows(page, _Line(f"{index + 1}  ", words, target.barred, True), index, chosen)
    back = len(board.targets[item])
    return [*rows, *_line_rows(page, _Line(f"{back + 1}  ", say("pack.back")), back, chosen)]


def _line_rows(page: Page, line: _Line, stop: int, chosen: int) -> list[Row]:
    """Return the rows of something to choose: pointer, number, words, and beside or under them why it is barred."""
    number, words, barred, has_reason_beside = line
    pointer = page.clean(POINTER) if stop == chosen else "  "
    hanging = " " * (2 + len(number))
    style = RowStyle.CHOSEN if stop == chosen else RowStyle.BARRED if barred else RowStyle.OPEN
    width = page.measure - len(hanging)
    lines = page.wrap(words, width)
    if barred:
        reason = say("barred.reason", reason=barred)
        together = page.wrap(f"{words} {reason}", width) if has_reason_beside else []
        lines = together if len(together) == 1 else [*lines, *page.wrap(reason, width)]
    margin = " " * page.margin
    first = row(style, margin + pointer + number + lines[0], stop)
    return [first, *(row(style, margin + hanging + line, stop) for line in lines[1:])]


def _around(rows: Sequence[Row], chosen: int, skipped: int, room: int, page: Page) -> Layout:
    """Return the rows that fit, those of the chosen stop among them, with a word where others are left out."""
    if len(rows) <= room:
        return Layout(list(rows))
    own = [index for index, each in enumerate(rows) if each.stop == chosen] or [0]
    size = max(1, room - 2)
    top = max(0, min(own[0] - size // 3, len(rows) - size))
    top = min(max(top, own[-1] + 1 - size), own[0]) + min(skipped, max(0, len(own) - size))
    margin = " " * (page.margin + 2)
    above = margin + page.clean(say("above")) if top else ""
    below = margin + page.clean(say("below")) if top + size < len(rows) else ""
    shown = [row(RowStyle.HINT, above), *rows[top : top + size], row(RowStyle.HINT, below)]
    return Layout(shown, max(0, own[-1] + 1 - (top + size)))
