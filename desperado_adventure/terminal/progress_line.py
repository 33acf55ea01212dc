"""The progress of a long computation: one changing line where it can be drawn, else a new line every few seconds."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import TextIO

from .consoles import can_draw, console_on

_QUIET = 1.0
"""Seconds before the first line; work that is done by then shows none."""

_LINE_EVERY = 5.0
"""Seconds between two lines."""


@contextlib.contextmanager
def show_progress(target: TextIO) -> Iterator[Callable[[str], None]]:
    """Yield a function that shows a sentence about the progress on `target`."""
    begin = time.monotonic()
    if can_draw(target):
        with console_on(target).status("", spinner="line") as status:
            yield status.update
        return
    last = begin

    def tell(sentence: str) -> None:
        nonlocal last
        present = time.monotonic()
        if present - begin > _QUIET and present - last > _LINE_EVERY:
            last = present
            target.write(sentence + "\n")
            target.flush()

    yield tell
