"""The command `watch`: the author's preview, which reads the story again whenever one of its files is saved."""

from __future__ import annotations

import os
import select
import time
from pathlib import Path
from typing import TextIO

from ..loading.files import story_files
from ..terminal.preview import PreviewScreen
from .preview import Preview

_LOOK_EVERY = 0.25
_SETTLED = 0.05
"""Seconds between two looks at files that are just being written."""

_CHUNK = 65_536


def watch(preview: Preview, folder: Path, source: TextIO, screen: PreviewScreen) -> int:
    """Show a story while it is being written; return 0 when the author leaves."""
    seen = _signature(folder)
    preview.load()
    lines = _Lines(source.fileno())
    screen.ask()
    while True:
        try:
            line = lines.next(_LOOK_EVERY)
        except EOFError:
            return 0
        if line is not None:
            if not preview.obey(line):
                return 0
            screen.ask()
        elif (now := _signature(folder)) != seen:
            seen = _settled(folder, now)
            preview.load()
            screen.ask()


def _signature(folder: Path) -> tuple[tuple[str, int, int, int], ...]:
    """Return what changes when a file of the story is saved."""
    found = []
    try:
        for name, path in story_files(folder).items():
            status = path.stat()
            found.append((name, status.st_mtime_ns, status.st_size, status.st_ino))
    except OSError:
        found.append(("", 0, 0, 0))
    return tuple(found)


def _settled(folder: Path, now: tuple[tuple[str, int, int, int], ...]) -> tuple[tuple[str, int, int, int], ...]:
    """Wait while an editor is still writing (some take the file away first), and return the signature after it."""
    for _ in range(10):
        time.sleep(_SETTLED)
        before, now = now, _signature(folder)
        if now == before:
            break
    return now


class _Lines:
    """Lines from a descriptor, waited for no longer than one likes: Python's own streams hide what they have read."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._read = b""
        self._has_ended = False

    def next(self, seconds: float) -> str | None:
        """Return the next line, or None when none came in time; raises EOFError after the last."""
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
        return line.decode("utf-8", "replace")
