"""The model's expressions and effects as functions of the state before them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from ...model.expressions import (
    All,
    Assign,
    Compare,
    Compute,
    Condition,
    Effect,
    Expression,
    Not,
    Number,
    Read,
    Sum,
)
from ...model.story import Slot
from .functions import (
    Environment,
    Function,
    Operator,
    WideRead,
    apply,
    both,
    either,
    is_wide,
    negate,
    table,
    truth,
)

Observer: TypeAlias = "Callable[[Condition, Function, Function, Environment], None]"
Writer: TypeAlias = "Callable[[Assign, Function, Function, Environment], None]"


class Lowering:
    """Turns the model's expression trees into functions. A table spans the range of its slot."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        """Take the story's slots."""
        self.slots = slots
        self._identity: list[Function] = [
            WideRead(index) if is_wide(slot) else table(index, tuple(range(slot.low, slot.high + 1)))
            for index, slot in enumerate(slots)
        ]

    def read(self, slot: int, environment: Mapping[int, Function]) -> Function:
        """Return the value of a slot, as a function of the state before the environment."""
        known = environment.get(slot)
        return self._identity[slot] if known is None else known

    def lower(self, expression: Expression, environment: Mapping[int, Function]) -> Function:
        """Return the value of an expression, as a function of the state before the environment."""
        if isinstance(expression, Number):
            return expression.value
        if isinstance(expression, Read):
            return self.read(expression.slot, environment)
        if isinstance(expression, Sum):
            operands = (self.lower(expression.left, environment), self.lower(expression.right, environment))
            return apply(Operator.SUM, operands, (expression.factor,))
        if isinstance(expression, Compute | Compare):
            operands = (self.lower(expression.left, environment), self.lower(expression.right, environment))
            return apply(expression.operator, operands)
        if isinstance(expression, Not):
            return negate(self.lower(expression.operand, environment))
        parts = [self.lower(operand, environment) for operand in expression.operands]
        return both(parts) if isinstance(expression, All) else either(parts)

    def holds(self, condition: Condition | None, environment: Mapping[int, Function]) -> Function:
        """Return the function that the condition holds; no condition (None) always holds."""
        return 1 if condition is None else truth(self.lower(condition.test, environment))

    def execute(
        self,
        effects: Sequence[Effect],
        environment: Environment,
        observe: Observer | None = None,
        write: Writer | None = None,
        path: Function = 1,
    ) -> None:
        """Apply the effects to the environment, in place.

        `observe` is called with each condition, its function, the path (the function that it is asked), and the
        environment in which it is asked; `write` likewise with each assignment and the new value of its slot.
        """
        for effect in effects:
            if isinstance(effect, Assign):
                slot = self.slots[effect.slot]
                value = self.lower(effect.value, environment)
                value = apply(Operator.WRAP if slot.wraps else Operator.CLAMP, (value,), (slot.low, slot.high))
                if write is not None:
                    write(effect, value, path, environment)
                environment[effect.slot] = value
                continue
            happens = self.holds(effect.condition, environment)
            if observe is not None:
                observe(effect.condition, happens, path, environment)
            inner = dict(environment)
            self.execute(effect.effects, inner, observe, write, both((path, happens)))
            for changed, value in inner.items():
                before = self.read(changed, environment)
                if value != before:
                    environment[changed] = _choose(happens, value, before)


def _choose(condition: Function, yes: Function, no: Function) -> Function:
    if isinstance(condition, int):
        return yes if condition else no
    return apply(Operator.CHOOSE, (condition, yes, no))
