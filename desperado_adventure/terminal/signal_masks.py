"""Keeping signals back for a moment: those of a system that has signals and can do that."""

from __future__ import annotations

import signal
from signal import Signals


def existing(*names: str) -> tuple[Signals, ...]:
    """Return those of these signals that this system has."""
    return tuple(Signals[name] for name in names if name in Signals.__members__)


def keep_back(*numbers: Signals) -> None:
    """Let none of these signals come until `let_come` is called for it."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, numbers)


def let_come(*numbers: Signals) -> None:
    """Let these signals come again, first those that were kept back."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, numbers)
