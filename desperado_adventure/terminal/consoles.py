"""Which terminals can be drawn on, and the Rich console that draws there."""

from __future__ import annotations

import os
from typing import TextIO

from .filtering import unfiltered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import Console

CLEAR = "\x1b[H\x1b[2J"
"""The control sequences that clear a terminal's window."""


def can_draw(*streams: TextIO) -> bool:
    """Whether all of these are terminals that can be drawn on, and the user has not set ACCESSIBLE."""
    is_capable = os.environ.get("TERM", "dumb") not in ("dumb", "")
    return is_capable and not os.environ.get("ACCESSIBLE") and all(stream.isatty() for stream in streams)


def console_on(target: TextIO) -> Console:
    """Return a console that writes text as it is, filtered, without Rich's markup, highlights and names of emoji."""
    from .drawing_console import DrawingConsole  # noqa: PLC0415  # the plain screen never needs it

    # Rich would prefer COLUMNS and LINES to the size of the window, and would not notice when the window changes.
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    return DrawingConsole(file=unfiltered(target), markup=False, highlight=False, emoji=False, _environ=kept)
