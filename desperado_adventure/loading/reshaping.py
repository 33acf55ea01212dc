"""Values of the wrong shape: how what the author wrote is written in the right one."""

from __future__ import annotations

import re

from ..model import limits
from ..model.json_text import json_text
from .ids import ID, proposed_id
from .keys import CHOICE, WAY
from .tree import Entries, Listing, Mapping, Node, Scalar, ScalarStyle

_LINES = "Write `key: value` lines."
_PLAIN = re.compile(r"[\w…][^:#\[\]{},&*!|>'\"%@`\n]*\Z")
_SCENE = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)?\Z")
_LIKE_A_RANGE = re.compile(r"(-?\d+)\s*(?:-|–|to|\.{1,3}|,|:)\s*(-?\d+)\Z")
_IN_THOUSANDS = re.compile(r"(?<=\d)[_,'](?=\d{3}(?!\d))")
_OTHERWISE = frozenset(("else", "otherwise", "default"))
_NAMED_KINDS = {
    **dict.fromkeys(("bool", "boolean", "true", "false", "yes", "no", "on", "off", "switch"), "flag"),
    **dict.fromkeys(("int", "integer", "number", "counter", "range"), "0..9"),
}
_TYPED_KINDS = frozenset(("string", "str", "text", "name", "word", "input"))
"""What a variable is declared as elsewhere: by its first value, or by the name of a type."""

_MAIN = {
    "A scene": "text", "A choice": "say", "An ending": "title", "An item": "title", "A place": "title",
    "A chapter": "title", "A paragraph": "text", "A redirect": "goto",
}  # fmt: skip
"""The key under which plain text belongs, by what the mapping is."""

_ENTRY = {
    "A chapter": "{text: …}", "choices": "{say: …, goto: …}", "variables": "flag", "places": "{title: …}",
    "items": "{title: …}", "groups": "[…]", "speakers": "…", "chapters": "{title: …}",
}  # fmt: skip
"""What an entry looks like, by the mapping in which it stands."""


def as_yaml(node: Node) -> str:
    """Return a node on one line as YAML, shortened if it is long."""
    if isinstance(node, Scalar):
        words = limits.shortened(" ".join(node.value.split()))
        return words if _PLAIN.match(words) else json_text(words)
    if isinstance(node, Listing):
        return f"[{', '.join(map(as_yaml, node.items))}]"
    return f"{{{', '.join(f'{name}: {as_yaml(value)}' for name, (_, value) in node.entries.items())}}}"


def as_mapping(node: Node, what: str, owner: str) -> str:
    """Return how text is written where a mapping with given keys should stand; `owner` is the key before it, or ""."""
    if not isinstance(node, Scalar) or what not in _MAIN:
        return _LINES
    key = "ending" if what == "An ending" else owner
    given = f"{_MAIN[what]}: {as_yaml(node)}"
    if what == "An ending" and node.value in ("true", "yes"):
        given = "title: …"
    if what == "A choice":
        given = f"say: …, goto: {node.value}" if _SCENE.match(node.value) else f"{given}, goto: …"
    return f"Write `{key}: {{{given}}}`." if key else f"Write `{{{given}}}`."


def as_entries(node: Node, what: str) -> str:
    """Return how a list is written where a mapping by ids should stand."""
    if not isinstance(node, Listing) or not node.items or what not in _ENTRY:
        return _LINES
    first = node.items[0]
    if isinstance(first, Mapping) and len(first.entries) == 1 and what != "choices":
        name, (_, value) = next(iter(first.entries.items()))
        return f"Leave out the dash before each: `{name}: {as_yaml(value)}`."
    if isinstance(first, Mapping) and what == "choices":
        name, (key, _) = next(iter(named_items(node).items()))
        return f"Give each an id instead of the dash: `{key.value}: {as_yaml(first)}`."
    if isinstance(first, Scalar):
        return f"Write each with what it is: `{proposed_id(first.value, what)}: {_ENTRY[what]}`."
    return _LINES


def without_id(node: Mapping) -> bool:
    """Whether a mapping that should hold choices is a choice itself."""
    return "say" in node.entries and node.entries.keys() <= CHOICE.keys()


def named_items(node: Listing) -> Entries:
    """Return the mappings of a list of choices by ids, which are made of the words of each."""
    entries: Entries = {}
    for number, item in enumerate(node.items, start=1):
        if not isinstance(item, Mapping):
            continue
        said = next((value.value for name in ("say", "text") if isinstance(value := _value(item, name), Scalar)), "")
        name = proposed_id(" ".join(said.split()[:2]), "choices", number)
        if name in entries or not ID.match(name):
            name = f"choice_{number}"
        entries[name] = Scalar(name, item.line, item.column, ScalarStyle.PLAIN), item
    return entries


def _value(node: Mapping, name: str) -> Node | None:
    return node.entries[name][1] if name in node.entries else None


def as_condition(node: Node) -> str:
    """Return a list or a mapping as one condition, all parts of which must hold."""
    if isinstance(node, Listing):
        parts = [item.value if isinstance(item, Scalar) else as_yaml(item) for item in node.items]
        return " and ".join(f"({part})" if re.search(r"\bor\b|\|", part) else part for part in parts)
    if isinstance(node, Mapping):
        return " and ".join(_asked(name, value) for name, (_, value) in node.entries.items())
    return node.value


def _asked(name: str, value: Node) -> str:
    words = as_yaml(value)
    return {"true": name, "yes": name, "false": f"not {name}", "no": f"not {name}"}.get(words, f"{name} == {words}")


def as_effects(node: Node) -> str:
    """Return text or a mapping of names and values as a list of effects."""
    if isinstance(node, Mapping) and not {"when", "do"} >= node.entries.keys():
        return f"[{', '.join(f'{name} = {as_yaml(value)}' for name, (_, value) in node.entries.items())}]"
    return f"[{node.value}]" if isinstance(node, Scalar) else f"[{as_yaml(node)}]"


def as_ways(node: Mapping) -> str:
    """Return how a mapping from conditions to scenes, or one way, is written as the ways of a choice."""
    ways = []
    last = ""
    for name, (_, value) in node.entries.items():
        if not isinstance(value, Scalar) or not _SCENE.match(value.value) or name in WAY:
            return f"Write a list: `[{as_yaml(node)}]`, and last the scene to go to otherwise."
        if name in _OTHERWISE:
            last = value.value
        else:
            ways.append(f"{{when: {name}, goto: {value.value}}}")
    return f"Write `[{', '.join([*ways, last or '…'])}]`."


def as_declaration(words: str) -> str:
    """Return how a variable is declared that was declared with these words, "" if that cannot be said."""
    if match := _LIKE_A_RANGE.match(words) or _LIKE_A_RANGE.match(_IN_THOUSANDS.sub("", words)):
        low, high = sorted((int(match[1]), int(match[2])))
        return f"Write `{low}..{high}`." if low < high else ""
    if re.fullmatch(r"[1-9]\d{0,8}", words):
        return f"Write `{{range: 0..{words}, start: {words}}}` if it begins with {words}."
    if words.lower() in _TYPED_KINDS:
        return "Write `{name: a stranger}` for a name that the player types, or a list of the words that it can be."
    kind = _NAMED_KINDS.get(words.lower(), "0..9" if words == "0" else "")
    return f"Write `{kind}`." if kind else ""
