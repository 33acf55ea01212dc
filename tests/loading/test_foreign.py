"""What authors write out of habit from other languages is told with what is written here, in their own words."""

import pytest

from desperado_adventure.loading import load_text
from desperado_adventure.model.diagnostics import Diagnostic

STORY = """\
variables: {heat: 0..4, lit: flag, hour: [noon, dusk]}
places: {case: {title: The case}}
items: {coin: {title: a coin, at: case}, gun: {title: a gun}}
"""
INSIDE = "inside: {text: Nobody., choices: {out: {say: Out., goto: door}, end: {say: End., goto: ending}}}\n"
ENDING = "ending: {text: The end., ending: {title: End}}\n"

EFFECTS = {
    "lit = yes": "`true`",
    "lit = no": "`false`",
    "lit = True": "`true`",
    "lit = 1": "`lit = true`",
    "lit = 0": "`lit = false`",
    "lit": "`lit = true`",
    "!lit": "`lit = false`",
    "not lit": "`lit = false`",
    "heat": "`heat += 1`",
    "hour": "`hour = dusk`",
    "coin": "`put(coin, case)`, or `lose(coin)`",
    "heat++": "`heat += 1`",
    "++heat": "`heat += 1`",
    "heat--": "`heat -= 1`",
    "heat + 1": "`heat += 1`",
    "heat+1": "`heat += 1`",
    "heat - 2": "`heat -= 2`",
    "heat =+ 1": "`+=`",
    "heat := 3": "`=`",
    "heat = '3'": "`3`",
    "heat = true": "a number in 0..4",
    "hour = 1": "one of noon, dusk",
    'hour = "dusk"': "`dusk`",
    "set heat to 3": "`heat = 3`",
    "set heat = 3": "`heat = 3`",
    "heat is 3": "`heat = 3`",
    "~ heat = 3": "`heat = 3`",
    "$heat = 3": "`heat = 3`",
    "(set: $heat to 3)": "`heat = 3`",
    "<<set $heat = 3>>": "`heat = 3`",
    "add 2 to heat": "`heat += 2`",
    "heat = 3; lit = true": "an item of its own",
    "heat -= 1 and lit": "an item of its own",
    "toggle lit": "`lit = not lit`",
    "add(heat, 2)": "`heat += 2`",
    "give(gun)": "`put(gun, case)`",
    "give gun": "`put(gun, case)`",
    "drop coin": "`lose(coin)`",
    "put coin": "`put(coin, case)`",
    "lose coin": "`lose(coin)`",
    "drop(coin)": "`lose(coin)`",
    "lose(coin, case)": "`lose(coin)`",
    "put(coin)": "`put(coin, case)`",
    "goto inside": "`goto: inside`",
}
CONDITIONS = {
    "!lit": "`not`",
    "lit && heat > 2": "`and`",
    "lit || heat > 2": "`or`",
    "NOT lit": "`not`",
    "lit AND heat > 2": "`and`",
    "lit == yes": "`true`",
    "lit == 1": "`lit`, or `not lit`",
    "lit is true": "`==`",
    "heat is not 3": "`!=`",
    "heat equals 3": "`==`",
    "heat => 3": "`>=`",
    "heat <> 3": "`!=`",
    "heat ≥ 3": "`>=`",
    "0 < heat < 3": "`0 < heat and heat < 3`",
    "heat between 1 and 3": "`heat >= 1 and heat <= 3`",
    "heat in 1..3": "`heat >= 1 and heat <= 3`",
    "heat >= 1.5": "`1`",
    "heat": "`heat >= 1`",
    "hour": "`hour == noon`",
    "hour == 1": "`hour == noon`",
    "if lit": "`lit`",
    "unless lit": "`not (lit)`",
    "elif lit": "`lit`",
    "$lit": "`lit`",
    "has coin": "`has(coin)`",
    "has": "`has(…)`",
    'has("coin")': "`coin`",
    "has(coin, gun)": "`has(coin) and has(gun)`",
    "seen inside": "`seen(inside)`",
    "coin": "`has(coin)`",
    "inside": "`seen(inside)`",
    "bar.inside.out": "`taken(bar.inside.out)`",
    "noon": "`hour == noon`",
    "lit and": "behind `and`",
    "heat >": "behind `>`",
}


def _told(chapter: str) -> list[Diagnostic]:
    found = load_text({"story.yaml": STORY, "scenes/bar.yaml": chapter + INSIDE + ENDING}).diagnostics
    return [each for each in found if each.is_error]


@pytest.mark.parametrize(("effect", "cure"), EFFECTS.items())
def test_an_effect_in_the_form_of_another_language_is_told_once_with_the_one_that_is_meant(
    effect: str, cure: str
) -> None:
    """The cure holds the author's own words."""
    (found,) = _told(f"door:\n  do:\n    - >-\n      {effect}\n  goto: inside\n")
    assert cure in found.cure


@pytest.mark.parametrize(("condition", "cure"), CONDITIONS.items())
def test_a_condition_in_the_form_of_another_language_is_told_once_with_the_one_that_is_meant(
    condition: str, cure: str
) -> None:
    """The cure holds the author's own words."""
    chapter = f"door:\n  choices:\n    go:\n      say: Go.\n      when: >-\n        {condition}\n      goto: inside\n"
    (found,) = _told(chapter)
    assert cure in found.cure


def test_what_is_foreign_does_not_hide_what_is_unknown() -> None:
    """The names in it are looked up as well."""
    chapter = (
        "door:\n  do: [set nope to 3]\n  choices: {go: {say: Go., when: if nope2 && heat is nope3, goto: inside}}\n"
    )
    assert [(str(each.code), each.mark.column) for each in _told(chapter)] == [
        ("DA304", 8),
        ("DA203", 12),
        ("DA301", 34),
        ("DA203", 37),
        ("DA301", 43),
        ("DA301", 51),
        ("DA203", 54),
    ]


def test_words_of_other_languages_are_names_like_others() -> None:
    """A variable may be called `yes`, `is` or `if`."""
    story = "variables: {yes: flag, is: flag, if: flag, heat: 0..4}\n"
    effects = "yes = true, is = yes, if = is"
    chapter = f"door: {{do: [{effects}], choices: {{go: {{say: Go., when: if and yes and is, goto: inside}}}}}}\n"
    files = {"story.yaml": story, "scenes/bar.yaml": chapter + "inside: {text: A., ending: {title: A}}\n"}
    assert not [each for each in load_text(files).diagnostics if each.is_error]
