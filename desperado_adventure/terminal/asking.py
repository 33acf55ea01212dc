"""One question, or one pause, under the story: drawn by prompt_toolkit, from the first key to the answer.

When the window changes its size, nothing is drawn until the new size is final; then the story is drawn again, and the
question under it. The library would erase and draw its part at once, at a place where it is not any more.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable

from prompt_toolkit.application import Application
from prompt_toolkit.application.run_in_terminal import run_in_terminal
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout import HSplit, Layout, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from prompt_toolkit.layout.processors import AfterInput, BeforeInput, ConditionalProcessor
from prompt_toolkit.output.defaults import create_output
from prompt_toolkit.styles import Style

from ..model.unsafe_characters import harmless
from .filtering import unfiltered
from .leaving import be_quiet_about_floods, leave, left_once, listen_to_size
from .line import HarmlessLine, Line
from .page import Page
from .redrawing import Redraw
from .rows import Row, RowStyle
from .signals import asking, is_noted
from .suspending import suspend, suspending, was_stopped
from .terminal_modes import note_modes
from .widths import cells
from .words import say

STYLES: dict[str, str] = {
    RowStyle.CHOSEN: "bold",
    RowStyle.BARRED: "italic",
    RowStyle.ASIDE: "italic",
    RowStyle.HINT: "dim",
    RowStyle.OPEN: "",
    RowStyle.ITEM: "bold",
    RowStyle.POINTED: "bold reverse",
    RowStyle.VELVET: "ansired",
    RowStyle.FRAME: "",
}
"""What each style of a row looks like, in the words of the key library."""

_BETWEEN_HINTS = " · "
_SETTLED = 0.08
"""Seconds without a change after which the size of a window counts as final."""

_HAS_SIZES = hasattr(signal, "SIGWINCH")
"""Whether the system tells when a window has changed its size."""


class Asking:
    """The rows of a question over the line for typing."""

    def __init__(
        self,
        rows: Callable[[], list[Row]],
        hint: str,
        page: Page,
        line: Line,
        draw_again: Callable[[Redraw], None],
        prompt: str | None = None,
    ) -> None:
        """Show the rows that `rows` returns, and `hint` in the empty line; `draw_again` draws what stands over them."""
        self._rows = rows
        self._hint = hint
        self._page = page
        self._line = line
        self._draw_again = draw_again
        self._prompt = say("prompt") if prompt is None else prompt
        self._is_drawn = False
        self._size = page.drawn_for
        self._sizes_taken = 0
        self._application: Application[str] | None = None

    def run(self, bindings: KeyBindings, keyboard: Input, begin: Callable[[], None] = lambda: None) -> str:
        """Return the answer; `begin` is called when the first key can be read."""
        self._application = application = self._make_application(bindings, keyboard)

        def start() -> None:
            if is_noted():  # since before there was a loop
                leave(application, "")
            begin()

        with asking(self._take_signal), suspending(self._take_suspension), left_once():
            return application.run(pre_run=start, handle_sigint=False)

    def answer(self, words: str | BaseException) -> None:
        """End the question with this answer, or by raising this exception."""
        if self._application is not None:
            leave(self._application, words)

    def redraw(self, why: Redraw = Redraw.SAME) -> None:
        """Draw the story again, and the question under it."""
        if self._application is not None:
            self._application.renderer.reset()  # it would go up to where its first row was, and erase from there
            run_in_terminal(lambda: self._draw_again(why))

    def suspend(self) -> None:
        """Go to the background; when called back, draw all again."""

        def go() -> None:
            suspend()
            self._draw_again(Redraw.CALLED_BACK)

        run_in_terminal(go)

    # -- signals ------------------------------------------------------------------------------------------------------

    def _take_signal(self) -> None:
        """End the question because of a signal, which can come at any moment."""
        self._soon(lambda: self.answer(""))

    def _take_suspension(self, *, is_over: bool) -> None:
        """Go to the background, or draw all again because the program was in it."""
        self._soon((lambda: self.redraw(Redraw.CALLED_BACK)) if is_over else self.suspend)

    def _soon(self, action: Callable[[], None]) -> None:
        if self._application is not None and self._application.loop is not None:
            self._application.loop.call_soon_threadsafe(action)

    def _after_render(self, application: Application[str]) -> None:
        """Begin to listen when the question is drawn for the first time; draw again what is not of the present size."""
        if application.is_done:
            return
        if not self._is_drawn:
            self._is_drawn = True
            note_modes()
            listen_to_size(application, lambda: self._take_size(application))
            if was_stopped():
                self.redraw(Redraw.CALLED_BACK)
        if self._page.window != self._size:
            self._take_size(application)

    def _take_size(self, application: Application[str]) -> None:
        """Draw all again when no other new size has come for a moment, even if it is the old size again."""
        self._size = self._page.window
        self._sizes_taken = number = self._sizes_taken + 1

        async def settle() -> None:
            await asyncio.sleep(_SETTLED)
            if number == self._sizes_taken:
                self.redraw(Redraw.NEW_SIZE)

        application.create_background_task(settle())

    # -- drawing ------------------------------------------------------------------------------------------------------

    def _make_application(self, bindings: KeyBindings, keyboard: Input) -> Application[str]:
        body = [self._rows_window()] if self._rows() else []
        typed = self._typed_window()

        def before_render(_application: Application[str]) -> None:
            typed.horizontal_scroll = 0  # the library would leave the line scrolled when it is short again
            be_quiet_about_floods()

        application: Application[str] = Application(
            Layout(HSplit([*body, typed]), focused_element=typed),
            key_bindings=bindings,
            style=Style.from_dict(STYLES),
            erase_when_done=True,
            before_render=before_render,
            after_render=self._after_render,
            terminal_size_polling_interval=None if _HAS_SIZES else 0.5,
            input=keyboard,
            output=create_output(unfiltered(sys.stdout)),
        )
        application.ttimeoutlen = 0.05
        return application

    def _rows_window(self) -> Window:
        return Window(FormattedTextControl(self._fragments), dont_extend_height=True, always_hide_cursor=True)

    def _typed_window(self) -> Window:
        """Return the line for typing: the prompt, then what is typed, or the hint while nothing is typed."""
        hint = AfterInput(lambda: [(f"class:{RowStyle.HINT}", self._fitting_hint())])
        is_empty = Condition(lambda: not self._line.text)
        prompt = BeforeInput(lambda: " " * self._page.margin + self._prompt)
        entry = BufferControl(
            self._line, input_processors=[prompt, ConditionalProcessor(hint, is_empty), HarmlessLine()]
        )
        return Window(entry, height=1, dont_extend_height=True)

    def _fitting_hint(self) -> str:
        """Return the hint, without its first parts if the window is too narrow for them."""
        room = self._page.width - self._page.margin - cells(self._prompt) - 1  # where the cursor is
        parts = self._hint.split(_BETWEEN_HINTS)
        while len(parts) > 1 and cells(self._page.clean(_BETWEEN_HINTS.join(parts))) > room:
            parts.pop(0)
        return self._page.clean(_BETWEEN_HINTS.join(parts))

    def _fragments(self) -> StyleAndTextTuples:
        lines = [[(f"class:{style}", harmless(words)) for style, words in row.parts] for row in self._rows()]
        return [part for number, line in enumerate(lines) for part in ([("", "\n")] if number else []) + line]
