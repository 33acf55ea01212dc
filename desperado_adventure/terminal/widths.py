"""How many cells words take in a terminal, and how they are broken into lines: the one measure of the whole program.

Rich draws the story and prompt_toolkit the question, and they measure differently: Rich 14.3 and later counts what is
seen as one sign (a family of four is 2 cells wide), prompt_toolkit counts characters (the same family: 8). Terminals
do one or the other. Here words take the larger of the two, so that no line is too wide for either.

A line is never broken inside a sign that is made of several characters: a letter with its accents, a flag, a family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_PLAIN = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u0400-\u0482\u2010-\u2027\u2039\u203a\u2190-\u2193\u2500-\u259f]*"
)
"""Matches text in which each character takes one cell by both measures. Most words are such, and quickly measured."""

_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"
_FLAG_LETTERS = ("\U0001f1e6", "\U0001f1ff")
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")
TAB = 4
HANGING = 4
"""How far a line of a poem is indented where it goes on below, since it does not fit."""

_WIDEST_CHARACTER = 2


def cells(words: str) -> int:
    """Return how many cells these words take on one line."""
    if _PLAIN.fullmatch(words):
        return len(words)
    return sum(map(_cells_of_sign, _signs(words)))


def wrap(words: str, width: int) -> list[str]:
    """Return words as lines of at most so many cells (at least 2); one empty line when there are none.

    Lines are broken at blanks, which are left out there, and after each line feed. A word that is longer than a line is
    broken between signs. A tab is four blanks.
    """
    words = words.replace("\t", " " * TAB)
    return [words[begin:end] for begin, end in ranges(words, width)]


def ranges(words: str, width: int) -> list[tuple[int, int]]:
    """Return where each line of `wrap` begins and ends in the words, which hold no tab."""
    found: list[tuple[int, int]] = []
    begin = 0
    for line in words.split("\n"):
        found += [(begin + first, begin + last) for first, last in _ranges_of_line(line, max(_WIDEST_CHARACTER, width))]
        begin += len(line) + 1
    return found


def _ranges_of_line(line: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of text without a line feed; one that is empty for no words."""
    if not line.strip(" "):
        yield 0, 0
        return
    signs = list(line) if _PLAIN.fullmatch(line) else [part for sign in _signs(line) for part in _parts(sign, width)]
    at, first = 0, 0  # where the next line begins: in the text, and in its signs
    while True:
        last, room = first, width
        while last < len(signs) and room >= (size := _cells_of_sign(signs[last])):
            room -= size
            last += 1
        if last < len(signs):
            last = _last_blank(signs, first, last)
        words = "".join(signs[first:last])
        if words.strip(" "):
            yield at, at + len(words.rstrip(" "))
        at += len(words)
        while last < len(signs) and signs[last] == " ":
            at, last = at + 1, last + 1
        first = last
        if first >= len(signs):
            return


def _last_blank(signs: list[str], first: int, last: int) -> int:
    """Return the last blank after `first` that is not after `last`; `last` itself if there is none."""
    for index in range(last, first, -1):
        if signs[index] == " ":
            return index
    return last


def _signs(words: str) -> Iterator[str]:
    """Yield what is seen as one sign each, in a rule that is a little simpler than Unicode's (UAX 29)."""
    sign = ""
    for character in words:
        if sign and not _goes_on(sign, character):
            yield sign
            sign = ""
        sign += character
    if sign:
        yield sign


def _goes_on(sign: str, character: str) -> bool:
    """Whether a character belongs to the sign before it."""
    if sign[-1] == _JOINER or not all(_both_measures(character)):
        return True
    if _FLAG_LETTERS[0] <= character <= _FLAG_LETTERS[1]:
        return len(sign) == 1 and _FLAG_LETTERS[0] <= sign <= _FLAG_LETTERS[1]
    return _SKIN_TONES[0] <= character <= _SKIN_TONES[1] or _is_mark(character)


def _parts(sign: str, width: int) -> list[str]:
    """Return the sign, or, where it is wider than a whole line, its characters."""
    return [sign] if _cells_of_sign(sign) <= width else list(sign)


@lru_cache(maxsize=4096)
def _cells_of_sign(sign: str) -> int:
    if _PLAIN.fullmatch(sign):
        return len(sign)
    from rich.cells import cell_len  # noqa: PLC0415  # few words need it, and the plain screen does without Rich

    return max(cell_len(sign), sum(_both_measures(character)[1] for character in sign), _EMOJI_STYLE in sign)


@lru_cache(maxsize=4096)
def _both_measures(character: str) -> tuple[int, int]:
    """Return how many cells a character takes by itself, as Rich and as prompt_toolkit measure it."""
    if _PLAIN.fullmatch(character):
        return 1, 1
    from rich.cells import get_character_cell_size  # noqa: PLC0415  # as above
    from wcwidth import wcwidth  # noqa: PLC0415  # what prompt_toolkit measures with; as above

    return max(0, get_character_cell_size(character)), max(0, wcwidth(character))


def _is_mark(character: str) -> bool:
    """Whether a character is a mark on the one before it, though it takes a cell."""
    from unicodedata import category  # noqa: PLC0415  # as above

    return category(character).startswith("M")
