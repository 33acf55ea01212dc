"""Divisions by zero: the proof finds each that a player can come to, and none that he cannot."""

from __future__ import annotations

import pytest
from small_stories import small_story

from desperado_adventure.analysis.verdicts.proof import FEW_STATES, prove
from desperado_adventure.model.diagnostics import Diagnostic

DECLARED = "variables: {gold: 0..9, heat: 0..3}\nplaces: {bag: {title: A bag}}\n"
PROVERS = pytest.mark.parametrize("few_states", [FEW_STATES, 0], ids=["states", "diagrams"])


def _story(door: str = "", choices: str = "", declared: str = DECLARED) -> list[str]:
    return [
        "door:\n  text: A.\n" + door + "  choices:\n" + choices + "    more: {say: More., do: [heat += 1, gold += 1]}\n"
        "    less: {say: Less., do: [heat -= 1]}\n    go: {say: Go., goto: end}\n",
        declared,
    ]


def _found(story: list[str], few_states: int) -> list[Diagnostic]:
    certificate = prove(small_story(*story), few_states=few_states)
    assert certificate.exhausted
    return [each for each in certificate.findings if each.code.number == "DA516"]


@PROVERS
@pytest.mark.parametrize(
    "condition",
    [
        "heat > 0 and gold / heat > 2",
        "heat == 0 or gold % heat == 1",
        "not (heat == 0 or gold / heat < 2)",
        "not (heat > 0 and gold / heat < 2) or heat == 2",
        "gold >= 1 and heat > 0 and (gold / heat == 1 or gold % heat == 1)",
        "gold / (heat + 1) == 2",
    ],
)
def test_what_stands_behind_a_question_for_zero_is_no_division_by_zero(condition: str, few_states: int) -> None:
    """`and` and `or` stop early, for the proof as for the game."""
    story = _story(choices=f"    try: {{say: Try., when: '{condition}', do: [heat = 0]}}\n")
    assert _found(story, few_states) == []


@PROVERS
@pytest.mark.parametrize(
    ("condition", "way"),
    [
        ("gold / heat > 2", ()),
        ("gold > 1 and gold / heat > 2", ("more", "more", "less", "less")),
        ("gold == gold or gold / heat > 2", None),
        ("heat > 0 or gold / heat > 2", ()),
        ("gold / (heat - 2) == 3", ("more", "more")),
        ("gold == 2 and 6 % (heat * gold - 4) == 0", ("more", "more")),
    ],
)
def test_a_divisor_that_becomes_zero_is_found_with_the_shortest_way(
    condition: str, way: tuple[str, ...] | None, few_states: int
) -> None:
    """The finding points at the sign, quotes the expression, and tells the fewest choices that lead there."""
    story = _story(choices=f"    try: {{say: Try., when: '{condition}', do: [heat = 0]}}\n")
    found = _found(story, few_states)
    ways = [sorted(each.choices or ()) for each in found]  # these choices can be taken in any order
    assert ways == ([] if way is None else [sorted(f"bar.door.{each}" for each in way)])
    for each in found:
        sign = "/" if "/" in condition else "%"
        assert each.mark.column == 29 + condition.index(sign)
        assert f"`{condition}`" in each.message


@PROVERS
@pytest.mark.parametrize(
    ("door", "choices", "way"),
    [
        ("  do: [gold = 6 / heat]\n", "", ()),
        ("  do: [heat = 1, gold = 6 / heat]\n", "", None),
        ("  do: [heat = 1, heat -= 1, {when: heat == 0, do: [gold /= heat]}]\n", "", ()),
        ("  do: [{when: heat > 0, do: [gold /= heat]}]\n", "", None),
        ("  do: [{when: gold / heat > 1, do: [heat += 1]}]\n", "", ()),
        ("", "    try: {say: Try., when: gold == 1, do: [gold /= heat - 1]}\n", ("more", "try")),
        ("", "    try: {say: Try., when: gold == 2, text: '{gold % (heat - 2) == 0: x}'}\n", ("more", "more", "try")),
        ("", "    try: {say: '{gold / (heat - 2) == 3: x|y}'}\n", ("more", "more")),
        ("", "    try: {say: T., requires: gold == 2, barred: '{1 / (heat - 1) == 1: x|y}'}\n", ("more",)),
        ("", "    try: {say: T., goto: [{when: 2 / (heat - 1) == 2, goto: end}, end], do: [heat += 1]}\n", ("try",)),
        ("  redirects: [{when: gold == 2 and 3 / (heat - 2) > 1, goto: end}]\n", "", ("more", "more")),
    ],
)
def test_divisions_are_watched_wherever_an_expression_is_evaluated(
    door: str, choices: str, way: tuple[str, ...] | None, few_states: int
) -> None:
    """Effects see what the effects before them did; texts, options and redirects are watched where they are shown."""
    found = _found(_story(door, choices), few_states)
    assert [each.choices for each in found] == ([] if way is None else [tuple(f"bar.door.{each}" for each in way)])


@PROVERS
@pytest.mark.parametrize(
    "declared",
    ['status: ["{gold / heat > 1: rich}"]\n', "places: {bag: {title: A bag, when: gold / heat > 1}}\n"],
)
def test_the_status_line_and_what_is_carried_are_watched_everywhere(declared: str, few_states: int) -> None:
    """What any command can show is watched in every state."""
    head = "variables: {gold: 0..9, heat: 0..3}\n"
    assert len(_found(_story(declared=head + declared), few_states)) == 1


def test_a_proof_without_an_end_says_which_divisions_are_not_decided() -> None:
    """A division that was not met yet is undecided, and no finding."""
    story = small_story(*_story(choices="    try: {say: T., when: gold == 9 and 5 / heat > 1}\n"))
    certificate = prove(story, max_states=2)
    assert not certificate.exhausted
    assert [target.number for target in certificate.undecided["divisions"]] == [0]
    assert [each for each in certificate.findings if each.code.number == "DA516"] == []
