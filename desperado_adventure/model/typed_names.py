"""Names that the player types: what can be one, and the whole numbers by which a state holds it.

A name takes two slots. The one of kind NAME says which of the words that the author has given it is, or that it is
another: it has few values, so guards may ask for it, and the proof stays finite. The one of kind TYPED holds what the
player typed, as the number whose bytes are its UTF-8. Only text prints it, so no proof has to know it.
"""

from __future__ import annotations

from enum import StrEnum

from . import limits
from .unsafe_characters import UNSAFE_CHARACTER

ANOTHER_NAME = "another name"
"""The last label of a NAME slot. The first is what is printed before there is a name; the given words are between."""

UNNAMED = 0
"""The value of both slots before the player has typed a name."""

LARGEST = (1 << 8 * 4 * limits.TYPED_NAME.most) - 1
"""The largest number that stands for a name: a character has at most four bytes."""

_OTHERS = ("Ana", "Eva", "Ida", "Ole")
"""Names to try where one is needed that is none of the given words."""


class NameBar(StrEnum):
    """Why something cannot be a name. The values are parts of the keys of the player's sentences."""

    EMPTY = "empty"
    LONG = "long"
    UNSAFE = "unsafe"


def tidy(typed: str) -> str:
    """Return what a player typed without blanks at the ends, and with single ones between the words."""
    return " ".join(typed.split())


def bar_of(name: str) -> NameBar | None:
    """Return why a tidy text cannot be a name; None when it can: it has a letter or a digit, and is not too long."""
    if UNSAFE_CHARACTER.search(name):
        return NameBar.UNSAFE
    if not any(map(str.isalnum, name)):
        return NameBar.EMPTY
    return NameBar.LONG if len(name) > limits.TYPED_NAME.most else None


def number_of_name(name: str) -> int:
    """Return the number that stands for a name, `UNNAMED` for ""."""
    return int.from_bytes(name.encode(), "big")


def name_of_number(number: int) -> str:
    """Return the name that a number stands for; raises UnicodeDecodeError when it stands for none."""
    return number.to_bytes((number.bit_length() + 7) // 8, "big").decode()


def as_word(name: str) -> str:
    """Return a name as an id: without accents, in small letters, `_` for everything that is no letter or digit."""
    if not name.isascii():
        from unicodedata import combining, normalize  # noqa: PLC0415  # most names need none of it

        name = "".join(letter for letter in normalize("NFKD", name) if not combining(letter))
    letters = [letter if letter.isalnum() else " " for letter in name.casefold()]
    return "_".join("".join(letters).split())


def which(labels: tuple[str, ...], name: str) -> int:
    """Return the value of a NAME slot with these labels for a name; its last value is that of any other name."""
    if not name:
        return UNNAMED
    word, others = as_word(name), len(labels) - 1
    return labels.index(word, 1, others) if word in labels[1:others] else others


def representatives(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return one name for each value of a NAME slot with these labels, in their order, but none for `UNNAMED`.

    Whoever tries what a player could type has to try these, and no others.
    """
    given = labels[1:-1]
    other = next((each for each in _OTHERS if as_word(each) not in given), "x" * limits.TYPED_NAME.most)
    return (*[word.replace("_", " ") for word in given], other)
