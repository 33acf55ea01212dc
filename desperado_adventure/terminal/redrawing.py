"""Why the window has to be drawn again."""

from __future__ import annotations

from enum import Enum, auto


class Redraw(Enum):
    """A reason to draw the window again; what is erased for it depends on this."""

    SAME = auto()  # the player asks for it, or something else stood there for a while
    NEW_SIZE = auto()
    CALLED_BACK = auto()  # from the background: below the cursor nothing is ours, and over it the shell's lines stand
