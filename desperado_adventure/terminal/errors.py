"""How a command says no: one sentence on standard error, and the exit code for findings and refused actions."""

from __future__ import annotations

import sys

from .filtering import harmless

FINDINGS = 1


def complain(sentence: str) -> int:
    """Say a sentence on standard error and return `FINDINGS`."""
    sys.stderr.write(harmless(sentence) + "\n")
    return FINDINGS
