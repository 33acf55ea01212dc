"""The border between text from outside and the terminal: nothing crosses it that a terminal would obey.

Rich hands OSC, CSI, DCS, C1, NUL and bidi controls through, so story text, save labels, slot names, file names and
error messages are filtered here, once, on their way to the screen. And what a terminal cannot show is spelled with what
it can: a dash is a dash in ASCII too.
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
    """Return the text with every character that the encoding lacks spelled in ones that it has."""
    return text.encode(encoding, SPELLING).decode(encoding)


def in_utf8(stream: TextIO) -> TextIO:
    """Return the stream, from now on in UTF-8: JSON and pages are read by programs, whatever the terminal can show."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors=stream.errors)
    return stream


def _spell(error: UnicodeError) -> tuple[str, int]:
    """Handle an encoding error for `codecs`: signs by the table, letters without their accents, `?` for the rest."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from unicodedata import normalize  # noqa: PLC0415  # few terminals need it

    words = ""
    for character in error.object[error.start : error.end]:
        plain = normalize("NFKD", character).encode("ascii", "ignore").decode()
        words += _SPELLED.get(character) or plain or "?"
    return words, error.end


codecs.register_error(SPELLING, _spell)
