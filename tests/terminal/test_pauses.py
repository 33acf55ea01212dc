"""What keys do at a pause: four of them turn the page and do only that, and what would answer is not lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from terminals import Terminal, playing, write_story

_SCENES = """\
start:
  title: The start
  text: |
{lines}
  choices:
    one: {{say: The first., goto: end}}
    two: {{say: Another., text: You took another.}}
end: {{text: The end., ending: {{title: The End, hint: End it.}}}}
"""


@pytest.fixture
def long(tmp_path: Path) -> Iterator[Terminal]:
    """A game whose first scene has many pages, at its first pause."""
    lines = "".join(f"    Line {number} of many.\n\n" for number in range(1, 41))
    scenes = {"story.yaml": "id: long\ntitle: Long\n", "scenes/bar.yaml": _SCENES.format(lines=lines)}
    with playing("--new", "--story", str(write_story(tmp_path / "long", scenes)), folder=tmp_path, rows=18) as game:
        game.wait_for_prompt()
        yield game


def numbers(terminal: Terminal) -> list[int]:
    """Return the numbers of the lines that are in the window."""
    return [int(line.split()[1]) for line in terminal.text.split("\n") if line.strip().startswith("Line ")]


def all_lines(terminal: Terminal) -> list[str]:
    """Return what is in the scrollback and in the window, without margins."""
    history = ["".join(row[column].data for column in range(80)) for row in terminal.screen.history.top]
    return [line.strip() for line in (*history, *terminal.screen.display)]


@pytest.mark.parametrize("key", ["\r", " ", "\x1b[B", "\x1b[6~"])
def test_a_page_is_turned_by_four_keys(long: Terminal, key: str) -> None:
    """Enter, Space, Down and PageDown show the next page, at any speed, and every line comes once, in order."""
    seen: list[int] = []
    while long.last_line.startswith("Enter:"):
        seen += numbers(long)
        long.type(key)
        long.wait_for_prompt()
    assert seen + numbers(long) == list(range(1, 41))
    assert [line for line in all_lines(long) if line.startswith("Line ")] == [
        f"Line {n} of many." for n in range(1, 41)
    ]
    assert "› 1  The first." in long.text
    assert long.last_line.startswith("> a number")


def test_the_next_page_begins_at_the_top(long: Terminal) -> None:
    """After a pause new text begins in the first row, and what was read is in the scrollback, once and in order."""
    first = numbers(long)
    long.type(" ")
    long.wait_for_prompt()
    assert long.screen.display[0].strip() == f"Line {first[-1] + 1} of many."
    history = all_lines(long)[: -long.screen.lines]
    assert [line for line in history if line.startswith("Line ")] == [f"Line {each} of many." for each in first]
    assert not any("Enter:" in line for line in history)


def test_several_pages_are_turned_by_keys_typed_ahead(long: Terminal) -> None:
    """Two Enters at once turn two pages."""
    first = numbers(long)
    long.type("\r\r")
    long.wait_until(lambda: long.is_asking and (numbers(long) or [0])[0] > first[-1] + len(first) // 2, "page three")
    assert long.wait_for("Enter:")


@pytest.mark.parametrize("keys", ["2", "another\r", "\x1b[200~another\x1b[201~\r"])
def test_an_answer_typed_at_a_pause_is_taken_at_the_question(long: Terminal, keys: str) -> None:
    """A digit, a word or a paste shows the rest without a pause and answers the question."""
    long.type(keys)
    long.wait_for("You took another.")
    assert [line for line in all_lines(long) if line.startswith("Line ")] == [
        f"Line {n} of many." for n in range(1, 41)
    ]


def test_help_can_be_asked_for_at_a_pause(long: Terminal) -> None:
    """A question mark shows the rest, and then the help."""
    long.type("?")
    long.wait_for("Choose with a number")


def test_the_page_is_drawn_again_by_ctrl_l(long: Terminal) -> None:
    """Ctrl-L shows the same page again, whole, and turns nothing."""
    long.type(" ")
    before = long.wait_for_prompt()
    long.type("\x0c")
    assert long.wait_for_prompt() == before


@pytest.mark.parametrize("rows", range(9, 14))
def test_a_page_that_ends_inside_a_paragraph_is_drawn_again_as_it_was(tmp_path: Path, rows: int) -> None:
    """Where a paragraph is higher than the window, Ctrl-L shows the same lines of it, at each of its pages."""
    words = " ".join(f"word{number}" for number in range(200))
    scenes = {"story.yaml": "id: long\ntitle: Long\n", "scenes/bar.yaml": _SCENES.format(lines=f"    {words}\n")}
    story = write_story(tmp_path / "long", scenes)
    with playing("--new", "--story", str(story), folder=tmp_path, columns=40, rows=rows) as game:
        for _ in range(4):
            before = game.wait_for_prompt()
            game.type("\x0c")
            assert game.wait_for_prompt() == before
            game.type(" ")


def test_a_page_keeps_its_place_in_a_window_of_another_size(long: Terminal) -> None:
    """After a resize the page begins with the line that it began with, and no line is left out or comes again."""
    long.type(" ")
    long.wait_for_prompt()
    first = numbers(long)[0]
    long.resize(40, 12)
    long.wait_until(
        lambda: first in numbers(long) and len(numbers(long)) < 7 and long.last_line.startswith("Enter:"),
        "a smaller page",
    )
    assert max(map(len, long.text.split("\n"))) <= 40
    seen = numbers(long)[numbers(long).index(first) :]
    while long.last_line.startswith("Enter:"):
        long.type(" ")
        long.wait_for_prompt()
        seen += numbers(long)
    assert seen == list(range(first, 41))
