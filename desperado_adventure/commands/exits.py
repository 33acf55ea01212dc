"""The ends of commands: the exit codes, and the sentence on standard error when a command cannot do its work."""

from __future__ import annotations

import sys
from enum import IntEnum

from .streams import discard


class ExitCode(IntEnum):
    """The exit codes. After a signal the code is 128 + the number of the signal instead."""

    FINE = 0
    FINDINGS = 1
    """There are findings, or the action was refused."""
    USAGE = 2
    """Wrong arguments; argparse uses the same number."""
    INTERRUPTED = 130
    """Ctrl-C, after the game was saved."""


def misused(sentence: str) -> ExitCode:
    """Print a sentence about wrong arguments on standard error, and return `USAGE`."""
    complain(sentence)
    return ExitCode.USAGE


def complain(sentence: str) -> ExitCode:
    """Print a sentence on standard error, if it can be written, and return `FINDINGS`."""
    try:
        sys.stderr.write(sentence + "\n")
    except OSError:
        discard(sys.stderr)
    return ExitCode.FINDINGS
