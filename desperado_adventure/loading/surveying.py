"""The first pass over the chapters: it records the ids of all scenes and choices, before any of them is read."""

from __future__ import annotations

from ..model.shared_ids import HERE
from .keys import THEN
from .names import Names
from .tree import Mapping, Node, Scalar, Source


def survey(chapter: str, node: Node | None, source: Source, names: Names) -> None:
    """Record the ids of all scenes and choices of a chapter, and which scene continues which."""
    if not isinstance(node, Mapping):
        return
    for name, (key, value) in node.entries.items():
        scene = f"{chapter}.{name}"
        if name == HERE:
            survey_choices(scene, value, source, names)
            continue
        _survey_scene(scene, key, value, source, names)


def _survey_scene(scene: str, key: Scalar, node: Node, source: Source, names: Names) -> None:
    names.scenes[scene] = source.mark(key)
    if not isinstance(node, Mapping):
        return
    if "choices" in node.entries:
        survey_choices(scene, node.entries["choices"][1], source, names)
    if THEN in node.entries:
        after = f"{scene}.{THEN}"
        names.continues[after] = scene
        _survey_scene(after, *node.entries[THEN], source, names)


def survey_choices(owner: str, node: Node, source: Source, names: Names) -> None:
    """Record the ids of the choices of an owner, and of those nested in them."""
    if not isinstance(node, Mapping):
        return
    for name, (key, value) in node.entries.items():
        choice = f"{owner}.{name}"
        names.choices[choice] = source.mark(key)
        if isinstance(value, Mapping) and "choices" in value.entries:
            survey_choices(choice, value.entries["choices"][1], source, names)
