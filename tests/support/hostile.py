"""Text that tries to leave the program as more than text, and a scanner that knows it when it sees it.

Nothing here comes from the program: the scanner asks Unicode's own data what a character is, so that a gap in the
program's table is no gap in the scanner.
"""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

_TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
"""The classes of UAX 9 for characters that open or close an embedding, an override or an isolate."""

_NAMED = re.compile(
    "LEFT-TO-RIGHT MARK|RIGHT-TO-LEFT MARK|ARABIC LETTER MARK|ZERO WIDTH NO-BREAK SPACE|INTERLINEAR ANNOTATION .*|"
    "(?:INHIBIT|ACTIVATE) (?:SYMMETRIC SWAPPING|ARABIC FORM SHAPING)|(?:NATIONAL|NOMINAL) DIGIT SHAPES"
)


def is_unsafe(character: str) -> bool:
    """Whether a terminal might obey a character, or a line be turned or broken by it, or nobody see it."""
    if character in "\n\t":
        return False
    if unicodedata.category(character) in ("Cc", "Zl", "Zp", "Cs"):
        return True
    if unicodedata.bidirectional(character) in _TURNS or _NAMED.fullmatch(unicodedata.name(character, "")):
        return True
    number = ord(character)
    return number in (0xFFFE, 0xFFFF) or number >> 7 == 0xE0000 >> 7  # no characters, and the block of tags


UNSAFE = "".join(character for character in map(chr, range(0x110000)) if is_unsafe(character))
"""Every unsafe character, each once."""

SEQUENCES = "\x1b]0;title\x07 \x1b]52;c;aGk=\x1b\\ \x1b[666;666H\x9b666m \x9d0;title\x9c \x90q\x9c \rover\x08\x08"
MARKUP = "</script><script>alert(1)</script> <!--<script> ]]> --> </style></title><p> &amp; & \"'"
KEPT = "👩‍🚀 ❤️ 葛󠄀 नमस्‍ते عربى"
"""What looks like trouble and is writing: joiners, variation selectors, a script from right to left."""

EVIL = f"{SEQUENCES} {MARKUP} {''.join(each for each in UNSAFE if unicodedata.category(each) != 'Cs')} {KEPT}"
"""All of it in one line, but for halves of characters, which no file and no other program can give."""

EVIL_NAME = (
    "a\x1b]0;t\x07\x9b6m\x7f\r\n\t\u061c\u200e\u200f\u2028\u202e\u2066\ufeff\ufff9\U000e0041<!--<script>&\"' ]]>\udcff"
)
"""A name that Linux gives a file: it ends with a byte that is not UTF-8."""


def unsafe_in(raw: bytes) -> list[str]:
    """Return what is unsafe in bytes that a program has written, each with what stands around it."""
    text = raw.decode("utf-8", "surrogateescape")
    return [ascii(text[max(0, at - 30) : at + 10]) for at, each in enumerate(text) if is_unsafe(each)]


_OWN = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[78=>]|[\r\b]|\x18(?=\x1b\[0m)")
"""The control sequences that a drawn screen is made of, and the end of one that may have been cut off at the exit."""

_NOT_OWN = re.compile(rb"\x1b\[[0-9;]*666|\rover|over\x08")
"""Sequences of the same kind in `SEQUENCES`."""


def unsafe_on_screen(raw: bytes) -> list[str]:
    """Return what is unsafe in bytes that were written to a terminal, besides what draws a screen."""
    return [ascii(each) for each in _NOT_OWN.findall(raw)] + unsafe_in(
        _OWN.sub("", raw.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    )


class _Skeleton(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(f"<{tag} {' '.join(name for name, _ in attrs)}>")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        self.parts.append(f"<!--{data}-->")

    def unknown_decl(self, data: str) -> None:
        self.parts.append(f"<![{data}]>")


def skeleton(page: str) -> list[str]:
    """Return the tags of a page in their order, with the names of their attributes, and its comments."""
    reader = _Skeleton()
    reader.feed(page)
    reader.close()
    return reader.parts
