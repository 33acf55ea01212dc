"""The number of an offer, typed at a question: it chooses by itself, a moment after its last digit.

A number that could go on (1, where there are 12 offers) waits for its next digit, or for Enter.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

_TAKES = 0.25
"""Seconds after which a number is taken.

An Enter that is pressed by habit after a digit comes sooner and belongs to it, so that it neither turns a page nor
answers the next question; and nobody feels the wait."""


class TypedNumber:
    """The digits of a number while they are typed into an empty line."""

    def __init__(self) -> None:
        """Begin without a digit."""
        self.digits = ""
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether the number will be taken when its time has come."""
        return self._timer is not None

    def go_on(self, digit: str, most: int, answer: Callable[[str], None]) -> bool:
        """Add a digit; return whether that makes a number from 1 to `most`. If it cannot go on, it is soon taken."""
        number = int(self.digits + digit)
        if not 1 <= number <= most:
            self.forget()
            return False
        self.digits += digit
        if number * 10 > most:
            self._timer = asyncio.get_running_loop().call_later(_TAKES, self.take, answer)
        return True

    def take(self, answer: Callable[[str], None]) -> None:
        """Answer with the number."""
        digits = self.digits
        self.forget()
        answer(digits)

    def forget(self) -> None:
        """Take no number."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer, self.digits = None, ""
