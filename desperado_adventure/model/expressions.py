"""Expressions and effects: the checked trees that guards, text conditions and `do:` lists become.

A state holds its values in *slots* (see `model.story.Slot`), each of which is one whole number: a variable, the place
of an item, how often a choice was taken, how often a scene was visited. The loader lowers every function of the story
language (`has(gun)`, `seen(bar.door)`, `room(case)`) to reads of slots. So the engine and the proof, which compile
these trees independently of each other, have to agree on eight node types only.

Conditions are whole numbers too: 0 is false, anything else true; comparisons give 0 or 1.

The nodes are named tuples because a story holds many thousands of them: compared with a dataclass, the class takes a
sixth of the time to define, and a value half the time to make. Named tuples of different classes compare equal when
their fields do, so dispatch on `type(node)`, and never use a node as the key of a cache.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class Number(NamedTuple):
    """A whole number written in the story."""

    value: int


class Read(NamedTuple):
    """The present value of a slot, by its index in `Story.slots`."""

    slot: int


class Sum(NamedTuple):
    """`left + factor * right`; a difference has the factor -1, and `room(case)` weighs items by their sizes."""

    left: Expression
    factor: int
    right: Expression


class Arithmetic(StrEnum):
    """How two numbers make a third, as an author writes it; `Sum` adds and subtracts."""

    TIMES = "*"
    OVER = "/"
    MODULO = "%"


def _over(dividend: int, divisor: int) -> int:
    return dividend // divisor if divisor else 0


def _modulo(dividend: int, divisor: int) -> int:
    return dividend % divisor if divisor else 0


COMPUTATIONS: dict[str, Callable[[int, int], int]] = {
    Arithmetic.TIMES: operator.mul,
    Arithmetic.OVER: _over,
    Arithmetic.MODULO: _modulo,
}
"""What each operation means, for the machine and for the proof.

A quotient is rounded down, and a remainder has the sign of the divisor: so `a == (a / b) * b + a % b` for every b but
zero. A divisor of zero gives 0 for both; the proof finds out whether a player can come to that.
"""


class Compute(NamedTuple):
    """`left operator right`, both evaluated.

    `site` is where a quotient or remainder was written whose divisor may be zero, an index into `Story.sites`. It is
    negative for all others, and for an expression that stands in no story.
    """

    operator: Arithmetic
    left: Expression
    right: Expression
    site: int = -1


class Comparison(StrEnum):
    """How two numbers are compared, as an author writes it."""

    EQUAL = "=="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    Comparison.EQUAL: operator.eq,
    Comparison.UNEQUAL: operator.ne,
    Comparison.LESS: operator.lt,
    Comparison.AT_MOST: operator.le,
    Comparison.MORE: operator.gt,
    Comparison.AT_LEAST: operator.ge,
}
"""What each comparison means, for the machine and for the proof."""


class Compare(NamedTuple):
    """`left operator right`: 1 when the comparison holds, else 0."""

    operator: Comparison
    left: Expression
    right: Expression


class Not(NamedTuple):
    """True when the operand is false."""

    operand: Expression


class All(NamedTuple):
    """True when every operand is true (`and`). Operands are evaluated from left to right, until one is false."""

    operands: tuple[Expression, ...]


class Either(NamedTuple):
    """True when at least one operand is true (`or`)."""

    operands: tuple[Expression, ...]


Expression: TypeAlias = "Number | Read | Sum | Compute | Compare | Not | All | Either"


def reads(expression: tuple[object, ...]) -> Iterator[int]:
    """Yield the slots that an expression reads."""
    if isinstance(expression, Read):
        yield expression.slot
        return
    for part in expression:
        if isinstance(part, tuple):
            yield from reads(part)


UNTAKEN, NONE_OPEN, CARRIED = -1, -2, -3
"""The sites of conditions that no author wrote: a choice with `once` was not taken; no choice but a fallback is open;
an item is carried (in `put(carried, …)`)."""


class Condition(NamedTuple):
    """A test, and the site where it was written: an index into `Story.sites`, or a negative number (see `UNTAKEN`)."""

    site: int
    test: Expression


class Assign(NamedTuple):
    """The slot takes the value, brought into the slot's range: saturated, or wrapped if the slot wraps."""

    slot: int
    value: Expression


class Given(NamedTuple):
    """The effects happen only when the condition holds at that moment (`{when: …, do: […]}`)."""

    condition: Condition
    effects: tuple[Effect, ...]


Effect: TypeAlias = "Assign | Given"
