"""The nodes of a YAML file: scalars, listings and mappings, each with its position."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias

from ..model.diagnostics import Mark


class ScalarStyle(StrEnum):
    """How a scalar is written. LOST marks a value that could not be used, and that causes no further diagnostic."""

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
    """A YAML sequence. (In this project, a sequence is a form of text.)"""

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
"""The content of a mapping: key and value, by the key's text."""


def lost(node: Node) -> Scalar:
    """Return the scalar that replaces a node that could not be used."""
    return Scalar("", node.line, node.column, ScalarStyle.LOST)


def is_lost(node: Node) -> bool:
    """Whether this scalar replaces a node that could not be used."""
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
        """Return where a node begins."""
        return Mark(self.file, node.line + 1, node.column + 1)


def describe(node: Node) -> str:
    """Say what a node is, in the author's words."""
    if type(node) is Mapping:
        return "a mapping"
    if type(node) is Listing:
        return "a list"
    return "text" if node.value else "nothing"  # type: ignore[union-attr]  # only a Scalar is left


def nothing_or(node: Node, cure: str) -> str:
    """Return the cure for a missing value, or the given cure for any other."""
    if type(node) is Scalar and not node.value:
        return "Write it behind the colon, or below it, two blanks further to the right."
    return cure
