"""From a picture's file to `Art`; reports a picture that is too large or has no description."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import codes, limits
from ..model.blanks import single_blanks
from ..model.story import Art
from . import keys
from .palettes import read_palette
from .plain_words import check_plain_words
from .positions import locate
from .shapes import Shapes
from .tree import Node, Scalar

WIDEST = limits.PICTURE_WIDTH.most
TALLEST = limits.PICTURE_HEIGHT.most


def read_picture(name: str, node: Node, shapes: Shapes) -> Art:
    """Return the picture; report a missing description, lines that do not fit, and wrong colours."""
    entries = shapes.mapping(node, keys.ART, "A picture")
    given = {key: value for key, (_, value) in entries.items()}
    texts = {key: shapes.text(value) for key, value in given.items() if key != "palette"}
    pictures = {key: _lines(texts[key].value) if key in texts else () for key in ("picture", "plain", "colours")}
    alt = single_blanks(texts["alt"].value) if "alt" in texts else ""
    if alt:
        check_plain_words(shapes, texts["alt"], "Say what the picture always shows.")
    if not alt:
        shapes.problems.report(
            codes.PICTURE_WITHOUT_DESCRIPTION,
            shapes.mark(node),
            "This picture has no `alt`.",
            "Write one sentence that says what it shows: some players hear the story.",
        )
    for key, lines in pictures.items():
        if key in texts:
            _check_size(lines, texts[key], shapes)
    if pictures["plain"] and not all(line.isascii() for line in pictures["plain"]):
        shapes.report(
            codes.VALUE_NOT_ALLOWED,
            given["plain"],
            "The plain picture holds more than ASCII.",
            "Draw it with ASCII only.",
        )
    return Art(
        id=name,
        alt=alt,
        picture=pictures["picture"],
        plain=pictures["plain"],
        colours=pictures["colours"],
        palette=read_palette(given["palette"], shapes) if "palette" in given else {},
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.rstrip() for line in text.rstrip("\n").split("\n"))


def _check_size(lines: tuple[str, ...], scalar: Scalar, shapes: Shapes) -> None:
    rows = scalar.value.split("\n")
    for number, line in enumerate(lines):
        if len(line) > WIDEST:
            _report_size(f"This line is {len(line)} characters wide.", scalar, rows[:number], WIDEST, shapes)
            return
    if len(lines) > TALLEST:
        _report_size(f"This picture is {len(lines)} lines tall.", scalar, rows[:TALLEST], 0, shapes)


def _report_size(message: str, scalar: Scalar, before: Sequence[str], column: int, shapes: Shapes) -> None:
    """Report what does not fit at a column of the row that comes after those before it."""
    mark = locate(shapes.source, scalar, sum(len(row) + 1 for row in before) + column)
    cure = f"A picture is at most {WIDEST} wide and {TALLEST} tall."
    shapes.problems.report(codes.PICTURE_DOES_NOT_FIT, mark, message, cure)
