"""Recovery from misspelled and misplaced keys: each is reported once, and then read as the author meant it.

A misspelled key is read as the key that it resembles. A key that is indented too little is read as part of the entry
above it. So one mistake gives one diagnostic, and the mistakes after it are still found.
"""

from __future__ import annotations

import re
from typing import Protocol

from ..model import codes
from .habitual_keys import meant_key
from .indentation import Indentation
from .keys import ENDING, Key, KeyKind
from .tree import Entries, Listing, Mapping, Node, Scalar, ScalarStyle, Source, lost

_MAPPINGS = frozenset((KeyKind.CHOICES, KeyKind.THEN, KeyKind.ENDING, KeyKind.FALLS, KeyKind.CORRIDO))
_LISTS = frozenset((KeyKind.REDIRECTS, KeyKind.EFFECTS, KeyKind.STEPS, KeyKind.LINES))
_STUCK = re.compile(r"([a-z][a-z0-9_]*):(?=\S)")
_TRUTHS = frozenset(("true", "false", "yes", "no", "on", "off"))
_TEXT_OR_LISTS = frozenset((KeyKind.WORDS, KeyKind.PROSE, KeyKind.VERSE, KeyKind.GOTO))


class Reporter(Protocol):
    """The part of `Shapes` that recovery needs."""

    source: Source

    def report(self, code: codes.Code, node: Node, message: str, cure: str = "") -> None:
        """Report something about a node, where the node begins."""


class Mending:
    """Corrects the entries of one mapping."""

    def __init__(self, shapes: Reporter) -> None:
        """Report through these shapes."""
        self._shapes = shapes

    def known(self, node: Mapping, table: dict[str, Key], what: str) -> Entries:
        """Return the entries with keys of the table only; report all others."""
        entries = {name: entry for name, entry in node.entries.items() if name in table}
        is_reported = False
        for name, (key, value) in node.entries.items():
            if name in table:
                continue
            if self._into_choices(entries, key, value, table, is_reported=is_reported):
                is_reported = True
            elif self._split(entries, key, value, node, table):
                continue
            elif is_nothing(value) and self._is_in_braces(node):
                message = f"In braces a comma ends the value, so `{name}` is taken for a key."
                self._shapes.report(codes.UNKNOWN_KEY, key, message, "Put the whole text in quotes.")
            else:
                self._report_unknown(key, value, entries, table, what)
        return entries

    def split(self, node: Mapping) -> Entries:
        """Return the entries of a mapping by ids; `{key:value}`, which lacks a blank, is split at the colon."""
        entries: Entries = {}
        for name, (key, value) in node.entries.items():
            if not self._split(entries, key, value, node, None):
                entries[name] = key, value
        return entries

    def _split(self, entries: Entries, key: Scalar, value: Node, node: Mapping, table: dict[str, Key] | None) -> bool:
        """Split `key:value` in braces, which YAML reads as one key; return whether the entry was such a one.

        Without a table, any word can be a key.
        """
        match = _STUCK.match(key.value)
        if match is None or key.style or not (is_nothing(value) and self._is_in_braces(node)):
            return False
        name, width = match.group(1), match.end()
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
        """Return the entries; a key of `inner` that stands beside an entry is moved into the entry before it."""
        entries: Entries = {}
        owner, is_reported = "", False
        for name, (key, value) in node.entries.items():
            if owner and name in inner and _is_inner_key(inner[name].kind, value):
                if not is_reported:
                    self._report_slip(key, owner)
                is_reported = True
                owner_key, held = entries[owner]
                inside = held.entries if isinstance(held, Mapping) else {}
                entries[owner] = owner_key, Mapping({**inside, name: (key, value)}, held.line, held.column)
            else:
                entries[name] = key, value
                owner, is_reported = name, False
        return entries

    def _into_choices(
        self, entries: Entries, key: Scalar, value: Node, table: dict[str, Key], *, is_reported: bool
    ) -> bool:
        """Move a mapping that stands beside an empty `choices:` into it; return whether this was done."""
        choices = entries.get("choices")
        if (
            choices is None
            or "choices" not in table
            or not isinstance(value, Mapping)
            or isinstance(choices[1], Listing)
        ):
            return False
        inside = choices[1].entries if isinstance(choices[1], Mapping) else {}
        if not (is_reported or is_nothing(choices[1])):
            return False
        if not is_reported:
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
        lacking = [each for each, key_ in table.items() if key_.needed and each not in entries]
        fitting = [each for each, key_ in table.items() if _fits(key_, value)]
        meant = meant_key(name, lacking) or meant_key(name, fitting) or meant_key(name, table)
        cure = (f"Did you mean `{meant}`? " if meant else "") + f"{named(what)} has {', '.join(table)}."
        if not meant and Indentation(self._shapes.source.lines, 1).is_in_block(key.line):
            cure = f"If it belongs to the text above, indent it further. {cure}"
        if name.startswith("-") and name[1:] in table:
            cure = "A blank is missing behind the dash."
        self._shapes.report(codes.UNKNOWN_KEY, key, f"{named(what)} has no key `{name}`.", cure)
        if meant and meant not in entries:
            is_usable = _fits(table[meant], value)
            entries[meant] = key, value if is_usable else lost(value)

    def _is_in_braces(self, node: Mapping) -> bool:
        lines = self._shapes.source.lines
        return node.line < len(lines) and lines[node.line][node.column : node.column + 1] == "{"


def named(what: str) -> str:
    """Return a phrase ("A scene") as it is, and a key in backticks: `once`."""
    return f"`{what}`" if what.islower() else what


def is_nothing(node: Node) -> bool:
    """Whether no value follows the colon."""
    return type(node) is Scalar and not node.value and not node.style


def _fits(key: Key, value: Node) -> bool:
    """Whether a value has the shape that a key takes."""
    if key.by_id or key.kind in _MAPPINGS:
        return isinstance(value, Mapping)
    if key.kind is KeyKind.FLAG:
        return isinstance(value, Scalar) and (not value.value or value.value.lower() in _TRUTHS)
    if key.kind in _LISTS:
        return isinstance(value, Listing)
    return isinstance(value, Scalar) or (key.kind in _TEXT_OR_LISTS and isinstance(value, Listing))


def _is_inner_key(kind: KeyKind, value: Node) -> bool:
    """Whether an entry with the name of an inner key is that key, and not an id of the same name."""
    if not isinstance(value, Mapping):
        return True
    if kind is KeyKind.ENDING:
        return value.entries.keys() <= ENDING.keys()
    return kind is KeyKind.CHOICES and all(isinstance(inner, Mapping) for _, inner in value.entries.values())
