"""The board of packing as rows: a list for small windows, and for larger ones the case, drawn open.

The case lies open with its lid up. Each cell of its velvet is so many columns wide, and a thing lies over as many cells
as it is large. Other places are rows of their things, with free cells behind them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .board import Board, Holder, Thing, room_words
from .page import Page
from .rows import Row, RowStyle, row
from .widths import cells, wrap
from .words import say

POINTER = "› "
_NARROWEST_CELL, _WIDEST_CELL = 5, 8
_VELVET = "▒"
_LABEL = 16
"""The most columns for the title of a place before its things."""

Parts = list[tuple[RowStyle, str]]


class BoardRows:
    """Lays out a board on a page, with the pointer at the stop `chosen`, or the item `held` in the hand."""

    def __init__(self, board: Board, page: Page, chosen: int, held: str) -> None:
        """Compute nothing yet."""
        self._board = board
        self._page = page
        self._held = held
        self._stops = {thing.id: index for index, thing in enumerate(board.things)}
        self._chosen = chosen if not held else -1
        self._margin = " " * page.margin

    def listed(self) -> list[Row]:
        """Return the places as lines, each with a row for each thing in it."""
        rows = []
        for holder in self._board.holders:
            nothing = "" if holder.things else say("case.empty")
            head = ": ".join(filter(None, (_title(holder), nothing)))
            rows += [row(RowStyle.OPEN, line) for line in self._indented(head, 2)]
            for thing in holder.things:
                stop = self._stops[thing.id]
                pointer = POINTER if self._is_pointed(thing) else "  "
                lines = self._page.wrap(_sized(thing), self._page.measure - 4)
                style = self._style(thing, RowStyle.CHOSEN, RowStyle.OPEN)
                rows.append(row(style, f"{self._margin}  {self._page.clean(pointer)}{lines[0]}", stop))
                rows += [row(style, f"{self._margin}    {line}", stop) for line in lines[1:]]
        return rows

    def drawn(self, *, has_lid: bool, height: int) -> list[Row]:
        """Return the places as they look, the case's cells `height` rows high; nothing if they would be too narrow."""
        rows: list[Row] = []
        for holder in self._board.holders:
            if holder.is_case and holder.cells > 0:
                width = min(_WIDEST_CELL, (self._page.measure - 4) // holder.cells)
                if width < _NARROWEST_CELL:
                    return []
                rows += self._case(holder, width, height, has_lid=has_lid)
            else:
                rows += self._line(holder)
        return rows

    # -- the case -----------------------------------------------------------------------------------------------------

    def _case(self, holder: Holder, width: int, height: int, *, has_lid: bool) -> Iterator[Row]:
        """Yield the lid, the cells, and what takes no room."""
        inner = width * holder.cells
        title = self._fitted(_title(holder), inner - 4)
        if has_lid:
            yield self._frame("  ┌" + "─" * (inner - 2) + "┐")
            room = inner - cells(title) - 2
            left, right = max(0, room // 2), max(0, room - room // 2)
            velvet, words = (RowStyle.VELVET, _VELVET), (RowStyle.OPEN, f" {title} ")
            yield self._row(
                [
                    (RowStyle.FRAME, " ╱"),
                    (velvet[0], _VELVET * left),
                    words,
                    (velvet[0], _VELVET * right),
                    (RowStyle.FRAME, "╲"),
                ]
            )
        else:
            yield row(RowStyle.OPEN, self._margin + " " + title)
        yield self._frame(" ├" + "─" * inner + "┤" if has_lid else " ┌" + "─" * inner + "┐")
        for line in range(height):
            yield self._row([(RowStyle.FRAME, " │"), *self._cells(holder, width, height, line), (RowStyle.FRAME, "│")])
        yield self._frame(" └" + "─" * inner + "┘")
        weightless = [thing for thing in holder.things if not thing.size]
        if weightless:
            yield from self._flow("", [part for thing in weightless for part in self._chip(thing)])

    def _cells(self, holder: Holder, width: int, height: int, line: int) -> Iterator[tuple[RowStyle, str]]:
        """Yield one line of the cells: the things, each over as many cells as it is large, and then the velvet."""
        free = holder.cells
        for thing in holder.things:
            if not thing.size or thing.size > free:
                continue
            free -= thing.size
            room = thing.size * width - 2
            words = _block(self._page, thing.title, room, height)[line]
            style = self._style(thing, RowStyle.POINTED, RowStyle.THING)
            yield style, (self._mark(thing) if line == 0 else " ") + words + " " * (room - cells(words))
            yield RowStyle.FRAME, "│" if free else " "
        yield RowStyle.VELVET, (_VELVET * (width - 1) + " ") * free

    # -- the other places ---------------------------------------------------------------------------------------------

    def _line(self, holder: Holder) -> Iterator[Row]:
        """Yield a place with its things on rows, and its free cells after them."""
        chips = [part for thing in holder.things for part in self._chip(thing)]
        if holder.cells > 0:
            free = holder.cells - sum(thing.size for thing in holder.things)
            chips += [(RowStyle.VELVET, f"  {_VELVET * 2}")] * max(0, free)
        elif not chips:
            chips = [(RowStyle.HINT, "  " + say("case.empty"))]
        return self._flow(holder.title, chips)

    def _chip(self, thing: Thing) -> Iterator[tuple[RowStyle, str]]:
        yield self._style(thing, RowStyle.POINTED, RowStyle.THING), f"{self._mark(thing)} {_sized(thing)}"

    def _flow(self, title: str, chips: Sequence[tuple[RowStyle, str]]) -> Iterator[Row]:
        """Yield rows of chips, the first one under the title of their place."""
        longest = max((cells(holder.title) + 2 for holder in self._board.holders if not holder.is_case), default=0)
        label = min(max(_LABEL, longest), self._page.measure // 2)
        room = self._page.measure - label - 2
        parts: Parts = []
        taken = 0
        head = self._fitted(title, label - 1)
        for style, words in chips:
            for line in wrap(words, room):
                if taken and taken + cells(line) > room:
                    yield self._row([(RowStyle.OPEN, " " + head + " " * (label - cells(head))), *parts])
                    head, parts, taken = "", [], 0
                parts += [(style, line), (RowStyle.OPEN, " ")]
                taken += cells(line) + 1
        yield self._row([(RowStyle.OPEN, " " + head + " " * (label - cells(head))), *parts])

    # -- parts --------------------------------------------------------------------------------------------------------

    def _is_pointed(self, thing: Thing) -> bool:
        return thing.id == self._held or self._stops[thing.id] == self._chosen

    def _fitted(self, words: str, width: int) -> str:
        """Return words in one line of at most this width, cut with a mark if they are longer."""
        words = self._page.clean(words)
        return words if cells(words) <= width else _cut(words, width, self._page.clean("…"))

    def _mark(self, thing: Thing) -> str:
        """Return one column before a thing, in which the pointer stands."""
        return self._page.clean(POINTER)[:1] if self._is_pointed(thing) else " "

    def _style(self, thing: Thing, pointed: RowStyle, other: RowStyle) -> RowStyle:
        return pointed if self._is_pointed(thing) else other

    def _frame(self, words: str) -> Row:
        return self._row([(RowStyle.FRAME, words)])

    def _row(self, parts: Sequence[tuple[RowStyle, str]]) -> Row:
        return Row(((RowStyle.OPEN, self._margin), *((style, self._page.clean(words)) for style, words in parts)))

    def _indented(self, words: str, indent: int) -> list[str]:
        return [self._margin + " " * indent + line for line in self._page.wrap(words, self._page.measure - indent)]


def _title(holder: Holder) -> str:
    return ", ".join(filter(None, (holder.title, room_words(holder.room))))


def _sized(thing: Thing) -> str:
    return say("case.sized", item=thing.title, size=thing.size)


def _block(page: Page, words: str, width: int, height: int) -> list[str]:
    """Return words as so many lines of at most this width; a word or a line that does not fit is cut, with a mark."""
    mark = page.clean("…")
    shown = " ".join(word if cells(word) <= width else _cut(word, width, mark) for word in page.clean(words).split())
    lines = wrap(shown, width)
    if len(lines) > height:
        lines = [*lines[: height - 1], _cut(lines[height - 1] + " " + lines[height], width, mark)]
    return lines + [""] * (height - len(lines))


def _cut(words: str, width: int, mark: str) -> str:
    return wrap(words.replace(" ", "\u00a0"), max(1, width - cells(mark)))[0].replace("\u00a0", " ").rstrip() + mark
