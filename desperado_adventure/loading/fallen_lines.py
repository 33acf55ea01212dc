"""Lines that fall out of a block of text because they are not indented as the block is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .ids import ID
from .keys import TABLES

_OPENING = re.compile(r"( *)(?:- +)*[\w.-]+:[ \t]+[|>][-+]?[ \t]*\Z")
_STRUCTURE = re.compile(r"\s*(?:#|- |[\]}]|[\w.-]+ *:(?:\s|\Z)|\"[^\"]*\" *:|'[^']*' *:)")
_SENTENCE = re.compile(r" *(?P<name>[\w .-]+?): +[^\s|>\[{\"'&*!#].*[.?!…”»][*”»)]*\Z")
_FAR = 1_000_000
_KEYS = frozenset(name for table in TABLES.values() for name in table)


IS_NOT_INDENTED = "This line is not indented, so it does not belong to the text above."


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
        column = _indent(line)
        if line.strip() and column > base:
            indent = indent or column
        elif line.strip():
            if is_structure(line) and not _is_said(lines, number, base):
                break
            indent = indent or base + 2
            fallen = fallen or [Fallen(number, column, indent)]
            lines[number] = " " * indent + line.strip(" ")
        number += 1
    return number, fallen


def has_fallen(lines: Sequence[str], number: int) -> bool:
    """Whether a line that YAML reads as a key is a sentence that falls out of the block of text above it."""
    least = _FAR
    for above in reversed(lines[:number]):
        opening = _OPENING.match(above)
        if opening is not None:
            base = len(opening.group(1))
            return _indent(lines[number]) <= base < least and _is_said(lines, number, base)
        if above.strip():
            least = min(least, _indent(above))
            if least <= _indent(lines[number]):
                break
    return False


def _is_said(lines: Sequence[str], number: int, base: int) -> bool:
    """Whether a line that looks like a key with a value is a sentence: `Abel: Who are you?`, and no key of a story.

    No id has capitals or blanks; one that could be an id is a speaker's if the keys beside the block go on below it.
    """
    match = _SENTENCE.match(lines[number])
    if match is None or match["name"] in _KEYS:
        return False
    below = next((line for line in lines[number + 1 :] if line.strip()), "")
    goes_on = _indent(below) == base > _indent(lines[number]) and below.split()[0].rstrip(":") in _KEYS
    return goes_on or ID.match(match["name"]) is None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def is_structure(line: str) -> bool:
    """Whether a line is no text: it is a key, or one whose colon is missing, an item of a list or a comment."""
    word = line.split(maxsplit=1)[0].partition(":")[0]
    return _STRUCTURE.match(line) is not None or word in _KEYS or (ID.match(line.strip()) is not None)
