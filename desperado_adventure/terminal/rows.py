"""A row of the question: parts of words, each in a style, and what the pointer reaches there."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

NO_STOP = -1


class RowStyle(StrEnum):
    """How words look; the value is the name of the style for the key library."""

    CHOSEN = "chosen"  # the pointer is there
    OPEN = "open"
    BARRED = "barred"
    ASIDE = "aside"  # what is so now; the pointer does not come there
    HINT = "hint"  # how to go on
    ITEM = "item"  # an item in its cells
    POINTED = "pointed"  # the item that the pointer is at, or that is in the hand
    VELVET = "velvet"  # cells with nothing in them
    FRAME = "frame"  # the edges of a case


class Row(NamedTuple):
    """A row on the screen: its parts, and the index of the stop of the pointer that it belongs to, -1 for none."""

    parts: tuple[tuple[RowStyle, str], ...]
    stop: int = NO_STOP

    @property
    def words(self) -> str:
        """The words of all parts."""
        return "".join(words for _, words in self.parts)


def row(style: RowStyle, words: str, stop: int = NO_STOP) -> Row:
    """Return a row in one style."""
    return Row(((style, words),), stop)


def aside(words: str) -> Row:
    """Return a row that the pointer does not come to."""
    return row(RowStyle.ASIDE, words)
