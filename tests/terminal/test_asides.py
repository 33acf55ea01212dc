"""What the player asks for besides the story: beside the scene or on pages of its own, and gone again afterwards."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminals import Terminal, playing, write_story

_READS = 0.4
"""Seconds after which an Enter is no longer taken for one that belongs to the answer before it."""

_SCENES = """\
start:
  title: The room
  text: Nothing moves here.
  choices:
    a: {say: The first., text: You took the first.}
    b: {say: The second., text: You took the second.}
    c: {say: The third., requires: seen(end), barred: It is too early., goto: end}
    d: {say: Go., goto: end}
end: {text: The end., ending: {title: The End, hint: End it.}}
"""


def begun(folder: Path, rows: int) -> Iterator[Terminal]:
    """Begin a game with a short scene in a window of so many rows."""
    story = write_story(folder / "short", {"story.yaml": "id: s\ntitle: S\n", "scenes/bar.yaml": _SCENES})
    with playing("--new", "--story", str(story), folder=folder, rows=rows) as terminal:
        terminal.wait_for_question()
        yield terminal


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Terminal]:
    """The game in a window that has room for the scene and the help."""
    yield from begun(tmp_path, 50)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Terminal]:
    """The game in a window that has no room for the scene and the help."""
    yield from begun(tmp_path, 20)


def all_lines(terminal: Terminal) -> list[str]:
    """Return what is in the scrollback and in the window."""
    history = ["".join(row[column].data for column in range(80)) for row in terminal.screen.history.top]
    return [line.strip() for line in (*history, *terminal.screen.display)]


def test_help_stands_beside_the_scene_if_there_is_room(large: Terminal) -> None:
    """Scene, help and question are in the window together, and the pointer is where it was."""
    large.press("down", "?")
    large.wait_for("Help")
    text = large.wait_for_question()
    assert "Nothing moves here." in text
    assert "save in the slot" in text
    assert "› 2  The second." in text


def test_help_is_gone_when_the_story_goes_on(large: Terminal) -> None:
    """After the next choice neither the window nor the scrollback holds the help; asked for twice, it is there once."""
    large.type("?")
    large.wait_for_question()
    large.type("?")
    large.wait_for_question()
    assert large.text.count("save in the slot") == 1
    large.type("1\r")
    large.wait_for("You took the first.")
    large.wait_for_question()
    assert not any("save in the slot" in line for line in all_lines(large))
    assert sum("Nothing moves here." in line for line in all_lines(large)) == 1


@pytest.mark.parametrize("key", ["\r", " ", "\x1b"])
def test_help_without_room_is_a_page_and_the_scene_comes_back(small: Terminal, key: str) -> None:
    """Help fills pages of its own; the last says how to go back, and then the window is as it was before."""
    small.press("down")
    before = small.wait_for("› 2  The second.")
    small.press("?")
    while "Enter: go back" not in small.wait_for_prompt():
        assert small.last_line == "Enter: go on reading"
        small.type(key)
    assert "Nothing moves here." not in small.text
    small.type(key)
    small.wait_until(lambda: small.text == before.replace("a number, arrows, or words · ? for help", "").rstrip(), "it")
    small.wait_for_question()
    assert sum("Nothing moves here." in line for line in all_lines(small)) == 1
    assert not any("Help" in line for line in all_lines(small))


def test_an_answer_typed_at_the_help_is_taken(small: Terminal) -> None:
    """A digit typed while the help is in the window goes back and chooses."""
    small.type("?")
    small.wait_until(lambda: small.last_line.startswith("Enter:"), "the help")
    small.type("2")
    assert "Nothing moves here." in small.wait_for("You took the second.")


@pytest.mark.parametrize("rows", [50, 20])
def test_f1_asks_for_help_and_keeps_what_is_typed(tmp_path: Path, rows: int) -> None:
    """With words in the line, F1 shows the help, and they are there after it."""
    for terminal in begun(tmp_path, rows):
        terminal.type("the sec\x1bOP")
        terminal.wait_for("Help")
        while not terminal.wait_for_prompt() or terminal.last_line.startswith("Enter:"):
            terminal.type(" ")
        terminal.wait_for("> the sec")


def test_leaving_from_the_help_leaves_the_story_in_the_window(small: Terminal) -> None:
    """Ctrl-C while the help is in the window puts the scene back before the last words."""
    small.type("?")
    small.wait_until(lambda: small.last_line.startswith("Enter:"), "the help")
    small.press("interrupt")
    assert small.wait() == 130
    assert "Nothing moves here." in small.text
    assert "Help" not in small.text


def test_a_refusal_stands_under_the_scene_and_the_pointer_stays(small: Terminal) -> None:
    """A barred choice, also one with an arrow, is refused under the scene; the next refusal takes its place."""
    small.press("down", "down", "enter")
    small.wait_for("You cannot: It is too early.")
    small.wait_for_question()
    assert "› 3  The third." in small.text
    small.answer("abracadabra")
    assert "› 3  The third." in small.text
    assert "You cannot" not in small.text
    assert "abracadabra" in small.text


def test_the_help_is_laid_out_for_a_window_of_another_size(small: Terminal) -> None:
    """Help in the window is drawn again after a resize, and the scene after it is laid out for the new size."""
    small.type("?")
    small.wait_until(lambda: small.last_line.startswith("Enter:"), "the help")
    small.resize(40, 15)
    small.wait_until(lambda: small.text.startswith("  Help") and small.last_line.startswith("Enter:"), "the help")
    assert max(map(len, small.text.split("\n"))) <= 40
    while small.last_line.startswith("Enter:"):
        small.type(" ")
        small.wait_for_prompt()
    assert "\n  › 1  The first." in small.text
    assert "  Nothing moves here." in small.text


def test_enter_takes_the_help_away_and_chooses_nothing(large: Terminal) -> None:
    """Whoever closes the help with Enter has not chosen by that; the next Enter chooses where the pointer is."""
    large.press("down")
    assert "Help" in large.answer("help")
    time.sleep(_READS)
    large.press("enter")
    text = large.wait_for_question()
    assert "Help" not in text
    assert "› 2  The second." in text
    time.sleep(_READS)
    large.press("enter")
    large.wait_for("You took the second.")


def test_an_enter_that_follows_the_question_mark_chooses_nothing(large: Terminal) -> None:
    """A player who presses Enter after `?` by habit is shown the help and has chosen nothing."""
    large.press("?", "enter")
    large.wait_for("Help")
    assert "You took" not in large.answer("look")
