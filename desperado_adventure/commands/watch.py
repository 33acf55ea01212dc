"""The command `watch`: shows scenes while the author writes them, and reads the story again when he saves a file."""

from __future__ import annotations

import argparse
import os
import select
import sys
import time
from pathlib import Path
from typing import TextIO

from ..loading.files import story_files
from ..model.byte_order_mark import without_mark
from ..terminal.preview_screen import PreviewScreen
from .arguments import add_story_folder
from .budget import add_budget, budget_of
from .exits import ExitCode
from .preview.preview import Preview
from .stories import story_folder

_LOOK_EVERY = 0.25
"""Seconds between two checks of the files, while nothing is typed."""

_SETTLED = 0.05
"""Seconds between two checks of files that are being written."""

_CHUNK = 65_536


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_story_folder(parser)
    parser.add_argument(
        "--from", dest="start", default="", metavar="SCENE", help="begin there, as a player would come to it"
    )
    parser.add_argument("--plain", action="store_true", help="lines only: no frames, colours or cursor")
    add_budget(parser)


def run(options: argparse.Namespace) -> ExitCode:
    """Show the story until the author leaves."""
    folder = story_folder(options)
    screen = PreviewScreen(sys.stdout, is_plain=options.plain)
    return _watch(Preview(folder, screen, options.start, budget_of(options)), folder, sys.stdin, screen)


def _watch(preview: Preview, folder: Path, source: TextIO, screen: PreviewScreen) -> ExitCode:
    seen = _signature(folder)
    preview.load()
    lines = _Lines(source.fileno())
    screen.ask()
    while True:
        try:
            line = lines.next(_LOOK_EVERY)
        except EOFError:
            return ExitCode.FINE
        if line is not None:
            if not preview.obey(line):
                return ExitCode.FINE
            screen.ask()
        elif (now := _signature(folder)) != seen:
            seen = _settled(folder, now)
            preview.load()
            screen.ask()


def _signature(folder: Path) -> tuple[tuple[str, int, int, int], ...]:
    """Return the name, time, size and inode of each file; they change when a file is saved."""
    files = []
    try:
        for name, path in story_files(folder).items():
            status = path.stat()
            files.append((name, status.st_mtime_ns, status.st_size, status.st_ino))
    except OSError:
        files.append(("", 0, 0, 0))
    return tuple(files)


def _settled(folder: Path, now: tuple[tuple[str, int, int, int], ...]) -> tuple[tuple[str, int, int, int], ...]:
    """Wait until the files stop changing, and return their signature. Some editors delete a file and write it again."""
    for _ in range(10):
        time.sleep(_SETTLED)
        before, now = now, _signature(folder)
        if now == before:
            break
    return now


class _Lines:
    """Lines from a file descriptor, with a time limit.

    Python's own streams read ahead, and `select` does not see a line that is in their buffer.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._read = b""
        self._is_first = True
        self._has_ended = False

    def next(self, seconds: float) -> str | None:
        """Return the next line, or None if none comes within so many seconds; raises EOFError after the last."""
        if b"\n" not in self._read and not self._has_ended:
            ready, _, _ = select.select([self._descriptor], [], [], seconds)
            if not ready:
                return None
            chunk = os.read(self._descriptor, _CHUNK)
            self._has_ended = not chunk
            self._read += chunk
        line, end, self._read = self._read.partition(b"\n")
        if not end and not self._has_ended:
            self._read = line
            return None
        if not end and not line:
            raise EOFError
        text = line.decode("utf-8", "replace")
        if self._is_first:
            self._is_first = False
            text = without_mark(text)
        return text
