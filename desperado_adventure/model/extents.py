"""Interval arithmetic: the range of a computed number, from the ranges of the two numbers that it is made of.

The loader computes the ranges of an author's expressions with it, and the proof where a condition changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from .expressions import Arithmetic


class Extent(NamedTuple):
    """The lowest and the highest of some numbers."""

    low: int
    high: int


def sum_of(left: Extent, factor: int, right: Extent) -> Extent:
    """Return the range of `left + factor * right`."""
    more = _product(Extent(factor, factor), right)
    return Extent(left.low + more.low, left.high + more.high)


def _product(left: Extent, right: Extent) -> Extent:
    return _around([one * other for one in left for other in right])


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


EXTENTS: dict[str, Callable[[Extent, Extent], Extent]] = {
    Arithmetic.TIMES: _product,
    Arithmetic.OVER: _quotient,
    Arithmetic.MODULO: _remainder,
}
"""The range of the results of each operation. It is exact, except that remainders may be said to lie in a wider one."""
