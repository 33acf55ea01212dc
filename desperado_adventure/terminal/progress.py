"""How far a long work has come: a moving line in a terminal, a line now and then elsewhere, nothing for a short one."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import TextIO

_QUIET = 1.0
_LINE_EVERY = 5.0


@contextlib.contextmanager
def show_progress(target: TextIO) -> Iterator[Callable[[str], None]]:
    """Yield a function that shows a sentence about the progress on `target`."""
    begin = time.monotonic()
    if target.isatty():
        from rich.console import Console  # noqa: PLC0415  # only in a terminal

        console = Console(file=target, markup=False, highlight=False, emoji=False)
        with console.status("", spinner="line") as status:
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
