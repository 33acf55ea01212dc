"""The keys of a pause: some turn the page and do only that; what would answer is kept for the question after it."""

from __future__ import annotations

from prompt_toolkit.input.typeahead import store_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from .common_keys import Drawn, add_common

READ_ON, TYPED_ON = "read on", "typed on"
"""The two ends of a pause: the page is turned, or the player has begun to type his answer."""

_TURN = ("enter", " ", "down", "pagedown")


def pause_bindings(pause: Drawn) -> KeyBindings:
    """Return what each key does during a pause."""
    bindings = KeyBindings()

    def type_on(event: KeyPressEvent) -> None:
        """End the pause, and pass what is typed or pasted on to the question. Keys that type nothing do nothing."""
        if event.data and (event.data.isprintable() or event.key_sequence[0].key is Keys.BracketedPaste):
            store_typeahead(event.app.input, event.key_sequence)
            pause.answer(TYPED_ON)

    for key in ("<any>", "<bracketed-paste>", "n", "N"):  # the library has a use of its own for these two letters
        bindings.add(key)(type_on)
    for key in _TURN:
        bindings.add(key)(lambda _event: pause.answer(READ_ON))
    bindings.add("escape", eager=True)(lambda _event: pause.answer(READ_ON))
    add_common(bindings, pause)
    return bindings
