"""The prompt: a question under the text, answered by arrows, number or typed words. prompt_toolkit reads the keys.

Imported only after the first scene is on the screen, for it takes longer to import than the rest of the program to
start. The question stands at the bottom of the ordinary screen and disappears when it is answered, so that the
terminal's own scrollback holds the story and nothing else.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Sequence

os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")  # a terminal that does not answer would delay the first key

from prompt_toolkit.application import Application  # the line above must come first
from prompt_toolkit.application.run_in_terminal import run_in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input.typeahead import store_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import HSplit, Layout, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from prompt_toolkit.layout.processors import AfterInput, BeforeInput, ConditionalProcessor
from prompt_toolkit.styles import Style

from .answers import COMMANDS
from .drawing import Drawing
from .question import Question, rows_of
from .words import say

_STYLE = Style.from_dict({"chosen": "bold", "barred": "dim italic", "aside": "dim", "open": ""})
_SETTLED = 0.08
"""Seconds after which a window that is being dragged counts as having its new size."""

_RESIZED = "resized"

_ONLY_END_A_PAUSE = (" ", "down", "pagedown", "j", "escape", *"0123456789")
"""Keys that go on reading and do nothing else: a number would choose among options that are not on the screen yet."""

_AFTER_DIGIT, _AFTER_PAUSE = 0.7, 0.35
"""Seconds in which Enter on an empty line is taken for the end of what was answered before: a digit acts at once, and
who is used to Enter after it would else choose the first thing of the next scene unread."""


class Menu:
    """Asks, and answers with a typed line; a choice by arrow or digit comes as its number."""

    def __init__(self, drawing: Drawing, repaint: Callable[[int], None]) -> None:
        """`repaint` clears the window and draws the end of the story anew, leaving so many rows free below it."""
        self._drawing = drawing
        self._repaint = repaint
        self._history = InMemoryHistory()
        self._deaf_until = 0.0

    def ask(self, question: Question, at: int = 0) -> str:
        """Return what the player answers, with the offer of index `at` (or the next open one) pointed at.

        Raises KeyboardInterrupt on Ctrl-C and EOFError on Ctrl-D or a closed terminal.
        """
        asking = _Asking(question, self._drawing, self._history, self._repaint, at, self._deaf_until)
        answer = asking.run()
        self._deaf_until = time.monotonic() + _AFTER_DIGIT if asking.was_digit else 0.0
        return answer

    def pause(self) -> bool:
        """Wait until the player has read; False when the window has changed meanwhile. Raises as `ask` does."""
        question = Question((), hint=say("more"))
        answer = _Asking(question, self._drawing, None, self._repaint, 0, self._deaf_until).run()
        self._deaf_until = time.monotonic() + _AFTER_PAUSE
        return answer != _RESIZED


class _Asking:
    """One question being asked. Without a history it is a pause: any answer will do."""

    def __init__(
        self,
        question: Question,
        drawing: Drawing,
        history: InMemoryHistory | None,
        repaint: Callable[[int], None],
        at: int,
        deaf_until: float,
    ) -> None:
        self.was_digit = False
        self._deaf_until = deaf_until
        self._question = question
        self._drawing = drawing
        self._repaint = repaint
        self._is_pause = history is None
        self._at = self._next_open(at)
        self._begun = ""
        self._words = _words(question)
        self._buffer = Buffer(
            multiline=False,
            history=history,
            completer=WordCompleter(self._words, ignore_case=True),
            accept_handler=self._accept,
        )
        self._application: Application[str] = self._make_application()
        self._size = self._application.output.get_size()

    def run(self) -> str:
        return self._application.run()

    def _next_open(self, at: int) -> int:
        offers = self._question.offers
        at = max(0, min(at, len(offers) - 1))
        rest = [*range(at, len(offers)), *range(min(at, len(offers)))]
        return next((index for index in rest if not offers[index].barred), at)

    def _make_application(self) -> Application[str]:
        margin = " " * self._drawing.margin
        rows = Window(FormattedTextControl(self._rows), dont_extend_height=True, always_hide_cursor=True)
        prompt = margin if self._is_pause else margin + say("prompt")
        hint = AfterInput([("class:aside", self._drawing.clean(self._question.hint))])
        is_empty = Condition(lambda: not self._buffer.text)
        entry = BufferControl(
            self._buffer, input_processors=[BeforeInput(prompt), ConditionalProcessor(hint, is_empty)]
        )
        typed = Window(entry, height=1, dont_extend_height=True)
        body = [rows] if self._question.offers or self._question.over or self._question.status else []
        application: Application[str] = Application(
            Layout(HSplit([*body, typed]), focused_element=typed),
            key_bindings=self._pause_bindings() if self._is_pause else self._bindings(),
            style=_STYLE,
            erase_when_done=True,
            after_render=self._notice_size,
        )
        application.ttimeoutlen = 0.05
        return application

    def _notice_size(self, application: Application[str]) -> None:
        """Draw the story anew when the window has another size than before and keeps it."""
        size = application.output.get_size()
        if size == self._size:
            return
        self._size = size

        async def settle() -> None:
            await asyncio.sleep(_SETTLED)
            if application.output.get_size() != size:
                return
            if self._is_pause:
                application.exit(result=_RESIZED)
            else:
                await run_in_terminal(self._draw_again)

        application.create_background_task(settle())

    def _draw_again(self) -> None:
        self._repaint(len(rows_of(self._question, self._drawing, self._at)) + 1)

    def _rows(self) -> StyleAndTextTuples:
        rows = rows_of(self._question, self._drawing, self._at)
        return [(f"class:{row.style}", row.words + ("\n" if row is not rows[-1] else "")) for row in rows]

    def _accept(self, buffer: Buffer) -> bool:
        answer = buffer.text.strip()
        if not answer and self._is_deaf():
            return True
        if not answer and self._question.offers:
            answer = str(self._at + 1)
        self._application.exit(result=answer)
        return False

    def _is_deaf(self) -> bool:
        return time.monotonic() < self._deaf_until

    def _answer_digit(self, event: KeyPressEvent) -> None:
        self.was_digit = True
        event.app.exit(result=event.data)

    # -- keys ---------------------------------------------------------------------------------------------------------

    def _act(self, action: Callable[[KeyPressEvent], object], event: KeyPressEvent) -> None:
        self._begun = ""
        action(event)

    def _step(self, by: int) -> None:
        if self._question.offers:
            self._at = (self._at + by) % len(self._question.offers)

    def _step_or_recall(self, _event: KeyPressEvent) -> None:
        """Go up; from the first line on into what was typed before, if anything was."""
        if self._at == 0 and self._buffer.history.get_strings():
            self._buffer.history_backward()
            self._buffer.cursor_position = len(self._buffer.text)
        else:
            self._step(-1)

    def _step_by_letter(self, letter: str, by: int) -> None:
        self._step(by)
        self._begun = letter

    def _type(self, event: KeyPressEvent) -> None:
        """Put in a letter; if j or k before it began a word of this question, it was not meant as an arrow."""
        begun, self._begun = self._begun, ""
        if begun and any(word.startswith(begun + event.data.lower()) for word in self._words):
            self._step(-1 if begun == "j" else 1)
            self._buffer.insert_text(begun)
        self._buffer.insert_text(event.data)

    def _pause_bindings(self) -> KeyBindings:
        bindings = KeyBindings()
        bindings.add("<any>")(_end_pause_and_type)
        is_listening = Condition(lambda: not self._is_deaf())
        bindings.add("enter", filter=~is_listening)(lambda _event: None)
        for key in ("enter", *_ONLY_END_A_PAUSE):
            bindings.add(key, filter=is_listening if key == "enter" else True)(lambda event: event.app.exit(result=""))
        _add_common(bindings)
        return bindings

    def _bindings(self) -> KeyBindings:
        bindings = KeyBindings()
        is_empty = Condition(lambda: not self._buffer.text)

        def add(key: str, action: Callable[[KeyPressEvent], object]) -> None:
            bindings.add(key, filter=is_empty)(lambda event: self._act(action, event))

        bindings.add("<any>", filter=is_empty)(self._type)
        add("up", self._step_or_recall)
        add("down", lambda _event: self._step(1))
        add("tab", lambda _event: self._step(1))
        add("s-tab", lambda _event: self._step(-1))
        add(" ", lambda _event: None)
        add("home", lambda _event: self._step(-self._at))
        add("end", lambda _event: self._step(-self._at - 1))
        add("j", lambda _event: self._step_by_letter("j", 1))
        add("k", lambda _event: self._step_by_letter("k", -1))
        number_of_offers = len(self._question.offers)
        for number in range(1, min(number_of_offers, 9) + 1):
            if number * 10 > number_of_offers:  # else it may be the beginning of a longer number
                add(str(number), self._answer_digit)
        add("?", lambda event: event.app.exit(result="help"))
        bindings.add("escape", eager=True)(lambda _event: self._buffer.reset())
        bindings.add("c-l")(lambda _event: run_in_terminal(self._draw_again))
        bindings.add("c-z")(self._suspend)
        _add_common(bindings)
        return bindings

    def _suspend(self, event: KeyPressEvent) -> None:
        """Go to the background; when called back, show where the story stands."""
        event.app.suspend_to_background()
        run_in_terminal(self._draw_again)


def _end_pause_and_type(event: KeyPressEvent) -> None:
    """End a pause at any key, and hand one that begins an answer on to the question that follows."""
    if event.data.isprintable():
        store_typeahead(event.app.input, event.key_sequence)
    event.app.exit(result="")


def _add_common(bindings: KeyBindings) -> None:
    for key in ("c-c", "<sigint>"):  # the key, and the signal from elsewhere
        bindings.add(key)(_interrupt)
    bindings.add("c-d", filter=Condition(lambda: True))(_end_of_input)


def _interrupt(event: KeyPressEvent) -> None:
    event.app.exit(exception=KeyboardInterrupt())


def _end_of_input(event: KeyPressEvent) -> None:
    """Ctrl-D on an empty line ends the game; in a typed line it deletes, as everywhere."""
    buffer = event.app.current_buffer
    if buffer.text:
        buffer.delete()
    else:
        event.app.exit(exception=EOFError())


def _words(question: Question) -> Sequence[str]:
    """Return what Tab completes: commands, and the words of the offers."""
    words = {word.strip(".,;:!?“”()").lower() for offer in question.offers for word in offer.words.split()}
    return sorted({word for word in words if len(word) > 2} | set(COMMANDS))
