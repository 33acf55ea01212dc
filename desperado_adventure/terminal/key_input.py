"""The keyboard as the questions read it: the key library's input, with our own reading of sequences."""

from __future__ import annotations

import contextlib
import sys

from prompt_toolkit.input import Input, create_input

from .key_sequences import KeySequences


def open_keyboard() -> Input:
    """Return the input of a game in this terminal."""
    if sys.platform == "win32":
        return create_input()
    from prompt_toolkit.input.vt100 import Vt100Input  # noqa: PLC0415  # not on every system

    class Keyboard(Vt100Input):
        """Keys of a terminal. While the story is drawn again under a question, nothing that is typed is echoed."""

        def __init__(self) -> None:
            super().__init__(sys.stdin)
            self.vt100_parser = KeySequences(self.vt100_parser.feed_key_callback)

        def cooked_mode(self) -> contextlib.AbstractContextManager[None]:
            return contextlib.nullcontext()

    return Keyboard()
