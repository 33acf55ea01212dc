"""Roads that complete the coverage: playthroughs that show what no walkthrough has shown yet.

Each road begins with the proof's way to a missing target. Then it goes on to other missing targets, first in the same
scene, then near it, then in scenes further away, and at last to an ending. Roads that add nothing to the others are
dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import NamedTuple

from ...model.state import State
from ...model.story import Story
from ..targets.naming import Namer
from ..targets.target import Target
from ..transitions.progress import Interrupted
from ..verdicts.certificate import Certificate
from .coverage import Coverage
from .exploring import Explorer
from .graph import depths, scene_graph

_LONGEST = 250
"""After so many choices a road only looks for an ending."""

_FURTHER = 300
"""How many states are visited in search of another scene with missing targets."""

_WEIGHTS = {"ending": 50, "scene": 10}
"""The worth of a target by its kind; all other kinds have 1."""

_UNKNOWN = 1_000

_FIRST = {"ending": 0, "scene": 0, "barred": 1, "choice": 1}
"""The order of the kinds for which ways are searched; all other kinds come last."""


class Road(NamedTuple):
    """Choices from the beginning, the missing targets that they show, and the id of the ending ("" for none)."""

    choices: tuple[str, ...]
    shown: frozenset[Target]
    ending: str


def fill(
    story: Story,
    certificate: Certificate,
    coverage: Coverage,
    most: int,
    report: Callable[[int, int], None] = lambda *_: None,
    guard: AbstractContextManager[None] | None = None,
) -> tuple[Road, ...]:
    """Return at most `most` roads that show missing targets, except those that are proved to be impossible.

    Roads are made for scenes and choices first: the proof knows the ways to them, and their texts are shown on the way.
    The result is sorted by how much each road adds to those before it. Before each road is made, `report` is called
    with the number of roads and the number of missing targets. The roads are made inside `guard`, which may raise
    Interrupted at any moment: then those that were made so far are returned.
    """
    missing = {target for kind in coverage.all for target in coverage.missing(kind)}
    impossible = certificate.unseen
    return _Filler(story, certificate, missing - impossible).roads(most, report, guard or nullcontext())


class _Filler:
    """Makes roads until nothing is missing, or nothing more is found."""

    def __init__(self, story: Story, certificate: Certificate, missing: set[Target]) -> None:
        self._story, self._certificate, self._missing = story, certificate, frozenset(missing)
        self._explorer = Explorer(story)
        namer = Namer(story)
        self._scenes = {target: namer.scene(target) for target in missing}
        self._endings = {scene.id for scene in story.scenes.values() if scene.ending is not None}

    def roads(
        self, most: int, report: Callable[[int, int], None], guard: AbstractContextManager[None]
    ) -> tuple[Road, ...]:
        depth = depths(scene_graph(self._story), self._story.start)

        def rank(target: Target) -> tuple[int, int, Target]:
            return _FIRST.get(target.kind, len(_FIRST)), depth.get(self._scenes[target], _UNKNOWN), target

        order = sorted(self._missing, key=rank)
        left = set(self._missing)
        fruitless: set[str] = set()
        roads: list[Road] = []
        with suppress(Interrupted), guard:
            for target in order:
                scene = self._scenes[target]
                if len(roads) == most:
                    break
                if target not in left or (scene in fruitless and not self._certificate.has_seen(target)):
                    continue
                report(len(roads), len(left))
                way = self._way_to(target)
                road = self._road(way, frozenset(left)) if way is not None else None
                if road is not None and not left.isdisjoint(road.shown):
                    roads.append(road)
                    left -= road.shown
                else:
                    fruitless.add(scene)
                left.discard(target)
        return _most_first(roads)

    def _way_to(self, target: Target) -> tuple[str, ...] | None:
        witness = self._certificate.way_to(target)
        start, scene = self._explorer.observer.begin().step.state, self._scenes[target]
        if witness is not None or start.scene == scene:
            return witness or ()
        return self._explorer.way_to(start, (scene,))

    def _road(self, start: tuple[str, ...], left: frozenset[Target]) -> Road:
        """Return the road that begins with `start`, goes on to other targets that are left, and then to an ending."""
        observer, explorer = self._explorer.observer, self._explorer
        observations = observer.follow(start)
        shown = {target for observation in observations for target in observation.shown}
        choices, here = list(start), observations[-1]
        passed: set[str] = set()
        while here.step.state.scene not in self._endings:
            place = explorer.nearest(here, left - shown) if len(choices) < _LONGEST else None
            way = place.way if place is not None else self._way_on(here.step.state, left - shown, passed, len(choices))
            if not way:
                break
            for choice in way:
                here = observer.choose(here.step.state, choice)
                shown |= here.shown
            choices += way
            passed |= set() if place is not None else {here.step.state.scene}
        scene = here.step.state.scene
        return Road(tuple(choices), self._missing & shown, scene if scene in self._endings else "")

    def _way_on(self, state: State, left: frozenset[Target], passed: set[str], turn: int) -> tuple[str, ...]:
        """Return a way to another scene with missing targets; if none is found, a way to an ending; else ()."""
        scenes = {self._scenes[target] for target in left} - passed - {state.scene, ""}
        way = self._explorer.way_to(state, scenes, _FURTHER) if scenes and turn < _LONGEST else None
        return way or self._explorer.way_to(state, self._endings) or ()


def _weight(targets: frozenset[Target]) -> int:
    return sum(_WEIGHTS.get(target.kind, 1) for target in targets)


def _most_first(roads: list[Road]) -> tuple[Road, ...]:
    """Return the roads that add something, each with the targets that it adds; the one that adds most comes first."""
    waiting, ordered = list(roads), []
    told: set[Target] = set()
    while waiting:
        best = max(waiting, key=lambda road: (_weight(road.shown - told), -len(road.choices)))
        waiting.remove(best)
        if best.shown - told:
            ordered.append(best._replace(shown=best.shown - told))
            told |= best.shown
    return tuple(ordered)
