"""How answers come out of a stream: line by line, of bounded length, without a byte order mark."""

from __future__ import annotations

from io import StringIO

import pytest

from desperado_adventure.terminal.answers import LONGEST_LINE
from desperado_adventure.terminal.lines import Lines


def answers(text: str) -> list[str]:
    """Return all lines of a stream with this text."""
    lines = Lines(StringIO(text))
    return list(iter(lines.next, ""))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("1\n2", ["1\n", "2"]),
        ("\ufeff1\n\ufeff2\n", ["1\n", "\ufeff2\n"]),
        ("\ufeff\n2\n", ["\n", "2\n"]),
        ("\ufeff", []),
        ("a" * LONGEST_LINE + "\n1\n", ["a" * LONGEST_LINE + "\n", "1\n"]),
        ("a" * LONGEST_LINE, ["a" * LONGEST_LINE]),
        ("a" * LONGEST_LINE + "2\n1\n", ["a" * LONGEST_LINE + "…", "1\n"]),
        ("a" * (3 * LONGEST_LINE), ["a" * LONGEST_LINE + "…"]),
        ("\ufeff" + "a" * LONGEST_LINE + "\n1\n", ["a" * LONGEST_LINE + "\n", "1\n"]),
    ],
)
def test_a_line_is_one_answer(text: str, lines: list[str]) -> None:
    """A mark at the very beginning is no part of a line, and of a line that is too long, the rest is no other line."""
    assert answers(text) == lines


def test_no_stream_has_no_lines() -> None:
    """Without a stream there is no answer."""
    assert Lines(None).next() == ""
