"""Whichever way a player leaves, the turn is saved and the terminal is restored."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from terminals import Terminal, playing


def test_interrupt_saves_and_leaves_the_terminal_as_it_was(terminal: Terminal, story: Path) -> None:
    """Ctrl-C ends with code 130, the turn saved, the terminal restored; Continue is then the first line."""
    terminal.choose("1")
    terminal.press("interrupt")
    assert terminal.wait() == 130
    assert terminal.is_restored()
    assert "Saved." in terminal.text
    with playing("--story", str(story), folder=story.parent) as again:
        assert "› 1  Continue (The Bar: The counter" in again.wait_for_question()
        again.press("enter")
        again.wait_for("The counter")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("is_paused", [False, True])
def test_a_signal_loses_nothing(story: Path, number: signal.Signals, is_paused: bool) -> None:  # noqa: FBT001  # a parameter
    """A signal n ends the game with code 128 + n, saved, the terminal restored, in a question and in a pause."""
    with playing("--story", str(story), "--new", folder=story.parent, rows=20 if is_paused else 40) as terminal:
        terminal.wait_for_prompt()
        assert terminal.last_line.startswith("Enter:" if is_paused else "> a number")
        if not is_paused:
            assert "You wait." in terminal.choose("2")
        terminal.process.send_signal(number)
        assert terminal.wait() == 128 + number
        assert terminal.is_restored()
        assert "Traceback" not in terminal.text
    if not is_paused:
        with playing("--story", str(story), "--slot", "autosave", folder=story.parent, rows=40) as again:
            again.wait_for_question()
            assert "Undone: “Wait.”" in again.answer("u")


def test_end_of_input_ends_the_game(terminal: Terminal) -> None:
    """Ctrl-D on an empty line leaves with code 0, saved, the terminal restored."""
    terminal.press("end")
    assert terminal.wait() == 0
    assert terminal.is_restored()


def test_a_closed_window_loses_nothing(story: Path) -> None:
    """When the window is closed the program ends, and the turn is there at the next start."""
    with playing("--story", str(story), "--new", folder=story.parent, rows=40) as terminal:
        terminal.wait_for_question()
        terminal.choose("1")
        terminal.hang_up()
    assert b'"scene": "bar.counter"' in next((story.parent / "saves").rglob("autosave.json")).read_bytes()


@pytest.mark.parametrize("key", ["interrupt", "end"])
def test_leaving_at_the_title_leaves_the_save_alone(story: Path, key: str) -> None:
    """Leaving at the title menu does not change the saved game."""
    with playing("--story", str(story), "--new", folder=story.parent, rows=40) as terminal:
        terminal.wait_for_question()
        terminal.choose("1")
        terminal.press("interrupt")
        terminal.wait()
    saved = next((story.parent / "saves").rglob("autosave.json"))
    before = saved.read_bytes()
    with playing("--story", str(story), folder=story.parent, rows=40) as terminal:
        assert "› 1  Continue" in terminal.wait_for_question()
        terminal.press(key)
        terminal.wait()
    assert saved.read_bytes() == before
