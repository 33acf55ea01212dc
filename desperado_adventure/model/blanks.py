"""Blanks: the white space that only separates words. Texts are wrapped at it, and runs of it become single blanks.

All other white space of Unicode is a character like a letter: the no-break space of `« Oui ! »` and `10 000 pesos`, the
wide blank of Japanese, the thin blank of a number. It stays as it was written, and no line is broken there.
"""

from __future__ import annotations

import re

BLANK = " "
_UNEVEN = re.compile(r"[\t\n][ \t\n]*| [ \t\n]+")
"""Matches blanks between two words that are not one single blank: most are, and need not be replaced."""


def even_blanks(text: str) -> str:
    """Return a text with single blanks for line ends, tabs and blanks between words, and at its ends."""
    return _UNEVEN.sub(BLANK, text)


def single_blanks(text: str) -> str:
    """Return a text as one line: line ends, tabs and blanks become single blanks, and there are none at the ends."""
    if text.isascii():
        return BLANK.join(text.split())  # the same, and several times as fast; a story has no control characters
    return even_blanks(text).strip(BLANK)
