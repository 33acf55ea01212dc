"""Indentation: finds the line of a YAML text that is indented wrongly, and explains what is wrong with it."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..model import codes
from .keys import SCENE, TABLES

INDENT = "Indent with two blanks for each level."
_BLOCK = re.compile(r"(?:^|[\s:-])([|>])[+-]?\s*(?:#.*)?\Z")
_ANY_KEY = frozenset(name for table in TABLES.values() for name in table)


class Slip(NamedTuple):
    """What a diagnostic will say; line and column are counted from 0."""

    code: codes.Code
    line: int
    column: int
    message: str
    cure: str


class Indentation:
    """Examines the lines of one text, counted from 0. The first has the number `first_number` in its file."""

    def __init__(self, lines: list[str], first_number: int) -> None:
        """Examine these lines."""
        self._lines = lines
        self._first_number = first_number

    def indent(self, line: int) -> int:
        """Return how many blanks a line begins with."""
        text = self._lines[line]
        return len(text) - len(text.lstrip(" "))

    def above(self, line: int) -> list[int]:
        """Return the lines above that are neither empty nor comments, from top to bottom."""
        return [number for number in range(line) if self._is_structure(number)]

    def previous(self, line: int) -> int | None:
        """Return the nearest line above that is neither empty nor a comment, or None."""
        above = self.above(line)
        return above[-1] if above else None

    def first_not_further_right(self, line: int) -> int | None:
        """Return the nearest line above that is not further right, if it has no colon; else `previous`."""
        for number in reversed(self.above(line)):
            if self.indent(number) <= self.indent(line):
                return number if ":" not in self._lines[number] else self.previous(line)
        return self.previous(line)

    def first_further_right(self, line: int) -> int | None:
        """Return the topmost of the lines just above that are all further right, or None."""
        first = None
        for number in reversed(self.above(line)):
            if self.indent(number) <= self.indent(line):
                break
            first = number
        return first

    def is_in_block(self, line: int) -> bool:
        """Whether this line follows a block of text whose key is indented no further than the line."""
        indent = self.indent(line)
        for number in range(line - 1, -1, -1):
            if self._lines[number].strip() and self.indent(number) <= indent:
                return _BLOCK.search(self._lines[number]) is not None
        return False

    def _is_structure(self, line: int) -> bool:
        text = self._lines[line].strip()
        return bool(text) and not text.startswith("#")

    # -- explanations -------------------------------------------------------------------------------------------------

    def misplaced(self, line: int, column: int) -> Slip:
        """Explain a line that fits none of the levels above it; `column` is where YAML stopped."""
        indent = self.indent(line)
        if (slip := self.block_too_far(line)) is not None:
            return slip
        for other in (self.first_further_right(line), self.previous(line)):
            if other is not None and column == indent and self.indent(other) % 2 > indent % 2:
                return self.uneven(other)
        levels = sorted({self.indent(number) for number in self.above(line)})
        shown = ", ".join(str(level) for level in levels)
        return Slip(
            codes.YAML_DOES_NOT_PARSE,
            line,
            column,
            f"This line is indented by {indent}, and no line above it is: there are {shown}."
            if indent not in levels
            else "This line does not fit to the lines above it.",
            f"{INDENT} Every key needs a colon, every list item a dash.",
        )

    def block_too_far(self, line: int) -> Slip | None:
        """Explain a block whose first line is indented further than this line; None if the cause is another."""
        indent = self.indent(line)
        if self._lines[line].strip().split(":")[0] in _ANY_KEY:
            return None
        for number in range(line - 1, -1, -1):
            text = self._lines[number]
            if text.strip() and self.indent(number) <= indent:
                opened = _BLOCK.search(text)
                if opened is None or self.indent(number) >= indent:
                    return None
                digits = indent - self.indent(number)
                return Slip(
                    codes.BLOCK_TOO_FAR_RIGHT,
                    number,
                    opened.start(1),
                    f"The first line of this block is indented further than line {line + self._first_number}, "
                    "which so falls out of it.",
                    f"Indent both alike; or write `{opened.group(1)}{digits}` if the first line's blanks are its own.",
                )
        return None

    def too_far_right(self, before: int, line: int) -> Slip:
        """Explain a line too far right; or the line before it, if only that one has an odd indentation."""
        if self.indent(before) % 2 > self.indent(line) % 2:
            return self.uneven(before)
        return Slip(
            codes.YAML_DOES_NOT_PARSE,
            line,
            self.indent(line),
            "This line is indented further than the line before allows.",
            INDENT,
        )

    def uneven(self, line: int) -> Slip:
        """Explain a line that is indented by an odd number of blanks."""
        indent = self.indent(line)
        blanks = "one blank" if indent == 1 else f"{indent} blanks"
        return Slip(
            codes.YAML_DOES_NOT_PARSE,
            line,
            indent,
            f"This line is indented by {blanks}, and its neighbours are not.",
            INDENT,
        )

    def first_column(self, line: int, below: int) -> Slip | None:
        """Explain a scene's key in the first column, above an indented line; None if the cause is another."""
        name = self._lines[line].split(":")[0]
        if name not in SCENE or self.indent(line) or self.indent(below) == 0:
            return None
        return Slip(
            codes.YAML_DOES_NOT_PARSE, line, 0, f"`{name}` stands in the first column, where scenes begin.", INDENT
        )
