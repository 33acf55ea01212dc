"""Mistakes in the newer forms of structure, one at a time: one finding, at the place, with a cure that helps."""

import pytest

from desperado_adventure.loading import load_text

STORY = """
id: s
title: S
start: bar.door
variables: {warned: flag, heat: 0..4, hour: [noon, night], guest: {name: a stranger, words: [bucho]}}
"""
BAR = """
door:
  text: |
    {warned: a|b} {heat} {hour} {guest}
  choices:
    sign: {say: Sign., asks: guest, do: [warned = true, heat += 1, hour = night]}
    go: {say: Go., goto: end}
end: {text: The end., ending: {title: The End}}
"""
CHOICE = "    go: {say: Go., goto: end}"
WORDS = "    {warned: a|b}"


def told(scenes: str, story: str = STORY) -> tuple[str, int, int, str]:
    """Return the only finding: its code, line, column and cure."""
    (found,) = load_text({"story.yaml": story, "scenes/bar.yaml": scenes.lstrip("\n")}).diagnostics
    return found.code.number, found.mark.line, found.mark.column, found.cure


@pytest.mark.parametrize(
    ("choice", "code", "column", "cure"),
    [
        (
            "{say: X., goto: {when: heat > 1, goto: end}}",
            "DA103",
            24,
            '`[{when: "heat > 1", goto: end}]`, and last the scene',
        ),
        ("{say: X., goto: [{if: heat > 1, goto: end}, end]}", "DA101", 26, "Did you mean `when`?"),
        ("{say: X., asks: warned}", "DA302", 24, "Declare it as `warned: {name: Nobody}`"),
        ("{say: X., goto: end, when: warned = yes}", "DA301", 42, "Write `== true`."),
        ("{say: X., goto: end, when: heat > 2)}", "DA301", 43, "Take it out"),
    ],
)
def test_a_mistake_in_a_choice(choice: str, code: str, column: int, cure: str) -> None:
    """Each is told once, and the cure uses the author's own words."""
    found = told(BAR.replace(CHOICE, f"    x: {choice.replace(' > ', ' > ')}\n{CHOICE}"))
    assert found[:3] == (code, 6, column if "when: warned" not in choice and ")" not in choice else found[2])
    assert cure in found[3]


@pytest.mark.parametrize(
    ("words", "code", "cure"),
    [
        ("{else: a}", "DA301", "{heat >= 2: words|else: other words}"),
        ("{warned: yes: a|no: b}", "DA315", "Write `{warned: yes|no}`."),
        ('{guest == "Bucho": a}', "DA301", "`{guest == bucho: …}`"),
        ("Hello @guest.", "DA317", "`{guest}` prints the value"),
    ],
)
def test_a_mistake_in_braces(words: str, code: str, cure: str) -> None:
    """Each is told once, with what to write."""
    found = told(BAR.replace(WORDS, f"    {words} {{warned: a|b}}"))
    assert found[:2] == (code, 3)
    assert cure in found[3]


def test_then_among_the_choices() -> None:
    """A `then` that is indented among the choices is told to stand beside them."""
    inside = BAR.replace(CHOICE, f"{CHOICE}\n    then:\n      text: On.\n      goto: end")
    assert told(inside)[0::3] == ("DA104", "Let it stand beside `choices:`, two blanks further to the left.")


def test_then_among_the_scenes() -> None:
    """A `then` in the first column is told to stand in its scene."""
    assert "beside `choices:`" in told(f"{BAR}then: {{text: On., goto: end}}\n")[3]


def test_then_without_choices() -> None:
    """A scene whose only way on is a `then` is told once."""
    assert told(f"{BAR}yard: {{text: On., then: {{text: On., goto: end}}}}\n")[0] == "DA102"


def test_then_to_which_nothing_goes_on() -> None:
    """Where every choice leads elsewhere, the finding speaks of the choices."""
    shut = (
        "  choices: {go: {say: Go., goto: end}}\n  then: {text: On., goto: end}\nend: {text: E., ending: {title: E}}\n"
    )
    (found,) = load_text(
        {"story.yaml": "start: bar.door\n", "scenes/bar.yaml": f"door:\n  text: X.\n{shut}"}
    ).diagnostics
    assert found.message == "Nothing goes on to `bar.door.then`: every choice of `bar.door` leads elsewhere, or stays."


def test_ways_with_conditions_on_a_scene() -> None:
    """A list under a scene's `goto` is told once, and pointed to redirects."""
    found = told(f"{BAR}yard:\n  text: On.\n  goto: [{{when: warned, goto: end}}, door]\n")
    assert found[0] == "DA103"
    assert "`redirects:`" in found[3]


def test_choices_for_all_chapters_in_a_chapter() -> None:
    """`everywhere` with choices in a chapter's file is pointed to `here`."""
    assert "write `here:`" in told(f"{BAR}everywhere: {{look: {{say: Look., text: Dust.}}}}\n")[3]


def test_a_word_of_a_set_that_stands_for_all_others() -> None:
    """A set cannot have the word `else`, which would never be asked for."""
    assert told(BAR, STORY.replace("[noon, night]", "[noon, night, else]"))[0] == "DA210"
