"""The modes of the terminal while a game is under way, and giving them back.

In a drawn game, from the first line to the last, also while the story is drawn, what is typed is not echoed and is
kept for the next question as it was typed, and Ctrl-S does not stop the output. Only Ctrl-C still sends its signal. The
key library switches the rest off while it reads keys, and comes back to these modes after that. In a game that is
played with single keys and not drawn, the modes change only while a key is waited for.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from .filtering import unfiltered
from .signals import waiting

try:
    import termios
except ImportError:  # not on every system
    HAS_MODES = False
else:
    HAS_MODES = True

_AS_BEFORE = "\x18\x1b[0m\x1b[?25h\x1b[?2004l"
"""Ends a sequence that was cut off, and switches colours, a hidden cursor and bracketed paste off."""

_before: dict[int, list[Any]] = {}
"""The modes that each descriptor had before the game."""

_noted: dict[int, list[Any]] = {}
"""The modes that each descriptor had in the game when they were noted."""


@contextlib.contextmanager
def quiet_terminal(source: TextIO, target: TextIO) -> Iterator[None]:
    """Keep the terminal of these two streams in the modes of a drawn game until the end of the block."""
    if HAS_MODES:
        descriptor = source.fileno()
        with contextlib.suppress(termios.error):  # it may be gone already
            _before[descriptor] = termios.tcgetattr(descriptor)
            termios.tcsetattr(descriptor, termios.TCSANOW, _quiet(descriptor))
    try:
        yield
    finally:
        give_back()
        _before.clear()
        _noted.clear()
        below = unfiltered(target)
        with contextlib.suppress(OSError), waiting():
            below.write(_AS_BEFORE)
            below.flush()


def can_read_keys(source: TextIO) -> bool:
    """Whether this is a terminal whose keys can be read one by one."""
    return HAS_MODES and source.isatty()


@contextlib.contextmanager
def single_keys(source: TextIO) -> Iterator[None]:
    """Hand on each key of this terminal when it is pressed, without showing it, until the end of the block.

    Ctrl-C and its kin still send their signals, but for Ctrl-Z, which is a key: who reads it calls `suspend`.
    """
    descriptor = source.fileno()
    _before[descriptor] = modes = termios.tcgetattr(descriptor)
    try:
        termios.tcsetattr(descriptor, termios.TCSANOW, _by_key(descriptor, modes))
        yield
    finally:
        give_back()
        _before.clear()


def give_back() -> None:
    """Give the terminal the modes that it had before the game, if it still exists."""
    _set(_before)


@contextlib.contextmanager
def given_back() -> Iterator[None]:
    """Give the terminal back for as long as the block takes, and take it again as it was."""
    note_modes()
    give_back()
    yield
    take_again()


def note_modes() -> None:
    """Note the modes that the terminal has now."""
    for descriptor in _before:
        with contextlib.suppress(termios.error):
            _noted[descriptor] = termios.tcgetattr(descriptor)


def take_again() -> None:
    """Give the terminal the modes that were noted last."""
    _set(_noted)


def _set(each: Mapping[int, list[Any]]) -> None:
    for descriptor, modes in each.items():
        with contextlib.suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSANOW, modes)


def _by_key(descriptor: int, before: list[Any]) -> list[Any]:
    modes, keys = list(before), list(before[6])
    modes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    keys[termios.VMIN], keys[termios.VTIME] = 1, 0
    keys[termios.VSUSP] = bytes([os.fpathconf(descriptor, "PC_VDISABLE")])
    modes[6] = keys
    return modes


def _quiet(descriptor: int) -> list[Any]:
    modes = termios.tcgetattr(descriptor)
    modes[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    modes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    nothing = bytes([os.fpathconf(descriptor, "PC_VDISABLE")])
    keys = list(modes[6])
    keys[termios.VMIN], keys[termios.VTIME] = 1, 0
    for key in (termios.VQUIT, termios.VSUSP):
        keys[key] = nothing
    modes[6] = keys
    return modes
