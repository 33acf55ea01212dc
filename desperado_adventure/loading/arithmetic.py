"""Computed numbers, each with the range of its values: by interval arithmetic, from the ranges of its two operands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias

from ..model import codes, limits
from ..model.expressions import Arithmetic, Compute, Expression, Sum
from .faults import Fault, FaultList
from .tokens import Token
from .values import ANYTHING, Simple, Typed, fits


class Extent(NamedTuple):
    """The lowest and the highest of some numbers."""

    low: int
    high: int


_Law: TypeAlias = "Callable[[Extent, Extent], Extent]"

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
    low, high = _LAWS[operation](Extent(left.low, left.high), Extent(right.low, right.high))
    if max(-low, high) >= 10**limits.NUMBER.most:
        message = f"The result of `{operation}` can be as far from zero as {max(-low, high):,}."
        cure = f"{limits.NUMBER}: narrow the ranges, or divide before you multiply."
        faults.note(Fault(codes.OUTSIDE_THE_RANGE, sign.offset, message, cure))
        return ANYTHING
    return Typed(_tree(operation, sign.offset, left, right), Simple.NUMBER, low, high)


def _tree(operation: str, offset: int, left: Typed, right: Typed) -> Expression:
    if operation in _FACTORS:
        return Sum(left.tree, _FACTORS[operation], right.tree)
    # A division that can go wrong has no site yet, but the offset of its sign; `division_sites` makes one.
    site = -1 - offset if operation in _DIVISIONS and right.low <= 0 <= right.high else -1
    return Compute(Arithmetic(operation), left.tree, right.tree, site)


def _sum(left: Extent, right: Extent) -> Extent:
    return Extent(left.low + right.low, left.high + right.high)


def _difference(left: Extent, right: Extent) -> Extent:
    return Extent(left.low - right.high, left.high - right.low)


def _product(left: Extent, right: Extent) -> Extent:
    return _around(one * other for one in left for other in right)


def _quotient(left: Extent, right: Extent) -> Extent:
    """Return the range of quotients: they grow or fall with each operand while the divisor keeps its sign."""
    divisors = [each for each in (right.low, -1, 1, right.high) if each and right.low <= each <= right.high]
    return _around([*(one // divisor for one in left for divisor in divisors), *_zero(right)])


def _remainder(left: Extent, right: Extent) -> Extent:
    """Return a range that holds all remainders. A divisor and a dividend of the other sign mirror the remainder."""
    ends = list(_zero(right))
    if right.high > 0:
        ends += _remainders(left, Extent(max(right.low, 1), right.high))
    if right.low < 0:
        mirrored = _remainders(Extent(-left.high, -left.low), Extent(max(-right.high, 1), -right.low))
        ends += [-each for each in mirrored]
    return _around(ends)


def _remainders(left: Extent, divisors: Extent) -> Extent:
    """Return a range that holds all remainders of divisors above zero."""
    if left.low >= 0 and left.high < divisors.low:
        return left
    if divisors.low == divisors.high and left.low // divisors.low == left.high // divisors.low:
        return Extent(left.low % divisors.low, left.high % divisors.low)
    return Extent(0, min(divisors.high - 1, left.high) if left.low >= 0 else divisors.high - 1)


def _zero(divisors: Extent) -> tuple[int, ...]:
    """Return the result for a divisor of zero, if there can be one."""
    return (0,) if divisors.low <= 0 <= divisors.high else ()


def _around(numbers: Iterable[int]) -> Extent:
    found = list(numbers)
    return Extent(min(found), max(found))


_LAWS: dict[str, _Law] = {"+": _sum, "-": _difference, "*": _product, "/": _quotient, "%": _remainder}
"""The range of the results by the sign: each is exact, except that a remainder may be said to lie in a wider one."""
