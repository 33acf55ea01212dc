"""The signals by which a program is ended, and what each of them does, according to what the program is doing.

While it is loaded there is nothing to lose, and a signal ends it at once. Nothing is raised then: Python loses an
exception that is raised in a callback of the locks of its imports, and tells the user of it.

While a command is at work, Ctrl-C (SIGINT) raises KeyboardInterrupt, and the others SystemExit. In an import that is
put off until the import has ended.

While a game is played, no work (a turn, a save, the layout of a page) is interrupted. The signal is noted, and raised
only where the program waits for something outside: for a line, for a key, for somebody who takes in what is written.
The first signal stands: while the program leaves because of it, no other one changes anything.

Leaving takes a few seconds at most, even if nobody ever takes in the last words: then the program ends without them.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from types import FrameType

from .signal_masks import existing, keep_back, let_come

_ENDING = existing("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
_ALARM = existing("SIGALRM")
_HAS_ALARM = bool(_ALARM)
_TO_LEAVE, _AGAIN, _SOON = 3.0, 0.5, 0.005
"""Seconds that leaving may take; after which to look again whether the program still works; or still imports."""

_IMPORTING = "<frozen importlib._bootstrap>"

_SAME_PRESS = 0.3
"""Seconds in which the same signal again is the same press: the second must not interrupt the end of the program."""


class _Doing(Enum):
    LOADING = auto()
    WORKING = auto()
    PLAYING = auto()


class _Present:
    """What the program is doing, as far as it matters to a signal."""

    def __init__(self, doing: _Doing = _Doing.LOADING, at_worst: Callable[[], None] = lambda: None) -> None:
        self.doing = doing
        self.at_worst = at_worst  # to be done before a game is ended by force
        self.is_waiting = False  # for something outside
        self.take: Callable[[], None] | None = None  # a question under way: it ends itself
        self.noted = 0  # the first signal since the game began, 0 if none
        self.is_leaving = False  # because of that signal
        self.put_off = 0  # a signal that came in an import, 0 if none
        self.raised = (0, 0.0)  # the signal that was raised last, and when, in seconds


_present = _Present()


@contextmanager
def handled() -> Iterator[None]:
    """Take the signals until the end of the block, which begins with loading. Those that were ignored stay ignored."""
    _present.doing = _Doing.LOADING
    before = {number: signal.getsignal(number) for number in _ENDING}
    for number, handler in before.items():
        if handler != signal.SIG_IGN:
            signal.signal(number, _arrive)
    for number in _ALARM:
        signal.signal(number, _look_again)
    try:
        yield
    finally:
        if _HAS_ALARM:
            signal.setitimer(signal.ITIMER_REAL, 0)
        # Kept back, because Python tells the user of a signal that comes while its handler is taken away.
        keep_back(*_ENDING, *_ALARM)
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in _ALARM:
            signal.signal(number, signal.SIG_DFL)
        let_come(*_ENDING, *_ALARM)


@contextmanager
def loading() -> Iterator[None]:
    """Let a signal end the program at once, until the end of the block: it has nothing to lose."""
    with _doing(_Doing.LOADING):
        yield


@contextmanager
def working() -> Iterator[None]:
    """Let a signal raise until the end of the block."""
    with _doing(_Doing.WORKING):
        yield
        if _present.put_off:
            raise _exception_of(_present.put_off)


@contextmanager
def playing(at_worst: Callable[[], None]) -> Iterator[None]:
    """Note signals instead of raising them until the end of the block, wherever it does not wait.

    `at_worst` is called if the program must end without the end of the block.
    """
    global _present
    before, _present = _present.doing, _Present(_Doing.PLAYING, at_worst)
    try:
        yield
        _raise_noted()
    finally:
        _present.doing = before


@contextmanager
def _doing(what: _Doing) -> Iterator[None]:
    before, _present.doing = _present.doing, what
    try:
        yield
    finally:
        _present.doing = before


@contextmanager
def waiting() -> Iterator[None]:
    """Let a signal raise inside the block, which waits for something outside; a noted one raises at once."""
    before = _present.is_waiting
    try:
        _present.is_waiting = True  # first: a signal before this line is raised by the next, and one after it at once
        _raise_noted()
        yield
    finally:
        _present.is_waiting = before


@contextmanager
def asking(take: Callable[[], None]) -> Iterator[None]:
    """Let a signal call `take` inside the block, which ends a question, and raise at the end of the block."""
    _present.take = take
    try:
        yield
    finally:
        _present.take = None
        _raise_noted()


def is_noted() -> bool:
    """Whether a signal has been noted, so that nothing needs to be asked any more."""
    return _present.noted > 0


def interrupt() -> None:
    """Do what the signal of Ctrl-C does: in a question it is only a key."""
    _arrive(signal.SIGINT, None)


def _arrive(number: int, frame: FrameType | None) -> None:
    if _present.doing is _Doing.LOADING:
        os._exit(128 + number)
    if _present.doing is _Doing.WORKING:
        if _HAS_ALARM and _is_importing(frame):
            _present.put_off = number
            signal.setitimer(signal.ITIMER_REAL, _SOON)
        else:
            _raise_once(number)
        return
    if _present.noted:
        return
    _note(number)
    if _present.take is not None:
        _present.take()
    elif _present.is_waiting:
        _raise_noted()


def _note(number: int) -> None:
    _present.noted = number
    if _HAS_ALARM:
        signal.setitimer(signal.ITIMER_REAL, _TO_LEAVE)


def _raise_noted() -> None:
    """Raise the noted signal, if there is one that has not been raised yet and no question is under way."""
    if _present.noted and _present.take is None and not _present.is_leaving:
        _present.is_leaving = True
        _present.raised = (_present.noted, time.monotonic())
        raise _exception_of(_present.noted)


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None and frame.f_code.co_filename != _IMPORTING:
        frame = frame.f_back
    return frame is not None


def _raise_once(number: int) -> None:
    now = time.monotonic()
    before, at = _present.raised
    if number != before or now - at >= _SAME_PRESS:
        _present.raised = (number, now)
        raise _exception_of(number)


def _exception_of(number: int) -> BaseException:
    return KeyboardInterrupt() if number == signal.SIGINT else SystemExit(128 + number)


def _look_again(_number: int, frame: FrameType | None) -> None:
    """End the program if it waits for somebody to take in its last words; look again later if it still works."""
    if _present.put_off:
        number, _present.put_off = _present.put_off, 0
        _arrive(number, frame)
        return
    if _present.doing is _Doing.PLAYING and not _present.is_waiting and _present.take is None:
        signal.setitimer(signal.ITIMER_REAL, _AGAIN)
        return
    _present.at_worst()
    os._exit(128 + _present.noted)
