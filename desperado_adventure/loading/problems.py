"""The list of diagnostics, to which all readers of a story add, so that the author is told of all at once."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import codes
from ..model.diagnostics import Diagnostic, Mark

_DECLARED_IN = {
    codes.UNKNOWN_NAME: "variables",
    codes.UNKNOWN_ITEM: "items",
    codes.UNKNOWN_PLACE: "places",
    codes.UNKNOWN_SPEAKER: "speakers",
    codes.UNKNOWN_FUNCTION: "places",
}
"""The part of story.yaml that declares such names; if it could not be read, they are not reported as unknown."""


class Problems:
    """Collects diagnostics. A name that is unknown in many places is one mistake, and is reported once.

    `broken` are the files of which a part could not be read, and `lost` the keys of those parts: these names are not
    reported as unknown.
    """

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        """Take the files' texts, from which each diagnostic quotes its line."""
        self._lines = {file: text.split("\n") for file, text in texts}
        self._diagnostics: list[Diagnostic] = []
        self._names: set[tuple[codes.Code, str]] = set()
        self.broken: set[str] = set()
        self.lost: set[str] = set()

    def report(self, code: codes.Code, mark: Mark, message: str, cure: str = "") -> None:
        """Add a diagnostic."""
        lines = self._lines.get(mark.file, [])
        source = lines[mark.line - 1] if 0 < mark.line <= len(lines) else ""
        self._diagnostics.append(Diagnostic(code, mark, message, cure.rstrip(), source))

    def report_name(self, code: codes.Code, mark: Mark, name: str, message: str, cure: str = "") -> None:
        """Add a diagnostic about an unknown name, unless it was reported or its definition could not be read."""
        if (code, name) in self._names or not self.lost.isdisjoint((*name.split("."), _DECLARED_IN.get(code, ""))):
            return
        self._names.add((code, name))
        self.report(code, mark, message, cure)

    def take(self, other: Problems) -> None:
        """Add the diagnostics of another list."""
        for each in other._diagnostics:
            self.report(each.code, each.mark, each.message, each.cure)

    @property
    def has_errors(self) -> bool:
        """Whether a diagnostic of the list is an error."""
        return any(each.is_error for each in self._diagnostics)

    def sorted(self) -> tuple[Diagnostic, ...]:
        """Return the diagnostics by file and position, without repetitions."""
        unique = {(each.mark, each.code, each.message): each for each in self._diagnostics}
        return tuple(sorted(unique.values(), key=lambda each: (each.mark, each.code)))
