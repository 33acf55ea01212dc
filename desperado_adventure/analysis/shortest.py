"""A shortest way to a set of states, found over diagrams without laying out the whole walk in layers.

A way of at most n choices passes only points whose distance from the beginning and to the goal, counted on the graph
without asking guards, add up to at most n. So the goal is looked for with n equal to its graph distance first, breadth
first and only over those points, then with n one higher, and so on; the first n that finds it is the shortest. Most
ways are found within a few choices of the graph distance, and then the walk has seen a small part of the story only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .diagram_walk import DiagramWalk, ReadyEdge
from .diagrams import EMPTY
from .flow import Edge

_FAR = 1_000_000


class Goal(NamedTuple):
    """States of a point, as a diagram, and what is to be done there."""

    point: int
    states: int
    commands: tuple[str, ...] = ()


class Place(NamedTuple):
    """A single state on a way: its point, the diagram that holds it alone, and the choices that lead to it."""

    point: int
    state: int
    commands: tuple[str, ...]


class _Stage(NamedTuple):
    """What one round of following edges has brought: new states by point. `layer` counts choices."""

    layer: int
    states: dict[int, int]
    is_first: bool


class Shortest:
    """Finds shortest ways over a finished walk."""

    def __init__(self, walk: DiagramWalk) -> None:
        """Measure the graph once."""
        self._walk = walk
        flow = walk.flow
        self._backs: dict[int, list[ReadyEdge]] = {}
        self._into: list[list[Edge]] = [[] for _ in flow.points]
        for edges in (*flow.edges, *flow.take_backs):
            for edge in edges:
                if edge.target >= 0 and walk.reached[edge.source]:
                    self._into[edge.target].append(edge)
        self._from_start = self._distances(0, is_forward=True)

    def way(self, goal: Goal) -> tuple[str, ...]:
        """Return the commands of a shortest way to the goal, those to be done there included."""
        *_, last = self.places(goal)
        return (*last.commands, *goal.commands)

    def places(self, goal: Goal) -> list[Place]:
        """Return the states on a shortest way to the goal, from the beginning on."""
        to_goal = self._distances(goal.point, is_forward=False)
        bound = self._from_start[goal.point]
        while True:
            stages = self._search(goal, to_goal, bound)
            if stages is not None:
                return self._trace(goal, stages)
            bound += 1

    def _cost(self, edge: Edge) -> int:
        return len(edge.commands)

    def _distances(self, origin: int, *, is_forward: bool) -> list[int]:
        """Return how many choices each point is away from (or, backward, before) this one on the graph."""
        flow = self._walk.flow
        distance = [_FAR] * len(flow.points)
        distance[origin] = 0
        layer = [origin]
        waiting: dict[int, list[int]] = {}
        here = 0
        while layer or waiting:
            while layer:
                point = layer.pop()
                if distance[point] < here:
                    continue
                edges = (*flow.edges[point], *flow.take_backs[point]) if is_forward else self._into[point]
                for edge in edges:
                    target = edge.target if is_forward else edge.source
                    far = here + self._cost(edge)
                    if 0 <= target and far < distance[target]:
                        distance[target] = far
                        (layer if far == here else waiting.setdefault(far, [])).append(target)
            if waiting:
                here = min(waiting)
                layer = [point for point in waiting.pop(here) if distance[point] == here]
        return distance

    def _search(self, goal: Goal, to_goal: list[int], bound: int) -> list[_Stage] | None:
        """Walk breadth first over the points on ways of at most `bound` choices; None if the goal is not among them."""
        walk, diagrams = self._walk, self._walk.diagrams
        seen: dict[int, int] = {}
        coming: dict[int, dict[int, int]] = {0: {0: walk.start}}
        stages: list[_Stage] = []
        for layer in range(bound + 1):
            arrivals, is_first = coming.pop(layer, {}), True
            while arrivals:
                new = {}
                for point, states in arrivals.items():
                    if layer + to_goal[point] <= bound:
                        fresh = diagrams.difference(states, seen.get(point, EMPTY))
                        if fresh:
                            new[point] = fresh
                            seen[point] = diagrams.union(seen.get(point, EMPTY), fresh)
                stages.append(_Stage(layer, new, is_first))
                if goal.point in new and diagrams.intersection(new[goal.point], goal.states):
                    return stages
                arrivals, is_first = {}, False
                for point, states in new.items():
                    for edge, image in self._images(point, states):
                        cost = self._cost(edge)
                        bucket = coming.setdefault(layer + cost, {}) if cost else arrivals
                        bucket[edge.target] = diagrams.union(bucket.get(edge.target, EMPTY), image)
        return None

    def _images(self, point: int, states: int) -> Iterator[tuple[Edge, int]]:
        walk = self._walk
        for ready in walk.edges(point):
            if ready.edge.target >= 0 and (image := walk.image(ready, states)):
                yield ready.edge, image
        for ready in self._take_backs(point):
            dying = walk.diagrams.intersection(states, walk.dying(ready.edge))
            if dying and (image := walk.image(ready, dying)):
                yield ready.edge, image

    def _take_backs(self, point: int) -> list[ReadyEdge]:
        found = self._backs.get(point)
        if found is None:
            edges = self._walk.flow.take_backs[point]
            found = self._backs[point] = [self._walk.ready(edge) for edge in edges]
        return found

    def _trace(self, goal: Goal, stages: list[_Stage]) -> list[Place]:
        """Go back from the goal through the stages, one state at a time."""
        diagrams = self._walk.diagrams
        at = len(stages) - 1
        point = goal.point
        inside = diagrams.intersection(stages[at].states[point], goal.states)
        state = diagrams.single(diagrams.pick(inside))
        trail: list[tuple[int, int, tuple[str, ...]]] = [(point, state, ())]
        while point:
            at, edge, state = self._origin(stages, at, point, state)
            point = edge.source
            trail.append((point, state, edge.commands))
        places, commands = [], ()
        for number in range(len(trail) - 1, -1, -1):
            point, state, after = trail[number]
            places.append(Place(point, state, commands))
            commands = (*commands, *after)
        return places

    def _origin(self, stages: list[_Stage], at: int, point: int, state: int) -> tuple[int, Edge, int]:
        """Return the stage, edge and single state before this one."""
        walk, diagrams = self._walk, self._walk.diagrams
        layer = stages[at].layer
        for before in range(at - 1, -1, -1):
            stage = stages[before]
            wanted = layer - stage.layer
            if not stages[at].is_first and before != at - 1:
                break
            for edge in self._into[point]:
                present = stage.states.get(edge.source, EMPTY)
                if not present or self._cost(edge) != wanted:
                    continue
                if edge.fatal is not None:
                    present = diagrams.intersection(present, walk.dying(edge))
                origins = walk.into(walk.ready(edge), present, state)
                if origins:
                    return before, edge, diagrams.single(diagrams.pick(origins))
        raise LookupError(point)
