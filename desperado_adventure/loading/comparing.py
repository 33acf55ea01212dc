"""Which comparisons have a sense, and what is told of one that has none."""

from __future__ import annotations

from ..model import codes
from ..model.expressions import Comparison
from .faults import Fault
from .values import Simple, Typed, ValueKind, WordOf, extent, is_settled, kind_name


def comparison_fault(
    operands: tuple[Typed, Typed], comparison: Comparison, words: tuple[str, str], offsets: tuple[int, int]
) -> Fault | None:
    """Return what is wrong with a comparison, or None.

    `words` are the author's words for the two operands, `offsets` those of the sign and of the right operand.
    """
    left, right = operands
    sign_offset, offset = offsets
    if Simple.ANY in (left.kind, right.kind):
        return None
    if left.kind != right.kind:
        message = f"This compares {kind_name(left.kind)} with {kind_name(right.kind)}."
        cure = _cure_for_kind(left.kind, words[0]) or _cure_for_kind(right.kind, words[1])
        return Fault(codes.DIFFERENT_KINDS, offset, message, cure)
    if left.kind is not Simple.NUMBER:
        if comparison in (Comparison.EQUAL, Comparison.UNEQUAL):
            return None
        return Fault(codes.DIFFERENT_KINDS, sign_offset, f"`{comparison}` compares numbers only.", "Use == or !=.")
    if not is_settled(left, comparison, right):
        return None
    message = (
        f"The left side {extent(left)} and the right side {extent(right)}, so `{comparison}` always comes out the same."
    )
    cure = "Compare with a number inside the range, or widen the range where the variable is declared."
    return Fault(codes.OUTSIDE_THE_RANGE, offset, message, cure)


def compared(kind: ValueKind, words: str) -> str:
    """Return an example of a condition that compares these words, which are of this kind."""
    return f"{words} == {kind.words[0]}" if isinstance(kind, WordOf) else f"{words} >= 1"


def _cure_for_kind(kind: ValueKind, words: str) -> str:
    """Return how an operand of this kind is compared; "" for a number."""
    if isinstance(kind, WordOf):
        return f"`{kind.variable}` is one of {', '.join(kind.words)}: write `{kind.variable} == {kind.words[0]}`."
    return f"A flag stands alone: write `{words}`, or `not {words}`." if kind is Simple.FLAG else ""
