"""Unsafe characters: those that a terminal obeys, that turn or break lines, or that nobody can see, in one table.

Whatever the program writes comes from stories, saves, names and arguments that somebody else may have made. No such
character leaves it: in text for people it is replaced (`harmless`), and in JSON it is escaped (`model/json_text.py`).
A story may not hold one either.

Some characters that cannot be seen are no part of the table, because writing needs them: variation selectors and the
zero-width joiner (emoji, Persian, the scripts of India), the zero-width non-joiner, the zero-width space, the word
joiner and the soft hyphen. They change one glyph or one place to break a line, and nothing after it.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class UnsafeRange(NamedTuple):
    """Characters from `first` to `last`, both included, and why they are unsafe."""

    first: int
    last: int
    reason: str


UNSAFE = (
    UnsafeRange(0x00, 0x08, "C0 controls: a terminal obeys them; all but tab and line feed"),
    UnsafeRange(0x0B, 0x1F, "C0 controls: ESC among them, and CR, after which a line is written over"),
    UnsafeRange(0x7F, 0x9F, "DEL and the C1 controls: CSI and OSC in one character, and NEL, which ends a line"),
    UnsafeRange(0x061C, 0x061C, "Arabic letter mark: reorders what is beside it (UAX 9)"),
    UnsafeRange(0x200E, 0x200F, "left-to-right and right-to-left mark: as above"),
    UnsafeRange(0x2028, 0x2029, "line and paragraph separator: end a line for some programs, JavaScript among them"),
    UnsafeRange(0x202A, 0x202E, "embeddings and overrides of direction: reorder the rest of the line"),
    UnsafeRange(0x2066, 0x206F, "isolates of direction, and the deprecated controls of shapes beside them"),
    UnsafeRange(0xD800, 0xDFFF, "halves of characters: no encoding can write them"),
    UnsafeRange(0xFEFF, 0xFEFF, "byte order mark: is not seen, and at the beginning of a file it vanishes"),
    UnsafeRange(0xFFF9, 0xFFFB, "interlinear annotations: hide the text between them"),
    UnsafeRange(0xFFFE, 0xFFFF, "no characters, and an XML document with one is not well-formed"),
    UnsafeRange(0xE0000, 0xE007F, "tags: an unseen copy of ASCII; three flags use it, which no terminal draws"),
)
"""The table, in the order of the characters."""

UNSAFE_CHARACTER = re.compile(f"[{''.join(f'{chr(each.first)}-{chr(each.last)}' for each in UNSAFE)}]")
"""Matches one unsafe character."""

REPLACEMENT = "\ufffd"
"""The replacement character of Unicode; most fonts draw it as a question mark in a diamond."""


def harmless(text: str) -> str:
    """Return the text with every unsafe character replaced by U+FFFD; its length does not change."""
    return UNSAFE_CHARACTER.sub(REPLACEMENT, text)
