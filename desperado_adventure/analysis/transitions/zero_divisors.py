"""Where an expression divides, and in which states the divisor is zero.

`and` and `or` stop early, so what stands behind `heat > 0 and` is computed only where heat is above zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...model.expressions import All, Compare, Comparison, Compute, Either, Expression, Not, Sum
from .expression_functions import Lowering
from .functions import Function, apply, both, negate, truth


def divisions_by_zero(
    expression: Expression, lowering: Lowering, environment: Mapping[int, Function], path: Function
) -> Iterator[tuple[int, Function]]:
    """Yield each site of a division, with the function that it is computed and its divisor is zero.

    `path` is the function that the expression is evaluated; all are functions of the state before the environment.
    """
    if isinstance(expression, Compute | Sum | Compare):
        yield from divisions_by_zero(expression.left, lowering, environment, path)
        yield from divisions_by_zero(expression.right, lowering, environment, path)
        if isinstance(expression, Compute) and expression.site >= 0:
            divisor = lowering.lower(expression.right, environment)
            yield expression.site, both((path, apply(Comparison.EQUAL, (divisor, 0))))
    elif isinstance(expression, Not):
        yield from divisions_by_zero(expression.operand, lowering, environment, path)
    elif isinstance(expression, All | Either):
        for operand in expression.operands:
            yield from divisions_by_zero(operand, lowering, environment, path)
            holds = truth(lowering.lower(operand, environment))
            path = both((path, holds if isinstance(expression, All) else negate(holds)))
