"""What arithmetic does in a game: whole numbers, rounding down, remainders, zero, and the ends of a range."""

from __future__ import annotations

from itertools import product

import pytest
from small_stories import small_story

from desperado_adventure.engine import Machine
from desperado_adventure.engine.closures import compile_expression
from desperado_adventure.engine.listener import Listener
from desperado_adventure.model.expressions import Arithmetic, Compute, Number, Read


def _after(effect: str, **start: int) -> dict[str, int]:
    """Return the variables after an effect that happens on arrival; each begins as given and has the range -50..50."""
    variables = "".join(f"  {name}: {{range: -50..50, start: {value}}}\n" for name, value in start.items())
    scene = f"door:\n  do: ['{effect}']\n  text: A.\n  ending: {{title: E}}\n"
    story = small_story(scene, "variables:\n" + variables)
    values = Machine(story).begin().state.values
    return {slot.name: value for slot, value in zip(story.slots, values, strict=True) if slot.name in start}


@pytest.mark.parametrize(
    ("effect", "a"),
    [
        ("a = a * b", 21), ("a *= b", 21), ("a *= -8", -50), ("a *= 9", 50), ("a = a * 100 / 100", 7),
        ("a = a / b", 2), ("a /= b", 2), ("a = -a / b", -3), ("a = a / -b", -3), ("a = -a / -b", 2),
        ("a %= b", 1), ("a = -a % b", 2), ("a = a % -b", -2), ("a = -a % -b", -1),
        ("a = a / zero", 0), ("a /= zero", 0), ("a = a % zero", 0), ("a = 2 + a * b - 3", 20),
        ("a = (b - 1) % 24", 2), ("a = (zero - 1) % 24", 23),
    ],
)  # fmt: skip
def test_an_effect_computes_and_stops_at_the_ends_of_the_range(effect: str, a: int) -> None:
    """Only the result is brought into the range; a quotient is rounded down, and a remainder has the divisor's sign."""
    assert _after(effect, a=7, b=3, zero=0)["a"] == a


def _compiled(sign: Arithmetic, left: int, right: int, listener: Listener | None = None) -> int:
    return compile_expression(Compute(sign, Read(0), Read(1), 5), listener)((left, right))


def test_a_quotient_and_its_remainder_make_up_the_dividend() -> None:
    """For every divisor but zero, `a == (a / b) * b + a % b`, and the remainder is nearer to zero than the divisor."""
    for left, right in product(range(-30, 31), range(-7, 8)):
        quotient, remainder = (_compiled(sign, left, right) for sign in (Arithmetic.OVER, Arithmetic.MODULO))
        if right:
            assert left == quotient * right + remainder
            assert 0 <= remainder * (1 if right > 0 else -1) < abs(right)
        else:
            assert quotient == remainder == 0


class _Counting(Listener):
    def __init__(self) -> None:
        self.sites: list[int] = []

    def divided_by_zero(self, site: int) -> None:
        self.sites.append(site)


def test_a_listener_hears_of_every_division_by_zero_and_of_no_other() -> None:
    """The machine tells where the divisor was zero, also in the dividend of another division."""
    heard = _Counting()
    assert _compiled(Arithmetic.OVER, 4, 2, heard) == 2
    assert heard.sites == []
    assert _compiled(Arithmetic.MODULO, 4, 0, heard) == 0
    inner = Compute(Arithmetic.OVER, Number(1), Read(1), 8)
    assert compile_expression(Compute(Arithmetic.OVER, inner, Read(1), 9), heard)((1, 0)) == 0
    assert heard.sites == [5, 8, 9]
