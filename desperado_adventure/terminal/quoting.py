"""Quotes what a user has given, in a sentence: in one line, and in short if it is long."""

from __future__ import annotations

from pathlib import Path

from ..model import limits
from ..model.unsafe_characters import REPLACEMENT

_LONGEST_PATH = 300
_ENDS_A_LINE = str.maketrans({"\n": REPLACEMENT, "\t": " "})


def in_short(words: str, most: int = limits.QUOTED.most) -> str:
    """Return words in one line, of at most `most` characters: of more words, the beginning."""
    return (words if len(words) <= most else words[: most - 1] + "…").translate(_ENDS_A_LINE)


def path_in_short(path: Path | str, most: int = _LONGEST_PATH) -> str:
    """Return a path, or another text of which both ends tell something, in one line of at most `most` characters."""
    words = str(path)
    half = (most - 1) // 2
    return (words if len(words) <= most else f"{words[:half]}…{words[-half:]}").translate(_ENDS_A_LINE)
