"""Which scenes offer which shared choices, as the author's manual says it, and without a line of the loader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Keys = Mapping[str, Any]
"""What a scene or a choice holds, by key."""


def shared_choices(story: Keys, scenes: Mapping[str, Keys], here: Mapping[str, Keys]) -> dict[str, dict[str, Keys]]:
    """Return the shared choices that each scene offers, by the scene's id and then by their own.

    `here` are the shared choices of each chapter.
    """
    everywhere = story.get("everywhere", {})
    first = [cutaway for scene in scenes.values() for cutaway in _cutaways(scene)]
    shared = [*everywhere.values(), *(choice for choices in here.values() for choice in choices.values())]
    played = _come_to(scenes, [*first, *(choice["cutaway"] for choice in shared if "cutaway" in choice)], story)
    offered: dict[str, dict[str, Keys]] = {}
    for name, scene in scenes.items():
        chapter = name.partition(".")[0]
        candidates = {f"{chapter}.here.{key}": choice for key, choice in here[chapter].items()}
        candidates |= {f"everywhere.{key}": choice for key, choice in everywhere.items()}
        takes_part = "choices" in scene and scene.get("shared", True)
        unfit = _leads_away if name in played else _returns
        offered[name] = {key: choice for key, choice in candidates.items() if takes_part and not unfit(choice)}
    return offered


def _leads_away(choice: Keys) -> bool:
    return "goto" in choice or "cutaway" in choice


def _returns(choice: Keys) -> bool:
    return "return" in choice


def _mappings(node: object) -> Iterator[Keys]:
    """Yield every mapping in a tree."""
    if isinstance(node, Mapping):
        yield node
        node = {key: inner for key, inner in node.items() if key != "then"}  # a scene of its own
    for inner in node.values() if isinstance(node, Mapping) else node if isinstance(node, list) else ():
        yield from _mappings(inner)


def _cutaways(scene: Keys) -> Iterator[str]:
    yield from (each["cutaway"] for each in _mappings(scene) if isinstance(each.get("cutaway"), str))


def _gotos(scene: Keys) -> Iterator[str]:
    for each in _mappings(scene):
        goto = each.get("goto")
        yield from (way for way in (goto if isinstance(goto, list) else [goto]) if isinstance(way, str))


def _come_to(scenes: Mapping[str, Keys], first: list[str], story: Keys) -> set[str]:
    """Return the scenes to which these lead by `goto`, `cutaway`, or a death that stands."""
    found, left = set(first), list(first)
    while left:
        name = left.pop()
        scene = scenes[name]
        after = [f"{name}.then"] if "then" in scene else []  # some choice goes on to it in every story of the tests
        ways = [*after, *_gotos(scene), *_cutaways(scene), *([story["falls"]["goto"]] if scene.get("fall") else [])]
        left += [way for way in dict.fromkeys(ways) if way not in found]
        found.update(ways)
    return found
