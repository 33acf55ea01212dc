"""The list on which whatever reads a story writes what is wrong, so that the author hears of all of it at once."""

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
"""The part of story.yaml whose loss explains an unknown name."""


class Problems:
    """Collects diagnostics. A name that is unknown in many places is one mistake, and is reported once.

    `broken` are the files of which a part could not be read, and `lost` the keys that stood in those parts: what
    somebody else says of these names is not reported again.
    """

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        """Take the files' texts, from which each diagnostic quotes its line."""
        self._lines = {file: text.split("\n") for file, text in texts}
        self._found: list[Diagnostic] = []
        self._names: set[tuple[codes.Code, str]] = set()
        self.broken: set[str] = set()
        self.lost: set[str] = set()

    def report(self, code: codes.Code, mark: Mark, message: str, cure: str = "") -> None:
        """Write one down."""
        lines = self._lines.get(mark.file, [])
        source = lines[mark.line - 1] if 0 < mark.line <= len(lines) else ""
        self._found.append(Diagnostic(code, mark, message, cure.rstrip(), source))

    def report_name(self, code: codes.Code, mark: Mark, name: str, message: str, cure: str = "") -> None:
        """Write one down about an unknown name, unless it has been said or its definition could not be read."""
        if (code, name) in self._names or not self.lost.isdisjoint((*name.split("."), _DECLARED_IN.get(code, ""))):
            return
        self._names.add((code, name))
        self.report(code, mark, message, cure)

    def take(self, other: Problems) -> None:
        """Take over what another list has found."""
        for found in other._found:
            self.report(found.code, found.mark, found.message, found.cure)

    @property
    def has_errors(self) -> bool:
        """Whether anything found so far keeps the story from being played."""
        return any(found.is_error for found in self._found)

    def sorted(self) -> tuple[Diagnostic, ...]:
        """Return everything found, by file and position, without repetitions."""
        unique = {(found.mark, found.code, found.message): found for found in self._found}
        return tuple(sorted(unique.values(), key=lambda found: (found.mark, found.code)))
