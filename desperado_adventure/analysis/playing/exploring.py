"""Exploring: finding ways from a state, by playing, to missing targets nearby or to scenes further away.

The proof finds the shortest way to everything, but may take long. An explorer visits few states, and may find nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from heapq import heappop, heappush
from typing import Generic, NamedTuple, TypeVar

from ...engine import Machine, Step
from ...engine.machine import BEFORE_THE_BEGINNING
from ...engine.views import Arrived
from ...model.state import State
from ...model.story import Story
from ..targets.observer import Observation, Observer
from ..targets.target import Target
from .graph import EdgeKind, Graph, scene_graph

_NEAR = 100
"""How many states are visited in search of a missing target."""

_FAR = 2_000
"""How many states are visited in search of a scene."""

_VISITS_A_HOP = 4
"""How many visited states of a scene cost as much as one edge on the scene graph."""

_UNKNOWN = 1_000

Found = TypeVar("Found")


class Place(NamedTuple, Generic[Found]):
    """A place in the search: its cost, a number of its own, what was found there, and the choices that lead to it."""

    cost: int
    number: int
    found: Found
    way: tuple[str, ...]


class Explorer:
    """Searches the states of one story, the cheapest first."""

    def __init__(self, story: Story) -> None:
        """Explore this story."""
        self.observer = Observer(story)
        self._story = story
        self._machine = Machine(story)
        self._graph = scene_graph(story)

    def nearest(self, here: Observation, missing: frozenset[Target]) -> Place[Observation] | None:
        """Return the nearest place that shows a missing target; None when none is found nearby."""
        if not missing:
            return None

        def price(cost: int, before: Observation, after: Observation) -> int:
            return cost + self._price(before.step.state, after.step.state)

        places = self._search(here, lambda observation: observation.step.state, self.observer.choose, price, _NEAR)
        return next((place for place in places if not missing.isdisjoint(place.found.shown)), None)

    def way_to(self, state: State, scenes: Collection[str], most: int = _FAR) -> tuple[str, ...] | None:
        """Return choices that lead from a state into one of these scenes, or None when none were found.

        The search prefers scenes that are fewer edges away from a goal, and scenes that it has visited less often. It
        visits at most `most` states. The state itself does not count as a result.
        """
        hops = _hops_to(self._graph, scenes)
        met: Counter[str] = Counter()

        def distance(now: State) -> int:
            near = min(hops.get(scene, _UNKNOWN) for scene in (self._host(now), *(frame.scene for frame in now.stack)))
            fallen = now.fallen
            if fallen is None or fallen.scene == BEFORE_THE_BEGINNING:
                return near
            return min(near, distance(fallen) + 2)

        def price(_cost: int, _before: Step, after: Step) -> int:
            host = self._host(after.state)
            met[host] += 1
            return distance(after.state) + met[host] // _VISITS_A_HOP

        if distance(state) == _UNKNOWN:
            return None
        places = self._search(Step(state, ()), lambda step: step.state, self._machine.choose, price, most)
        return next((place.way for place in places if _enters(place.found, scenes)), None)

    def _search(
        self,
        here: Found,
        state_of: Callable[[Found], State],
        choose: Callable[[State, str], Found],
        price: Callable[[int, Found, Found], int],
        most: int,
    ) -> Iterator[Place[Found]]:
        """Yield the places around `here`, the cheapest first. At most `most` states are visited, each once."""
        waiting = [Place(0, 0, here, ())]
        number = 0
        left: set[State] = set()
        while waiting and len(left) <= most:
            place = heappop(waiting)
            if place.way:
                yield place
            state = state_of(place.found)
            if state in left:
                continue
            left.add(state)
            for choice in self._machine.commands(state):
                after = choose(state, choice)
                number += 1
                heappush(waiting, Place(price(place.cost, place.found, after), number, after, (*place.way, choice)))

    def _host(self, state: State) -> str:
        return self._story.scenes[state.scene].parent or state.scene

    def _price(self, before: State, after: State) -> int:
        """Return the cost of a step. Steps from which the story cannot come back cost most."""
        scenes = self._story.scenes
        if self._host(before) == self._host(after):
            return 1
        if scenes[after.scene].ending is not None:
            return 20
        if scenes[after.scene].fall:
            return 5
        return 2 if scenes[before.scene].chapter == scenes[after.scene].chapter else 6


def _enters(step: Step, scenes: Collection[str]) -> bool:
    return any(isinstance(event, Arrived) and event.scene in scenes for event in step.events)


def _hops_to(graph: Graph, scenes: Iterable[str]) -> dict[str, int]:
    """Return the distance in edges from each scene to one of these, without the edges of falls."""
    origins: dict[str, list[str]] = {}
    for edge in graph.edges:
        if edge.kind is not EdgeKind.FALL:
            origins.setdefault(edge.target, []).append(edge.origin)
    waiting = list(scenes)
    hops = dict.fromkeys(waiting, 0)
    for scene in waiting:
        for origin in origins.get(scene, ()):
            if origin not in hops:
                hops[origin] = hops[scene] + 1
                waiting.append(origin)
    return hops
