"""Streams for people: what is written to one cannot be obeyed by a terminal, and holds only characters that it has.

Story text, save labels, slot names, file names, arguments and error messages all leave the program through a
`FilteredStream`: standard output and standard error are two from the start. Only three users write below it, because
they make control sequences themselves: the console for drawing, the key library, and what gives the terminal back after
both. Characters that the terminal's encoding lacks are replaced by similar ones that it has: in ASCII, a dash becomes
`-`.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from typing import TextIO, cast

from ..model.unsafe_characters import harmless

__all__ = ["SPELLING", "FilteredStream", "filtered", "in_utf8", "spelled", "unfiltered"]

SPELLING = "desperado.spelling"
_SPELLED = {
    "‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "--", "…": "...", "·": "-", "•": "*",
    "→": "->", "←": "<-", "›": ">", "‹": "<", "─": "-", "━": "=", "│": "|", "×": "x", "¡": "!", "¿": "?", "\u00a0": " ",
    "\ufffd": "?", "↑": "up", "↓": "down",
    "▒": ":", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "╱": "/", "╲": "\\",
}  # fmt: skip


class FilteredStream:
    """A stream of text that replaces every unsafe character; for all else it is the stream below it.

    It has no `buffer`, so that no bytes can go past it.
    """

    def __init__(self, below: TextIO) -> None:
        """Write to the stream `below`."""
        self.below = below

    def __getattr__(self, name: str) -> object:
        if name == "buffer":
            raise AttributeError(name)
        return getattr(self.below, name)

    def write(self, text: str) -> int:
        """Write text; return how many characters it has."""
        return self.below.write(harmless(text))

    def writelines(self, lines: Iterable[str]) -> None:
        """Write several texts, one after the other."""
        for line in lines:
            self.write(line)


def filtered(stream: TextIO) -> TextIO:
    """Return a stream that filters what is written to this one: the stream itself if it does so already."""
    return stream if isinstance(stream, FilteredStream) else cast("TextIO", FilteredStream(stream))


def unfiltered(stream: TextIO) -> TextIO:
    """Return the stream below a filtered one, for a user that writes control sequences and filters text itself."""
    return stream.below if isinstance(stream, FilteredStream) else stream


def spelled(text: str, encoding: str) -> str:
    """Return the text with every character that the encoding lacks replaced by ones that it has."""
    return text.encode(encoding, SPELLING).decode(encoding)


def in_utf8(stream: TextIO) -> TextIO:
    """Set the stream to UTF-8 and return it: programs read JSON and pages in UTF-8, whatever the terminal can show."""
    if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
        reconfigure(encoding="utf-8", errors=stream.errors)
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
