"""The real program in a real pseudo-terminal, seen through a terminal emulator (pyte), for tests."""

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
_PATIENCE = 20.0


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


class Terminal:
    """A pseudo-terminal of so many columns and rows in which the program runs."""

    def __init__(
        self,
        arguments: Sequence[str],
        folder: Path,
        columns: int = 80,
        rows: int = 24,
        extra: Mapping[str, str] | None = None,
    ) -> None:
        """Start the program with these arguments; what it keeps lies under `folder`."""
        self.screen = pyte.HistoryScreen(columns, rows, history=2000)
        self._stream = pyte.ByteStream(self.screen)
        self.output = b""
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

    def pump(self, seconds: float) -> bool:
        """Take in what the program has written, waiting at most so long for the first of it; False at its end."""
        ready, _, _ = select.select([self.terminal], [], [], seconds)
        if not ready:
            return True
        try:
            found = os.read(self.terminal, 65536)
        except OSError:
            return False
        self.output += found
        self._stream.feed(found)
        return bool(found)

    def wait_for(self, words: str) -> str:
        """Return the screen once these words are on it; raises AssertionError when they never come."""
        deadline = time.monotonic() + _PATIENCE
        while words not in self.text:
            assert time.monotonic() < deadline, f"{words!r} never came:\n{self.text}"
            if not self.pump(0.2) and words not in self.text:
                raise AssertionError(f"{words!r} never came before the end:\n{self.text}")
        return self.text

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Return once this holds; raises AssertionError when it never does."""
        deadline = time.monotonic() + _PATIENCE
        while not holds():
            assert time.monotonic() < deadline, f"it never came to that:\n{self.text}"
            self.pump(0.05)

    def wait_for_question(self) -> str:
        """Return the screen once the program waits for an answer: the last row with words begins with the prompt."""
        deadline = time.monotonic() + _PATIENCE
        while not (self._last_line().startswith(">") and self._is_quiet()):
            assert time.monotonic() < deadline, f"no question came:\n{self.text}"
            self.pump(0.05)
        return self.text

    def _last_line(self) -> str:
        return self.text.rsplit("\n", 1)[-1].strip()

    def wait_for_quiet(self) -> None:
        """Return when the program has nothing more to say for now."""
        while not self._is_quiet():
            pass

    def _is_quiet(self) -> bool:
        before = len(self.output)
        self.pump(0.06)
        return len(self.output) == before

    def type(self, text: str) -> None:
        """Type characters."""
        os.write(self.terminal, text.encode())

    def press(self, *names: str) -> None:
        """Press keys by name, or a character each, waiting for the screen to settle after every one."""
        for name in names:
            self.type(KEYS.get(name, name))
            self.wait_for_quiet()

    def answer(self, text: str) -> str:
        """Type a line and Enter; return the screen at the next question."""
        before = len(self.output)
        self.type(text + "\r")
        deadline = time.monotonic() + _PATIENCE
        while len(self.output) == before:
            assert time.monotonic() < deadline, "nothing happened"
            self.pump(0.1)
        return self.wait_for_question()

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size and tell the program."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._inner, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    def is_restored(self) -> bool:
        """Whether the terminal has the settings that it had before the program started."""
        return termios.tcgetattr(self._inner)[:4] == self.settings[:4]

    def wait(self) -> int:
        """Return the program's exit code once it has ended."""
        deadline = time.monotonic() + _PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < deadline, f"it does not end:\n{self.text}"
            self.pump(0.05)
        while select.select([self.terminal], [], [], 0)[0] and self.pump(0):
            pass
        return self.process.returncode

    def close(self) -> None:
        """End the program, if it still runs, and close the terminal."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for descriptor in (self.terminal, self._inner):
            with contextlib.suppress(OSError):
                os.close(descriptor)

    def hang_up(self) -> None:
        """Close the window."""
        os.close(self._inner)
        os.close(self.terminal)


def _own_terminal() -> None:
    """Make the pseudo-terminal the program's own, as a window would."""
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
