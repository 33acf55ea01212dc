"""The prompt: a question under the text, answered by arrows, a number or typed words. prompt_toolkit reads the keys.

This module is imported only after the first scene is on the screen, because prompt_toolkit takes longer to import than
the rest of the program needs to start. The question stands at the bottom of the ordinary screen and disappears when it
is answered, so that the terminal's own scrollback holds the story and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Callable

os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")  # a terminal that does not answer would delay the first key

from prompt_toolkit.history import InMemoryHistory  # the line above must come first

from .asking import Asking
from .key_bindings import QuestionKeys
from .key_input import open_keyboard
from .line import new_line
from .name_keys import name_bindings
from .page import Page
from .pause_keys import TYPED_ON, pause_bindings
from .question import Question
from .redrawing import Redraw


class Menu:
    """Asks questions; the answer is a typed line, and a choice by arrow or digit comes as its number."""

    def __init__(self, page: Page, redraw: Callable[[int, Redraw], None]) -> None:
        """`redraw` draws the window again, with so many rows free for the question."""
        self._page = page
        self._redraw = redraw
        self._history = InMemoryHistory()
        self._keyboard = open_keyboard()
        self._last: QuestionKeys | None = None  # the keys of the last question
        self._has_read = False  # whether any key has been pressed yet

    def ask(self, question: Question, at: int = 0, *, stays: bool = False, is_beside_listing: bool = False) -> str:
        """Return the player's answer. The pointer starts at the stop of index `at`, or at the next open one.

        If it `stays` and the question is the last one again, pointer, hand and line are as they were at its end.
        Where it `is_beside_listing`, Enter by itself answers nothing until the player has done something else.
        Raises KeyboardInterrupt on Ctrl-C and EOFError on Ctrl-D or a closed terminal.
        """
        line = new_line(question, self._history)
        keys = QuestionKeys(question, self._page, line, at, is_guarded=self._has_read)
        keys.is_beside_listing = is_beside_listing
        if stays and self._last is not None and self._last.pointer.is_for(question):
            keys.go_on(self._last)

        def draw_again(why: Redraw) -> None:
            self._redraw(len(keys.pointer.rows) + 1, why)

        asking = Asking(lambda: keys.pointer.rows, question.hint, self._page, line, draw_again)
        answer = asking.run(keys.bindings(asking), self._keyboard, keys.begin)
        self._last, self._has_read = keys, True
        return answer

    def ask_name(self, hint: str) -> str:
        """Return the name that the player types, "" when he goes back. Raises as `ask` does."""
        line = new_line(Question(()), InMemoryHistory())
        asking = Asking(list, hint, self._page, line, lambda why: self._redraw(1, why))
        return asking.run(name_bindings(asking, line), self._keyboard)

    def pause(self, hint: str, redraw: Callable[[Redraw], None]) -> bool:
        """Wait until the player has read a page; return False when he has begun to type an answer.

        What he has typed is read by the next question. Raises as `ask` does.
        """
        line = new_line(Question(()), None)
        asking = Asking(list, hint, self._page, line, redraw, prompt="")
        answer = asking.run(pause_bindings(asking), self._keyboard)
        self._has_read = True
        return answer != TYPED_ON
