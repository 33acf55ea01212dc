"""Where the pages of a turn end, when its lines are more than the window has rows.

A page ends at a gap, or before an entry of a list. What stands between them is torn only where it is higher than the
whole window, and a picture never. Among the ways to do so, those with the fewest pages are best, and of these the one
whose pages are most alike, so that none has only a heading. All of it is computed from the last line back to the first:
the best pages from a line on do not depend on those before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text

from .page import Entry, Gap, PictureRow

_FEW = 3
"""A page with fewer lines of words than this should not be, where it can be avoided."""

_IN_WORDS, _IN_AIR, _IN_PICTURE = 1, 10, 100
"""What it costs to end a page where there is no gap: in a paragraph, at air (after a heading, say), in a picture."""


class _Way(NamedTuple):
    """The best pages from a line on: what their ends cost, how many they are, how unlike; and where the first ends."""

    cost: int
    pages: int
    unlike: int
    end: int


def pages(lines: Sequence[Text], rows: int, reserved: int) -> list[list[Text]]:
    """Return lines as pages for a window of so many rows, at least one page.

    Each page leaves a row free for the pause under it, and the last one `reserved` rows for the question. The last page
    is empty if the question does not fit under the text, and all of the text fits on the page before it.
    """
    ways = _ways(lines, rows, reserved)
    found: list[list[Text]] = []
    begin = _next_words(lines, 0)
    while ways[begin].pages > 1:
        following = _next_words(lines, ways[begin].end)
        found.append(list(lines[begin : min(following, begin + rows - 1)]))  # with the empty lines that have room
        begin = following
    return [*found, list(lines[begin:])]


def tail(lines: Sequence[Text], room: int) -> list[Text]:
    """Return the last lines, as many as there is room for; of a picture all rows or none."""
    begin = max(0, len(lines) - room)
    if begin and isinstance(lines[begin - 1], PictureRow):
        while begin < len(lines) and (isinstance(lines[begin], PictureRow) or not lines[begin].plain):
            begin += 1
    return list(lines[begin:])


def _ways(lines: Sequence[Text], rows: int, reserved: int) -> dict[int, _Way]:
    """Return the best way from each line on which a page may begin."""
    number = len(lines)
    ways = {number: _Way(0, 1, reserved**2, number)}
    for begin in range(number - 1, -1, -1):
        if not lines[begin].plain:
            continue
        best = None
        words = 0
        if number - begin + reserved <= rows:
            few = sum(bool(line.plain) for line in lines[begin:]) < _FEW
            best = _Way(0, 1, (number - begin + reserved) ** 2 + few * rows**2, number)
        for end in range(begin + 1, min(number, begin + rows) + 1):
            words += bool(lines[end - 1].plain)
            if end - begin == rows and lines[end - 1].plain:
                break
            rest = ways[_next_words(lines, end)]
            unlike = (end - begin) ** 2 + (words < _FEW) * rows**2
            way = _Way(rest.cost + _cost(lines, end), rest.pages + 1, rest.unlike + unlike, end)
            best = way if best is None or way < best else best
        assert best is not None  # noqa: S101  # a window has at least two rows
        ways[begin] = best
    return ways


def _cost(lines: Sequence[Text], end: int) -> int:
    """Return what it costs to end a page before the line `end`."""
    if end == len(lines) or isinstance(lines[end - 1], Gap) or isinstance(lines[end], Gap):
        return 0
    if isinstance(lines[end - 1], PictureRow):
        return _IN_PICTURE
    if not (lines[end - 1].plain and lines[end].plain):
        return _IN_AIR
    return 0 if isinstance(lines[end], Entry) else _IN_WORDS


def _next_words(lines: Sequence[Text], begin: int) -> int:
    """Return the first line from `begin` on that is not empty."""
    while begin < len(lines) and not lines[begin].plain:
        begin += 1
    return begin
