"""The position in the file of a character of a scalar, for every style of YAML scalar."""

from __future__ import annotations

from ..model.diagnostics import Mark
from .tree import Scalar, ScalarStyle, Source


def locate(source: Source, scalar: Scalar, offset: int) -> Mark:
    """Return the mark of `scalar.value[offset]`."""
    return Locator(source, scalar)(offset)


class Locator:
    """Finds the marks of a scalar's characters. To ask for one after the other is as fast as to ask for the last."""

    def __init__(self, source: Source, scalar: Scalar) -> None:
        """Find marks in the source from which the scalar was read."""
        self._source, self._scalar = source, scalar
        self._begin()

    def _begin(self) -> None:
        self._offset, self._at = 0, _first_character(self._scalar)

    def __call__(self, offset: int) -> Mark:
        """Return the mark of the character at this offset in the scalar's value.

        Value and file are read in parallel from where the scalar begins: equal characters are matched; blanks, line
        ends, quotation marks and escapes that YAML removed are skipped in the file.
        """
        source, scalar = self._source, self._scalar
        if scalar.style is ScalarStyle.LITERAL and (mark := _locate_in_block(source, scalar, offset)) is not None:
            return mark
        if offset < self._offset:
            self._begin()
        lines, value = source.lines, scalar.value
        line, column = self._at
        for character in value[self._offset : offset]:
            if not character.isspace():
                line, column = _find(lines, line, column, character)
                column += 1
        self._offset, self._at = offset, (line, column)
        if offset < len(value) and not value[offset].isspace():
            line, column = _find(lines, line, column, value[offset])
        return Mark(source.file, line + 1, column + 1)


def _locate_in_block(source: Source, scalar: Scalar, offset: int) -> Mark | None:
    """Return the mark in a block after `|`, whose lines are in the file unchanged, but indented."""
    value = scalar.value
    line = scalar.line + 1 + value.count("\n", 0, offset)
    begin = value.rfind("\n", 0, offset) + 1
    end = value.find("\n", begin)
    words = value[begin:end] if end >= 0 else value[begin:]
    if line >= len(source.lines) or not words or not source.lines[line].endswith(words):
        return None
    return Mark(source.file, line + 1, len(source.lines[line]) - len(words) + offset - begin + 1)


def _first_character(scalar: Scalar) -> tuple[int, int]:
    if scalar.style in (ScalarStyle.LITERAL, ScalarStyle.FOLDED):
        return scalar.line + 1, 0
    return scalar.line, scalar.column + (1 if scalar.style else 0)


def _find(lines: list[str], line: int, column: int, character: str) -> tuple[int, int]:
    """Return the next position of a character that is no blank; the starting position if there is none (an escape)."""
    for number in range(line, len(lines)):
        index = lines[number].find(character, column if number == line else 0)
        if index >= 0:
            return number, index
    return line, column
