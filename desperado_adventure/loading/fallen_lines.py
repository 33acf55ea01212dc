"""Lines that fall out of a block of text because they are not indented as the block is."""

from __future__ import annotations

import re
from typing import NamedTuple

from .ids import ID
from .keys import TABLES

_OPENING = re.compile(r"( *)(?:- +)*[\w.-]+:[ \t]+[|>][-+]?[ \t]*\Z")
_STRUCTURE = re.compile(r"\s*(?:#|- |[\]}]|[\w.-]+ *:(?:\s|\Z)|\"[^\"]*\" *:|'[^']*' *:)")
_KEYS = frozenset(name for table in TABLES.values() for name in table)


class Fallen(NamedTuple):
    """The first line that falls out of a block, from 0, how far it and the block are indented, in blanks."""

    line: int
    column: int
    indent: int


def fallen_lines(text: str) -> tuple[list[Fallen], str]:
    """Return where lines fall out of blocks, once for each block, and the text with those lines indented."""
    lines = text.split("\n")
    found = []
    number = 0
    while number < len(lines):
        opening = _OPENING.match(lines[number])
        number += 1
        if opening is not None:
            number, fallen = _mend(lines, number, len(opening.group(1)))
            found += fallen
    return found, "\n".join(lines)


def _mend(lines: list[str], begin: int, base: int) -> tuple[int, list[Fallen]]:
    """Indent what falls out of the block that begins here; return where it ends, and the first line that did."""
    fallen: list[Fallen] = []
    indent = 0
    number = begin
    while number < len(lines):
        line = lines[number]
        column = len(line) - len(line.lstrip(" "))
        if line.strip() and column > base:
            indent = indent or column
        elif line.strip():
            if is_structure(line):
                break
            indent = indent or base + 2
            fallen = fallen or [Fallen(number, column, indent)]
            lines[number] = " " * indent + line.strip(" ")
        number += 1
    return number, fallen


def is_structure(line: str) -> bool:
    """Whether a line is no text: it is a key, or one whose colon is missing, an item of a list or a comment."""
    word = line.split(maxsplit=1)[0].partition(":")[0]
    return _STRUCTURE.match(line) is not None or word in _KEYS or (ID.match(line.strip()) is not None)
