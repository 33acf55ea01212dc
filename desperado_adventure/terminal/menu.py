"""The prompt: a question under the text, answered by arrows, a number or typed words. prompt_toolkit reads the keys.

This module is imported only after the first scene is on the screen, because prompt_toolkit takes longer to import than
the rest of the program needs to start. The question stands at the bottom of the ordinary screen and disappears when it
is answered, so that the terminal's own scrollback holds the story and nothing else.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable

os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")  # a terminal that does not answer would delay the first key

from prompt_toolkit.application import Application  # the line above must come first
from prompt_toolkit.application.run_in_terminal import run_in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.layout import HSplit, Layout, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from prompt_toolkit.layout.processors import (
    AfterInput,
    BeforeInput,
    ConditionalProcessor,
    Processor,
    Transformation,
    TransformationInput,
)
from prompt_toolkit.output.defaults import create_output
from prompt_toolkit.selection import SelectionType
from prompt_toolkit.styles import Style

from ..model.unsafe_characters import harmless
from .filtering import unfiltered
from .key_bindings import QuestionKeys, completions, pause_bindings
from .key_input import open_keyboard
from .leaving import be_quiet_about_floods, leave, left_once
from .page import Page
from .question import Question, rows_of
from .rows import RowStyle
from .signals import asking, is_noted
from .words import say

_STYLE = Style.from_dict(
    {
        RowStyle.CHOSEN: "bold",
        RowStyle.BARRED: "italic",
        RowStyle.ASIDE: "italic",
        RowStyle.HINT: "dim",
        RowStyle.OPEN: "",
        RowStyle.THING: "bold",
        RowStyle.POINTED: "bold reverse",
        RowStyle.VELVET: "ansired",
        RowStyle.FRAME: "",
    }
)
_SETTLED = 0.08
"""Seconds without a change after which the size of a window counts as final."""

_RESIZED = "resized"

_AFTER_DIGIT, _AFTER_PAUSE = 0.7, 0.35
"""Seconds at the beginning of a question in which Enter on an empty line does nothing, after a digit and after a pause.

A digit acts at once. A player who presses Enter after it by habit would otherwise choose the first line of the next
question without reading it."""


class Menu:
    """Asks questions; the answer is a typed line, and a choice by arrow or digit comes as its number."""

    def __init__(self, page: Page, repaint: Callable[[int], None]) -> None:
        """`repaint` clears the window and draws the end of the story again, with so many rows free below it."""
        self._page = page
        self._repaint = repaint
        self._history = InMemoryHistory()
        self._keyboard = open_keyboard()
        self._ignored_for = 0.0  # seconds in which the next question ignores Enter

    def ask(self, question: Question, at: int = 0) -> str:
        """Return the player's answer. The pointer starts at the offer of index `at`, or at the next open one.

        Raises KeyboardInterrupt on Ctrl-C and EOFError on Ctrl-D or a closed terminal.
        """
        asked = _Asking(question, self._page, self._keyboard, self._history, self._repaint, at, self._ignored_for)
        answer = asked.run()
        self._ignored_for = _AFTER_DIGIT if asked.was_digit else 0.0
        return answer

    def pause(self) -> bool:
        """Wait for a key; return False when the window was resized meanwhile. Raises as `ask` does."""
        question = Question((), hint=say("more"))
        answer = _Asking(question, self._page, self._keyboard, None, self._repaint, 0, self._ignored_for).run()
        self._ignored_for = _AFTER_PAUSE
        return answer != _RESIZED


class _Harmless(Processor):
    """Shows the line for typing without unsafe characters: some may be pasted, or come from a completed word."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        return Transformation([(style, harmless(words)) for style, words, *_ in transformation_input.fragments])


class _Line(Buffer):
    """The line for typing. Nothing in it can be selected: while anything is, the library takes no Enter."""

    def start_selection(self, selection_type: SelectionType = SelectionType.CHARACTERS) -> None:
        """Do nothing; Ctrl-Space, and Shift with an arrow, would begin a selection."""


class _Asking:
    """One question being asked. Without a history it is a pause: any answer will do."""

    def __init__(
        self,
        question: Question,
        page: Page,
        keyboard: Input,
        history: InMemoryHistory | None,
        repaint: Callable[[int], None],
        at: int,
        ignored_for: float,
    ) -> None:
        self._question = question
        self._page = page
        self._repaint = repaint
        self._is_pause = history is None
        self._ignored_for = ignored_for
        self._ignored_until = 0.0
        self._buffer = _Line(
            multiline=False,
            history=history,
            completer=WordCompleter(completions(question), ignore_case=True),
            accept_handler=self._accept,
            read_only=self._is_pause,
        )
        self._keys = QuestionKeys(question, self._buffer, at, self._draw_again)
        self._application: Application[str] = self._make_application(keyboard)
        self._size = self._application.output.get_size()

    @property
    def was_digit(self) -> bool:
        """Whether the answer was a digit alone."""
        return self._keys.was_digit

    def run(self) -> str:
        with asking(self._take_signal), left_once():
            return self._application.run(pre_run=self._begin, handle_sigint=False)

    def _take_signal(self) -> None:
        """End the question because of a signal, which can come at any moment."""
        if self._application.loop is not None:
            self._application.loop.call_soon_threadsafe(leave, self._application, "")

    def _begin(self) -> None:
        """Ignore Enter from the moment when keys are first read, however long the start took."""
        if is_noted():  # since before there was a loop
            leave(self._application, "")
        self._ignored_until = time.monotonic() + self._ignored_for

    def _make_application(self, keyboard: Input) -> Application[str]:
        body = [self._rows_window()] if self._question != Question((), hint=self._question.hint) else []
        typed = self._typed_window()

        def before_render(_application: Application[str]) -> None:
            typed.horizontal_scroll = 0  # the library would leave the line scrolled when it is short again
            be_quiet_about_floods()

        application: Application[str] = Application(
            Layout(HSplit([*body, typed]), focused_element=typed),
            key_bindings=pause_bindings(lambda: not self._ignores_enter()) if self._is_pause else self._keys.bindings(),
            style=_STYLE,
            erase_when_done=True,
            before_render=before_render,
            after_render=self._notice_size,
            input=keyboard,
            output=create_output(unfiltered(sys.stdout)),
        )
        application.ttimeoutlen = 0.05
        return application

    def _rows_window(self) -> Window:
        return Window(FormattedTextControl(self._rows), dont_extend_height=True, always_hide_cursor=True)

    def _typed_window(self) -> Window:
        """Return the line for typing: the prompt, then what is typed, or the hint while nothing is typed."""
        margin = " " * self._page.margin
        prompt = margin if self._is_pause else margin + say("prompt")
        hint = AfterInput([("class:hint", self._page.clean(self._question.hint))])
        is_empty = Condition(lambda: not self._buffer.text)
        entry = BufferControl(
            self._buffer, input_processors=[BeforeInput(prompt), ConditionalProcessor(hint, is_empty), _Harmless()]
        )
        return Window(entry, height=1, dont_extend_height=True)

    def _notice_size(self, application: Application[str]) -> None:
        """Draw the story again when the window has changed its size and the new size is final."""
        size = application.output.get_size()
        if size == self._size:
            return
        self._size = size

        async def settle() -> None:
            await asyncio.sleep(_SETTLED)
            if application.output.get_size() != size:
                return
            if self._is_pause:
                leave(application, _RESIZED)
            else:
                await run_in_terminal(self._draw_again)

        application.create_background_task(settle())

    def _draw_again(self) -> None:
        self._repaint(len(rows_of(self._keys.question, self._page, self._keys.at)) + 1)

    def _rows(self) -> StyleAndTextTuples:
        rows = rows_of(self._keys.question, self._page, self._keys.at)
        lines = [[(f"class:{style}", harmless(words)) for style, words in row.parts] for row in rows]
        return [part for number, line in enumerate(lines) for part in ([("", "\n")] if number else []) + line]

    def _accept(self, buffer: Buffer) -> bool:
        answer = buffer.text.strip()
        if not answer and self._ignores_enter():
            return True
        if not answer and self._question.offers:
            answer = self._keys.answer()
            if not answer:
                return True
        leave(self._application, answer)
        return False

    def _ignores_enter(self) -> bool:
        return time.monotonic() < self._ignored_until
