"""Blanks: the white space that only separates words. Texts are wrapped at it, and runs of it become single blanks.

All other white space of Unicode is a character like a letter: the no-break space of `« Oui ! »` and `10 000 pesos`, the
wide blank of Japanese, the thin blank of a number. It stays as it was written, and no line is broken there.
"""

from __future__ import annotations

import re

BLANK = " "
BLANKS = re.compile(r"[ \t\n]+")
"""Matches the blanks between two words."""


def single_blanks(text: str) -> str:
    """Return a text as one line: line ends, tabs and blanks become single blanks, and there are none at the ends."""
    if text.isascii():
        return BLANK.join(text.split())  # the same, and several times as fast; a story has no control characters
    return BLANKS.sub(BLANK, text).strip(BLANK)
