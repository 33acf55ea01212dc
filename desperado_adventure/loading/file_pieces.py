"""A file in pieces, each from one key in the first column to the next: a broken one does not hide the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .tree import Source

_FIRST_WORD = re.compile(r"^\w[\w.-]*", re.MULTILINE)


def pieces(source: Source) -> Iterator[tuple[int, str]]:
    """Yield (first line, text) for every run of lines that begins with a key in the first column."""
    begin = 0
    gathered: list[str] = []
    for number, line in enumerate(source.lines):
        if line[:1] not in ("", " ", "#", "\t", "-", "[", "]", "{", "}") and any(part.strip() for part in gathered):
            yield begin, "\n".join(gathered)
            begin, gathered = number, []
        gathered.append(line)
    yield begin, "\n".join(gathered)


def first_word(text: str) -> str:
    """Return the key with which a piece begins, "" if it begins with none."""
    match = _FIRST_WORD.search(text)
    return match.group() if match else ""
