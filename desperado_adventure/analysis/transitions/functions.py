"""Conditions and effects as functions of the state before them.

The proof needs, for a whole edge (the effects of the choice, of leaving, of arriving …), the new value of each slot as
a function of the *old* state. Such a function is a number, a `Table` over one slot, a `WideRead` of a slot that has too
many values for a table, or an `Operation` on functions. A function that reads only one slot is folded into a table at
once: "heat >= 2 after heat += 1" becomes one table over `heat`. Over a wide slot it stays an operation. True is 1 and
false is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from ...model import limits
from ...model.expressions import COMPARISONS, COMPUTATIONS, Arithmetic, Comparison
from ...model.story import Slot


class Table(NamedTuple):
    """A function of one slot: `values[v - low]` is its value when the slot has the value v."""

    slot: int
    values: tuple[int, ...]


class WideRead(NamedTuple):
    """The value of a slot that has too many values for a table (`is_wide`)."""

    slot: int


class Operator(StrEnum):
    """The operations besides comparisons and those of `Arithmetic`."""

    SUM = "sum"
    """left + parameter[0] * right"""
    NOT = "not"
    ALL = "all"
    EITHER = "either"
    CHOOSE = "choose"
    """the second operand where the first is true, else the third"""
    CLAMP = "clamp"
    """the operand, limited to the range parameter[0]..parameter[1]"""
    WRAP = "wrap"
    """the operand, wrapped round into the range parameter[0]..parameter[1]"""


AnyOperator: TypeAlias = "Operator | Comparison | Arithmetic"


class Operation(NamedTuple):
    """An operation on functions of more than one slot, or of a wide one."""

    kind: AnyOperator
    operands: tuple[Function, ...]
    parameter: tuple[int, ...] = ()


Function: TypeAlias = "int | Table | WideRead | Operation"
Environment: TypeAlias = "dict[int, Function]"


def _value(kind: AnyOperator, values: Sequence[int], parameter: tuple[int, ...]) -> int:
    if kind is Operator.SUM:
        return values[0] + parameter[0] * values[1]
    if kind in COMPARISONS:
        return int(COMPARISONS[kind](values[0], values[1]))
    if kind in COMPUTATIONS:
        return COMPUTATIONS[kind](values[0], values[1])
    if kind is Operator.NOT:
        return int(not values[0])
    if kind is Operator.CHOOSE:
        return values[1] if values[0] else values[2]
    low, high = parameter
    if kind is Operator.WRAP:
        return low + (values[0] - low) % (high - low + 1)
    return min(max(values[0], low), high)


def apply(kind: AnyOperator, operands: tuple[Function, ...], parameter: tuple[int, ...] = ()) -> Function:
    """Return the operation on these functions, folded to a number or a table where that is possible."""
    slot, length = -1, 0
    for operand in operands:
        if isinstance(operand, Table):
            if slot not in (-1, operand.slot):
                return Operation(kind, operands, parameter)
            slot, length = operand.slot, len(operand.values)
        elif not isinstance(operand, int):
            return Operation(kind, operands, parameter)
    if slot < 0:
        return _value(kind, [operand for operand in operands if isinstance(operand, int)], parameter)
    columns = [operand.values if isinstance(operand, Table) else (operand,) * length for operand in operands]
    return table(slot, tuple([_value(kind, row, parameter) for row in zip(*columns, strict=True)]))


def table(slot: int, values: tuple[int, ...]) -> Function:
    """Return a function of one slot, as a number when all its values are the same."""
    return values[0] if len(set(values)) == 1 else Table(slot, values)


def truth(function: Function) -> Function:
    """Return 1 where the function is not 0, else 0."""
    if isinstance(function, int):
        return int(function != 0)
    if isinstance(function, Table):
        return table(function.slot, tuple([int(value != 0) for value in function.values]))
    return function


def negate(function: Function) -> Function:
    """Return 1 where the function is 0, else 0."""
    if isinstance(function, Operation) and function.kind is Operator.NOT:
        return truth(function.operands[0])
    return apply(Operator.NOT, (function,))


def both(functions: Iterable[Function]) -> Function:
    """Return 1 where all of the functions are true."""
    return _junction(Operator.ALL, functions)


def either(functions: Iterable[Function]) -> Function:
    """Return 1 where at least one of the functions is true."""
    return _junction(Operator.EITHER, functions)


def _junction(kind: AnyOperator, functions: Iterable[Function]) -> Function:  # noqa: C901, PLR0912  # one fold, with the two dual cases side by side
    is_all = kind is Operator.ALL
    tables: dict[int, tuple[int, ...]] = {}
    others: list[Function] = []
    queue = list(functions)
    while queue:
        function = truth(queue.pop(0))
        if isinstance(function, Operation | WideRead):
            if isinstance(function, Operation) and function.kind == kind:
                queue[:0] = function.operands
            elif function not in others:
                others.append(function)
        elif isinstance(function, int):
            if bool(function) != is_all:
                return function
        else:
            known = tables.get(function.slot)
            if known is not None:
                pairs = zip(known, function.values, strict=True)
                merged = tuple([a & b for a, b in pairs] if is_all else [a | b for a, b in pairs])
            else:
                merged = function.values
            if len(set(merged)) == 1:
                if bool(merged[0]) != is_all:
                    return merged[0]
                del tables[function.slot]
            else:
                tables[function.slot] = merged
    parts = (*[Table(slot, values) for slot, values in tables.items()], *others)
    if not parts:
        return int(is_all)
    return parts[0] if len(parts) == 1 else Operation(kind, parts)


def substitute(function: Function, values: Mapping[int, int], lows: Sequence[int]) -> Function:
    """Return the function with some slots fixed to these values; `lows` are the least values of all slots."""
    if isinstance(function, int):
        return function
    if isinstance(function, Table):
        value = values.get(function.slot)
        return function if value is None else function.values[value - lows[function.slot]]
    if isinstance(function, WideRead):
        return values.get(function.slot, function)
    return _rebuild(function, tuple([substitute(operand, values, lows) for operand in function.operands]))


def compose(function: Function, environment: Environment, lows: Sequence[int]) -> Function:
    """Return a condition on the state after an edge as a condition on the state before it."""
    if isinstance(function, int):
        return function
    if isinstance(function, Table):
        now = environment.get(function.slot)
        if now is None:
            return function
        low = lows[function.slot]
        if isinstance(now, int):
            return function.values[now - low]
        if isinstance(now, Table):
            return table(now.slot, tuple([function.values[value - low] for value in now.values]))
        return either([apply(Comparison.EQUAL, (now, low + at)) for at, holds in enumerate(function.values) if holds])
    if isinstance(function, WideRead):
        return environment.get(function.slot, function)
    return _rebuild(function, tuple([compose(operand, environment, lows) for operand in function.operands]))


def _rebuild(function: Operation, operands: tuple[Function, ...]) -> Function:
    """Return the same operation on other operands, folded where that is possible."""
    if function.kind is Operator.ALL:
        return both(operands)
    if function.kind is Operator.EITHER:
        return either(operands)
    if function.kind is Operator.CHOOSE and isinstance(operands[0], int):
        return operands[1] if operands[0] else operands[2]
    return apply(function.kind, operands, function.parameter)


def is_wide(slot: Slot) -> bool:
    """Whether a slot has so many values that none of its functions is a table."""
    return slot.high - slot.low > limits.VALUES.most


def leaves(function: Function) -> Iterator[Table | WideRead]:
    """Yield every table and every wide slot that the function reads."""
    if isinstance(function, Table | WideRead):
        yield function
    elif isinstance(function, Operation):
        for operand in function.operands:
            yield from leaves(operand)
