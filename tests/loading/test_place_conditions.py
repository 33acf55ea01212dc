"""The condition of a place (`when:`) is read like every other: its names count as read, its mistakes have a place."""

import pytest

from desperado_adventure.loading import Loaded, load_text
from desperado_adventure.loading.cache import decode, encode
from desperado_adventure.model import codes
from desperado_adventure.model.codes import Code

SCENES = """\
door: {text: A door., do: [mine = true], choices: {in: {say: In., goto: end}}}
end: {text: You are in., ending: {title: E}}
"""


def loaded(condition: str, place: str = "title: The case") -> Loaded:
    """Load a story of which a place has this condition."""
    world = f"variables: {{mine: flag}}\nplaces:\n  case: {{{place}, when: {condition}}}\n"
    return load_text({"story.yaml": world, "scenes/bar.yaml": SCENES})


@pytest.mark.parametrize("condition", ["mine", "not mine", "mine and seen(bar.door)", "taken(bar.door.in) or mine"])
def test_a_condition_of_a_place_is_an_expression(condition: str) -> None:
    """It can name variables, and scenes and choices by their full ids; what it reads counts as read."""
    story, diagnostics = loaded(condition)
    assert diagnostics == ()
    assert story is not None
    assert decode(encode(story)) == story
    assert story.places[0].when is not None


def test_without_it_nothing_reads_the_variable() -> None:
    """What a place's condition alone reads is reported as unread without it."""
    world = "variables: {mine: flag}\nplaces: {case: {title: The case}}\n"
    diagnostics = load_text({"story.yaml": world, "scenes/bar.yaml": SCENES}).diagnostics
    assert [each.code for each in diagnostics] == [codes.NOTHING_READS_VARIABLE]


@pytest.mark.parametrize(
    ("condition", "code", "column"),
    [
        ("mien", codes.UNKNOWN_NAME, 33),
        ("mine and seen(bar.dor)", codes.UNKNOWN_SCENE, 47),
        ("seen(door)", codes.UNKNOWN_SCENE, 38),
        ("mine >= 1", codes.DIFFERENT_KINDS, 41),
        ("mine = true", codes.EXPRESSION_DOES_NOT_PARSE, 38),
        ("mine = false", codes.EXPRESSION_DOES_NOT_PARSE, 38),
        ("carried(case)", codes.UNKNOWN_PLACE, 41),
        ("has(guitar)", codes.UNKNOWN_ITEM, 37),
        ("''", codes.EXPRESSION_DOES_NOT_PARSE, 34),
        ("[mine]", codes.WRONG_KIND_OF_VALUE, 33),
    ],
)
def test_a_mistake_is_reported_where_it_is(condition: str, code: Code, column: int) -> None:
    """A name that does not exist, an assignment, a list: each has its diagnostic, with line and column."""
    wrong = [each for each in loaded(condition).diagnostics if each.is_error]
    assert [(each.code, each.mark.file, each.mark.line) for each in wrong] == [(code, "story.yaml", 3)]
    assert wrong[0].mark.column == column


def test_a_place_that_is_never_carried_has_no_condition() -> None:
    """A condition that can decide nothing is refused, where it is written."""
    wrong = loaded("mine", "title: The bed, carried: false").diagnostics
    assert [(each.code, each.mark.line, each.mark.column) for each in wrong] == [(codes.VALUE_NOT_ALLOWED, 3, 48)]
