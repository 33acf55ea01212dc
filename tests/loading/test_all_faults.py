"""All that is wrong with an expression is told at once, each once, and nothing that only follows from it."""

import pytest

from desperado_adventure.loading import load_text

STORY = """\
variables: {heat: 0..4, warned: flag, hour: [noon, dusk]}
places: {case: {title: The case}}
items: {coin: {title: a coin, at: case}}
"""

CONDITIONS = {
    "heat >= 2 and lgend >= 2 or nope": ["DA203 lgend", "DA203 nope"],
    "huor == noon and nope": ["DA203 huor", "DA203 nope"],
    "hour == noom and heat == warned": ["DA203 noom", "DA302 warned"],
    "nope + warned > 2": ["DA203 nope", "DA302 +"],
    "has(coyn) and nope(coin, 3) and seen(nowhere)": ["DA204 coyn", "DA208 nope", "DA201 nowhere"],
    "heat >= and nope and heat": ["DA301 and", "DA203 nope", "DA302 heat"],
    "heat 3 and nope": ["DA301 3", "DA203 nope"],
    "heat 3 and (nope": ["DA301 3"],
    "0 < heat < 3 and nope": ["DA301 <", "DA203 nope"],
    "(heat > 9 and nope": ["DA303 9", "DA203 nope", "DA301 "],
    "warned = 3 and not nope": ["DA301 =", "DA302 3", "DA203 nope"],
    "!warned && nope || heat > 07": ["DA301 !", "DA301 &&", "DA203 nope", "DA301 ||", "DA107 07"],
    "heat > 99999999999 or nope": ["DA303 99999999999", "DA203 nope"],
    "warned and\\ or nope": ["DA301 \\", "DA203 nope"],
}
"""Conditions, and where and with which number each of their faults is told."""

EFFECTS = {
    "haet = nope": ["DA203 haet"],
    "huor = heat > 3 and nope": ["DA203 huor", "DA203 nope"],
    "heat == 9": ["DA304 ==", "DA303 9"],
    "warned += heat + nope": ["DA302 warned", "DA203 nope"],
    "put(coyn, cas)": ["DA204 coyn", "DA205 cas"],
    "putt(coin, case) nope": ["DA304 putt", "DA301 nope"],
}
"""Effects, and their faults."""


def _faults(scene: str, expression: str) -> list[str]:
    """Return the faults of an expression, which stands in a line of a scene: number, and what stands there."""
    faults = []
    for each in load_text({"story.yaml": STORY, "scenes/bar.yaml": scene}).diagnostics:
        if each.is_error:
            assert each.mark.line == 1 + scene[: scene.index(expression)].count("\n")
            faults.append(f"{each.code} {each.source[each.mark.column - 1 :]}")
    return faults


def _as_wanted(faults: list[str], wanted: list[str]) -> bool:
    return len(faults) == len(wanted) and all(
        fault.startswith(want) for fault, want in zip(faults, wanted, strict=True)
    )


@pytest.mark.parametrize(("condition", "wanted"), CONDITIONS.items())
def test_all_faults_of_a_guard_are_told(condition: str, wanted: list[str]) -> None:
    """Each fault is told once, in the order of the words, at its character."""
    scene = f"door:\n  choices:\n    go:\n      say: Go in.\n      when: >-\n        {condition}\n      goto: door\n"
    assert _as_wanted(_faults(scene, condition), wanted)


@pytest.mark.parametrize(("condition", "wanted"), CONDITIONS.items())
def test_all_faults_of_a_condition_of_a_place_are_told(condition: str, wanted: list[str]) -> None:
    """The condition of a place in story.yaml is read like that of a scene."""
    story = STORY.replace("title: The case", f"title: The case, when: '{condition}'")
    files = {"story.yaml": story, "scenes/bar.yaml": "door: {text: A door., ending: {title: Inside}}\n"}
    found = [each for each in load_text(files).diagnostics if each.is_error]
    assert _as_wanted([f"{each.code} {each.source[each.mark.column - 1 :]}" for each in found], wanted)


@pytest.mark.parametrize(("effect", "wanted"), EFFECTS.items())
def test_all_faults_of_an_effect_are_told(effect: str, wanted: list[str]) -> None:
    """Effects tell all their faults as conditions do."""
    assert _as_wanted(_faults(f"door:\n  do:\n    - {effect}\n  ending: {{title: Inside}}\n", effect), wanted)


def test_all_faults_of_a_text_are_told() -> None:
    """What is wrong in one paragraph hides neither the rest of the paragraph's conditions nor other paragraphs."""
    scene = (
        "door:\n  text: |\n    A {nope: x} and {heat > 9: y}.\n\n    {never closed\n\n    boy: What {again > 1: z}?\n"
        "  ending: {title: Inside}\n"
    )
    found = load_text({"story.yaml": STORY, "scenes/bar.yaml": scene}).diagnostics
    marks = [(str(each.code), each.mark.line, each.mark.column) for each in found if each.is_error]
    assert marks == [("DA203", 3, 8), ("DA303", 3, 29), ("DA311", 5, 5), ("DA207", 7, 5), ("DA203", 7, 16)]


def test_the_same_words_have_the_same_faults_wherever_they_stand() -> None:
    """Faults are kept with the words, and each place is told of those that are not about a name that is unknown."""
    scene = "door: {do: [heat = 9, heat = 9], text: '{heat > 9: x}{heat > 9: y}', ending: {title: Inside}}\n"
    found = load_text({"story.yaml": STORY, "scenes/bar.yaml": scene}).diagnostics
    assert [str(each.code) for each in found if each.is_error] == ["DA303"] * 4
