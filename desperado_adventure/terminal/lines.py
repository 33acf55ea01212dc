"""The lines of a stream, one answer each: with no byte order mark before the first, and of a bounded length."""

from __future__ import annotations

from typing import TextIO

from ..model.byte_order_mark import without_mark
from .answers import LONGEST_LINE
from .signals import waiting

_CUT = "…"
"""Stands at the end of a line that was cut, so that its beginning is not taken for an answer."""


class Lines:
    """Reads a stream line by line."""

    def __init__(self, source: TextIO | None) -> None:
        """Read from `source` (None: there are no lines)."""
        self._source = source
        self._is_first = True

    def next(self) -> str:
        """Return the next line with its end, "" when there are no more; of one that is too long, the beginning."""
        if self._source is None:
            return ""
        with waiting():
            return self._next(self._source)

    def _next(self, source: TextIO) -> str:
        line = source.readline(LONGEST_LINE + 2)  # a mark or a line end, and one character more
        if self._is_first:
            self._is_first = False
            line = without_mark(line)
        if len(line.removesuffix("\n")) <= LONGEST_LINE:
            return line
        rest = line
        while rest and not rest.endswith("\n"):
            rest = source.readline(LONGEST_LINE)
        return line[:LONGEST_LINE] + _CUT
