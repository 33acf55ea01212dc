"""A line that falls out of a block of text is told once, where it is, and what follows it is read."""

import pytest

from desperado_adventure.loading import load_text
from desperado_adventure.model.diagnostics import Diagnostic

INSIDE = "inside: {text: Nobody., ending: {title: Inside}}\n"
SENTENCES = [
    "Two.", "He said: no.", "Two: three.", "bartender: What will it be?", "Abel: No!", "“So: what?”",
]  # fmt: skip
REST = "  goto: inside\ninside: {text: '{nope: A.}', ending: {title: Inside}}\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "blanks"),
    [
        ("  text: |\n    One.\nTwo here.\n", 4, 1, 4),
        ("  text: |\n    One.\n\nTwo here.\nThree here.\n", 5, 1, 4),
        ("  text: |\n    One.\n  Two here.\n", 4, 3, 4),
        ("  text: |\n  One here.\n", 3, 3, 4),
        ("  text: >-\nOne here.\nTwo here.\n", 3, 1, 4),
        ("  text: |\n      One.\n  'Two here,' he said.\n", 4, 3, 6),
    ],
)
def test_a_line_that_falls_out_of_a_block_is_told_once(text: str, line: int, column: int, blanks: int) -> None:
    """The cure says how far to indent it; what follows is read, so that its mistakes are told."""
    found = load_text({"scenes/bar.yaml": "door:\n" + text + REST}).diagnostics
    marks = [(str(each.code), each.mark.line, each.mark.column) for each in found if each.is_error]
    (unknown,) = (number for number, each in enumerate(("door:\n" + text + REST).split("\n"), 1) if "nope" in each)
    assert marks == [("DA004", line, column), ("DA203", unknown, 18)]
    assert f"Indent it by {blanks} blanks" in found[0].cure


@pytest.mark.parametrize("line", ["  goto inside", "inside", "  goto:inside", "  - dash", "  tilte : A."])
def test_a_line_that_is_no_text_does_not_fall_out(line: str) -> None:
    """A key whose colon is missing, an item of a list and a key are told as what they are."""
    found = load_text({"scenes/bar.yaml": f"door:\n  text: |\n    One.\n{line}\n{REST}"}).diagnostics
    assert found
    assert not [each for each in found if "text above" in each.message]


def test_a_line_that_looks_like_a_key_may_belong_to_the_text() -> None:
    """The message about an unknown key behind a block says so."""
    found = load_text({"scenes/bar.yaml": f"door:\n  text: |\n    One.\n  Two: here.\n{REST}"}).diagnostics
    assert [str(each.code) for each in found if each.is_error] == ["DA101", "DA203"]
    assert "If it belongs to the text above, indent it further." in found[0].cure


def told(chapter: str) -> list[Diagnostic]:
    """Return what is said about a chapter of a story in which a bartender can speak."""
    return list(load_text({"story.yaml": "speakers: {bartender: B}\n", "scenes/bar.yaml": chapter}).diagnostics)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("sign", ["|", ">", "|-"])
def test_a_line_that_is_not_indented_is_one_finding(sentence: str, sign: str) -> None:
    """Also where a word and a colon make it look like a key; the keys beside the block are still read."""
    (found,) = told(f"door:\n  text: {sign}\n    One.\n\n\n{sentence}\n  goto: inside\n{INSIDE}")
    assert (str(found.code), found.mark.line, "Indent it by 4 blanks" in found.cure) == ("DA004", 6, True)


@pytest.mark.parametrize("blanks", [0, 4])
def test_a_line_that_falls_out_of_a_choice_is_one_finding(blanks: int) -> None:
    """However far it falls."""
    choice = "    go:\n      say: Go.\n      text: |\n        One.\n"
    (found,) = told(f"door:\n  choices:\n{choice}{' ' * blanks}Two: three.\n      goto: inside\n{INSIDE}")
    assert (str(found.code), found.mark.line) == ("DA004", 7)


def test_a_last_line_that_is_no_id_is_a_sentence() -> None:
    """No key has capitals, so that what follows the block is text."""
    (found,) = told("inside:\n  ending: {title: Inside}\n  text: |\n    One.\nTwo: three.\n")
    assert (str(found.code), found.mark.line) == ("DA004", 5)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("  Text: Two.\n", "DA101"),
        ("  tittle: Two.\n", "DA101"),
        ("my scene: {text: Two., goto: inside}\n", "DA104"),
        ("cellar: It is dark.\n", "DA103"),
    ],
)
def test_a_key_that_is_wrong_for_another_reason_is_no_fallen_line(line: str, code: str) -> None:
    """What could be a key where it stands is told as that key."""
    found = told(f"door:\n  goto: inside\n  text: |\n    One.\n{line}{INSIDE}")
    assert code in [str(each.code) for each in found]
    assert "DA004" not in [str(each.code) for each in found]
