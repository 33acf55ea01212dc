"""Parsed text: paragraphs of runs, switches and sequences.

A *run* is words in one style. A *switch* is `{condition: yes|no}`, or has more cases. A *sequence* is
`{first|then|from then on}`, `{&cycle|…}` or `{!once only|…}`; a slot that counts visits of the scene (or takings of the
choice) selects its variant. A *value* is `{gold}` or `{gold in words}`; *said* is `{say}`, the words of a choice in its
own text.

The forms are ink's (https://github.com/inkle/ink/blob/master/Documentation/WritingWithInk.md, "Variable text").
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias

from .expressions import Condition, Expression


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


BREAK = "\n"
"""Breaks the line in a run. All other white space in a run is single blanks, none of them beside a break."""


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


class Value(NamedTuple):
    """The value of an expression: one of these `words` (from the value 0 on), or, if there are none, a number.

    A number is printed in digits, or in the words of a language (`spelled_in`, see `number_words`). If `is_name`, the
    value is that of a slot of kind TYPED, and what the player typed is printed, or, before that, the one of the
    `words`. `source` is what the author wrote between the braces.
    """

    expression: Expression
    source: str
    words: tuple[str, ...] = ()
    spelled_in: str = ""
    style: Style = Style.PLAIN
    is_name: bool = False


SAY = "say"
"""What an author writes between the braces for the words of a choice in its own text."""


class Said(NamedTuple):
    """The words of the choice to whose text this belongs, as they are offered at that moment."""

    content: Content
    style: Style = Style.PLAIN


Piece: TypeAlias = "Run | Switch | Sequence | Value | Said"
Content: TypeAlias = "tuple[Piece, ...]"


class Paragraph(NamedTuple):
    """A paragraph: who says it (a speaker's id, or "" for the narrator), when it shows, and its content.

    One that `joins` continues the paragraph that was told before it.
    """

    speaker: str
    when: Condition | None
    content: Content
    joins: bool = False


Text: TypeAlias = tuple[Paragraph, ...]


def varies(content: Content) -> bool:
    """Whether these words are not the same in every state."""
    return any(type(piece) is not Run for piece in content)


def alternatives(piece: Piece) -> tuple[Content, ...]:
    """Return every content that a switch or a sequence can show, of a switch what shows otherwise last; else ()."""
    if isinstance(piece, Switch):
        return (*[case.content for case in piece.cases], piece.otherwise)
    return piece.variants if isinstance(piece, Sequence) else ()


def variant_index(kind: SequenceKind, count: int, variants: int) -> int:
    """Return which of `variants` a sequence of this kind shows at this count (from 0), or -1 for none."""
    if kind is SequenceKind.CYCLE:
        return count % variants
    if count < variants:
        return count
    return variants - 1 if kind is SequenceKind.STOP else -1
