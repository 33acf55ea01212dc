"""The prompt: options under the text, chosen by arrows, by number or by typed words. prompt_toolkit reads the keys.

Imported only after the first scene is on the screen, for it takes longer to import than the rest of the program to
start. The menu lives at the bottom of the ordinary screen and disappears when it is answered, so that the terminal's own
scrollback holds the story and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")  # a terminal that does not answer would delay the first key

from prompt_toolkit.application import Application  # noqa: E402  # the line above must come first
from prompt_toolkit.application.run_in_terminal import run_in_terminal  # noqa: E402
from prompt_toolkit.buffer import Buffer  # noqa: E402
from prompt_toolkit.completion import WordCompleter  # noqa: E402
from prompt_toolkit.data_structures import Point  # noqa: E402
from prompt_toolkit.filters import Condition  # noqa: E402
from prompt_toolkit.formatted_text import StyleAndTextTuples  # noqa: E402
from prompt_toolkit.history import InMemoryHistory  # noqa: E402
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent  # noqa: E402
from prompt_toolkit.layout import Dimension, HSplit, Layout, Window  # noqa: E402
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl  # noqa: E402
from prompt_toolkit.layout.processors import BeforeInput  # noqa: E402
from prompt_toolkit.styles import Style  # noqa: E402

from .commands import COMMANDS  # noqa: E402
from .filtering import harmless  # noqa: E402
from .words import say  # noqa: E402

_STYLE = Style.from_dict({"chosen": "bold reverse", "barred": "ansibrightblack italic", "status": "ansibrightblack"})


class Line:
    """One line of the menu: its words, and whether it can be chosen."""

    __slots__ = ("is_open", "words")

    def __init__(self, words: str, *, is_open: bool = True) -> None:
        """Take the words as the player reads them."""
        self.words = harmless(words)
        self.is_open = is_open


class Menu:
    """Asks, and answers with a typed line; a choice by arrow or digit comes as its number."""

    def __init__(self) -> None:
        """Begin with an empty history."""
        self._history = InMemoryHistory()

    def ask(self, lines: Sequence[Line], status: str, repaint: Callable[[], None]) -> str:
        """Return what the player answers; `repaint` draws the scene anew when the window has changed.

        Raises KeyboardInterrupt on Ctrl-C and EOFError on Ctrl-D or a closed terminal.
        """
        return _Question(lines, harmless(status), self._history, repaint).ask()


class _Question:
    """One turn of the menu."""

    def __init__(
        self, lines: Sequence[Line], status: str, history: InMemoryHistory, repaint: Callable[[], None]
    ) -> None:
        self._lines = lines
        self._status = status
        self._repaint = repaint
        self._at = next((index for index, line in enumerate(lines) if line.is_open), 0)
        words = sorted({word.strip(".,!?").lower() for line in lines for word in line.words.split() if len(word) > 2})
        self._buffer = Buffer(
            multiline=False,
            history=history,
            completer=WordCompleter([*COMMANDS, *words], ignore_case=True),
            accept_handler=self._accept,
        )
        self._application: Application[str] = self._make_application()
        self._size: object = None

    def ask(self) -> str:
        self._size = self._application.output.get_size()
        return self._application.run()

    def _make_application(self) -> Application[str]:
        menu = FormattedTextControl(self._menu_text, get_cursor_position=lambda: Point(0, self._at))
        entry = BufferControl(self._buffer, input_processors=[BeforeInput(say("prompt"))])
        rows = [Window(menu, wrap_lines=True, dont_extend_height=True, height=Dimension(min=1))] if self._lines else []
        entry_window = Window(entry, height=1, dont_extend_height=True)
        rows.append(entry_window)
        if self._status:
            rows.append(Window(FormattedTextControl([("class:status", self._status)]), height=1, dont_extend_height=True))
        application: Application[str] = Application(
            Layout(HSplit(rows), focused_element=entry_window),
            key_bindings=self._bindings(),
            style=_STYLE,
            erase_when_done=True,
            after_render=self._notice_resize,
        )
        application.ttimeoutlen = 0.05
        return application

    def _notice_resize(self, application: Application[str]) -> None:
        """Draw the scene anew when the window has another size than before."""
        size = application.output.get_size()
        if self._size is not None and size != self._size:
            self._size = size
            run_in_terminal(self._repaint)

    def _menu_text(self) -> StyleAndTextTuples:
        text: StyleAndTextTuples = []
        for index, line in enumerate(self._lines):
            style = "class:chosen" if index == self._at else "" if line.is_open else "class:barred"
            pointer = ">" if index == self._at else " "
            text.append((style, f"{pointer} {index + 1}. {line.words}"))
            if index + 1 < len(self._lines):
                text.append(("", "\n"))
        return text

    def _accept(self, buffer: Buffer) -> bool:
        answer = buffer.text.strip()
        if not answer and self._lines:
            answer = str(self._at + 1)
        self._application.exit(result=answer)
        return False

    def _step(self, by: int) -> None:
        if self._lines:
            self._at = (self._at + by) % len(self._lines)

    def _bindings(self) -> KeyBindings:
        bindings = KeyBindings()
        is_empty = Condition(lambda: not self._buffer.text)

        def add(key: str, action: Callable[[KeyPressEvent], None], *, always: bool = False) -> None:
            bindings.add(key, filter=Condition(lambda: True) if always else is_empty, eager=key == "escape")(action)

        for key, by in (("up", -1), ("down", 1), ("k", -1), ("j", 1)):
            add(key, lambda _event, by=by: self._step(by))  # type: ignore[misc]  # mypy has no type for the default
        if len(self._lines) < 10:
            for number in range(1, len(self._lines) + 1):
                add(str(number), lambda event, number=number: event.app.exit(result=str(number)))  # type: ignore[misc]  # as above
        add("?", lambda event: event.app.exit(result="help"))
        add("c-z", lambda event: event.app.suspend_to_background(), always=True)
        add("escape", lambda _event: self._buffer.reset(), always=True)
        add("c-c", lambda event: event.app.exit(exception=KeyboardInterrupt()), always=True)
        add("c-d", lambda event: event.app.exit(exception=EOFError()))
        return bindings
