"""The list of diagnostics, to which all readers of a story add, so that the author is told of all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from ..model import codes, limits
from ..model.diagnostics import NOWHERE, Diagnostic, Mark
from .keys import STORY

STORY_FILE = "story.yaml"

_DECLARED_IN = {
    codes.UNKNOWN_NAME: "variables",
    codes.UNKNOWN_ITEM: "items",
    codes.UNKNOWN_PLACE: "places",
    codes.UNKNOWN_SPEAKER: "speakers",
    codes.UNKNOWN_FUNCTION: "places",
}
"""The part of story.yaml that declares such names; if it could not be read, they are not reported as unknown."""

Cure: TypeAlias = "str | Callable[[], str]"
"""What to try, or a function that finds it out: to look for a similar name among many takes long."""


class EnoughMistakes(Exception):  # control flow, not an error
    """As many mistakes were found as are told, so that nothing more need be read."""


class Problems:
    """Collects diagnostics. A name that is unknown in many places is one mistake, and is reported once.

    `broken` are the files of which a part could not be read, and `lost` the keys of those parts: these names are not
    reported as unknown.

    There are at most `limits.DIAGNOSTICS`. After so many, a warning is only counted, and an error ends the reading.
    """

    def __init__(self, texts: Iterable[tuple[str, str]], most: int = limits.DIAGNOSTICS.most) -> None:
        """Take the files' texts, from which each diagnostic quotes its line."""
        self._most = most
        self._are_more = False
        self._lines = {file: text.split("\n") for file, text in texts}
        self._diagnostics: list[Diagnostic] = []
        self._names: set[tuple[codes.Code, str]] = set()
        self._named: dict[Diagnostic, str] = {}
        self.broken: set[str] = set()
        self.lost: set[str] = set()

    def report(self, code: codes.Code, mark: Mark, message: str, cure: Cure = "") -> None:
        """Add a diagnostic; raises EnoughMistakes instead of adding an error to a full list."""
        if len(self._diagnostics) >= self._most:
            self._are_more = True
            if code.is_error:
                raise EnoughMistakes
            return
        lines = self._lines.get(mark.file, [])
        source = lines[mark.line - 1] if 0 < mark.line <= len(lines) else ""
        words = cure if isinstance(cure, str) else cure()
        message, words = limits.shortened(message, limits.SENTENCE), limits.shortened(words.rstrip(), limits.SENTENCE)
        self._diagnostics.append(Diagnostic(code, mark, message, words, quotable(source)))

    def report_name(self, code: codes.Code, mark: Mark, name: str, message: str, cure: Cure = "") -> None:
        """Add a diagnostic about an unknown name, unless it was reported or its definition could not be read."""
        if (code, name) in self._names or self._is_lost(code, name):
            return
        self._names.add((code, name))
        self.report(code, mark, message, cure)
        if self._diagnostics:
            self._named[self._diagnostics[-1]] = name

    def _is_lost(self, code: codes.Code, name: str) -> bool:
        return bool(name) and not self.lost.isdisjoint((*name.split("."), _DECLARED_IN.get(code, "")))

    def lose_file(self, file: str) -> None:
        """Note that a file could not be read, so that nothing which it may have declared is reported as unknown."""
        self.broken.add(file)
        name = file.split("/")[1].removesuffix(".yaml") if "/" in file else file  # a chapter may be a folder
        self.lost.update(STORY if file == STORY_FILE else (name,))

    def take(self, other: Problems) -> None:
        """Add the diagnostics of another list."""
        for each in other._diagnostics:
            self.report(each.code, each.mark, each.message, each.cure)
        self._are_more |= other._are_more

    @property
    def number(self) -> int:
        """How many diagnostics the list has."""
        return len(self._diagnostics)

    @property
    def has_errors(self) -> bool:
        """Whether a diagnostic of the list is an error."""
        return any(each.is_error for each in self._diagnostics)

    def sorted(self) -> tuple[Diagnostic, ...]:
        """Return the diagnostics by file and position, without repetitions.

        That a definition could not be read may have been found after its name was reported as unknown.
        """
        told = [each for each in self._diagnostics if not self._is_lost(each.code, self._named.get(each, ""))]
        unique = {(each.mark, each.code, each.message): each for each in told}
        found = tuple(sorted(unique.values(), key=lambda each: (each.mark, each.code)))
        if not self._are_more:
            return found
        message = f"There are more than {limits.DIAGNOSTICS.most:,} mistakes, and the rest is not told."
        return (*found, Diagnostic(codes.MORE_MISTAKES, NOWHERE, message, "Mend these first, and check again."))


def quotable(line: str) -> str:
    """Return a line as a diagnostic quotes it: "" for one that is too long."""
    return line if len(line) <= limits.SOURCE_LINE.most else ""
