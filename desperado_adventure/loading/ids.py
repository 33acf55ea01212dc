"""Ids: which words can be one, and which id an author probably wants who has written something else."""

from __future__ import annotations

import re

from ..model import limits
from .names import RESERVED

ID = re.compile(r"[a-z][a-z0-9_]*\Z")

_WITHOUT_ACCENT = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŋ": "n",
}  # fmt: skip
"""Latin letters that Unicode does not take apart into a letter and an accent."""

_NOUNS = {
    "A chapter": "scene", "choices": "choice", "variables": "variable", "places": "place", "items": "item",
    "groups": "group", "speakers": "speaker", "chapters": "chapter",
}  # fmt: skip
"""What an entry is called, by what the mapping is called in which it stands."""


def proposed_id(words: str, among: str = "", number: int = 1) -> str:
    """Return an id that resembles the words: lowercase, without accents, blanks or signs.

    Where nothing is left of the words, as of 東京, it says what the thing is, from what it is `among`, and its number.
    """
    letters = words.lower()
    if not letters.isascii():
        from unicodedata import combining, normalize  # noqa: PLC0415  # only a story with a mistake needs it

        letters = "".join(_WITHOUT_ACCENT.get(each, each) for each in letters)
        letters = "".join(each for each in normalize("NFKD", letters) if not combining(each))
    proposal = re.sub(r"[^a-z0-9]+", "_", letters).strip("_")
    if not proposal:
        return f"{_NOUNS.get(among, 'name')}_{number}"
    if not ID.match(proposal) or proposal in RESERVED:
        proposal = f"the_{proposal}"
    return proposal[: limits.ID.most].rstrip("_")
