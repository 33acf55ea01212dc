"""The window that the story is drawn in: lines are added below, and a new page begins at its top.

Nothing of the story is erased that has not been drawn again: what stands in the window when a page is turned goes up
into the terminal's scrollback, where the story is found once and in order. The cursor always stands in the first
column of the first free row, with nothing below it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from .consoles import CLEAR
from .page import Page
from .signals import waiting

_ERASE_ROW_ABOVE = "\x1b[A\x1b[2K"
_TO_THE_TOP = "\x1b[H"


class Window:
    """Draws on one console."""

    def __init__(self, console: Console, page: Page) -> None:
        """Draw lines of this page on this console."""
        self._console = console
        self._page = page

    def add(self, lines: Sequence[Text]) -> None:
        """Write lines under what is in the window."""
        self._send(self._page.paint(lines))

    def turn(self) -> None:
        """Let all that is in the window go up out of it, and no row more, so that the next line is its first."""
        self._send("\n" * (self._console.height - 1) + _TO_THE_TOP)

    def take_away(self, rows: int) -> None:
        """Erase the last rows that were added. Row by row: some terminals keep what is erased at once."""
        self._send("\r" + _ERASE_ROW_ABOVE * rows)

    def replace(self, lines: Sequence[Text]) -> None:
        """Erase all that is in the window, and write these lines, which are of what was in it."""
        self._send(CLEAR + self._page.paint(lines))

    def _send(self, text: str) -> None:
        with waiting():
            self._console.file.write(text)
            self._console.file.flush()
