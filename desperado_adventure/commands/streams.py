"""What surrounds every command: the standard streams are prepared, signals end it, and its output is written out."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from ..terminal.filtering import SPELLING, filtered
from ..terminal.signals import handled, working


@contextlib.contextmanager
def prepared() -> Iterator[None]:
    """Prepare for a command until the end of the block; then all its output has been written, or OSError is raised.

    Until it is `at_work`, a signal ends the program.
    """
    _prepare_streams()
    with handled():
        try:
            yield
        except (KeyboardInterrupt, SystemExit):
            try:
                sys.stdout.flush()
            except OSError:
                discard(sys.stdout)
            raise
        sys.stdout.flush()


@contextlib.contextmanager
def at_work() -> Iterator[None]:
    """Run the command inside the block: a signal raises KeyboardInterrupt or SystemExit."""
    with working():
        yield


def _prepare_streams() -> None:
    """Replace closed streams, filter output, and let no character that a stream's encoding lacks raise an error."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # started with the stream closed
            setattr(sys, name, Path(os.devnull).open("r+", encoding="utf-8"))  # noqa: SIM115  # open until the program ends
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=SPELLING)
    sys.stdout, sys.stderr = filtered(sys.stdout), filtered(sys.stderr)
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")


def discard(stream: TextIO) -> None:
    """Discard all further output. Else what is still in the buffer would raise the same error again at the exit."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
