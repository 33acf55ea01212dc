"""A value of the wrong shape is told once, with what the author wrote in the right one, and is read all the same."""

import pytest

from desperado_adventure.loading import load_text
from desperado_adventure.model.diagnostics import Diagnostic

STORY = "variables: {heat: 0..4, lit: flag}\n"
INSIDE = "inside: {text: Nobody., ending: {title: Inside}}\n"

SHAPES = {
    "  choices:\n    - say: Go in.\n      goto: inside\n": ("DA103", "`go_in: {say: Go in., goto: inside}`"),
    "  choices:\n    - {text: Go in now., goto: inside, say: 'No: 1'}\n": ("DA103", "`no_1: {text: Go in now., goto: "),
    "  choices:\n    say: Go in.\n    goto: inside\n": ("DA103", "Give it an id: `go_in: {say: Go in., goto: inside}`"),
    "  choices: {b: inside}\n": ("DA103", "`b: {say: …, goto: inside}`"),
    "  choices: {b: Go in.}\n": ("DA103", "`b: {say: Go in., goto: …}`"),
    "  ending: Inside\n": ("DA103", "`ending: {title: Inside}`"),
    "  ending: 'Inside: dark'\n": ("DA103", '`ending: {title: "Inside: dark"}`'),
    "  ending: true\n": ("DA103", "`ending: {title: …}`"),
    "  text: {when: lit, text: Light.}\n  goto: inside\n": ("DA103", "`- {when: lit, text: Light.}`"),
    "  redirects: {when: lit, goto: inside}\n  goto: inside\n": ("DA103", "`- {when: lit, goto: inside}`"),
    "  do: lit = true\n  goto: inside\n": ("DA103", "`do: [lit = true]`"),
    "  do: {lit: true, heat: 2}\n  goto: inside\n": ("DA103", "`do: [lit = true, heat = 2]`"),
    "  do:\n    - lit: true\n  goto: inside\n": ("DA304", "`lit = true`"),
    "  choices: {go: {say: Go., when: [lit, heat > 2], goto: inside}}\n": ("DA103", "`when: lit and heat > 2`"),
    "  choices: {go: {say: Go., when: [lit or heat > 2, heat > 1], goto: inside}}\n": (
        "DA103",
        "`when: (lit or heat > 2) and heat > 1`",
    ),
    "  text: [{when: lit, then: It is light.}]\n  goto: inside\n": ("DA101", "`text`"),
    "  do: [{when: lit, then: [heat += 1]}]\n  goto: inside\n": ("DA101", "`do`"),
    "  redirects: [{when: lit, then: inside}]\n  goto: inside\n": ("DA101", "`goto`"),
    "  choices: {go: {say: Go., when: {lit: true, heat: 2}, goto: inside}}\n": ("DA103", "`when: lit and heat == 2`"),
    "  choices: {go: {say: Go., requires: {lit: no}, barred: No., goto: inside}}\n": ("DA103", "`requires: not lit`"),
}

KEYS = {
    "Text: Hello.\n  goto": "text",
    "Goto": "goto",
    "next": "goto",
    "target": "goto",
    "options": "choices",
    "description: Hello.\n  goto": "text",
    "name: Hello.\n  goto": "title",
    "image: lamp\n  goto": "art",
    "set: [lit = true]\n  goto": "do",
    "end: {title: End}\n  redirects": "ending",
}
CHOICE_KEYS = {
    "label": "say",
    "option": "say",
    "prompt": "say",
    "link": "goto",
    "next": "goto",
    "to": "goto",
    "target": "goto",
    "destination": "goto",
    "if": "when",
    "condition": "when",
    "set": "do",
    "effects": "do",
    "only_once": "once",
    "needs": "requires",
    "reason": "barred",
    "default": "fallback",
    "When": "when",
}
VALUES = {
    "say": "Go.", "goto": "inside", "when": "lit", "do": "[lit = true]", "once": "true", "requires": "lit",
    "barred": "'No.'", "fallback": "true",
}  # fmt: skip


def _told(chapter: str, story: str = STORY) -> list[Diagnostic]:
    found = load_text({"story.yaml": story, "scenes/bar.yaml": chapter + INSIDE}).diagnostics
    return [each for each in found if each.is_error]


@pytest.mark.parametrize(("scene", "wanted"), SHAPES.items())
def test_a_value_of_the_wrong_shape_is_told_with_the_right_one(scene: str, wanted: tuple[str, str]) -> None:
    """The cure is what the author wrote, in the shape that is read."""
    (found,) = _told(f"door:\n{scene}")
    assert (str(found.code), wanted[1] in found.cure) == (wanted[0], True), found.cure


@pytest.mark.parametrize(
    ("scene", "codes"),
    [
        ("  choices:\n    - {say: Go., when: nope, goto: inside}\n", ["DA103", "DA203"]),
        ("  text: {when: nope, text: Light.}\n  goto: inside\n", ["DA103", "DA203"]),
        ("  redirects: {when: nope, goto: inside}\n  goto: inside\n", ["DA103", "DA203"]),
        ("  choices: {go: {say: Go., when: [nope, lit], goto: inside}}\n", ["DA103", "DA203"]),
    ],
)
def test_what_is_wrong_inside_a_value_of_the_wrong_shape_is_told_as_well(scene: str, codes: list[str]) -> None:
    """The value is read as it was meant."""
    assert sorted(str(each.code) for each in _told(f"door:\n{scene}")) == codes


@pytest.mark.parametrize(("written", "meant"), KEYS.items())
def test_a_key_of_a_scene_written_out_of_habit_is_understood_by_its_meaning(written: str, meant: str) -> None:
    """It is told once, with the key that is meant."""
    rest = {"options": ": {go: {say: Go., goto: inside}}", "end: {title: End}\n  redirects": ": []"}
    (found,) = _told(f"door:\n  {written}{rest.get(written, ': inside')}\n") if meant != "art" else (_art(),)
    assert f"Did you mean `{meant}`?" in found.cure


def _art() -> Diagnostic:
    files = {
        "scenes/bar.yaml": "door: {image: lamp, text: A., goto: inside}\n" + INSIDE,
        "art/lamp.yaml": "alt: A.\npicture: O\n",
    }
    (found,) = (each for each in load_text(files).diagnostics if each.is_error)
    return found


def test_a_misspelled_key_is_first_the_one_that_is_lacking() -> None:
    """Of two keys that it resembles as much, `say` and `stay`, the one without which there is no choice."""
    (found,) = _told("door: {choices: {go: {sty: Go., goto: inside}, wait: {say: Wait., goto: inside}}}\n")
    assert "Did you mean `say`?" in found.cure


@pytest.mark.parametrize(("written", "meant"), CHOICE_KEYS.items())
def test_a_key_of_a_choice_written_out_of_habit_is_understood_by_its_meaning(written: str, meant: str) -> None:
    """It is told once, with the key that is meant; that one is then not missing."""
    given = {"say": "Go.", "goto": "inside"}
    given |= {"barred": "'No.'"} if meant == "requires" else {"requires": "lit"} if meant == "barred" else {}
    given.pop(meant, None)
    entries = ", ".join(f"{key}: {value}" for key, value in {**given, written: VALUES[meant]}.items())
    (found,) = _told(f"door: {{choices: {{go: {{{entries}}}, stay: {{say: Stay., goto: inside}}}}}}\n")
    assert f"Did you mean `{meant}`?" in found.cure


@pytest.mark.parametrize(
    ("story", "cure"),
    [
        ("items: [coin]\n", "`coin: {title: …}`"),
        ("variables: [lit]\n", "`lit: flag`"),
        ("variables:\n  - heat: 0..4\n", "`heat: 0..4`"),
        ("items: {coin: a coin}\n", "`coin: {title: a coin}`"),
        ("places: {case: The case}\n", "`case: {title: The case}`"),
        ("chapters: {bar: The bar}\n", "`bar: {title: The bar}`"),
        ("start: door\n", "`bar.door`"),
        ("variables: {heat: 0-4}\n", "`0..4`"),
        ("variables: {heat: 0...4}\n", "`0..4`"),
        ("variables: {heat: 0..10_000}\n", "`0..10000`"),
        ("variables: {heat: '0..10,000'}\n", "`0..10000`"),
        ("variables: {heat: 4 to 0}\n", "`0..4`"),
        ("variables: {heat: 5}\n", "`{range: 0..5, start: 5}`"),
        ("variables: {heat: int}\n", "`0..9`"),
        ("variables: {lit: false}\n", "`flag`"),
        ("variables: {lit: Boolean}\n", "`flag`"),
    ],
)
def test_a_declaration_of_the_wrong_shape_is_told_with_the_right_one(story: str, cure: str) -> None:
    """The cure is what the author wrote, in the shape that is read."""
    (found,) = _told("door: {text: A., goto: inside}\n", story)
    assert cure in found.cure


@pytest.mark.parametrize(
    ("start", "cure"),
    [("stairs", "`cellar.stairs`"), ("staris", "`cellar.stairs`"), ("cellar", "like `cellar.stairs`")],
)
def test_a_start_without_its_chapter_is_proposed_with_it(start: str, cure: str) -> None:
    """Also where its key is misspelled, and where only the chapter is named."""
    files = {
        "story.yaml": f"start: {start}\n",
        "scenes/bar.yaml": "door: {text: A., goto: cellar.stairs}\n",
        "scenes/cellar.yaml": "stairs: {text: B., choices: {up: {say: Up., goto: bar.door}}}\n",
    }
    (found,) = (each for each in load_text(files).diagnostics if str(each.code) == "DA201")
    assert cure in found.cure


def test_a_scene_of_another_chapter_is_proposed_with_its_chapter() -> None:
    """A bare key is looked up in its own chapter only; the cure names the scenes of other chapters that have it."""
    files = {
        "scenes/bar.yaml": "door: {text: A., goto: stairs}\n",
        "scenes/cellar.yaml": "stairs: {ending: {title: A}}\n",
    }
    (found,) = (each for each in load_text(files).diagnostics if each.is_error)
    assert (str(found.code), "`cellar.stairs`" in found.cure) == ("DA201", True)


def test_a_scene_that_is_indented_into_another_is_told_once_and_read() -> None:
    """It is no unknown scene where it is named, and what is wrong in it is told."""
    chapter = "door:\n  text: A.\n  goto: hall\n  hall:\n    text: '{nope: A hall.}'\n    goto: inside\n"
    found = _told(chapter)
    assert [(str(each.code), each.mark.line) for each in found] == [("DA101", 4), ("DA203", 5)]
    assert "first column" in found[0].cure
