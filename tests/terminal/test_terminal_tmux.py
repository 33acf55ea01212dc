"""Behaviour that needs a terminal with a shell: suspending, coming back, and a window that becomes smaller."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
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

    @property
    def history(self) -> str:
        """What the window and its scrollback hold, lines that were wrapped as one."""
        return self.run("capture-pane", "-p", "-J", "-S", "-")

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self.run("resize-window", "-x", str(columns), "-y", str(rows))

    def wait_for(self, *words: str) -> str:
        """Return what the window shows once each of these words stands in it, once."""
        deadline = time.monotonic() + PATIENCE
        while any((text := self.text).count(each) != 1 for each in words):
            assert time.monotonic() < deadline, f"{words!r} never came, or stay more than once:\n{text}"
            time.sleep(_LOOK_EVERY)
        return text


@contextmanager
def game(folder: Path, columns: int, rows: int, *options: str) -> Iterator[Tmux]:
    """A game in tmux, just begun."""
    story = write_story(folder / "story", GLASS)
    found = Tmux(folder, columns, rows)
    line = " ".join(command(*options, "--story", str(story)))
    found.wait_for("shell:")
    found.keys("-l", "clear; " + line)
    found.keys("Enter")
    try:
        yield found
    finally:
        found.run("kill-server")


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """A new game in tmux, waiting for its first answer."""
    with game(tmp_path, 80, 40, "--new") as found:
        found.wait_for("? for help")
        yield found


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


SIZES = [[(120, 40), (40, 40), (120, 40)], [(80, 24), (60, 20), (200, 60)], [(80, 24), (40, 12), (80, 24)]]
"""Windows, each with the sizes that it is given after the first."""


@pytest.mark.parametrize("sizes", SIZES)
def test_no_menu_stays_in_the_scrollback(tmp_path: Path, sizes: list[tuple[int, int]]) -> None:
    """However the window changes at a question, with a line half typed, there is one menu and one line in the end."""
    with game(tmp_path, *sizes[0], "--new") as tmux:
        tmux.wait_for("Nobody looks up" if sizes[0][1] > 24 else "Enter: go on reading")
        tmux.keys("-l", "zz" + "y" * 30)
        tmux.wait_for("› 1  Go in.", "zz" + "y" * 30)
        for columns, rows in sizes[1:]:
            tmux.resize(columns, rows)
            margin = " " * max(2, (columns - 68) // 2)
            tmux.wait_for(f"\n{margin}› 1  Go in.", f"\n{margin}> zzyyy")
        history = tmux.history
        for words in ("1  Go in.", "2  Wait.", "in it yet", "unhurt", "> zz"):
            assert history.count(words) == 1, history
        tmux.keys("C-u", "2")
        tmux.wait_for("You wait. The dog waits.")


@pytest.mark.parametrize(
    ("keys", "sign"), [("Down", "› the sawn-off shotgun (4)"), ("Enter", "In your hand: the guitar (4). Where to?")]
)
@pytest.mark.parametrize("sizes", SIZES)
def test_a_case_is_drawn_again_as_before(tmp_path: Path, sizes: list[tuple[int, int]], keys: str, sign: str) -> None:
    """However the window changes while the case is packed, at its last size it shows what it showed there before."""
    with game(tmp_path, 80, 40, "--new") as tmux:
        tmux.wait_for("? for help")
        tmux.keys("-l", "think about the case")
        tmux.keys("Enter")
        tmux.wait_for("Enter takes it up")
        tmux.resize(*sizes[-1])
        tmux.wait_for(f"\n{' ' * max(2, (sizes[-1][0] - 68) // 2)}>", "1  Close the case and go.", "A rented room")
        tmux.keys(keys)
        before = tmux.wait_for(sign)
        for columns, rows in sizes:
            tmux.resize(columns, rows)
            tmux.wait_for(f"\n{' ' * max(2, (columns - 68) // 2)}>")
        assert tmux.wait_for(before) == before


@pytest.mark.parametrize("sizes", SIZES)
def test_no_pause_stays_in_the_scrollback(tmp_path: Path, sizes: list[tuple[int, int]]) -> None:
    """However the window changes at a pause, there is one in the end, and the page begins where it began."""
    sizes = [(columns, min(rows, 20)) for columns, rows in sizes]
    with game(tmp_path, *sizes[0], "--new") as tmux:
        tmux.wait_for("Enter: go on reading", "The Bar" if sizes[0][0] < 60 else "T H E   B A R")
        for columns, rows in sizes[1:]:
            tmux.resize(columns, rows)
            margin = " " * max(2, (columns - 68) // 2)
            tmux.wait_for(f"\n{margin}Enter: go on reading", "One door in. Nine men.")
        assert tmux.history.count("Enter:") == 1


@pytest.mark.parametrize("sizes", SIZES)
def test_no_title_menu_stays_in_the_scrollback(tmp_path: Path, sizes: list[tuple[int, int]]) -> None:
    """However the window changes in the title menu, there is one in the end."""
    with game(tmp_path, 80, 40, "--new") as tmux:
        tmux.wait_for("? for help")
        tmux.keys("2")
        tmux.wait_for("You wait.")
        tmux.keys("C-c")
        tmux.wait_for("Until next time.")
        tmux.run("clear-history")
        tmux.resize(*sizes[0])
        tmux.keys("-l", "clear; " + " ".join(command("--story", str(tmp_path / "story"))))
        tmux.keys("Enter")
        tmux.wait_for("› 1  Continue")
        for columns, rows in sizes[1:]:
            tmux.resize(columns, rows)
            margin = " " * max(2, (columns - 68) // 2)
            tmux.wait_for(f"\n{margin}› 1  Continue", "Tell it from the beginning")
        assert tmux.history.count("1  Continue") == 1
        assert tmux.history.count("3  Leave") == 1


def test_ctrl_l_leaves_nothing_in_the_scrollback(tmux: Tmux) -> None:
    """Drawing the window again does not put a copy of it into the scrollback."""
    before = tmux.history
    tmux.keys("C-l", "C-l", "q")
    tmux.wait_for("> q")
    assert tmux.history.rstrip().removesuffix("q") == before.rstrip().removesuffix(
        "a number, arrows, or words · ? for help"
    )


@pytest.mark.parametrize("rows", [40, 20])
def test_stopped_from_outside_it_gives_the_terminal_back(tmp_path: Path, rows: int) -> None:
    """SIGTSTP at a question or a pause suspends as Ctrl-Z does; called back, the page is drawn again, once."""
    with game(tmp_path, 80, rows, "--new") as tmux:
        sign = "› 1  Go in." if rows == 40 else "Enter: go on reading"
        tmux.wait_for(sign, "One door in. Nine men.")
        for stop in ("kill -TSTP %s", "kill -STOP %s"):
            pid = tmux.run("display-message", "-p", "#{pane_pid}").strip()
            child = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()[0]
            subprocess.run(["bash", "-c", stop % child], check=True)
            tmux.wait_for("Stopped")
            tmux.keys("-l", "clear; echo; echo $((40+2))")
            tmux.keys("Enter")
            tmux.wait_for("\n42")
            tmux.keys("-l", "fg")
            tmux.keys("Enter")
            tmux.wait_for(sign, "One door in. Nine men.")
            assert "42" not in tmux.text
        tmux.keys("-l", "zz")
        tmux.wait_for("> zz")
