"""The keys that do the same at a question and at a pause."""

from __future__ import annotations

from typing import Protocol

from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from .redrawing import Redraw
from .signals import interrupt

_DO_NOTHING = ("c-q", "c-]", "c-x", "c-o")
"""Keys after which the library would take Ctrl-C for a letter or wait for a second key, or which it takes for Enter."""


class Drawn(Protocol):
    """What the keys need of a question or a pause that is under way."""

    def answer(self, words: str | BaseException) -> None:
        """End it with this answer, or by raising this exception."""

    def redraw(self, why: Redraw = ...) -> None:
        """Draw it again, and what stands over it."""

    def suspend(self) -> None:
        """Go to the background."""


def add_common(bindings: KeyBindings, drawn: Drawn) -> None:
    """Add Ctrl-C, Ctrl-D, Ctrl-L and Ctrl-Z, and some keys that do nothing."""

    def end_of_input(event: KeyPressEvent) -> None:
        """End the game if the line is empty; else delete, as in a shell."""
        if event.app.current_buffer.text:
            event.app.current_buffer.delete()
        else:
            drawn.answer(EOFError())

    bindings.add("c-c", eager=True)(lambda _event: interrupt())
    bindings.add("c-l", eager=True)(lambda _event: drawn.redraw())
    bindings.add("c-z", eager=True)(lambda _event: drawn.suspend())
    bindings.add("c-d")(end_of_input)
    for key in _DO_NOTHING:
        bindings.add(key, eager=True)(lambda _event: None)
