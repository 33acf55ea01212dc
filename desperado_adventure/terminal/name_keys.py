"""The keys of a line in which the player types a name: every sign is a part of it, and Escape goes back."""

from __future__ import annotations

import re

from prompt_toolkit.key_binding import KeyBindings

from .answers import LONGEST_LINE
from .common_keys import Drawn, add_common
from .line import Line


def name_bindings(asked: Drawn, line: Line) -> KeyBindings:
    """Return what each key does while a name is typed in this line. The answer is what was typed, "" to go back."""
    bindings = KeyBindings()

    def insert(words: str) -> None:
        fitting = words[: LONGEST_LINE - len(line.text)]
        line.insert_text("".join(filter(str.isprintable, re.sub(r"\s+", " ", fitting))))

    def enter() -> None:
        if line.text.strip():
            asked.answer(line.text)

    for key in ("<any>", "<bracketed-paste>"):
        bindings.add(key)(lambda event: insert(event.data))
    for key in ("enter", "c-j"):
        bindings.add(key)(lambda _event: enter())
    bindings.add("escape", eager=True)(lambda _event: asked.answer(""))
    add_common(bindings, asked)
    return bindings
