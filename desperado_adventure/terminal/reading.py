"""Reading a turn: which of its pages is in the window, also after the window has changed its size.

How far the reader has come is counted in letters: they are the same however the lines are broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.text import Text

from .blocks import Block, drawn_lines_of
from .page import Gap, Page, PictureRow
from .paging import pages


class Reading:
    """Blocks on their way through the window, page by page."""

    def __init__(self, page: Page, blocks: Iterable[Block], reserved: Callable[[], int]) -> None:
        """Read blocks from the first page on; `reserved` returns how many rows the question takes now."""
        self._page = page
        self._blocks = tuple(blocks)
        self._reserved = reserved
        self.letters = 0
        self.lay_out()

    def lay_out(self) -> None:
        """Make pages for the present window, from the page on that was in it before."""
        self.rest = lines_from(drawn_lines_of(self._blocks, self._page), self.letters)
        self._pages = pages(self.rest, self._page.height, self._reserved())

    @property
    def current(self) -> list[Text]:
        """The lines of the page that is in the window now; none when only the question is left."""
        return [*self._pages[0], *self.air]

    @property
    def air(self) -> list[Text]:
        """An empty line over the pause, where the page ends between two lines and has room for it."""
        page = self._pages[0]
        has_room = page and page[-1].plain and len(page) < self._page.height - 1
        return [Text()] if has_room and not self.is_last else []

    @property
    def unread(self) -> list[Text]:
        """The lines of the pages after this one."""
        return self.rest[len(self._pages[0]) :]

    @property
    def is_last(self) -> bool:
        """Whether the question comes under this page."""
        return len(self._pages) == 1

    def turn(self) -> None:
        """Go on to the next page, which exists."""
        self.letters += _letters(self._pages.pop(0))
        self.rest = lines_from(drawn_lines_of(self._blocks, self._page), self.letters)


def lines_from(lines: Sequence[Text], letters: int) -> list[Text]:
    """Return the lines after so many letters, with what belongs to the first of them.

    That is its picture and its rule; and if the letters end inside a line, all lines back to the gap before it.
    """
    begin, before = 0, 0
    while begin < len(lines) and before + _letters(lines[begin : begin + 1]) <= letters:
        before += _letters(lines[begin : begin + 1])
        begin += 1
    while 0 < begin < len(lines) and not isinstance(lines[begin - 1], Gap):
        if before == letters and _letters(lines[begin - 1 : begin]):
            break
        begin -= 1
    while begin < len(lines) and not lines[begin].plain:
        begin += 1
    return list(lines[begin:])


def _letters(lines: Iterable[Text]) -> int:
    """Return how many letters and digits there are in lines, but for those of pictures."""
    return sum(sum(map(str.isalnum, line.plain)) for line in lines if not isinstance(line, PictureRow))
