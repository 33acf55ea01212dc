"""Filling coverage: a few roads, each from the beginning to an ending, that show what no walkthrough has shown yet.

Each road begins with the proof's way to something missing. From there it goes on to whatever else is missing and near,
staying in a scene before leaving it, and then to an ending. Roads that the later ones make needless are dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..model.story import Story
from .certificate import Certificate
from .coverage import Coverage, Sight
from .exploring import Explorer
from .graph import depths, scene_graph
from .naming import Namer
from .watches import Target

_LONGEST = 250
"""Choices after which a road looks for nothing more but an ending."""

_UNKNOWN = 1_000


class Road(NamedTuple):
    """Choices from the beginning, the targets that only now were shown, and the scene of the ending ("" for none)."""

    choices: tuple[str, ...]
    shown: frozenset[Target]
    ending: str


def fill(
    story: Story, certificate: Certificate, coverage: Coverage, report: Callable[[int, int], None] = lambda *_: None
) -> tuple[Road, ...]:
    """Return roads that show what is missing and not proved to be impossible, as far as ways to it are found.

    `report` is told, before each road, how many there are and how much is still missing.
    """
    missing = {target for kind in coverage.all for target in coverage.missing(kind)}
    left = missing - certificate.unseen if certificate.exhausted else set(missing)
    explorer, namer = Explorer(story), Namer(story)
    start = explorer.observer.begin().step.state
    roads: list[Road] = []
    fruitless: set[str] = set()
    for target in _shallow_first(story, namer, left):
        scene = namer.scene(target)
        if target not in left:
            continue
        way = certificate.witness_for(target)
        if way is None and scene not in fruitless:
            way = explorer.way_to(start, (scene,)) if scene != start.scene else ()
        report(len(roads), len(left))
        road = _road(story, explorer, way, frozenset(left)) if way is not None else None
        if road is not None and road.shown:
            roads.append(road)
            left -= road.shown
        elif not certificate.has_seen(target):
            fruitless.add(scene)
        left.discard(target)
    return _needed(roads)


def _shallow_first(story: Story, namer: Namer, missing: set[Target]) -> list[Target]:
    """Return the targets, those of scenes near the beginning first."""
    depth = depths(scene_graph(story), story.start)
    return sorted(missing, key=lambda target: (depth.get(namer.scene(target), _UNKNOWN), target))


def _needed(roads: list[Road]) -> tuple[Road, ...]:
    """Return the roads without those whose every target another shows; each target is left to the first that has it."""
    kept: list[Road] = []
    for index, road in enumerate(roads):
        others = [each.shown for each in (*kept, *roads[index + 1 :])]
        if road.shown.difference(*others):
            kept.append(road)
    told: set[Target] = set()
    needed = []
    for road in kept:
        needed.append(road._replace(shown=road.shown - told))
        told |= road.shown
    return tuple(needed)


def _road(story: Story, explorer: Explorer, start: tuple[str, ...], missing: frozenset[Target]) -> Road:
    """Return the road that begins like this and shows as much of the missing as is near."""
    sights = explorer.observer.follow(start)
    shown = {target for sight in sights for target in sight.shown}
    choices, here = list(start), sights[-1]

    def follow(way: tuple[str, ...]) -> Sight:
        sight = here
        for choice in way:
            sight = explorer.observer.choose(sight.step.state, choice)
            shown.update(sight.shown)
        choices.extend(way)
        return sight

    while len(choices) < _LONGEST and (place := explorer.nearest(here, missing - shown)) is not None:
        here = follow(place.way)
    endings = [scene.id for scene in story.scenes.values() if scene.ending is not None]
    if here.step.state.scene not in endings:
        here = follow(explorer.way_to(here.step.state, endings) or ())
    scene = here.step.state.scene
    return Road(tuple(choices), missing & shown, scene if scene in endings else "")
