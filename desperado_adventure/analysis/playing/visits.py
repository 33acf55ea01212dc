"""Visits: the states in which a player really comes to a scene, as different from each other as the proof knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ...engine import Playthrough, Refused
from ...model.story import Story
from ..targets.naming import Namer
from ..targets.observer import Observation, Observer
from ..targets.target import Target, TargetKind
from ..targets.universe import targets
from ..verdicts.certificate import Certificate
from .exploring import Explorer
from .variables import differences

_MOST = 12


class Visit(NamedTuple):
    """A way to a scene: what it is to show, and the playthrough, which ends there or at the next choice after it."""

    what: str
    playthrough: Playthrough


class Visitor:
    """Finds ways to one scene."""

    def __init__(self, story: Story, scene: str) -> None:
        """Look for ways to this scene, which must be none of nested choices."""
        self._story, self._scene = story, scene
        self._observer = Observer(story)

    def first(self, certificate: Certificate | None, roads: Iterable[tuple[str, ...]]) -> Visit | None:
        """Return a way: the proof's shortest, else the first road that has one, else one found by playing."""
        target = Target(TargetKind.SCENE, self._scene)
        witness = certificate.way_to(target) if certificate is not None else None
        if witness is not None:
            return self._visit(target, witness, "first visit")
        for road in roads:
            if (visit := self._visit(target, road, "as in a walkthrough")) is not None:
                return visit
        start = self._observer.begin().step.state
        way = () if start.scene == self._scene else Explorer(self._story).way_to(start, (self._scene,))
        return None if way is None else self._visit(target, way, "one way to come here")

    def others(self, certificate: Certificate, first: Visit) -> tuple[Visit, ...]:
        """Return ways that together show all outcomes of the scene's conditions, variants and bars; `first` first."""
        namer, universe = Namer(self._story), targets(self._story)
        wanted = [
            target
            for kind in ("barred", "conditions", "variants")
            for target in universe[kind]
            if namer.scene(target) == self._scene and certificate.has_seen(target)
        ]
        found = [first]
        shown = set(self._observer.follow(first.playthrough.choices)[-1].shown)
        for target in wanted:
            if target in shown or len(found) >= _MOST:
                continue
            visit = self._visit(target, certificate.way_to(target) or (), namer.words(target))
            if visit is not None:
                shown |= self._observer.follow(visit.playthrough.choices)[-1].shown | {target}
                if not any(self._is_like(visit, other) for other in found):
                    found.append(visit)
        return tuple(found)

    def _visit(self, target: Target, road: tuple[str, ...], what: str) -> Visit | None:
        """Return the road as far as the target needs it, resting in the scene if it does; None if it is closed."""
        try:
            observations = self._observer.follow(road)
        except Refused:
            return None
        end = next((index for index, observation in enumerate(observations) if target in observation.shown), None)
        if end is None:
            return None
        if end and not self._rests(observations[end]) and self._rests(observations[end - 1]):
            end -= 1
        return Visit(what, Playthrough(tuple(observation.step for observation in observations[: end + 1]), road[:end]))

    def _is_like(self, visit: Visit, other: Visit) -> bool:
        """Whether an author would see no difference: the same state, or the same reason and the same variables."""
        state, known = visit.playthrough.state, other.playthrough.state
        return state == known or (visit.what == other.what and not differences(self._story, known, state))

    def _rests(self, observation: Observation) -> bool:
        state = observation.step.state
        return self._scene in (state.scene, self._story.scenes[state.scene].parent)
