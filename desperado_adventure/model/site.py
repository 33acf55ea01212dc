"""Sites: where the author wrote each condition and each sequence, so that the proof and coverage can point at it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from .diagnostics import Mark


class SiteKind(StrEnum):
    """What the author wrote at a site: a sequence, a division, or a condition, named by what depends on it."""

    WHEN = "when"
    REQUIRES = "requires"
    REDIRECT = "redirect"
    GOTO = "goto"
    EFFECT = "effect"
    TEXT = "text"
    PARAGRAPH = "paragraph"
    VERSE = "verse"
    SEQUENCE = "sequence"
    DIVISION = "division"


class Site(NamedTuple):
    """Where the author wrote a condition, a sequence or a division.

    `owner` is the id of the scene or choice, `excerpt` the author's words, `variants` the number of outcomes.
    """

    kind: SiteKind
    owner: str
    mark: Mark
    excerpt: str
    variants: int
