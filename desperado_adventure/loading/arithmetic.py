"""Computed numbers in an author's expressions, each with the range of its values."""

from __future__ import annotations

from ..model import codes, limits
from ..model.expressions import Arithmetic, Compute, Expression, Sum
from ..model.extents import EXTENTS, Extent, sum_of
from .faults import Fault, FaultList
from .tokens import Token
from .values import ANYTHING, Simple, Typed, fits

_FACTORS = {"+": 1, "-": -1}
_DIVISIONS = (Arithmetic.OVER, Arithmetic.MODULO)


def computed(sign: Token, left: Typed, right: Typed, faults: FaultList) -> Typed:
    """Return what the sign makes of two numbers. If they are none, or the result can be too large, that is noted."""
    if not fits(left, Simple.NUMBER) or not fits(right, Simple.NUMBER):
        message = f"`{sign.text}` joins numbers only."
        faults.note(Fault(codes.DIFFERENT_KINDS, sign.offset, message, "Use counters and numbers here."))
    if left.kind is not Simple.NUMBER or right.kind is not Simple.NUMBER:
        return ANYTHING
    operation = sign.text.rstrip("=")
    if operation in _DIVISIONS and right.low == right.high == 0:
        message = f"The divisor of `{operation}` is always 0."
        cure = "Divide by a number that can be another one."
        faults.note(Fault(codes.DIVISOR_ALWAYS_ZERO, sign.offset, message, cure))
        return ANYTHING
    low, high = _extent(operation, Extent(left.low, left.high), Extent(right.low, right.high))
    if max(-low, high) >= 10**limits.NUMBER.most:
        message = f"The result of `{operation}` can be as far from zero as {max(-low, high):,}."
        cure = f"{limits.NUMBER}: narrow the ranges, or divide before you multiply."
        faults.note(Fault(codes.OUTSIDE_THE_RANGE, sign.offset, message, cure))
        return ANYTHING
    return Typed(_tree(operation, sign.offset, left, right), Simple.NUMBER, low, high)


def _extent(operation: str, left: Extent, right: Extent) -> Extent:
    if operation in _FACTORS:
        return sum_of(left, _FACTORS[operation], right)
    return EXTENTS[operation](left, right)


def _tree(operation: str, offset: int, left: Typed, right: Typed) -> Expression:
    if operation in _FACTORS:
        return Sum(left.tree, _FACTORS[operation], right.tree)
    # A division that can go wrong has no site yet, but the offset of its sign; `division_sites` makes one.
    site = -1 - offset if operation in _DIVISIONS and right.low <= 0 <= right.high else -1
    return Compute(Arithmetic(operation), left.tree, right.tree, site)
