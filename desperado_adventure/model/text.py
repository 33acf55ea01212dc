"""Parsed text: paragraphs of runs, switches and sequences.

A *run* is words in one style. A *switch* is `{condition: yes|no}`, or has more cases. A *sequence* is
`{first|then|from then on}`, `{&cycle|…}` or `{!once only|…}`; a slot that counts visits of the scene (or takings of the
choice) selects its variant.

The forms are ink's (https://github.com/inkle/ink/blob/master/Documentation/WritingWithInk.md, "Variable text").
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias

from .expressions import Condition


class Style(StrEnum):
    """How words are printed."""

    PLAIN = ""
    EMPHASIS = "emphasis"
    STRONG = "strong"


class SequenceKind(StrEnum):
    """What a sequence shows after its last variant: that again (STOP), the first (CYCLE), or nothing (ONCE)."""

    STOP = "stop"
    CYCLE = "cycle"
    ONCE = "once"


class Run(NamedTuple):
    """Words in one style."""

    text: str
    style: Style = Style.PLAIN


class Case(NamedTuple):
    """A content, and the condition under which it shows."""

    condition: Condition
    content: Content


class Switch(NamedTuple):
    """The content of the first case whose condition holds, else `otherwise`, which is often empty.

    A condition is asked only when none before it holds.
    """

    cases: tuple[Case, ...]
    otherwise: Content = ()


class Sequence(NamedTuple):
    """One of several contents, chosen by the count in the slot.

    `site` is the index into `Story.sites` of where it was written.
    """

    site: int
    kind: SequenceKind
    slot: int
    variants: tuple[Content, ...]


Piece: TypeAlias = "Run | Switch | Sequence"
Content: TypeAlias = "tuple[Piece, ...]"


class Paragraph(NamedTuple):
    """A paragraph: who says it (a speaker's id, or "" for the narrator), when it shows, and its content."""

    speaker: str
    when: Condition | None
    content: Content


Text: TypeAlias = tuple[Paragraph, ...]


def alternatives(piece: Switch | Sequence) -> tuple[Content, ...]:
    """Return every content that a switch or a sequence can show; of a switch, what shows otherwise is the last."""
    if isinstance(piece, Switch):
        return (*[case.content for case in piece.cases], piece.otherwise)
    return piece.variants


def variant_index(kind: SequenceKind, count: int, variants: int) -> int:
    """Return which of `variants` a sequence of this kind shows at this count (from 0), or -1 for none."""
    if kind is SequenceKind.CYCLE:
        return count % variants
    if count < variants:
        return count
    return variants - 1 if kind is SequenceKind.STOP else -1
