"""Diagnostics: what is wrong with a story, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .codes import FOLLOWS, Code


class Mark(NamedTuple):
    """A place in a file: its path relative to the story's folder, line and column, both counted from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        """Give the form that editors and terminals turn into a link."""
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Mark("", 0, 0)


class Diagnostic(NamedTuple):
    """One mistake in a story, as it is reported to the author.

    `code` is a constant of `model.codes`. `message` is a sentence (what is wrong), `cure` another (what to try),
    `source` the text of the line at `mark`, "" if there is none. `choices` are the commands that lead to a finding of
    the proof, as `desperado replay` accepts them; None for other diagnostics.
    """

    code: Code
    mark: Mark
    message: str
    cure: str = ""
    source: str = ""
    choices: tuple[str, ...] | None = None

    @property
    def is_error(self) -> bool:
        """Whether a story with this diagnostic cannot be played."""
        return self.code.is_error


def causes(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics without those that only follow from another one at the same place (`codes.FOLLOWS`)."""
    found = tuple(diagnostics)
    told = {(each.code, each.mark) for each in found}
    return tuple(each for each in found if (FOLLOWS.get(each.code), each.mark) not in told)
