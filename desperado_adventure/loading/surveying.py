"""The first pass over the chapters: it records the ids of all scenes and choices, before any of them is read."""

from __future__ import annotations

from ..model.shared_ids import HERE
from .names import Names
from .tree import Mapping, Node, Source


def survey(chapter: str, node: Node | None, source: Source, names: Names) -> None:
    """Record the ids of all scenes and choices of a chapter."""
    if not isinstance(node, Mapping):
        return
    for name, (key, value) in node.entries.items():
        scene = f"{chapter}.{name}"
        if name == HERE:
            survey_choices(scene, value, source, names)
            continue
        names.scenes[scene] = source.mark(key)
        if isinstance(value, Mapping) and "choices" in value.entries:
            survey_choices(scene, value.entries["choices"][1], source, names)


def survey_choices(owner: str, node: Node, source: Source, names: Names) -> None:
    """Record the ids of the choices of an owner, and of those nested in them."""
    if not isinstance(node, Mapping):
        return
    for name, (key, value) in node.entries.items():
        choice = f"{owner}.{name}"
        names.choices[choice] = source.mark(key)
        if isinstance(value, Mapping) and "choices" in value.entries:
            survey_choices(choice, value.entries["choices"][1], source, names)
