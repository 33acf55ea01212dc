"""Diagnostics as an author reads them: place, number, sentence, the line with a caret, the cure."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.diagnostics import Diagnostic
from ..model.unsafe_characters import harmless
from .quoting import path_in_short
from .widths import cells

_WIDEST_LINE = 100


def report_lines(diagnostic: Diagnostic) -> list[str]:
    """Return the lines of a diagnostic."""
    code = diagnostic.code
    mark = diagnostic.mark
    file = path_in_short(mark.file)
    place = f"{mark._replace(file=file)}: " if mark.line else f"{file}: " if file else ""
    lines = [f"{place}{code.severity} {code.number}: {diagnostic.message}"]
    if diagnostic.source.strip():
        lines += _quote(diagnostic.source, mark.column)
    if diagnostic.cure:
        lines.append(f"    {diagnostic.cure}")
    if diagnostic.choices is not None:
        lines.append("    Choices that lead here (for `desperado replay`):")
        lines += [f"      {choice}" for choice in diagnostic.choices] or ["      (none: it is so from the beginning)"]
    return lines


def _quote(source: str, column: int) -> list[str]:
    """Return the line, cut around the column if it is long, and a caret under the column as a terminal shows it."""
    begin = max(0, column - _WIDEST_LINE // 2) if len(source) > _WIDEST_LINE else 0
    shown = source[begin : begin + _WIDEST_LINE].replace("\t", " ")
    caret = " " * cells(harmless(shown[: column - 1 - begin])) + "^"
    return [f"  | {shown.rstrip()}", f"  | {caret}"]


def counted(number: int, word: str) -> str:
    """Return a number with its word, in the plural unless the number is 1."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Return a line that counts errors and warnings."""
    errors = sum(each.is_error for each in diagnostics)
    kinds = ((errors, "error"), (len(diagnostics) - errors, "warning"))
    return " and ".join(counted(number, word) for number, word in kinds if number) or "no findings"
