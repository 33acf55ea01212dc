"""The scene graph: which scene leads to which, by what, and whether that depends on the state."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from ...model.expressions import Condition
from ...model.story import Branch, Choice, Destination, Scene, Story
from .source import excerpts, source_of


class EdgeKind(StrEnum):
    """What leads from one scene to another."""

    CHOICE = "choice"
    REDIRECT = "redirect"
    GOTO = "goto"
    CUTAWAY = "cutaway"
    FALL = "fall"


class Edge(NamedTuple):
    """An edge from one scene to another.

    `label` is the text of the choice, or "". `depends` says whether there is a guard; `guard` is its source, or "".
    """

    origin: str
    target: str
    kind: EdgeKind
    label: str
    depends: bool
    guard: str


class ChapterScenes(NamedTuple):
    """The ids of a chapter and of its scenes, without those of nested choices."""

    chapter: str
    scenes: tuple[str, ...]


class Graph(NamedTuple):
    """The scenes by chapter, in the story's order, and the edges between them.

    Nested choices belong to the scene around them.
    """

    chapters: tuple[ChapterScenes, ...]
    edges: tuple[Edge, ...]


def scene_graph(story: Story) -> Graph:
    """Return the scene graph of a story."""
    by_chapter: dict[str, list[str]] = {chapter.id: [] for chapter in story.chapters}
    edges: dict[Edge, None] = {}
    for scene in story.scenes.values():
        if not scene.parent:
            by_chapter.setdefault(scene.chapter, []).append(scene.id)
        for edge in _edges(story, scene):
            edges[edge] = None
    return Graph(tuple(ChapterScenes(chapter, tuple(scenes)) for chapter, scenes in by_chapter.items()), tuple(edges))


def _edges(story: Story, scene: Scene) -> list[Edge]:
    origin = scene.parent or scene.id
    edges = []
    for choice in scene.choices:
        guards = (*choice.when, choice.requires)
        for number, branch in enumerate(choice.branches):
            asked = (*guards, branch.when)
            otherwise = branch.when is None and number > 0
            edges += _to(
                story, origin, branch.destination, EdgeKind.CHOICE, source_of(choice.say), asked, otherwise=otherwise
            )
    for redirect in scene.redirects:
        edges += _to(story, origin, redirect.destination, EdgeKind.REDIRECT, "", (redirect.when,))
    if scene.onward is not None:
        edges += _to(story, origin, scene.onward, EdgeKind.GOTO, "", ())
    if scene.fall and story.falls is not None:
        edges.append(Edge(origin, story.falls.goto, EdgeKind.FALL, "", depends=False, guard=""))
    return edges


def _to(
    story: Story,
    origin: str,
    to: Destination,
    kind: EdgeKind,
    label: str,
    guards: tuple[Condition | None, ...],
    *,
    otherwise: bool = False,
) -> list[Edge]:
    if opens(story, to) and not to.cutaway:
        return []
    excerpt = excerpts(story)
    written = [excerpt(guard.site) for guard in guards if guard is not None]
    written += ["otherwise"] if otherwise else []
    guard = " and ".join(written)
    edges = [Edge(origin, to.cutaway, EdgeKind.CUTAWAY, label, bool(written), guard)] if to.cutaway else []
    if to.scene and not opens(story, to):
        edges.append(Edge(origin, to.scene, kind, label, bool(written), guard))
    return edges


def opens(story: Story, to: Destination) -> bool:
    """Whether a destination opens a part of its own scene: nested choices, or the ways after a cutaway."""
    return to.enters and story.scenes[to.scene].parent != ""


def ways_of(story: Story, choice: Choice) -> tuple[Branch, ...]:
    """Return the ways of a choice, with those that are chosen between after its cutaway."""
    ways = list(choice.branches)
    for to in choice.destinations:
        if to.cutaway and opens(story, to):
            ways += [Branch(redirect.when, redirect.destination) for redirect in story.scenes[to.scene].redirects]
    return tuple(ways)


def scenes_after(story: Story, choice: Choice) -> tuple[str, ...]:
    """Return the scenes that a choice leads to, each once: a cutaway before what comes after it."""
    found: dict[str, None] = {}
    for _, to in ways_of(story, choice):
        if to.cutaway:
            found[to.cutaway] = None
        if to.scene and not opens(story, to):
            found[to.scene] = None
    return tuple(found)


def depths(graph: Graph, start: str) -> dict[str, int]:
    """Return the distance in edges from the start to each scene that can be reached by edges."""
    targets: dict[str, list[str]] = {}
    for edge in graph.edges:
        targets.setdefault(edge.origin, []).append(edge.target)
    distance = {start: 0}
    waiting = [start]
    for scene in waiting:
        for target in targets.get(scene, ()):
            if target not in distance:
                distance[target] = distance[scene] + 1
                waiting.append(target)
    return distance
