"""Computed numbers in conditions and effects: how they are read, their ranges, and what is refused."""

from __future__ import annotations

from itertools import product

import pytest

from desperado_adventure.loading import load_text
from desperado_adventure.loading.arithmetic import computed
from desperado_adventure.loading.faults import FaultList
from desperado_adventure.loading.tokens import Token, TokenKind
from desperado_adventure.loading.values import Simple, Typed
from desperado_adventure.model.expressions import COMPUTATIONS, Number
from desperado_adventure.model.site import Site, SiteKind
from desperado_adventure.model.story import Story

END = "end: {text: E., ending: {title: E}}\n"
VARIABLES = "variables: {gold: 0..40, heat: -3..3, hour: 0..23}\n"


def load(scene: str) -> tuple[Story | None, list[tuple[str, int]]]:
    """Load a story with this scene; return it, and its errors by number and column."""
    loaded = load_text({"scenes/bar.yaml": scene + END, "story.yaml": VARIABLES})
    return loaded.story, [(each.code.number, each.mark.column) for each in loaded.diagnostics if each.is_error]


def asking(condition: str) -> str:
    """Return a scene with a choice that has this condition."""
    return f"door:\n  choices:\n    a: {{say: A., when: '{condition}', goto: end}}\n    b: {{say: B., goto: end}}\n"


RANGES = [(low, high) for low, high in product(range(-4, 5), repeat=2) if low <= high]


def _extent(sign: str, left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    sides = [Typed(Number(0), Simple.NUMBER, *extent) for extent in (left, right)]
    typed = computed(Token(TokenKind.SIGN, sign, 0), sides[0], sides[1], FaultList())
    return typed.low, typed.high


@pytest.mark.parametrize("sign", ["+", "-", "*", "/", "%"])
def test_the_range_of_a_result_is_that_of_all_pairs_of_numbers(sign: str) -> None:
    """Sums, products and quotients lie exactly in their range; a remainder never lies outside."""
    laws = {"+": lambda one, other: one + other, "-": lambda one, other: one - other, **COMPUTATIONS}
    for left, right in product(RANGES, RANGES):
        if sign in "/%" and right == (0, 0):
            continue
        pairs = product(range(left[0], left[1] + 1), range(right[0], right[1] + 1))
        values = {laws[sign](one, other) for one, other in pairs}
        low, high = _extent(sign, left, right)
        if sign != "%":
            assert (low, high) == (min(values), max(values)), (left, right)
        assert low <= min(values) <= max(values) <= high, (left, right)


def test_remainders_of_one_divisor_are_as_narrow_as_they_can_be() -> None:
    """A remainder of a small number is that number, and a clock has the hours of a day."""
    assert _extent("%", (2, 5), (6, 9)) == (2, 5)
    assert _extent("%", (25, 28), (24, 24)) == (1, 4)
    assert _extent("%", (-1, 22), (24, 24)) == (0, 23)
    assert _extent("%", (-1, 22), (-24, -24)) == (-23, 0)


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("gold + heat * 2 > 40", "gold + (heat * 2) > 40"),
        ("gold - heat - 1 > 40", "(gold - heat) - 1 > 40"),
        ("gold / heat * 2 > 40", "(gold / heat) * 2 > 40"),
        ("gold % 7 * 3 == 3", "(gold % 7) * 3 == 3"),
        ("-gold / 2 == -3", "(-gold) / 2 == -3"),
        ("not gold * 2 > 40 and heat % 2 == 1", "(not ((gold * 2) > 40)) and ((heat % 2) == 1)"),
    ],
)
def test_products_come_before_sums_and_all_join_from_the_left(words: str, meaning: str) -> None:
    """An expression means what it means with all its brackets."""
    plain, errors = load(asking(words))
    bracketed, more = load(asking(meaning))
    assert errors == more == []
    assert plain is not None
    assert bracketed is not None
    assert plain.scenes["bar.door"].choices[0].when == bracketed.scenes["bar.door"].choices[0].when


def test_a_number_that_could_grow_beyond_the_limit_is_refused_at_the_sign() -> None:
    """What an expression can compute is bounded, whichever of its signs goes too far."""
    assert load(asking("gold * 999999999 * 999999999 > 5")) == (None, [("DA303", 42)])
    assert load(asking("gold * 999999999 > 5"))[1] == []


@pytest.mark.parametrize("words", ["gold / 0 == 1", "gold % (heat - heat) == 1", "gold / (heat * 0) == 1"])
def test_a_divisor_that_is_always_zero_is_refused(words: str) -> None:
    """Where the ranges show that the divisor is always zero, the loader says so; else the proof finds it out."""
    assert load(asking(words))[1] == ([] if "heat - heat" in words else [("DA306", 30)])


def test_only_numbers_can_be_multiplied() -> None:
    """A flag or a word in a product is a mistake, told where the sign stands."""
    assert load(asking("(gold > 1) * 2 == 2"))[1] == [("DA302", 36)]


def test_an_asterisk_in_braces_multiplies_between_blanks_or_between_words_and_emphasizes_elsewhere() -> None:
    """`{gold * 2 > 3: …}` is a condition, and `{a *b*: c|d}` holds two variants."""
    texts = ["{gold * 2 > 3: x}", "{gold*2 > 3: x}", "{say *this* now: a|b}", "{*so*: a|b}", "{**so**: a|b}"]
    story, errors = load("door:\n  text: |\n" + "".join(f"    {text}\n" for text in texts) + "  goto: end\n")
    assert errors == []
    assert story is not None
    assert [site.kind for site in story.sites] == [SiteKind.TEXT] * 2 + [SiteKind.SEQUENCE] * 3


def _divisions(scene: str) -> list[Site]:
    story, errors = load(scene)
    assert errors == []
    assert story is not None
    return [site for site in story.sites if site.kind is SiteKind.DIVISION]


def test_each_division_has_a_site_of_its_own_where_it_is_used() -> None:
    """The same words in two choices are two divisions, each marked at its sign, with its choice and its words."""
    choices = "".join(
        f"    {key}: {{say: {key}., when: 1 < gold / heat, do: [gold /= heat, gold = gold % 3 % heat], goto: end}}\n"
        for key in "ab"
    )
    scene = f"door:\n  text: 'X {{gold %  heat == 1: y}}'\n  choices:\n{choices}"
    found = sorted((site.owner, site.mark.line, site.mark.column, site.excerpt) for site in _divisions(scene))
    assert found == [
        ("bar.door", 2, 18, "gold %  heat == 1"),
        ("bar.door.a", 4, 33, "1 < gold / heat"),
        ("bar.door.a", 4, 51, "gold /= heat"),
        ("bar.door.a", 4, 76, "gold = gold % 3 % heat"),
        ("bar.door.b", 5, 33, "1 < gold / heat"),
        ("bar.door.b", 5, 51, "gold /= heat"),
        ("bar.door.b", 5, 76, "gold = gold % 3 % heat"),
    ]


def test_what_cannot_divide_by_zero_has_no_site() -> None:
    """Products, and divisors whose range shows that they are never zero, are not watched."""
    assert _divisions(asking("gold * heat > 5 or gold / (hour + 1) % 7 == 3")) == []


@pytest.mark.parametrize(
    ("effect", "code"), [("open *= 2", "DA302"), ("gold *= open", "DA302"), ("open /= open", "DA302")]
)
def test_a_change_of_the_wrong_kind_is_one_mistake(effect: str, code: str) -> None:
    """A flag cannot be multiplied, and a counter not by a flag; each kind is told once."""
    scene = f"door:\n  do: ['{effect}']\n  ending: {{title: E}}\n"
    loaded = load_text({"scenes/bar.yaml": scene, "story.yaml": VARIABLES.replace("}", ", open: flag}")})
    errors = [each.code.number for each in loaded.diagnostics if each.is_error]
    assert errors == [code] * (2 if effect.count("open") == 2 else 1)
