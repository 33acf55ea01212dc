"""Going to the background and coming back: by Ctrl-Z, by a signal from outside, or by one that cannot be caught.

The terminal is given back before the program stops, and taken again when it goes on. A question under way is told of
both, so that it can erase itself and be drawn again.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Protocol

from .signal_masks import existing
from .terminal_modes import given_back, take_again

_STOP, _GO_ON = existing("SIGTSTP"), existing("SIGCONT")


class _Take(Protocol):
    def __call__(self, *, is_over: bool) -> None:
        """Suspend the program now, or take note that it was suspended."""


class _Present:
    """What the program is doing, as far as it matters here."""

    take: _Take | None = None  # a question under way: it goes to the background by itself
    is_stopping = False  # the program stops, or has just been called back
    was_stopped = False  # while no question was under way


_present = _Present()


@contextmanager
def suspendable() -> Iterator[None]:
    """Take the signals that stop a program and let it go on, until the end of the block."""
    before = {number: signal.getsignal(number) for number in (*_STOP, *_GO_ON)}
    for number in _STOP:
        signal.signal(number, _stop)
    for number in _GO_ON:
        signal.signal(number, _go_on)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def suspending(take: _Take) -> Iterator[None]:
    """Let a question inside the block go to the background by itself: call `take` for it."""
    _present.take = take
    try:
        yield
    finally:
        _present.take = None


def was_stopped() -> bool:
    """Whether the program was in the background while no question was under way; asked once, it is forgotten."""
    found, _present.was_stopped = _present.was_stopped, False
    return found


def suspend() -> None:
    """Go to the background with all of this process group, as the shell's Ctrl-Z does; return when called back."""
    _present.is_stopping = True
    with given_back():
        for number in _STOP:
            handler = signal.signal(number, signal.SIG_DFL)
            os.kill(0, number)
            signal.signal(number, handler)
    _present.is_stopping = False


def _stop(_number: int, _frame: FrameType | None) -> None:
    if _present.take is not None:
        _present.take(is_over=False)
    elif not _present.is_stopping:
        suspend()
        _present.was_stopped = True


def _go_on(_number: int, _frame: FrameType | None) -> None:
    """Take the terminal again after a stop that the program has not been told of."""
    if _present.take is not None and not _present.is_stopping:
        take_again()
        _present.take(is_over=True)
