"""What is in the window: the story, read page by page, and between it and the question what the player has asked for.

A turn that is higher than the window is read page by page, and each page begins at the top. What the player asks for
besides (help, what he carries) is no part of the story: it stands under the scene, or on a page of its own where there
is no room, and is taken away again before the story goes on.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence

from rich.text import Text

from .blocks import Block, drawn_lines_of, is_page
from .page import Page
from .paging import tail
from .question import Question, height
from .reading import Reading, lines_from
from .redrawing import Redraw
from .window import Window
from .words import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .menu import Menu

_KEPT = 64
"""How many blocks are drawn again when the window becomes larger: more than fill a window."""


class Showing:
    """Shows blocks in one window."""

    def __init__(self, window: Window, page: Page, autosave: Callable[[], list[Block]]) -> None:
        """Show blocks in this window. `autosave` saves the turn, and returns what is to be said of that."""
        self._page = page
        self._autosave = autosave
        self._window = window
        self._told: list[Block] = []  # the last blocks of the story
        self._turn = 0  # the index of the first block of this turn
        self._top = (0, 0)  # what the window begins with: an index of a block, and how many letters after it
        self._aside: tuple[Block, ...] = ()  # what stands between the story and the question,
        self._aside_rows = 0  # and how many rows it takes
        self._opened: Menu | None = None

    # -- the story ----------------------------------------------------------------------------------------------------

    def show(self, blocks: Iterable[Block], question: Question | None = None, *, saves: bool = False) -> None:
        """Draw blocks so that the question fits under them; if they do not fit, pause after each page.

        With `saves` the turn is saved as soon as its first lines are on the screen.
        """
        self._close_aside()
        self._page.note_window()
        if not self._told:
            self._window.turn()
        self._begin_turn(blocks)
        turn = self._told[self._turn :]
        if question is None:
            self._window.add(self._lines(turn))
            return
        reading = Reading(self._page, turn, lambda: height(question, self._page))
        if not reading.is_last:
            self._turn_window(reading)
        self._window.add(reading.current)
        if saves:
            self._save()
        while not reading.is_last:
            is_read = self.menu.pause(say("more"), lambda why: self._redraw_page(reading, why))
            reading.turn()
            if reading.current:
                self._turn_window(reading)
            self._window.add(reading.current if is_read else reading.rest)
            if not is_read:
                return

    def _begin_turn(self, blocks: Iterable[Block]) -> None:
        """Add the blocks of a turn to those that can be drawn again, and forget the oldest."""
        too_many = max(0, len(self._told) - _KEPT)
        del self._told[:too_many]
        self._top = (self._top[0] - too_many, self._top[1]) if self._top[0] >= too_many else (0, 0)
        self._turn = len(self._told)
        self._told += blocks

    def _turn_window(self, reading: Reading) -> None:
        """Let the next page begin at the top of the window."""
        self._window.turn()
        self._top = (self._turn, reading.letters)

    def _save(self) -> None:
        """Save; what is to be said of that comes before the turn when it is drawn again, because the turn goes on."""
        if said := self._autosave():
            self._told[self._turn : self._turn] = said
            self._turn += len(said)
            if self._top[0] == self._turn - len(said):
                self._top = (self._turn, self._top[1])
            self._window.add(self._lines(said))

    def _lines(self, blocks: Iterable[Block]) -> list[Text]:
        return drawn_lines_of(blocks, self._page)

    @property
    def has_story(self) -> bool:
        """Whether anything has been shown that is no aside."""
        return bool(self._told)

    @property
    def has_listing(self) -> bool:
        """Whether a listing that the player has asked for stands between the story and the question."""
        return any(map(is_page, self._aside))

    # -- drawing again ------------------------------------------------------------------------------------------------

    def _redraw(self, reserved: int, why: Redraw) -> None:
        """Draw again what stands over the question, with `reserved` rows free for it."""
        aside = self._lines(self._aside)
        lines = self._redrawn([], aside, reserved, why)
        self._aside_rows = min(len(aside), len(lines))

    def _redraw_page(self, reading: Reading, why: Redraw) -> None:
        """Draw a page again, for a window of another size with other lines."""
        self._page.note_window()
        reading.lay_out()
        self._redrawn(reading.unread, reading.air, 1, why)

    def _redrawn(self, unread: Sequence[Text], aside: Sequence[Text], reserved: int, why: Redraw) -> list[Text]:
        """Draw again the lines that were in the window, but for those that are not read yet; return them.

        A larger window also shows what was before: its terminal has taken that back from its scrollback.
        """
        self._page.note_window()
        if why is Redraw.NEW_SIZE:
            self._top = (0, 0)
        if why is Redraw.CALLED_BACK:
            self._window.turn()
        block, letters = self._top
        lines = lines_from(self._lines(self._told[block:]), letters)
        shown = tail([*lines[: len(lines) - len(unread)], *aside], max(1, self._page.height - reserved))
        self._window.replace(shown)
        return shown

    @property
    def menu(self) -> Menu:
        """The one that asks."""
        from .menu import Menu  # noqa: PLC0415  # after the first scene is on the screen

        if self._opened is None:
            self._opened = Menu(self._page, self._redraw)
        return self._opened

    # -- beside the story ---------------------------------------------------------------------------------------------

    def show_aside(self, blocks: Iterable[Block], question: Question, *, saves: bool = False) -> None:
        """Show something under the scene until the story goes on; on pages of its own if there is no room.

        With `saves` the turn is saved, and what is to be said of that stands there too.
        """
        self._close_aside()
        aside = (*blocks, *(self._autosave() if saves else ()))
        lines, scene = self._lines(aside), self._lines(self._told[self._turn :])
        needed = len(lines) + height(question, self._page)
        if any(map(is_page, aside)):
            needed += len(scene)
        if needed > self._page.height:
            self._show_pages(aside, question)
        else:
            self._window.add(lines)
            self._aside, self._aside_rows = aside, len(lines)

    def _show_pages(self, blocks: Sequence[Block], question: Question) -> None:
        """Show blocks on pages of their own, and then again what was in the window."""
        reading = Reading(self._page, blocks, lambda: 1)

        def draw(why: Redraw) -> None:
            self._page.note_window()
            reading.lay_out()
            if why is Redraw.NEW_SIZE:
                self._top = (0, 0)
            if why is Redraw.CALLED_BACK:
                self._window.turn()
            self._window.replace(reading.current)

        try:
            while True:
                self._window.replace(reading.current)
                is_read = self.menu.pause(say("more.back") if reading.is_last else say("more"), draw)
                if reading.is_last or not is_read:
                    break
                reading.turn()
        except BaseException:
            with contextlib.suppress(OSError):
                self._redraw(1, Redraw.SAME)
            raise
        self._redraw(height(question, self._page), Redraw.SAME)

    def _close_aside(self) -> None:
        if self._aside_rows:
            self._window.take_away(self._aside_rows)
        self._aside, self._aside_rows = (), 0
