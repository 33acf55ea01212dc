"""Behaviour that needs a terminal with a shell: suspending, coming back, and a window that becomes smaller."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from glass import GLASS
from terminals import PATIENCE, command, environment, write_story

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
_LOOK_EVERY = 0.05
"""Seconds between two looks at the window: tmux does not say when it changes."""


class Tmux:
    """A tmux server of its own with one window, in which a shell runs."""

    def __init__(self, folder: Path, columns: int, rows: int) -> None:
        self._base = ["tmux", "-S", str(folder / "socket"), "-f", "/dev/null"]
        self._environment = environment(folder)
        self.run(
            "new-session", "-d", "-x", str(columns), "-y", str(rows), "-c", str(folder), "PS1='shell:' bash --norc -i"
        )

    def run(self, *arguments: str) -> str:
        """Run a tmux command and return what it prints."""
        found = subprocess.run(
            [*self._base, *arguments], env=self._environment, capture_output=True, text=True, check=True
        )
        return found.stdout

    def keys(self, *keys: str) -> None:
        """Send keys by tmux's names."""
        self.run("send-keys", *keys)

    @property
    def text(self) -> str:
        """What the window shows."""
        return self.run("capture-pane", "-p").rstrip()

    def wait_for(self, *words: str) -> str:
        """Return what the window shows once each of these words stands in it, once."""
        deadline = time.monotonic() + PATIENCE
        while any((text := self.text).count(each) != 1 for each in words):
            assert time.monotonic() < deadline, f"{words!r} never came, or stay more than once:\n{text}"
            time.sleep(_LOOK_EVERY)
        return text


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """A new game in tmux, waiting for its first answer."""
    story = write_story(tmp_path / "story", GLASS)
    found = Tmux(tmp_path, 80, 40)
    line = " ".join(command("--new", "--story", str(story)))
    found.wait_for("shell:")
    found.keys("-l", "clear; " + line)
    found.keys("Enter")
    try:
        found.wait_for("? for help")
        yield found
    finally:
        found.run("kill-server")


def test_suspended_it_comes_back_to_the_same_question(tmux: Tmux) -> None:
    """After Ctrl-Z the shell works; after fg the turn is drawn again, and arrows and Enter work."""
    tmux.keys("C-z")
    tmux.wait_for("Stopped", "shell:")
    tmux.keys("-l", "echo $((40+2))")
    tmux.keys("Enter")
    tmux.wait_for("\n42")
    tmux.keys("-l", "fg")
    tmux.keys("Enter")
    tmux.wait_for("› 1  Go in.")
    tmux.keys("Down", "Enter")
    tmux.wait_for("› Wait.", "You wait. The dog waits.")


def test_made_smaller_and_larger_it_shows_the_turn_once(tmux: Tmux) -> None:
    """After any change of the window, the turn is in it once, laid out for its width, with the question under it."""
    for columns, rows in ((40, 30), (120, 40), (60, 24)):
        tmux.run("resize-window", "-x", str(columns), "-y", str(rows))
        margin = " " * (2 if columns < 72 else (columns - 68) // 2)
        text = tmux.wait_for(f"\n{margin}› 1  Go in.", "Go in.", f"\n{margin}Nobody looks up.", "Nobody looks up.")
        assert max(len(line) for line in text.split("\n")) <= columns
    tmux.keys("1")
    tmux.wait_for("The counter")


def test_interrupted_it_gives_the_shell_back(tmux: Tmux) -> None:
    """After Ctrl-C the shell has its terminal again, with the exit code 130."""
    tmux.keys("C-c")
    tmux.wait_for("Saved.", "shell:")
    tmux.keys("-l", "echo code $?")
    tmux.keys("Enter")
    tmux.wait_for("code 130")
