"""YAML as the loader sees it: scalars, listings and mappings, each with its place in a file."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias

from ..model.diagnostics import Mark


class ScalarStyle(StrEnum):
    """How a scalar is written. LOST stands for a value that could not be used, and about which nothing more is said."""

    PLAIN = ""
    SINGLE_QUOTED = "'"
    DOUBLE_QUOTED = '"'
    LITERAL = "|"
    FOLDED = ">"
    LOST = "lost"


class Scalar(NamedTuple):
    """Text. Lines and columns are counted from 0."""

    value: str
    line: int
    column: int
    style: ScalarStyle


class Listing(NamedTuple):
    """A YAML sequence (that word means something else in this house)."""

    items: tuple[Node, ...]
    line: int
    column: int


class Mapping(NamedTuple):
    """A YAML mapping from key text to (key, value)."""

    entries: Entries
    line: int
    column: int


Node: TypeAlias = "Scalar | Listing | Mapping"
Entries: TypeAlias = "dict[str, tuple[Scalar, Node]]"
"""What a mapping holds: by the key's text, the key and the value."""


def lost(node: Node) -> Scalar:
    """Return what stands in place of a node that could not be used."""
    return Scalar("", node.line, node.column, ScalarStyle.LOST)


def is_lost(node: Node) -> bool:
    """Whether this is such a value."""
    return type(node) is Scalar and node.style is ScalarStyle.LOST


class Source:
    """A file as it was read: its path relative to the story's folder, its text, and its lines without their ends."""

    __slots__ = ("file", "lines", "text")

    def __init__(self, file: str, text: str) -> None:
        """Take the path and the text."""
        self.file = file
        self.text = text
        self.lines = text.split("\n")

    def mark(self, node: Node) -> Mark:
        """Where a node begins."""
        return Mark(self.file, node.line + 1, node.column + 1)
