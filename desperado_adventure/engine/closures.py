"""Expressions and effects compiled to closures, which take the tuple of slot values.

They are closures and not generated source, so that nothing an author writes reaches `eval`. A guard costs about a tenth
of a microsecond. The commonest forms (a slot compared with a number, a single flag, two conditions joined by `and` or
`or`) have closures of their own.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import TypeAlias

from ..model.expressions import (
    COMPARISONS,
    COMPUTATIONS,
    All,
    Assign,
    Compare,
    Compute,
    Condition,
    Effect,
    Either,
    Expression,
    Not,
    Number,
    Read,
    Sum,
)
from ..model.story import Slot
from .listener import Listener

Values: TypeAlias = "tuple[int, ...]"
Reader: TypeAlias = "Callable[[Values], int]"
Change: TypeAlias = "Callable[[Values], Values]"


def compile_expression(expression: Expression, listener: Listener | None = None) -> Reader:
    """Return a function from slot values to the expression's value. It tells the listener of divisions by zero."""
    if isinstance(expression, Number):
        value = expression.value
        return lambda values: value
    if isinstance(expression, Read):
        return operator.itemgetter(expression.slot)
    if isinstance(expression, Sum):
        factor = expression.factor
        left, right = compile_expression(expression.left, listener), compile_expression(expression.right, listener)
        return lambda values: left(values) + factor * right(values)
    if isinstance(expression, Compute):
        return _compile_computation(expression, listener)
    if isinstance(expression, Compare):
        return _compile_comparison(expression, listener)
    if isinstance(expression, Not):
        operand = compile_expression(expression.operand, listener)
        return lambda values: not operand(values)
    return _compile_junction(expression, listener)


def compile_condition(condition: Condition, listener: Listener | None) -> Reader:
    """Return a function from slot values to whether the condition holds. The function also tells the listener."""
    holds = compile_expression(condition.test, listener)
    if listener is None or condition.site < 0:
        return holds
    site, tell = condition.site, listener.condition

    def watched(values: Values) -> int:
        outcome = holds(values)
        tell(site, holds=bool(outcome))
        return outcome

    return watched


def compile_all(conditions: Sequence[Condition], listener: Listener | None) -> Reader | None:
    """Return a function from slot values to whether all of the conditions hold; None when there is no condition.

    The function asks the conditions in order, and stops at the first that does not hold.
    """
    readers = [compile_condition(condition, listener) for condition in conditions]
    if len(readers) < 2:
        return readers[0] if readers else None
    first, rest = readers[0], readers[1:]
    if len(rest) == 1:
        second = rest[0]
        return lambda values: first(values) and second(values)
    return lambda values: first(values) and all(read(values) for read in rest)


def _compile_computation(expression: Compute, listener: Listener | None) -> Reader:
    compute, site = COMPUTATIONS[expression.operator], expression.site
    left, right = compile_expression(expression.left, listener), compile_expression(expression.right, listener)
    if listener is None or site < 0:
        return lambda values: compute(left(values), right(values))
    tell = listener.divided_by_zero

    def watched(values: Values) -> int:
        dividend, divisor = left(values), right(values)
        if not divisor:
            tell(site)
        return compute(dividend, divisor)

    return watched


def _compile_comparison(expression: Compare, listener: Listener | None) -> Reader:
    compare = COMPARISONS[expression.operator]
    if isinstance(expression.left, Read) and isinstance(expression.right, Number):
        slot, number = expression.left.slot, expression.right.value
        return lambda values: compare(values[slot], number)
    left, right = compile_expression(expression.left, listener), compile_expression(expression.right, listener)
    return lambda values: compare(left(values), right(values))


def _compile_junction(expression: All | Either, listener: Listener | None) -> Reader:
    operands = tuple(compile_expression(operand, listener) for operand in expression.operands)
    if len(operands) == 2:
        first, second = operands
        if isinstance(expression, All):
            return lambda values: first(values) and second(values)
        return lambda values: first(values) or second(values)
    junction = all if isinstance(expression, All) else any
    return lambda values: junction(operand(values) for operand in operands)


def compile_effects(effects: Sequence[Effect], slots: Sequence[Slot], listener: Listener | None) -> Change | None:
    """Return a function from slot values to slot values, or None when there is nothing to do."""
    changes = tuple(_compile_effect(effect, slots, listener) for effect in effects)
    if not changes:
        return None
    if len(changes) == 1:
        return changes[0]

    def change_all(values: Values) -> Values:
        for change in changes:
            values = change(values)
        return values

    return change_all


def _compile_effect(effect: Effect, slots: Sequence[Slot], listener: Listener | None) -> Change:
    if isinstance(effect, Assign):
        change = _compile_assignment(effect, slots[effect.slot], listener)
        return change if listener is None else _watched(change, effect.slot, listener)
    holds = compile_condition(effect.condition, listener)
    happen = compile_effects(effect.effects, slots, listener) or (lambda values: values)
    return lambda values: happen(values) if holds(values) else values


def _watched(change: Change, slot: int, listener: Listener) -> Change:
    def changed(values: Values) -> Values:
        after = change(values)
        listener.assigned(slot, after[slot])
        return after

    return changed


def _compile_assignment(effect: Assign, slot: Slot, listener: Listener | None) -> Change:
    index, low, high = effect.slot, slot.low, slot.high
    following = index + 1
    if isinstance(effect.value, Number):
        number = effect.value.value
        fixed = (low + (number - low) % (high - low + 1) if slot.wraps else min(max(number, low), high),)
        return lambda values: values[:index] + fixed + values[following:]
    read = compile_expression(effect.value, listener)
    if slot.wraps:
        span = high - low + 1
        return lambda values: values[:index] + (low + (read(values) - low) % span,) + values[following:]

    def assign(values: Values) -> Values:
        value = read(values) + 0  # a comparison gives a bool, and a state holds whole numbers
        if value > high:
            value = high
        elif value < low:
            value = low
        return values[:index] + (value,) + values[following:]

    return assign
