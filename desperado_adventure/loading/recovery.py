"""Keys that stand where they should not: reported once, and taken for what they were meant to be.

A misspelled key is read as the one that it resembles, a key that slipped to the left as part of what stands above it.
So one mistake gives one diagnostic, and the mistakes behind it are still found.
"""

from __future__ import annotations

import re
from typing import Protocol

from ..model import codes
from .keys import ENDING, Key, KeyKind
from .suggesting import did_you_mean, likeliest
from .tree import Entries, Listing, Mapping, Node, Scalar, ScalarStyle, Source, lost

_MAPPINGS = frozenset((KeyKind.CHOICES, KeyKind.ENDING, KeyKind.FALLS, KeyKind.CORRIDO))
_LISTS = frozenset((KeyKind.REDIRECTS, KeyKind.EFFECTS, KeyKind.STEPS, KeyKind.LINES))
_STUCK = re.compile(r"([a-z][a-z0-9_]*):(?=\S)")
_TEXT_OR_LISTS = frozenset((KeyKind.WORDS, KeyKind.PROSE, KeyKind.VERSE))


class Reporter(Protocol):
    """What mending needs of `Shapes`."""

    source: Source

    def report(self, code: codes.Code, node: Node, message: str, cure: str = "") -> None:
        """Report something about a node, where the node begins."""


class Mending:
    """Mends the entries of one mapping."""

    def __init__(self, shapes: Reporter) -> None:
        """Report through these shapes."""
        self._shapes = shapes

    def known(self, node: Mapping, table: dict[str, Key], what: str) -> Entries:
        """Return the entries with keys of the table only."""
        entries = {name: entry for name, entry in node.entries.items() if name in table}
        is_said = False
        for name, (key, value) in node.entries.items():
            if name in table:
                continue
            if self._adopt(entries, key, value, table, is_said=is_said):
                is_said = True
            elif self._split(entries, key, value, node, table):
                continue
            elif is_nothing(value) and self._is_in_braces(node):
                message = f"In braces a comma ends the value, so `{name}` is taken for a key."
                self._shapes.report(codes.UNKNOWN_KEY, key, message, "Put the whole text in quotes.")
            else:
                self._report_unknown(key, value, entries, table, what)
        return entries

    def split(self, node: Mapping) -> Entries:
        """Return the entries whose keys are ids, those in braces that lack the blank behind the colon taken apart."""
        entries: Entries = {}
        for name, (key, value) in node.entries.items():
            if not self._split(entries, key, value, node, None):
                entries[name] = key, value
        return entries

    def _split(self, entries: Entries, key: Scalar, value: Node, node: Mapping, table: dict[str, Key] | None) -> bool:
        """Take `key:value` in braces, all of which YAML takes for a key, for what was meant; return whether it was it.

        Without a table any word can be a key.
        """
        found = _STUCK.match(key.value)
        if found is None or key.style or not (is_nothing(value) and self._is_in_braces(node)):
            return False
        name, width = found.group(1), found.end()
        if table is not None and name not in table:
            return False
        rest = Scalar(key.value[width:], key.line, key.column + width, ScalarStyle.PLAIN)
        self._shapes.report(
            codes.YAML_DOES_NOT_PARSE, rest, "A blank is missing behind the colon.", "Write `key: value`."
        )
        if table is not None and not _fits(table[name], rest):
            rest = lost(key)
        entries.setdefault(name, (key._replace(value=name), rest))
        return True

    def nested(self, node: Mapping, inner: dict[str, Key]) -> Entries:
        """Return the entries, those that slipped out of the entry before them put back into it."""
        entries: Entries = {}
        owner, is_said = "", False
        for name, (key, value) in node.entries.items():
            if owner and name in inner and _slipped(inner[name].kind, value):
                if not is_said:
                    self._report_slip(key, owner)
                is_said = True
                owner_key, held = entries[owner]
                inside = held.entries if isinstance(held, Mapping) else {}
                entries[owner] = owner_key, Mapping({**inside, name: (key, value)}, held.line, held.column)
            else:
                entries[name] = key, value
                owner, is_said = name, False
        return entries

    def _adopt(self, entries: Entries, key: Scalar, value: Node, table: dict[str, Key], *, is_said: bool) -> bool:
        """Put a mapping that stands beside an empty `choices:` into it; return whether there was one."""
        choices = entries.get("choices")
        if (
            choices is None
            or "choices" not in table
            or not isinstance(value, Mapping)
            or isinstance(choices[1], Listing)
        ):
            return False
        inside = choices[1].entries if isinstance(choices[1], Mapping) else {}
        if not (is_said or is_nothing(choices[1])):
            return False
        if not is_said:
            self._report_slip(key, "choices")
        entries["choices"] = choices[0], Mapping({**inside, key.value: (key, value)}, value.line, value.column)
        return True

    def _report_slip(self, key: Scalar, owner: str) -> None:
        self._shapes.report(
            codes.UNKNOWN_KEY,
            key,
            f"`{key.value}` stands beside `{owner}`, to which it belongs.",
            "Indent it by two blanks more than what it belongs to.",
        )

    def _report_unknown(self, key: Scalar, value: Node, entries: Entries, table: dict[str, Key], what: str) -> None:
        name = key.value
        cure = did_you_mean(name, table) + f"{named(what)} has {', '.join(table)}."
        if name.startswith("-") and name[1:] in table:
            cure = "A blank is missing behind the dash."
        self._shapes.report(codes.UNKNOWN_KEY, key, f"{named(what)} has no key `{name}`.", cure)
        meant = likeliest(name, table)
        if meant and meant not in entries:
            is_usable = _fits(table[meant], value)
            entries[meant] = key, value if is_usable else lost(value)

    def _is_in_braces(self, node: Mapping) -> bool:
        lines = self._shapes.source.lines
        return node.line < len(lines) and lines[node.line][node.column : node.column + 1] == "{"


def named(what: str) -> str:
    """Return "A scene" as it is, and a key as it is written: `once`."""
    return f"`{what}`" if what.islower() else what


def is_nothing(node: Node) -> bool:
    """Whether there is nothing behind the colon."""
    return type(node) is Scalar and not node.value and not node.style


def _fits(key: Key, value: Node) -> bool:
    """Whether a value has the shape that a key takes."""
    if key.by_id or key.kind in _MAPPINGS:
        return isinstance(value, Mapping)
    if key.kind in _LISTS:
        return isinstance(value, Listing)
    return isinstance(value, Scalar) or (key.kind in _TEXT_OR_LISTS and isinstance(value, Listing))


def _slipped(kind: KeyKind, value: Node) -> bool:
    """Whether an entry with the name of an inner key is that key, and not an id that happens to be called so."""
    if not isinstance(value, Mapping):
        return True
    if kind is KeyKind.ENDING:
        return value.entries.keys() <= ENDING.keys()
    return kind is KeyKind.CHOICES and all(isinstance(inner, Mapping) for _, inner in value.entries.values())
