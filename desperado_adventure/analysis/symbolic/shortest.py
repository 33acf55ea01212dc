"""Shortest ways to a set of states, over diagrams.

`Layers` walks breadth first once, and then knows a shortest way to everything. This suits small diagrams. `Detours`
searches for one goal at a time. It uses distances on the graph, for which all guards count as open. A way of at most n
commands passes only points whose distance from the beginning plus distance to the goal is at most n. So `Detours` walks
breadth first over these points only, first with n equal to the distance of the goal from the beginning, then with n one
higher, and so on. The first n that reaches the goal gives a shortest way. Most ways are only a few commands longer than
the distance, so that the search visits a small part of the story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ..transitions.points import Edge
from .diagrams import EMPTY
from .walk import DiagramWalk

_FAR = 1_000_000


class Goal(NamedTuple):
    """States of a point, as a diagram, and the commands to give there."""

    point: int
    states: int
    commands: tuple[str, ...] = ()


class _Stage(NamedTuple):
    """The new states by point after one round of following edges. `layer` is the number of commands so far."""

    layer: int
    states: dict[int, int]
    is_first: bool


class Ways:
    """The part that both searches share: rounds of following edges, and going back through the rounds."""

    def __init__(self, walk: DiagramWalk) -> None:
        """Take a finished walk."""
        self._walk = walk
        flow = walk.flow
        self._into: list[list[Edge]] = [[] for _ in flow.points]
        for edges in flow.edges:
            for edge in edges:
                if walk.reached[edge.source]:
                    self._into[edge.target].append(edge)

    def way(self, goal: Goal) -> tuple[str, ...]:
        """Return the commands of a shortest way to the goal, followed by the goal's own commands.

        The goal must be reachable.
        """
        raise NotImplementedError

    def _rounds(self, to_goal: Sequence[int] | None, bound: int) -> Iterator[_Stage]:
        """Walk breadth first, round by round, over the points on ways of at most `bound` commands.

        Without `to_goal` (the distance of each point to the goal), walk over all points.
        """
        walk, diagrams = self._walk, self._walk.diagrams
        seen: dict[int, int] = {}
        coming: dict[int, dict[int, int]] = {0: {0: walk.start}}
        while coming:
            layer = min(coming)
            arrivals, is_first = coming.pop(layer), True
            while arrivals:
                new = {}
                for point, states in arrivals.items():
                    if to_goal is None or layer + to_goal[point] <= bound:
                        fresh = diagrams.difference(states, seen.get(point, EMPTY))
                        if fresh:
                            new[point] = fresh
                            seen[point] = diagrams.union(seen.get(point, EMPTY), fresh)
                yield _Stage(layer, new, is_first)
                arrivals, is_first = {}, False
                for point, states in new.items():
                    for edge, image in self._images(point, states):
                        cost = len(edge.commands)
                        bucket = coming.setdefault(layer + cost, {}) if cost else arrivals
                        bucket[edge.target] = diagrams.union(bucket.get(edge.target, EMPTY), image)

    def _images(self, point: int, states: int) -> Iterator[tuple[Edge, int]]:
        for ready in self._walk.edges(point):
            if image := self._walk.image(ready, states):
                yield ready.edge, image

    def _trace(self, goal: Goal, stages: Sequence[_Stage]) -> tuple[str, ...]:
        """Go back from the goal, which the last stage has reached, one state at a time; return the commands."""
        diagrams = self._walk.diagrams
        at, point = len(stages) - 1, goal.point
        state = diagrams.single(diagrams.pick(diagrams.intersection(stages[at].states[point], goal.states)))
        way = [goal.commands]
        while at:
            at, edge, state = self._origin(stages, at, point, state)
            point = edge.source
            way.append(edge.commands)
        return tuple([command for commands in reversed(way) for command in commands])

    def _origin(self, stages: Sequence[_Stage], at: int, point: int, state: int) -> tuple[int, Edge, int]:
        """Return the stage, the edge and the single state from which a state was reached."""
        walk, diagrams = self._walk, self._walk.diagrams
        layer = stages[at].layer
        for before in range(at - 1, -1, -1):
            stage = stages[before]
            if not stages[at].is_first and before != at - 1:
                break
            for edge in self._into[point]:
                present = stage.states.get(edge.source, EMPTY)
                if not present or len(edge.commands) != layer - stage.layer:
                    continue
                origins = walk.into(walk.ready(edge), present, state)
                if origins:
                    return before, edge, diagrams.single(diagrams.pick(origins))
        raise LookupError(point)


class Layers(Ways):
    """Walks the whole story breadth first, once. Then each way is found by going back."""

    def __init__(self, walk: DiagramWalk, report: Callable[[int, int], None]) -> None:
        """Walk. `report(nodes, points)` is called after each round, and may raise to stop the walk."""
        super().__init__(walk)
        self._stages: list[_Stage] = []
        for stage in self._rounds(None, 0):
            self._stages.append(stage)
            report(len(walk.diagrams), len(stage.states))
        self._at: dict[int, list[int]] = {}
        for number, stage in enumerate(self._stages):
            for point in stage.states:
                self._at.setdefault(point, []).append(number)

    def first(self, goal: Goal) -> int:
        """Return the least number of commands to a goal, without the goal's own commands."""
        for number in self._at[goal.point]:
            if self._walk.diagrams.intersection(self._stages[number].states[goal.point], goal.states):
                return self._stages[number].layer
        raise LookupError(goal.point)

    def way(self, goal: Goal) -> tuple[str, ...]:
        """Return the commands of a shortest way to the goal, followed by the goal's own commands."""
        for number in self._at[goal.point]:
            if self._walk.diagrams.intersection(self._stages[number].states[goal.point], goal.states):
                return self._trace(goal, self._stages[: number + 1])
        raise LookupError(goal.point)


class Detours(Ways):
    """Searches for one goal at a time, with its distance on the graph as the first bound, then with one more, …"""

    def __init__(self, walk: DiagramWalk) -> None:
        """Compute the distances from the beginning."""
        super().__init__(walk)
        self._from_start = self._distances(0, is_forward=True)

    def way(self, goal: Goal) -> tuple[str, ...]:
        """Return the commands of a shortest way to the goal, followed by the goal's own commands."""
        to_goal = self._distances(goal.point, is_forward=False)
        bound = self._from_start[goal.point]
        while True:
            stages = []
            for stage in self._rounds(to_goal, bound):
                stages.append(stage)
                if self._walk.diagrams.intersection(stage.states.get(goal.point, EMPTY), goal.states):
                    return self._trace(goal, stages)
            bound += 1

    def _distances(self, origin: int, *, is_forward: bool) -> list[int]:
        """Return the distances on the graph, in commands, from `origin` to each point (backward: from each to it)."""
        flow = self._walk.flow
        distance = [_FAR] * len(flow.points)
        distance[origin] = 0
        waiting = {0: [origin]}
        while waiting:
            here = min(waiting)
            layer = waiting.pop(here)
            while layer:
                point = layer.pop()
                if distance[point] < here:
                    continue
                edges = flow.edges[point] if is_forward else self._into[point]
                for edge in edges:
                    target = edge.target if is_forward else edge.source
                    far = here + len(edge.commands)
                    if far < distance[target]:
                        distance[target] = far
                        (layer if far == here else waiting.setdefault(far, [])).append(target)
        return distance
