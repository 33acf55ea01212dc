"""Visits: playthroughs that lead to a scene, in states that differ in what the scene shows."""

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
    """A playthrough that ends in a scene, or at the first choice after it; and what it shows there, in words."""

    what: str
    playthrough: Playthrough


class Visitor:
    """Finds ways to one scene."""

    def __init__(self, story: Story, scene: str) -> None:
        """Find ways to this scene, which must not be one of nested choices."""
        self._story, self._scene = story, scene
        self._observer = Observer(story)

    def first(self, certificate: Certificate | None, roads: Iterable[tuple[str, ...]]) -> Visit | None:
        """Return a way: the proof's shortest one, else that of the first fitting road, else one found by playing."""
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
        """Return ways that together show all conditions, variants and bars of the scene, at most 12; `first` first."""
        namer, universe = Namer(self._story), targets(self._story)
        wanted = [
            target
            for kind in ("barred", "conditions", "variants")
            for target in universe[kind]
            if namer.scene(target) == self._scene and certificate.has_seen(target)
        ]
        visits = [first]
        shown = set(self._observer.follow(first.playthrough.choices)[-1].shown)
        for target in wanted:
            if target in shown or len(visits) >= _MOST:
                continue
            visit = self._visit(target, certificate.way_to(target) or (), namer.words(target))
            if visit is not None:
                shown |= self._observer.follow(visit.playthrough.choices)[-1].shown | {target}
                if not any(self._is_like(visit, other) for other in visits):
                    visits.append(visit)
        return tuple(visits)

    def _visit(self, target: Target, road: tuple[str, ...], what: str) -> Visit | None:
        """Return the beginning of the road that shows the target; None if it cannot be played or does not show it.

        If the road rests in the scene just before, the visit ends there.
        """
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
        """Whether two visits look the same to an author: the same state, or the same words and variables."""
        state, known = visit.playthrough.state, other.playthrough.state
        return state == known or (visit.what == other.what and not differences(self._story, known, state))

    def _rests(self, observation: Observation) -> bool:
        state = observation.step.state
        return self._scene in (state.scene, self._story.scenes[state.scene].parent)
