"""A line that falls out of a block of text is told once, where it is, and what follows it is read."""

import pytest

from desperado_adventure.loading import load_text

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
