"""How a command ends: the exit codes, and the one sentence on standard error of a command that cannot do its work."""

from __future__ import annotations

import sys
from enum import IntEnum

from ..terminal.filtering import harmless


class ExitCode(IntEnum):
    """What a command tells the shell. After a signal it is 128 + the signal's number instead."""

    FINE = 0
    FINDINGS = 1
    """There are findings, or the action was refused."""
    USAGE = 2
    """Wrong arguments; argparse uses the same number."""
    INTERRUPTED = 130
    """Ctrl-C, after the game was saved."""


def complain(sentence: str) -> ExitCode:
    """Print a sentence on standard error and return `FINDINGS`."""
    sys.stderr.write(harmless(sentence) + "\n")
    return ExitCode.FINDINGS
