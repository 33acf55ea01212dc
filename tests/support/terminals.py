"""The real program in a real pseudo-terminal, seen through a terminal emulator (pyte), for tests.

A test waits for a sign and never for seconds: words on the screen, a new question, the end of the program. Questions
are counted by bracketed paste, which the key library switches on when it begins to ask. A question is drawn completely
when the cursor is visible, which the library hides while it draws. The only limit in time is `PATIENCE`, for a sign
that never comes.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pyte

from desperado_adventure.terminal.widths import cells

ROOT = Path(__file__).resolve().parents[2]
KEYS = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "enter": "\r",
    "tab": "\t",
    "escape": "\x1b",
    "interrupt": "\x03",
    "end": "\x04",
}
PATIENCE = 120.0
"""Seconds after which a test gives up: many times what the slowest sign needs on a busy machine."""

_ASKS = b"\x1b[?2004h"
_LOOK_EVERY = 0.2
"""Seconds between two looks at whether the program still runs, while it writes nothing."""


def environment(folder: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment in which the program touches nothing outside this folder."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "TMPDIR")}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "DESPERADO_SAVES": str(folder / "saves"),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        **(extra or {}),
    }


def command(*arguments: str) -> list[str]:
    """Return the command line of the program with these arguments."""
    return [sys.executable, "-m", "desperado_adventure", *arguments]


def write_story(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a story's files under the folder and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


class Screen(pyte.HistoryScreen):
    """A screen that notes text for which there was no room left in its row."""

    def __init__(self, columns: int, rows: int) -> None:
        super().__init__(columns, rows, history=2000)
        self.too_wide: list[str] = []

    def draw(self, data: str) -> None:
        """Draw text; what does not fit would be wrapped or cut."""
        if self.cursor.x + cells(data) > self.columns:
            self.too_wide.append(data)
        super().draw(data)


class Terminal:
    """A pseudo-terminal of so many columns and rows in which the program runs."""

    def __init__(
        self,
        arguments: Sequence[str],
        folder: Path,
        columns: int = 80,
        rows: int = 24,
        extra: Mapping[str, str] | None = None,
        *,
        is_seen: bool = True,
    ) -> None:
        """Start the program with these arguments; its files lie under `folder`. Unless `is_seen`, no screen is kept."""
        self.screen = Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._is_seen = is_seen
        self.output = b""
        self._asked_before = 0  # how many questions had been asked when something was typed last
        self.terminal, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.settings = termios.tcgetattr(inner)
        self._inner = inner
        self.process = subprocess.Popen(
            arguments,
            stdin=inner,
            stdout=inner,
            stderr=inner,
            env=environment(folder, extra),
            cwd=folder,
            preexec_fn=_own_terminal,  # noqa: PLW1509  # the tests have one thread
            close_fds=True,
        )

    @property
    def text(self) -> str:
        """What is on the screen now, trailing blanks removed."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    @property
    def last_line(self) -> str:
        """The lowest row of the screen with words in it, without its margins."""
        return self.text.rsplit("\n", 1)[-1].strip()

    @property
    def is_asking(self) -> bool:
        """Whether the program has asked a question, or begun a pause, since something was typed, and has drawn it."""
        return self._asked > self._asked_before and not self.screen.cursor.hidden

    @property
    def _asked(self) -> int:
        return self.output.count(_ASKS)

    def _read(self) -> bool:
        """Take in what the program writes, waiting a little for it; False when it has ended and there is no more."""
        has_ended = self.process.poll() is not None
        return self.take_in(0 if has_ended else _LOOK_EVERY, if_nothing=not has_ended)

    def take_in(self, seconds: float, *, if_nothing: bool = False) -> bool:
        """Take in what the program writes within these seconds; return whether it was anything."""
        ready, _, _ = select.select([self.terminal], [], [], seconds)
        if not ready:
            return if_nothing
        try:
            chunk = os.read(self.terminal, 65536)
        except OSError:
            return False
        self.output += chunk
        if self._is_seen:
            self._stream.feed(chunk)
        return bool(chunk)

    def wait_until(self, holds: Callable[[], bool], what: str) -> str:
        """Return the screen once this holds; raises AssertionError with `what` was expected if it never does."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < deadline, f"{what} never came:\n{self.text}"
            assert self._read() or holds(), f"{what} never came before the end:\n{self.text}"
        return self.text

    def wait_for(self, words: str) -> str:
        """Return the screen once these words are on it."""
        return self.wait_until(lambda: words in self.text, repr(words))

    def wait_for_prompt(self) -> str:
        """Return the screen once the program waits for a key that was not typed yet, at a question or in a pause."""
        return self.wait_until(lambda: self.is_asking, "a question or a pause")

    def wait_for_question(self) -> str:
        """Return the screen once the program waits for an answer that was not typed yet."""
        return self.wait_until(lambda: self.is_asking and self.last_line.startswith(">"), "a question")

    def type(self, text: str) -> None:
        """Type characters."""
        self._asked_before = self._asked
        os.write(self.terminal, text.encode())

    def press(self, *names: str) -> None:
        """Press keys, each given by its name or its character, without a wait between them."""
        self.type("".join(KEYS.get(name, name) for name in names))

    def choose(self, *numbers: str) -> str:
        """Type each of these digits, and wait for the question that follows it; return the screen at the last."""
        for number in numbers:
            self.type(number)
            self.wait_for_question()
        return self.text

    def answer(self, text: str) -> str:
        """Type a line and Enter; return the screen at the next question."""
        self.type(text + "\r")
        return self.wait_for_question()

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size and tell the program."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._inner, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    def see_afresh(self, columns: int, rows: int) -> None:
        """Give the window this size, cleared, and see from now on what is in it."""
        while self.take_in(0):
            pass
        self.screen.reset()
        self._is_seen = True
        self.resize(columns, rows)

    def see_no_more(self) -> None:
        """Only keep what the program writes, from now on."""
        self._is_seen = False

    def is_restored(self) -> bool:
        """Whether the terminal has the settings that it had before the program started."""
        return termios.tcgetattr(self._inner) == self.settings

    def wait(self) -> int:
        """Return the program's exit code once it has ended and everything that it wrote is on the screen."""
        deadline = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < deadline, f"it does not end:\n{self.text}"
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """End the program, if it still runs, and close the terminal."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for descriptor in (self.terminal, self._inner):
            with contextlib.suppress(OSError):
                os.close(descriptor)

    def hang_up(self) -> None:
        """Close the window, and return when the program has ended."""
        os.close(self._inner)
        os.close(self.terminal)
        self.process.wait(PATIENCE)


def default_signals() -> None:
    """Restore the default action of the signals that the tests may ignore; called in a new process."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)  # a shell starts background jobs with SIGINT ignored


def _own_terminal() -> None:
    """Make the pseudo-terminal the program's own, as a window would."""
    default_signals()
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@contextlib.contextmanager
def playing(
    *arguments: str, folder: Path, columns: int = 80, rows: int = 24, extra: Mapping[str, str] | None = None
) -> Iterator[Terminal]:
    """Play in a pseudo-terminal; everything is ended and closed afterwards."""
    terminal = Terminal(command(*arguments), folder, columns, rows, extra)
    try:
        yield terminal
    finally:
        terminal.close()
