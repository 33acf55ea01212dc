"""Which terminals can be drawn on, and the Rich console that draws there."""

from __future__ import annotations

import os
from typing import TextIO

from .filtering import unfiltered
from .switches import wants_colours, wants_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import Console

CLEAR = "\x1b[9999;9999H\x1b[1J\x1b[H"
"""The control sequences that clear a terminal's window.

It is erased from its last cell backwards (ED 1): where a whole window is erased (ED 2), some terminals put what was in
it into their scrollback.
"""

_CANNOT_DRAW = frozenset(("", "dumb", "unknown"))
"""The values of TERM that stand for a terminal without cursor movement, in lowercase."""

_NOT_FOR_RICH = frozenset(("COLUMNS", "LINES", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"))
"""Variables that Rich would believe before the window's size, and before the stream that is or is not a terminal."""


def can_draw(*streams: TextIO) -> bool:
    """Whether all of these are terminals that can be drawn on, and the user does not want plain lines."""
    is_capable = os.environ.get("TERM", "").lower() not in _CANNOT_DRAW
    return is_capable and not wants_lines() and all(stream.isatty() for stream in streams)


def console_on(target: TextIO) -> Console:
    """Return a console that writes text as it is, filtered, without Rich's markup, highlights and names of emoji.

    It has colours if the user wants them; weight and slant it has in any case.
    """
    from .drawing_console import DrawingConsole  # noqa: PLC0415  # the plain screen never needs it

    kept = {name: value for name, value in os.environ.items() if name not in _NOT_FOR_RICH}
    return DrawingConsole(
        file=unfiltered(target),
        no_color=not wants_colours(),
        markup=False,
        highlight=False,
        emoji=False,
        _environ=kept,
    )
