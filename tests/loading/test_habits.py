"""What authors type out of habit from other systems: each is told once, with what is written here instead."""

import pytest

from desperado_adventure.loading import load_text
from desperado_adventure.model.diagnostics import Diagnostic

HERE = "«"
"""Stands where the mistake is told."""

WORLD = "variables: {heat: 0..4, warned: flag}\n"
SCENES = {
    "the end as a scene": ("goto: «END", "DA201", "`ending: {title: …}`"),
    "the end in small letters": ("goto: «done", "DA201", "`ending: {title: …}`"),
    "ways as a mapping": (
        "goto: «{warned: inside, else: cellar}",
        "DA103",
        "`[{when: warned, goto: inside}, cellar]`",
    ),
    "ways without a last one": ("goto: «{heat >= 2: inside}", "DA103", "`[{when: heat >= 2, goto: inside}, …]`"),
    "one way": ("goto: «{when: warned, goto: inside}", "DA103", "`[{when: warned, goto: inside}]`"),
    "dice": ('do: ["heat = «RANDOM(1, 3)"], goto: inside', "DA208", "Nothing in a story is random"),
    "a scene for its visits": ("when: «inside > 1, goto: inside", "DA203", "`visits(inside)`"),
    "a choice for its takings": ("when: «door.go > 1, goto: inside", "DA203", "`takings(door.go)`"),
    "a flag of other words": ("«sty: Go in., goto: inside", "DA101", "`say`"),
}
"""Keys of a choice, the number of what is told of them, and words of the cure."""


def told(files: dict[str, str]) -> list[Diagnostic]:
    """Return the errors of loading a story."""
    return [each for each in load_text(files).diagnostics if each.is_error]


@pytest.mark.parametrize("name", SCENES)
def test_a_habit_in_a_choice_is_one_finding_with_its_cure(name: str) -> None:
    """The number, the place and what to write, in the author's own words."""
    keys, number, cure = SCENES[name]
    line = f"    go: {{{'' if 'sty' in keys else 'say: Go in., '}{keys}}}"
    scenes = f"door:\n  text: It is open.\n  choices:\n{line.replace(HERE, '')}\n"
    scenes += "inside: {text: Nobody., ending: {title: Inside}}\ncellar: {text: Nobody., ending: {title: Below}}\n"
    (diagnostic,) = told({"story.yaml": WORLD, "scenes/bar.yaml": scenes})
    assert (diagnostic.code.number, diagnostic.mark.column) == (number, line.index(HERE) + 1)
    assert cure in diagnostic.cure


@pytest.mark.parametrize("kind", ["string", "text", "String"])
def test_a_variable_of_words_is_a_name_or_a_set(kind: str) -> None:
    """What elsewhere is a string is here a name that the player types, or a set of words."""
    scenes = "door: {text: It is open., ending: {title: Inside}}\n"
    (diagnostic,) = told({"story.yaml": f"variables: {{guest: {kind}}}\n", "scenes/bar.yaml": scenes})
    assert (diagnostic.code.number, "`{name: a stranger}`" in diagnostic.cure) == ("DA105", True)


@pytest.mark.parametrize(
    ("line", "cure"),
    [
        ("VAR gold = 3", "`variables:`"),
        ("=== door ===", "a key of its own"),
        ("-> END", "`ending:`"),
        ("Nobody is here.", "text stands below"),
    ],
)
@pytest.mark.parametrize("others", ["", "cellar:\n  text: {{\n  goto: door\n"])
def test_a_line_that_is_no_key_is_told(line: str, cure: str, others: str) -> None:
    """Between scenes it is never passed over, whatever else is wrong in the file."""
    scenes = f"inside: {{text: It is open., goto: door}}\n{line}\ndoor:\n  text: It is open.\n  ending: {{title: X}}\n"
    found = told({"story.yaml": "start: bar.inside\n", "scenes/bar.yaml": scenes + others})
    (stray,) = [each for each in found if each.mark.line == 2]
    assert stray.code.number == "DA004"
    assert cure in stray.cure or (cure == "text stands below" and "indent the line" in stray.cure)
    assert len(found) == 1 + bool(others)


def test_a_colon_in_text_hides_no_other_mistake_of_its_scene() -> None:
    """Each of them is told, at its own place, and nothing is told twice."""
    scenes = """\
door:
  text: It is open. {heat >= 1: You can't see {haet}.} $5
  choices:
    go:
      say: Go on: in
      when: heat && warned
      goto: nowhere
    out: {say: Go., goto: inside}
inside: {text: Nobody., ending: {title: Inside}}
"""
    found = told({"story.yaml": WORLD, "scenes/bar.yaml": scenes})
    assert [(each.code.number, each.mark.line, each.source[each.mark.column - 1 :][:6]) for each in found] == [
        ("DA010", 2, ": You "),
        ("DA203", 2, "haet}."),
        ("DA010", 5, ": in"),
        ("DA302", 6, "heat &"),
        ("DA301", 6, "&& war"),
        ("DA201", 7, "nowher"),
    ]


@pytest.mark.parametrize("value", ["He said: no\n    and went.", "He said: no # so", "He [said]: no]"])
def test_a_colon_in_text_that_goes_on_is_one_finding(value: str) -> None:
    """Where quotes around the line would not be what was meant, the scene is left alone."""
    scenes = f"door:\n  text: {value}\n  goto: inside\ninside: {{text: Nobody., ending: {{title: Inside}}}}\n"
    assert [each.code.number for each in told({"scenes/bar.yaml": scenes})] == ["DA010"]
