"""Counters with up to a million values: proved by the values that are reached, without a table of all of them."""

from __future__ import annotations

import pytest
from small_stories import small_story

from desperado_adventure.analysis.oracle.plain_walk import walk_plainly
from desperado_adventure.analysis.playing.odds import exact_odds
from desperado_adventure.analysis.transitions.functions import (
    Operation,
    Operator,
    WideRead,
    apply,
    both,
    either,
    negate,
    substitute,
)
from desperado_adventure.analysis.transitions.steps import steps
from desperado_adventure.analysis.verdicts.certificate import Certificate
from desperado_adventure.analysis.verdicts.proof import FEW_STATES, prove
from desperado_adventure.engine import Machine
from desperado_adventure.model.expressions import Arithmetic, Comparison
from desperado_adventure.model.extents import Extent

SHOP = """
street:
  text: "A street. {gold >= 500: You are well off.}"
  choices:
    work: {say: Work., do: [gold += 5000]}
    shop: {say: To the shop., goto: shop}
    leave: {say: Ride away., requires: horse, barred: On what?, goto: end}
shop:
  text: A shop.
  choices:
    horse:
      say: Buy a horse.
      once: true
      requires: gold >= PRICE
      barred: Too dear.
      do: [gold -= PRICE, horse = true]
    tax: {say: Pay taxes., requires: gold >= 300000, barred: Nothing to pay., do: [gold -= 100000]}
    out: {say: Go out., goto: street}
"""
DECLARED = "variables: {gold: 0..1000000, horse: flag}\n"


def _proved(scenes: str, declared: str = DECLARED, few_states: int = FEW_STATES) -> Certificate:
    return prove(small_story(scenes, declared), few_states=few_states)


def _codes(certificate: Certificate) -> list[str]:
    return [each.code.number for each in certificate.findings]


@pytest.mark.parametrize("few_states", [FEW_STATES, 0], ids=["states", "diagrams"])
@pytest.mark.parametrize("least", [0, -500_000, -7])
def test_a_counter_to_a_million_is_exhausted_by_the_values_that_are_reached(least: int, few_states: int) -> None:
    """The proof of a shop ends, with the same targets, states and distances as a walk through the machine."""
    declared = f"variables: {{gold: {{range: {least}..1000000, start: 0}}, horse: flag}}\n"
    story = small_story(SHOP.replace("PRICE", "12000"), declared)
    certificate = prove(story, few_states=few_states)
    plain = walk_plainly(story, 20_000)
    assert certificate.exhausted
    assert plain.exhausted
    assert certificate.unseen == frozenset()
    assert {target for target in certificate.found if target not in plain.seen} == set()
    assert len(certificate.endings["bar.end"]) == 7
    assert _codes(certificate) == []


def test_a_price_that_nobody_can_pay_is_found() -> None:
    """A guard behind what the counter can ever come to is a choice that is never open, and the end is not reached."""
    certificate = _proved(SHOP.replace("PRICE", "1000000").replace("gold += 5000", "gold = gold % 700000 + 100000"))
    assert certificate.exhausted
    assert "DA502" in _codes(certificate)
    assert "DA511" in _codes(certificate)


def test_what_tells_stuck_states_is_said_of_a_wide_counter() -> None:
    """A soft-lock that depends on a wide counter names the highest number with which one is caught."""
    scenes = """
door:
  text: A door.
  choices:
    work: {say: Work., do: [gold += 300]}
    in: {say: Go in., goto: hall}
hall:
  text: A hall.
  choices:
    wait: {say: Wait.}
    pay: {say: Pay., requires: gold >= 2000, barred: Too dear., goto: end}
"""
    certificate = _proved(scenes, "variables: {gold: 0..10000}\n")
    (lock,) = [each for each in certificate.findings if each.code.number == "DA508"]
    assert "It is so exactly when `gold` is at most 1800." in lock.message


def test_deaths_are_taken_back_in_the_states_in_which_a_wide_counter_kills() -> None:
    """The precondition of a death is found through redirects that change a wide counter, and agrees with the game."""
    scenes = """
door:
  text: "A door. {deaths > 2: Again.}"
  choices:
    more: {say: More., do: [gold += 700]}
    risk: {say: Risk., goto: gate}
    go: {say: Go., goto: end}
gate:
  redirects:
    - {when: gold >= 2900, goto: death}
    - {when: gold >= 2000, do: [gold += 450], goto: gate}
    - {goto: door}
death: {text: You die., fall: true}
"""
    declared = (
        "variables: {gold: 0..5000, deaths: 0..3}\n"
        "falls: {counts: deaths, take_back: No., let_stand: Yes., goto: bar.end}\n"
    )
    story = small_story(scenes, declared)
    certificate, plain = prove(story), walk_plainly(story, 5_000)
    assert certificate.exhausted
    assert plain.exhausted
    assert _codes(certificate) == []
    assert {target for target in plain.seen if target.id not in ("take_back", "let_stand")} <= certificate.found


def test_a_proof_that_does_not_end_names_the_counters_that_it_followed() -> None:
    """PARTIAL names each wide counter that guards read, and none that they do not."""
    declared = "variables: {gold: 0..1000000, debt: 0..5000, horse: flag}\n"
    scenes = (
        SHOP.replace("PRICE", "12000")
        .replace("gold += 5000", "gold += 1, debt += 1")
        .replace("well off", "in debt. {debt >= 9: Deep}")
    )
    certificate = prove(small_story(scenes, declared), max_states=1_000)
    assert not certificate.exhausted
    assert [slot.name for slot in certificate.too_wide] == ["gold"]
    assert prove(small_story(SHOP.replace("PRICE", "12000"), DECLARED)).too_wide == ()


READ = WideRead(0)
AT = {
    "at least": apply(Comparison.AT_LEAST, (READ, 40)),
    "after a sum": apply(
        Comparison.LESS, (apply(Operator.CLAMP, (apply(Operator.SUM, (READ, 9), (3,)),), (0, 99)), 40)
    ),
    "a product": apply(Comparison.MORE, (apply(Arithmetic.TIMES, (READ, READ)), 400)),
    "a quotient": apply(Comparison.EQUAL, (apply(Arithmetic.OVER, (READ, 7)), 3)),
    "a remainder": apply(Comparison.EQUAL, (apply(Arithmetic.MODULO, (READ, 7)), 3)),
    "a divisor": apply(Comparison.AT_MOST, (apply(Arithmetic.OVER, (90, READ)), -9)),
    "wrapped": apply(Comparison.AT_LEAST, (apply(Operator.WRAP, (READ,), (5, 24)), 20)),
    "chosen": apply(Comparison.UNEQUAL, (Operation(Operator.CHOOSE, (apply(Comparison.MORE, (READ, 5)), READ, 7)), 7)),
}


@pytest.mark.parametrize("name", AT)
def test_steps_hold_where_the_condition_holds(name: str) -> None:
    """The steps of a condition, of its negation and of it beside another are right for every value."""
    other = apply(Comparison.LESS, (READ, 60))
    for condition in (AT[name], negate(AT[name]), both((AT[name], other)), either((AT[name], other))):
        found = steps(condition, 0, Extent(-100, 100))
        assert found is not None
        for value in range(-100, 101):
            expected = bool(substitute(condition, {0: value}, [-100]))
            assert bool(substitute(found, {0: value}, [-100])) == expected, value


def test_equal_conditions_have_equal_steps_and_too_many_have_none() -> None:
    """Steps do not depend on how a condition is written."""
    wide = Extent(-1_000_000, 1_000_000)
    one = apply(Comparison.MORE, (apply(Operator.SUM, (READ, 1), (5,)), 104))
    other = negate(apply(Comparison.LESS, (READ, 100)))
    assert steps(one, 0, wide) == steps(other, 0, wide)
    assert steps(AT["a remainder"], 0, wide) is None
    assert steps(apply(Comparison.AT_LEAST, (READ, -1_000_000)), 0, wide) == 1


def test_the_odds_of_a_story_with_a_wide_counter_are_computed_by_the_values_that_are_reached() -> None:
    """Each number of gold that a random player can have is a node of the chain, and no other is."""
    scenes = """
door:
  text: A door.
  choices:
    work: {say: Work., do: [gold += 400000]}
    pay: {say: Pay., when: gold >= 800000, goto: end}
"""
    odds = exact_odds(Machine(small_story(scenes, "variables: {gold: 0..1000000}\n")))
    assert odds is not None
    assert odds.nodes == 5
    assert abs(odds.last["bar.end"] - 1) < 1e-9
