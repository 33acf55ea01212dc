"""The words of a text in one form, so that what is typed can be compared with what is written.

Capitals, accents, apostrophes and the kinds of quotes and dashes make no difference: "Don’t", "don't" and "DONT" are
one word, "café" is "cafe", "Straße" is "strasse". Words are runs of letters and digits; all else parts them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum
from typing import TypeAlias

Words: TypeAlias = tuple[str, ...]

_LITTLE = "a an the this that these those some in into to on onto at of and my your his her its it please"
LITTLE_WORDS = frozenset(_LITTLE.split())
"""Words without which a player still means the same."""

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ′´`"))
_OTHER_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)  # letters that have no accent to lose, and are typed without their stroke all the same
_ASCII_WORD = re.compile(r"[a-z0-9]+")


class Fit(Enum):
    """How a typed word is compared with a written one: it is the same word, or the beginning of it."""

    WHOLE = "whole"
    BEGINNING = "beginning"


def words_of(text: str) -> Words:
    """Return the words of a text, in the form in which they are compared."""
    text = text.casefold().translate(_APOSTROPHES)
    if text.isascii():
        return tuple(_ASCII_WORD.findall(text))
    return _words_with_accents(text)


def without_little_words(words: Sequence[str], little: frozenset[str] = LITTLE_WORDS) -> Words:
    """Return the words that say something."""
    return tuple([word for word in words if word not in little])


def is_among(typed: Sequence[str], written: Sequence[str], fit: Fit) -> bool:
    """Whether every typed word fits some written word; there must be one."""
    fits = FITS[fit]
    return bool(typed) and all(any(fits(word, each) for word in written) for each in dict.fromkeys(typed))


def begins(typed: Sequence[str], written: Sequence[str], fit: Fit) -> bool:
    """Whether the written words begin with the typed words, in their order."""
    fits = FITS[fit]
    return len(typed) <= len(written) and all(fits(word, each) for word, each in zip(written, typed, strict=False))


def is_part(typed: Words, written: Words) -> bool:
    """Whether the typed words stand in the written ones, one after another."""
    return any(written[at : at + len(typed)] == typed for at in range(len(written) - len(typed) + 1))


def _is_beginning(written: str, typed: str) -> bool:
    """Whether the written word begins with the typed one.

    A number has no beginning but itself. One letter is no beginning either: players of other adventures type `n` for
    north and `y` for yes, and would choose what has "nobody" or "you" in it. In scripts that have a sign for a syllable
    or a word, one is enough.
    """
    is_too_short = typed.isdecimal() or (len(typed) == 1 and typed.isascii())
    return written.startswith(typed) and (written == typed or not is_too_short)


FITS: dict[Fit, Callable[[str, str], bool]] = {Fit.WHOLE: str.__eq__, Fit.BEGINNING: _is_beginning}
"""Whether a written word fits a typed one."""


def _words_with_accents(text: str) -> Words:
    """Return the words of a text in which there are letters that ASCII has not."""
    from unicodedata import category, combining, normalize  # noqa: PLC0415  # few lines need it, and it is large

    kept = []
    for sign in normalize("NFKD", text).casefold():
        if combining(sign) or category(sign) == "Cf":  # an accent; a hyphen that shows only at the end of a line
            continue
        # vowel signs of some scripts are no letters by themselves, but belong to a word
        kept.append(sign if sign.isalnum() or category(sign).startswith("M") else " ")
    words = "".join(kept).translate(_OTHER_LETTERS).split()
    return tuple([word for word in words if any(map(str.isalnum, word))])
