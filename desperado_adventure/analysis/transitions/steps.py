"""Conditions on one wide slot as *steps*: the runs of values for which the condition holds.

A wide slot has too many values for a table, but most conditions on it change at a few values only: `gold >= 100` at
one. Where, is found by halving: if interval arithmetic shows that a condition comes out the same for all values of a
run, it is not looked at closer. The result is exact, and the same for equal conditions.
"""

from __future__ import annotations

from ...model.expressions import COMPARISONS, Arithmetic, Comparison
from ...model.extents import EXTENTS, Extent, sum_of
from .functions import Function, Operation, Operator, Table, WideRead, apply, both, either

_MOST = 500
"""How many runs a condition may have."""

_LOOKS = 40 * _MOST
"""At how many runs is looked before that is given up: each end of a run takes twenty at most."""


def steps(function: Function, slot: int, extent: Extent) -> Function | None:
    """Return a condition that reads only one wide slot, by its runs; None if it has too many.

    `extent` is the range of the slot.
    """
    runs: list[Extent] = []
    waiting, looks = [extent], 0
    while waiting:
        looks += 1
        low, high = run = waiting.pop()
        least, most = _bounds(function, run)
        if least or most:  # not 0 for all
            if least > 0 or most < 0 or low == high:
                runs = _with(runs, run)
            else:
                middle = (low + high) // 2
                waiting += [Extent(middle + 1, high), Extent(low, middle)]
        if looks > _LOOKS or len(runs) > _MOST:
            return None
    read = WideRead(slot)
    return either(
        [
            both(
                (
                    1 if low == extent.low else apply(Comparison.AT_LEAST, (read, low)),
                    1 if high == extent.high else apply(Comparison.AT_MOST, (read, high)),
                )
            )
            for low, high in runs
        ]
    )


def _with(runs: list[Extent], run: Extent) -> list[Extent]:
    """Return the runs with one more behind them, joined to the last if it begins where that ends."""
    if runs and runs[-1].high + 1 == run.low:
        return [*runs[:-1], Extent(runs[-1].low, run.high)]
    return [*runs, run]


def _bounds(function: Function, run: Extent) -> Extent:
    """Return a range that holds the function's values while the slot is in this run; of one value, exactly its own."""
    if isinstance(function, int):
        return Extent(function, function)
    if isinstance(function, WideRead):
        return run
    assert not isinstance(function, Table)  # noqa: S101  # a function that reads only a wide slot
    inner = [_bounds(operand, run) for operand in function.operands]
    kind, parameter = function.kind, function.parameter
    if kind is Operator.SUM:
        return sum_of(inner[0], parameter[0], inner[1])
    if isinstance(kind, Arithmetic):
        return EXTENTS[kind](*inner)
    if isinstance(kind, Comparison):
        return _compared(kind, *inner)
    return _chosen(function, inner)


def _compared(kind: Comparison, left: Extent, right: Extent) -> Extent:
    if kind in (Comparison.EQUAL, Comparison.UNEQUAL):
        is_equal = left.low == left.high == right.low == right.high
        never = left.high < right.low or right.high < left.low
        equal = Extent(int(is_equal), int(not never))
        return equal if kind is Comparison.EQUAL else Extent(1 - equal.high, 1 - equal.low)
    outcomes = [int(COMPARISONS[kind](one, other)) for one in left for other in right]
    return Extent(min(outcomes), max(outcomes))


def _chosen(function: Operation, inner: list[Extent]) -> Extent:
    kind, parameter = function.kind, function.parameter
    if kind is Operator.CLAMP:
        low, high = parameter
        return Extent(min(max(inner[0].low, low), high), min(max(inner[0].high, low), high))
    if kind is Operator.WRAP:
        low, high = parameter
        above, size = sum_of(inner[0], -1, Extent(low, low)), high - low + 1
        return sum_of(EXTENTS[Arithmetic.MODULO](above, Extent(size, size)), 1, Extent(low, low))
    truths = [Extent(int(low > 0 or high < 0), int(low != 0 or high != 0)) for low, high in inner]
    if kind is Operator.NOT:
        return Extent(1 - truths[0].high, 1 - truths[0].low)
    if kind is Operator.CHOOSE:
        open_ways = [*inner[1:2] * truths[0].high, *inner[2:] * (1 - truths[0].low)]
        return Extent(min(low for low, _ in open_ways), max(high for _, high in open_ways))
    join = min if kind is Operator.ALL else max
    return Extent(join(low for low, _ in truths), join(high for _, high in truths))
