"""Choices that do nothing are told, and only those."""

from __future__ import annotations

import pytest

from desperado_adventure.loading import load_text

SCENES = """
door:
  text: "{{%s}}"
  choices:
    wait: {say: Wait.%s}
    go: {say: Go in., goto: inside}
    phone: {say: Go to the telephone., cutaway: call}
call: {text: Yes?, choices: {end: {say: Enough., return: true}}}
inside: {text: Nobody., ending: {title: Inside}}
"""


def idle(more: str = "", text: str = "It is open.", say: str = "Wait.") -> list[int]:
    """Load a story in which one choice has these keys; return the lines in which a choice does nothing."""
    scenes = SCENES.replace("{{%s}}", text).replace("%s", more).replace("say: Wait.", f'say: "{say}"')
    diagnostics = load_text({"story.yaml": "variables: {n: 0..2}", "scenes/bar.yaml": scenes}).diagnostics
    assert [each for each in diagnostics if each.is_error] == []
    return [each.mark.line for each in diagnostics if each.code.number == "DA425"]


def test_a_choice_that_does_nothing_is_told_at_its_key() -> None:
    """Neither a guard nor its being a fallback makes it do anything."""
    assert idle() == [5]
    assert idle(", requires: n == 1, barred: No.") == [5]
    assert idle(", fallback: true") == [5]


@pytest.mark.parametrize(
    "more",
    [
        ", text: Nothing.", ", do: [n += 1]", ", goto: door", ", cutaway: call", ", once: true",
        ", choices: {a: {say: A.}, b: {say: B.}}", ", goto: [{when: n == 1, goto: inside}, door]",
        ", verse: 'One\n\n      Two\n\n      Three\n\n      Four'",
    ],
)  # fmt: skip
def test_a_choice_that_does_something_is_not(more: str) -> None:
    """To tell, to change, to lead, to be gone or to open others is something, and so is to come back from these."""
    assert idle(more) == []


def test_to_be_counted_is_something() -> None:
    """A choice does something if a condition or a sequence asks how often it was taken."""
    assert idle(text="{taken(door.wait): You have waited.}") == []
    assert idle(say="Wait{| longer}.") == []
