"""Filters that make text safe to show: without control characters, and without characters that a terminal lacks.

Rich does not remove OSC, CSI, DCS, C1, NUL and bidi controls, so story text, save labels, slot names, file names and
error messages are filtered here, once, on their way to the screen. Characters that the terminal's encoding lacks are
replaced by similar ones that it has: in ASCII, a dash becomes `-`.
"""

from __future__ import annotations

import codecs
import re
from io import TextIOWrapper
from typing import TextIO

_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)

SPELLING = "desperado.spelling"
_SPELLED = {
    "‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "--", "…": "...", "·": "-", "•": "*",
    "→": "->", "←": "<-", "›": ">", "‹": "<", "─": "-", "━": "=", "│": "|", "×": "x", "¡": "!", "¿": "?", "\u00a0": " ",
    "\ufffd": "?", "↑": "up", "↓": "down",
}  # fmt: skip


def harmless(text: str) -> str:
    """Return the text with every control character, line ends and tabs excepted, shown as U+FFFD."""
    return _OBEYED.sub("\ufffd", text)


def spelled(text: str, encoding: str) -> str:
    """Return the text with every character that the encoding lacks replaced by ones that it has."""
    return text.encode(encoding, SPELLING).decode(encoding)


def in_utf8(stream: TextIO) -> TextIO:
    """Set the stream to UTF-8 and return it: programs read JSON and pages in UTF-8, whatever the terminal can show."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors=stream.errors)
    return stream


def _spell(error: UnicodeError) -> tuple[str, int]:
    """Replace a character that cannot be encoded: by the table, else by its letter without accents, else by `?`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from unicodedata import normalize  # noqa: PLC0415  # few terminals need it

    words = ""
    for character in error.object[error.start : error.end]:
        plain = normalize("NFKD", character).encode("ascii", "ignore").decode()
        words += _SPELLED.get(character) or plain or "?"
    return words, error.end


codecs.register_error(SPELLING, _spell)
