"""Text as the author wrote it, parsed: paragraphs of runs, switches and sequences.

A *run* is words in one style. A *switch* is `{condition: yes|no}`. A *sequence* is `{first|then|from then on}`,
`{&cycle|…}` or `{!once only|…}`, and is driven by a slot that counts visits of the scene (or takings of the choice).
The forms are ink's (https://github.com/inkle/ink/blob/master/Documentation/WritingWithInk.md, "Variable text").
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from .expressions import Condition

STYLES = ("", "emphasis", "strong")


class Run(NamedTuple):
    """Words in one style: one of `STYLES`."""

    text: str
    style: str = ""


class Switch(NamedTuple):
    """One content when the condition holds, another (often empty) when it does not."""

    condition: Condition
    yes: Content
    no: Content


class Sequence(NamedTuple):
    """One of several contents, chosen by the count n in the slot.

    `kind` is "stop" (the last variant stays), "cycle" (n modulo the number of variants) or "once" (nothing after the
    last). `site` is the index into `Story.sites` of where it was written.
    """

    site: int
    kind: str
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


def variant_index(kind: str, count: int, variants: int) -> int:
    """Return which of `variants` a sequence of this kind shows at this count (0 …), or -1 for none."""
    if kind == "cycle":
        return count % variants
    if count < variants:
        return count
    return variants - 1 if kind == "stop" else -1
