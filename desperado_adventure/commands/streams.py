"""Standard streams and signals: preparing them before a command runs."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn

from ..terminal.filtering import SPELLING, filtered


def prepare_streams() -> None:
    """Replace closed streams, filter output, and replace characters that a stream's encoding lacks, instead of raising.

    SIGTERM and SIGHUP raise SystemExit, so that the game is saved and the terminal restored before the program ends.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # started with the stream closed
            setattr(sys, name, Path(os.devnull).open("r+", encoding="utf-8"))  # noqa: SIM115  # open until the program ends
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=SPELLING)
    sys.stdout, sys.stderr = filtered(sys.stdout), filtered(sys.stderr)
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _leave)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


def discard_output() -> None:
    """Discard all further output. Else what is still in the buffer would raise the same error again at the exit."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
