"""The board of packing as rows: a list for small windows, and for larger ones the case, drawn open.

The case lies open with its lid up. Each cell of its velvet is so many columns wide, and an item lies over as many cells
as it is large. Other places are rows of their items, with free cells behind them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.blanks import BLANK
from .board import Board, ItemShown, PlaceShown, room_words
from .page import Page
from .rows import Row, RowStyle, row
from .widths import cells, wrap
from .words import say

POINTER = "› "
_NARROWEST_CELL, _WIDEST_CELL = 5, 8
_VELVET = "▒"
_LABEL = 16
"""The most columns for the title of a place before its items."""

Parts = list[tuple[RowStyle, str]]


class BoardRows:
    """Lays out a board on a page, with the pointer at the stop `chosen`, or the item `held` in the hand."""

    def __init__(self, board: Board, page: Page, chosen: int, held: str) -> None:
        """Compute nothing yet."""
        self._board = board
        self._page = page
        self._held = held
        self._stops = {item.id: index for index, item in enumerate(board.items)}
        self._chosen = chosen if not held else -1
        self._margin = " " * page.margin

    def listed(self) -> list[Row]:
        """Return the places as lines, each with a row for each item in it."""
        rows = []
        for place in self._board.places:
            nothing = "" if place.items else say("case.empty")
            head = ": ".join(filter(None, (_title(place), nothing)))
            rows += [row(RowStyle.OPEN, line) for line in self._indented(head, 2)]
            for item in place.items:
                stop = self._stops[item.id]
                pointer = POINTER if self._is_pointed(item) else "  "
                lines = self._page.wrap(_sized(item), self._page.measure - 4)
                style = self._style(item, RowStyle.CHOSEN, RowStyle.OPEN)
                rows.append(row(style, f"{self._margin}  {self._page.clean(pointer)}{lines[0]}", stop))
                rows += [row(style, f"{self._margin}    {line}", stop) for line in lines[1:]]
        return rows

    def drawn(self, *, has_lid: bool, height: int) -> list[Row]:
        """Return the places as they look, the case's cells `height` rows high; nothing if they would be too narrow."""
        rows: list[Row] = []
        for place in self._board.places:
            if place.is_case and place.cells > 0:
                width = min(_WIDEST_CELL, (self._page.measure - 4) // place.cells)
                if width < _NARROWEST_CELL:
                    return []
                rows += self._case(place, width, height, has_lid=has_lid)
            else:
                rows += self._line(place)
        return rows

    # -- the case -----------------------------------------------------------------------------------------------------

    def _case(self, place: PlaceShown, width: int, height: int, *, has_lid: bool) -> Iterator[Row]:
        """Yield the lid, the cells, and what takes no room."""
        inner = width * place.cells
        title = self._fitted(_title(place), inner - 4)
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
            yield self._row([(RowStyle.FRAME, " │"), *self._cells(place, width, height, line), (RowStyle.FRAME, "│")])
        yield self._frame(" └" + "─" * inner + "┘")
        weightless = [item for item in place.items if not item.size]
        if weightless:
            yield from self._flow("", [part for item in weightless for part in self._chip(item)])

    def _cells(self, place: PlaceShown, width: int, height: int, line: int) -> Iterator[tuple[RowStyle, str]]:
        """Yield one line of the cells: the items, each over as many cells as it is large, and then the velvet."""
        free = place.cells
        for item in place.items:
            if not item.size or item.size > free:
                continue
            free -= item.size
            room = item.size * width - 2
            words = _block(self._page, item.title, room, height)[line]
            style = self._style(item, RowStyle.POINTED, RowStyle.ITEM)
            yield style, (self._mark(item) if line == 0 else " ") + words + " " * (room - cells(words))
            yield RowStyle.FRAME, "│" if free else " "
        yield RowStyle.VELVET, (_VELVET * (width - 1) + " ") * free

    # -- the other places ---------------------------------------------------------------------------------------------

    def _line(self, place: PlaceShown) -> Iterator[Row]:
        """Yield a place with its items on rows, and its free cells after them."""
        chips = [part for item in place.items for part in self._chip(item)]
        if place.cells > 0:
            free = place.cells - sum(item.size for item in place.items)
            chips += [(RowStyle.VELVET, f"  {_VELVET * 2}")] * max(0, free)
        elif not chips:
            chips = [(RowStyle.HINT, "  " + say("case.empty"))]
        return self._flow(place.title, chips)

    def _chip(self, item: ItemShown) -> Iterator[tuple[RowStyle, str]]:
        yield self._style(item, RowStyle.POINTED, RowStyle.ITEM), f"{self._mark(item)} {_sized(item)}"

    def _flow(self, title: str, chips: Sequence[tuple[RowStyle, str]]) -> Iterator[Row]:
        """Yield rows of chips, the first one under the title of their place."""
        longest = max((cells(place.title) + 2 for place in self._board.places if not place.is_case), default=0)
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

    def _is_pointed(self, item: ItemShown) -> bool:
        return item.id == self._held or self._stops[item.id] == self._chosen

    def _fitted(self, words: str, width: int) -> str:
        """Return words in one line of at most this width, cut with a mark if they are longer."""
        words = self._page.clean(words)
        return words if cells(words) <= width else _cut(words, width, self._page.clean("…"))

    def _mark(self, item: ItemShown) -> str:
        """Return one column before an item, in which the pointer stands."""
        return self._page.clean(POINTER)[:1] if self._is_pointed(item) else " "

    def _style(self, item: ItemShown, pointed: RowStyle, other: RowStyle) -> RowStyle:
        return pointed if self._is_pointed(item) else other

    def _frame(self, words: str) -> Row:
        return self._row([(RowStyle.FRAME, words)])

    def _row(self, parts: Sequence[tuple[RowStyle, str]]) -> Row:
        return Row(((RowStyle.OPEN, self._margin), *((style, self._page.clean(words)) for style, words in parts)))

    def _indented(self, words: str, indent: int) -> list[str]:
        return [self._margin + " " * indent + line for line in self._page.wrap(words, self._page.measure - indent)]


def _title(place: PlaceShown) -> str:
    return ", ".join(filter(None, (place.title, room_words(place.room))))


def _sized(item: ItemShown) -> str:
    return say("case.sized", item=item.title, size=item.size)


def _block(page: Page, words: str, width: int, height: int) -> list[str]:
    """Return words as so many lines of at most this width; a word or a line that does not fit is cut, with a mark."""
    mark = page.clean("…")
    fitted = (word if cells(word) <= width else _cut(word, width, mark) for word in page.clean(words).split(BLANK))
    shown = BLANK.join(fitted)
    lines = wrap(shown, width)
    if len(lines) > height:
        lines = [*lines[: height - 1], _cut(lines[height - 1] + " " + lines[height], width, mark)]
    return lines + [""] * (height - len(lines))


def _cut(words: str, width: int, mark: str) -> str:
    return wrap(words.replace(" ", "\u00a0"), max(1, width - cells(mark)))[0].replace("\u00a0", " ").rstrip() + mark
