"""The machine and the proof evaluate expressions independently of each other: on random ones they must agree."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import product

from desperado_adventure.analysis.explicit.codegen import Generator
from desperado_adventure.analysis.explicit.fields import Field
from desperado_adventure.analysis.transitions.expression_functions import Lowering
from desperado_adventure.analysis.transitions.functions import Operation, substitute
from desperado_adventure.engine.closures import compile_expression
from desperado_adventure.model.expressions import (
    All,
    Arithmetic,
    Compare,
    Comparison,
    Compute,
    Either,
    Expression,
    Not,
    Number,
    Read,
    Sum,
)
from desperado_adventure.model.story import Slot, SlotKind

EXPRESSIONS = 600
SLOTS = tuple(
    Slot(name=name, kind=SlotKind.COUNTER, low=low, high=high, start=0)
    for name, low, high in (("a", -2, 2), ("b", 0, 3), ("c", -3, 0), ("wide", -1_000_000, 1_000_000))
)
WIDE = 3
STATES = list(product(*(range(slot.low, slot.high + 1) for slot in SLOTS[:WIDE]), (-1_000_000, -1, 0, 3, 999_999)))
FIELDS = {
    **{index: Field(3 * index, 3, tuple(range(slot.high - slot.low + 1))) for index, slot in enumerate(SLOTS[:WIDE])},
    WIDE: Field(3 * WIDE, 21, range(2_000_001)),
}


def _number(chance: random.Random, depth: int = 0) -> Expression:
    kind = chance.random()
    if depth >= 3 or kind < 0.25:
        return Read(chance.randrange(4)) if chance.random() < 0.7 else Number(chance.randint(-3, 3))
    left, right = _number(chance, depth + 1), _number(chance, depth + 1)
    if kind < 0.4:
        return Sum(left, chance.choice((-1, 1, 2)), right)
    if kind < 0.95:
        return Compute(chance.choice(tuple(Arithmetic)), left, right, chance.choice((-1, 3)))
    return _condition(chance, depth + 1)


def _condition(chance: random.Random, depth: int = 0) -> Expression:
    kind = chance.random()
    if depth > 2 or kind < 0.5:
        return Compare(chance.choice(tuple(Comparison)), _number(chance, depth + 1), _number(chance, depth + 1))
    if kind < 0.6:
        return Not(_condition(chance, depth + 1))
    parts = tuple(_condition(chance, depth + 1) for _ in range(chance.choice((2, 2, 3))))
    return All(parts) if kind < 0.8 else Either(parts)


def _packed(state: tuple[int, ...]) -> int:
    return sum((value - slot.low) << FIELDS[i].shift for i, (slot, value) in enumerate(zip(SLOTS, state, strict=True)))


def test_machine_function_and_generated_code_give_the_same_number_in_every_state() -> None:
    """Closures, functions of the state, and the code over packed states agree, also over a wide counter."""
    chance = random.Random(10)
    generator, lows = Generator(SLOTS), [slot.low for slot in SLOTS]
    tangled = 0
    for _ in range(EXPRESSIONS):
        expression = _number(chance)
        runs = compile_expression(expression)
        function = Lowering(SLOTS).lower(expression, {})
        generated: Callable[[int], int] = generator.compile(f"lambda s: {generator.number(function, FIELDS)}")
        tangled += isinstance(function, Operation)
        for state in STATES:
            expected = runs(state)
            assert substitute(function, dict(enumerate(state)), lows) == expected, (expression, state)
            assert generated(_packed(state)) == expected, (expression, state)
    assert tangled > EXPRESSIONS / 5


def test_machine_function_and_generated_code_agree_about_every_condition() -> None:
    """A condition with arithmetic in it holds in the same states for all three."""
    chance = random.Random(11)
    generator, lows = Generator(SLOTS), [slot.low for slot in SLOTS]
    for _ in range(EXPRESSIONS):
        expression = _condition(chance)
        runs = compile_expression(expression)
        function = Lowering(SLOTS).lower(expression, {})
        generated: Callable[[int], int] = generator.compile(f"lambda s: {generator.condition(function, FIELDS)}")
        for state in STATES:
            expected = bool(runs(state))
            assert bool(substitute(function, dict(enumerate(state)), lows)) == expected, (expression, state)
            assert bool(generated(_packed(state))) == expected, (expression, state)
