"""How plain lines are written: wrapped at words in a terminal, whole elsewhere, and without signs nobody wants to hear.

A pipe gets each paragraph as one line, because the reader's own program wraps it better. A terminal has no such one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import TextIO

from ..model.unsafe_characters import harmless
from .filtering import spelled
from .widths import HANGING, wrap

_WIDEST = 100
"""The longest line in cells: longer ones are hard to read."""

_NARROWEST = 10

_NUMBER = re.compile(r"\d+\. ")

_SIGN = re.compile("\r\n?| ?[\u2190-\u21ff] ?| ?· |[·\u2500-\u28ff]")
"""Matches arrows, dots between phrases, and all characters for drawing, from boxes (U+2500) to Braille (U+28FF)."""


def fitted(lines: Iterable[str], target: TextIO) -> list[str]:
    """Return lines as they are written to this stream: for ears, and no wider than its window if it has one."""
    audible = [_SIGN.sub(_in_words, line) for line in lines]
    width = _width_of(target)
    if not width:
        return audible
    encoding = target.encoding or "utf-8"
    shown = [spelled(harmless(line), encoding) for line in audible]
    return [part for line in shown for part in _hung(line, width)]


def _in_words(sign: re.Match[str]) -> str:
    """Return what a sign means, as far as it means anything."""
    found = sign[0].strip()
    if found == "·":
        return ", " if sign[0].endswith(" ") else " "
    return " to " if "\u2190" <= found <= "\u21ff" else " "


def _width_of(target: TextIO) -> int:
    """Return how wide a line on this stream may be now, 0 when it is no terminal, or one that does not know its size.

    It is one cell less than the window has: some terminals add an empty line after one that fills it.
    """
    try:
        columns = os.get_terminal_size(target.fileno()).columns if target.isatty() else 0
    except (OSError, ValueError):  # a stream in memory, or a terminal that is gone
        return 0
    return max(_NARROWEST, min(columns - 1, _WIDEST)) if columns else 0


def _hung(line: str, width: int) -> list[str]:
    """Return a line as rows; those after the first of a numbered line begin where its words do.

    Where an author has broken the lines, as in a poem, a line that does not fit goes on below it, indented.
    """
    number = _NUMBER.match(line)
    if number is None and "\n" not in line:
        return wrap(line, width)
    margin = " " * (HANGING if number is None else len(number[0]))
    rows = []
    for part in line.split("\n"):
        first, *_ = wrap(part, width)
        rest = part[len(first) :].strip()
        rows += [first, *(margin + row for row in wrap(rest, width - len(margin)))] if rest else [first]
    return rows
