"""Choosing with single keys, in a real terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminals import KEYS, Terminal, command, playing, write_story

TWELVE = {
    "story.yaml": "id: twelve\ntitle: Twelve\nstart: bar.door\n",
    "scenes/bar.yaml": "door:\n  text: Twelve doors.\n  choices:\n"
    + "".join(f"    d{number}: {{say: Door {number}., text: Shut {number}.}}\n" for number in range(1, 12))
    + "    d12: {say: Door 12., goto: end}\nend:\n  text: Out.\n  ending: {title: Out}\n",
}
ARROW = KEYS["up"]


@pytest.fixture
def keys(story: Path) -> Iterator[Terminal]:
    """A new game of single keys, waiting for its first."""
    with playing("--keys", "--story", str(story), "--new", folder=story.parent, rows=60) as game:
        game.wait_for("4. Put the case")
        yield game


@pytest.fixture
def doors(tmp_path: Path) -> Iterator[Terminal]:
    """A game of single keys with twelve choices."""
    story = write_story(tmp_path / "twelve", TWELVE)
    with playing("--keys", "--story", str(story), "--new", folder=tmp_path, rows=60) as game:
        game.wait_for("12. Door 12.")
        yield game


def test_a_digit_chooses_at_once(keys: Terminal) -> None:
    """No Enter is needed after a digit, and one that is pressed out of habit does nothing."""
    assert "Press a number, or ? for help." in keys.text
    keys.press("2", "enter", "enter", "1")
    text = keys.wait_for("3. Drink.")
    assert (text.count("You chose: Wait."), text.count("You chose: Go in.")) == (1, 1)


def test_a_letter_is_a_command_at_once(keys: Terminal) -> None:
    """The case, the help and undo need no Enter."""
    keys.type("i")
    keys.wait_for("What you carry:")
    keys.type("?")
    keys.wait_for("Help:")
    keys.type("2")
    keys.wait_for("You wait.")
    keys.type("U")
    keys.wait_for("Undone")


def test_after_a_colon_a_line_is_typed_as_usual(keys: Terminal) -> None:
    """The line is echoed, can be mended, and is an answer after Enter."""
    keys.type(":")
    keys.wait_for("Type a line, and Enter:")
    keys.type("wx\x7fait\r")
    keys.wait_for("You wait.")
    keys.type(":go")
    keys.wait_for("Type a line, and Enter: go")
    keys.type(" in\r")
    keys.wait_for("3. Drink.")


def test_any_other_key_is_answered_once(keys: Terminal) -> None:
    """Arrows, function keys, Alt and letters without a command say once which keys there are, and do nothing else."""
    keys.type("\x1b")
    keys.wait_for("a colon begins a line.")
    keys.type(f"{ARROW}\x1b[15~\x1bOPz\x1bx é\x1b[[A2")
    text = keys.wait_for("You wait.")
    assert text.count("a colon begins a line.") == 1
    assert b"^[" not in keys.output


@pytest.mark.parametrize(
    ("typed", "told"), [("12", "Out."), ("1\r", "Shut 1."), ("5", "Shut 5."), ("1\x7f3", "Shut 3.")]
)
def test_with_ten_or_more_choices_a_digit_waits_for_a_second(doors: Terminal, typed: str, told: str) -> None:
    """Where two digits can be a number, one waits for the other or for Enter; it can be taken back."""
    doors.type(typed)
    assert doors.wait_for(told).count("You chose: Door") == 1


def test_a_number_that_is_not_offered_is_refused(keys: Terminal) -> None:
    """A digit beyond the last choice is answered with a sentence."""
    keys.type("9")
    keys.wait_until(lambda: keys.text.count("1. Go in.") == 2, "the question again")


def test_what_would_be_left_behind_is_asked_about(keys: Terminal) -> None:
    """At that question the letter y, or the same digit again, means yes, and any other answer is a new one."""
    keys.type("3")
    keys.wait_for("for example: guitar to case")
    keys.type("1")
    keys.wait_until(lambda: keys.text.count("to go all the same;") == 1, "the question")
    keys.type("i")
    keys.wait_for("What you carry:")
    keys.type("1")
    keys.wait_until(lambda: keys.text.count("to go all the same;") == 2, "the question again")
    keys.type("y")
    keys.wait_for("You chose: Close the case and go.")
    assert keys.text.count("You chose: Close") == 1


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_suspended_it_gives_the_shell_its_terminal_and_comes_back(story: Path) -> None:
    """After Ctrl-Z the shell reads lines, after fg a digit chooses at once, and at the end the shell echoes again."""
    shell = Terminal(["bash", "--norc", "-i"], story.parent, rows=60, extra={"PS1": "shell:"})
    try:
        shell.type(" ".join(command("--keys", "--new", "--story", str(story))) + "\r")
        shell.wait_for("4. Put the case")
        shell.type("\x1a")
        shell.wait_for("Stopped")
        shell.type("stty -a | grep -o ' icanon' | tr a-z A-Z\r")
        shell.wait_for("ICANON")
        shell.type("fg\r")
        shell.wait_until(lambda: shell.text.count("desperado_adventure") == 3, "the line of fg")
        shell.type("2")
        shell.wait_for("You wait.")
        shell.type("q")
        shell.wait_for("Saved. Until next time.")
        shell.type("stty -a | grep -o ' echo ' | tr a-z A-Z\r")
        shell.wait_for(" ECHO")
    finally:
        shell.close()


def test_there_must_be_a_terminal(story: Path) -> None:
    """On a pipe it is refused in one sentence, before anything is begun."""
    line = " ".join(command("--keys", "--story", str(story)))
    terminal = Terminal(["sh", "-c", f"echo 1 | {line}; echo code $?"], story.parent)
    try:
        terminal.wait()
        assert "--keys needs a terminal" in terminal.text
        assert terminal.text.endswith("code 1")
        assert not (story.parent / "saves").exists()
    finally:
        terminal.close()
