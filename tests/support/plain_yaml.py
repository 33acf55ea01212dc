"""A writer of nested mappings, lists and words as YAML text, the same on every machine, without PyYAML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

Node = str | int | bool | Sequence["Node"] | Mapping[str, "Node"]

_BARE = re.compile(r"[a-z][a-z0-9_.]*\Z")


def yaml_text(node: Node, indent: int = 0) -> str:
    """Return the lines of a mapping, a list, or a scalar on a line of its own, each ended by a line feed."""
    blanks = " " * indent
    if isinstance(node, Mapping):
        return "".join(f"{blanks}{key}:{_after(value, indent)}" for key, value in node.items())
    if isinstance(node, str | int):
        return f"{blanks}{_scalar(node)}\n"
    return "".join(f"{blanks}-{_after(value, indent)}" for value in node)


def _after(node: Node, indent: int) -> str:
    """Return what stands after a colon or a dash."""
    if isinstance(node, str | int):
        return f" {_scalar(node)}\n"
    return f"\n{yaml_text(node, indent + 2)}" if node else (" {}\n" if isinstance(node, Mapping) else " []\n")


def _scalar(value: str | int) -> str:
    """Return a word as it is, and any other text in double quotes, as JSON has them."""
    is_bare = isinstance(value, str) and _BARE.match(value)
    return str(value) if is_bare else json.dumps(value, ensure_ascii=False)
