"""Choosing with single keys: a digit is an answer as soon as it is pressed, and so is the letter of a command.

The terminal hands on single keys only while one is waited for. At all other times it is as the shell had it.
"""

from __future__ import annotations

import os
import re
import select
from codecs import getincrementaldecoder
from typing import TextIO

from .answers import A_LINE
from .command_words import LETTERS
from .filtering import filtered
from .lines import Lines
from .plain_layout import fitted
from .signals import waiting
from .suspending import suspend
from .terminal_modes import single_keys
from .words import say

_END, _SUSPEND = "\x04", "\x1a"  # Ctrl-D and Ctrl-Z
_ENTER = ("\r", "\n")
_SILENT = (*_ENTER, "\x7f", "\b")
"""Keys that are pressed out of habit, after a digit that was an answer already."""
_TYPE = ":"
"""The key after which a line is typed. At the beginning of a line it makes the rest of it a command."""

_KEY = re.compile("\x1b(?:\\[\\[.|\\[[0-?]*[ -/]*[@-~]|O.|[^\x1b])?|.", re.DOTALL)
"""Matches one key: a character, or a sequence that begins with ESC (arrows, function keys, Alt with a key)."""

_CUT = re.compile("\x1b(?:\\[[0-?]*[ -/]*|\\[\\[|O)?$")
"""Matches a sequence whose end has not come yet."""

_SEQUENCE = 0.05
"""Seconds to wait for the rest of a sequence. Without a rest it is the key Escape."""


class SingleKeys:
    """Reads answers from the keys of a terminal."""

    def __init__(self, source: TextIO, target: TextIO) -> None:
        """Read from `source`, for which `can_read_keys` holds; show on `target` what is typed of a longer answer."""
        self._source = source
        self._target = filtered(target)
        self._lines = Lines(source)
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._typed = ""  # read, and not taken yet
        self._was_helped = False

    def next(self, offers: int, also: str = "") -> str:
        """Return the next answer as a line: one of so many numbers, a command, or what is typed after a colon.

        The words of `also` that are one letter are answers, too; with `A_LINE` a whole line is typed. "" when the
        terminal has no more to give.
        """
        if also == A_LINE:
            return self._typed_line()
        with single_keys(self._source):
            answer = self._answer(offers, also)
        if answer == _TYPE:
            return self._typed_line()
        return answer + "\n" if answer else ""

    def _answer(self, offers: int, also: str) -> str:
        number = ""
        while True:
            key = self._key().lower()
            if key.isascii() and key.isdecimal():
                number += key
                if not _may_go_on(number, offers):
                    return number
                self._show(key)
                continue
            if number:
                self._show("\n")
                if key in _ENTER:
                    return number
                number = ""
            if key in ("", _END):
                return ""
            if key == _TYPE or key in also.split():
                return key
            if key in LETTERS:
                return _TYPE + key  # the command, whatever is offered
            self._pressed(key)

    def _pressed(self, key: str) -> None:
        """Do what a key does that is no answer."""
        if key == _SUSPEND:
            suspend()
        elif key not in _SILENT and not self._was_helped:
            self._was_helped = True
            self._show("".join(line + "\n" for line in fitted([say("keys.help")], self._target)))

    def _key(self) -> str:
        """Return the next key; "" when the terminal is gone."""
        while not self._typed or (_CUT.match(self._typed) and self._has_more()):
            with waiting():
                read = os.read(self._source.fileno(), 1024)
            if not read:
                return ""
            self._typed += self._decoder.decode(read)
        found = _KEY.match(self._typed)
        assert found is not None  # noqa: S101  # it matches any character
        self._typed = self._typed[found.end() :]
        return found[0]

    def _has_more(self) -> bool:
        return bool(select.select([self._source], [], [], _SEQUENCE)[0])

    def _typed_line(self) -> str:
        """Return a line that is typed as usual, after what was typed of it already."""
        self._show(say("keys.line"))
        begun, end, self._typed = self._typed.replace("\r", "\n").partition("\n")
        self._show(begun + end)
        if end:
            return begun + end
        rest = self._lines.next()
        return begun + rest if rest else ""

    def _show(self, words: str) -> None:
        with waiting():
            self._target.write(words)
            self._target.flush()


def _may_go_on(number: str, offers: int) -> bool:
    """Whether another digit could make the number of another offer of it."""
    return any(str(each).startswith(number) and str(each) != number for each in range(1, offers + 1))
