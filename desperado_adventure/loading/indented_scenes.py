"""Scenes that are indented into the scene above them: each is told once, and read as the scene that it is."""

from __future__ import annotations

from ..model import codes
from .keys import SCENE
from .recovery import Reporter, is_nothing
from .tree import Entries, Mapping, Node, Scalar

_OF_SCENES = frozenset(("text", "choices", "redirects", "goto", "ending", "fall"))
"""Keys by one of which a scene is known; a choice has `say` besides."""


def with_indented_scenes(node: Mapping, shapes: Reporter) -> Mapping:
    """Return a chapter in which scenes that stand inside another one come after it."""
    if all(_has_only_keys(value) for _, value in node.entries.values()):
        return node
    entries: Entries = {}
    for name, (key, value) in node.entries.items():
        inside = _scenes_inside(value)
        entries[name] = key, _without(value, inside)
        for other, (place, scene) in inside.items():
            _report(shapes, place, name)
            entries.setdefault(other, (place, scene))
    return node._replace(entries=entries)


def _has_only_keys(node: Node) -> bool:
    return not isinstance(node, Mapping) or node.entries.keys() <= SCENE.keys()


def _without(node: Node, inside: Entries) -> Node:
    if not isinstance(node, Mapping):
        return node
    return node._replace(entries={name: entry for name, entry in node.entries.items() if name not in inside})


def _scenes_inside(node: Node) -> Entries:
    if not isinstance(node, Mapping):
        return {}
    if "choices" in node.entries and is_nothing(node.entries["choices"][1]):
        return {}  # what stands beside an empty `choices:` belongs into it
    return {
        name: (key, value)
        for name, (key, value) in node.entries.items()
        if name not in SCENE and isinstance(value, Mapping) and _is_like_a_scene(value)
    }


def _is_like_a_scene(node: Mapping) -> bool:
    known = node.entries.keys() & SCENE.keys()
    return "say" not in node.entries and 2 * len(known) > len(node.entries) and not _OF_SCENES.isdisjoint(known)


def _report(shapes: Reporter, key: Scalar, owner: str) -> None:
    message = f"`{key.value}` looks like a scene, and stands inside the scene `{owner}`."
    shapes.report(codes.UNKNOWN_KEY, key, message, f"Begin `{key.value}:` in the first column.")
