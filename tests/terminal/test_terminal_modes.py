"""While a drawn game is under way nothing is echoed or stopped, and who gets the terminal back finds it as before."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from terminals import Terminal, command, playing

SHELL = """\
import os, signal, subprocess, sys
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
signal.signal(signal.SIGINT, signal.SIG_IGN)
game = subprocess.Popen(sys.argv[1:], process_group=0, preexec_fn=lambda: signal.signal(signal.SIGTTOU, signal.SIG_DFL))
os.tcsetpgrp(0, game.pid)
while True:
    _, status = os.waitpid(game.pid, os.WUNTRACED)
    if not os.WIFSTOPPED(status):
        sys.exit(os.waitstatus_to_exitcode(status))
    os.tcsetpgrp(0, os.getpid())
    print("in the background", flush=True)
    input()
    os.tcsetpgrp(0, game.pid)
    os.killpg(game.pid, signal.SIGCONT)
"""
"""Does what a shell with job control does: Enter brings the game back."""


def _stands_once_at_margin(terminal: Terminal, words: str) -> bool:
    return f"\n  {words}" in terminal.text and terminal.text.count(words) == 1


def _shows(terminal: Terminal, text: str) -> bool:
    return terminal.text == text


@contextmanager
def first_line_of_a_game(story: Path) -> Iterator[Terminal]:
    """Start a game and go on as soon as it has written anything, long before it reads keys."""
    with playing("--story", str(story), "--new", folder=story.parent, rows=40) as terminal:
        terminal.wait_until(lambda: terminal.output != b"", "the first line")
        yield terminal


def test_keys_typed_during_the_drawing_are_not_echoed_and_not_lost(story: Path) -> None:
    """What is typed before the first question stands in its line, once, as it was typed."""
    with first_line_of_a_game(story) as terminal:
        terminal.type("\x1b[Cqq\x7fz")
        terminal.wait_for("> qz")
        assert b"^[" not in terminal.output
        terminal.press("interrupt")
        assert terminal.wait() == 130
        assert terminal.is_restored()


def test_a_new_size_that_comes_before_the_question_is_noticed(story: Path) -> None:
    """A window that becomes narrower after the first lines, before any key is read, gets all drawn again for it."""
    with first_line_of_a_game(story) as terminal:
        terminal.resize(50, 40)
        for words in ("Nobody looks up.", "› 1  Go in."):
            terminal.wait_until(partial(_stands_once_at_margin, terminal, words), words)


def test_ctrl_s_does_not_stop_a_game_that_draws(story: Path) -> None:
    """Ctrl-S before the first question does not keep it from coming."""
    with first_line_of_a_game(story) as terminal:
        terminal.type("\x13")
        terminal.wait_for_question()
        terminal.choose("2")


@pytest.mark.parametrize("rows", [40, 20])
def test_ctrl_s_and_ctrl_q_do_nothing_at_a_question_or_a_pause(story: Path, rows: int) -> None:
    """Neither stops the output, types anything, or ends a pause."""
    with playing("--story", str(story), "--new", folder=story.parent, rows=rows) as terminal:
        terminal.wait_for_prompt()
        before = terminal.last_line
        terminal.type("\x13\x11\x13")
        terminal.resize(79, rows)
        terminal.wait_until(lambda: terminal.last_line == before and not terminal.screen.cursor.hidden, "the same line")
        terminal.type("zz")
        terminal.wait_for("> zz")


def test_a_long_line_that_is_emptied_is_seen_from_its_beginning(terminal: Terminal) -> None:
    """After a line wider than the window has been emptied, prompt and letters are in sight."""
    terminal.type("x" * 200)
    terminal.wait_until(lambda: "xxx" in terminal.last_line, "the end of the line")
    terminal.type("\x15ab")
    terminal.wait_until(lambda: terminal.last_line == "> ab", "the new letters")


def test_ctrl_z_gives_the_terminal_back_and_comes_back(story: Path) -> None:
    """While the game is in the background the terminal is as before it; called back, it draws the turn and answers."""
    game = command("--story", str(story), "--new")
    terminal = Terminal([sys.executable, "-c", SHELL, *game], story.parent, rows=40)
    try:
        terminal.wait_for_question()
        terminal.type("\x1a")
        terminal.wait_for("in the background")
        assert terminal.is_restored()
        assert not terminal.screen.cursor.hidden
        terminal.type("\n")
        terminal.wait_until(
            lambda: "background" not in terminal.text and "Nobody looks up." in terminal.text, "the turn"
        )
        terminal.wait_until(lambda: terminal.last_line.startswith(">"), "the question")
        terminal.type("2")
        terminal.wait_for("You wait.")
        terminal.wait_for_question()
        terminal.press("interrupt")
        assert terminal.wait() == 130
        assert terminal.is_restored()
    finally:
        terminal.close()


@pytest.mark.parametrize("by", ["key", "signal"])
@pytest.mark.parametrize("place", ["question", "pause", "title"])
def test_wherever_it_is_stopped_it_gives_the_terminal_back(story: Path, place: str, by: str) -> None:
    """Ctrl-Z or SIGTSTP from outside leaves the terminal as before the game; called back, it draws all again."""
    if place == "title":
        with playing("--new", "--story", str(story), folder=story.parent, rows=40) as before:
            before.wait_for_question()
            before.choose("2")
    game = command(*(() if place == "title" else ("--new",)), "--story", str(story))
    terminal = Terminal([sys.executable, "-c", SHELL, *game], story.parent, rows=20 if place == "pause" else 40)
    try:
        terminal.wait_for_prompt()
        shell = terminal.process.pid
        child = int(Path(f"/proc/{shell}/task/{shell}/children").read_text("ascii").split()[0])
        for _ in range(2):
            shown = terminal.text
            if by == "key":
                terminal.type("\x1a")
            else:
                os.kill(child, signal.SIGTSTP)
            terminal.wait_for("in the background")
            assert terminal.is_restored()
            assert b"^Z" not in terminal.output
            terminal.type("\n")
            terminal.wait_until(partial(_shows, terminal, shown), "the same window")
        terminal.type("zz")
        terminal.wait_for("> zz")
    finally:
        terminal.close()


@pytest.mark.parametrize("place", ["question", "pause", "title"])
def test_ctrl_l_draws_the_same_window_again(story: Path, place: str) -> None:
    """Ctrl-L wipes nothing: the window is as it was, with the pointer and what was typed."""
    if place == "title":
        with playing("--new", "--story", str(story), folder=story.parent, rows=40) as before:
            before.wait_for_question()
            before.choose("2")
    arguments = () if place == "title" else ("--new",)
    rows = 20 if place == "pause" else 40
    with playing(*arguments, "--story", str(story), folder=story.parent, rows=rows) as terminal:
        terminal.wait_for_prompt()
        if place != "pause":
            terminal.press("down")
            terminal.wait_for("› 2")
            terminal.type("zz")
            terminal.wait_for("> zz")
        shown = terminal.text
        terminal.type("\x0c")
        terminal.wait_for_prompt()
        assert terminal.text == shown
        assert len(shown.split("\n")) > 7


@pytest.mark.parametrize("place", ["question", "pause", "title"])
def test_every_very_small_window_is_survived(story: Path, place: str) -> None:
    """All sizes of 1–10 columns and 1–5 rows in fast succession; then a usable game at 80 × 24."""
    if place == "title":
        with playing("--new", "--story", str(story), folder=story.parent, rows=40) as before:
            before.wait_for_question()
            before.choose("2")
    arguments = () if place == "title" else ("--new",)
    with playing(
        *arguments, "--story", str(story), folder=story.parent, rows=20 if place == "pause" else 40
    ) as terminal:
        terminal.wait_for_prompt()
        terminal.see_no_more()
        for columns in range(1, 11):
            for rows in range(1, 6):
                terminal.resize(columns, rows)
                terminal.take_in(0.02 * (rows == 1 and columns % 3 == 0))
        terminal.see_afresh(80, 24)
        terminal.type("qqzz")
        terminal.wait_for("> qqzz")
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.wait() == 143
        assert terminal.is_restored()
        assert b"Traceback" not in terminal.output


def test_new_sizes_that_come_while_questions_end_are_no_trouble(terminal: Terminal) -> None:
    """However the signal for a new size falls together with the end of a question, nothing is said of it."""
    for _ in range(60):
        terminal.type("look\r")
        while not terminal.is_asking:
            terminal.process.send_signal(signal.SIGWINCH)
            terminal.take_in(0)
    assert b"Exception" not in terminal.output
    terminal.press("interrupt")
    assert terminal.wait() == 130
