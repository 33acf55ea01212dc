"""Backward reachability: from which states can an ending, or any other good state, still be reached?

At first all states count as bad, except the good ones. A state becomes good when an open edge leads from it to a good
state. This is repeated until nothing changes (a least fixpoint; Clarke, Grumberg, Peled, *Model Checking*, 1999,
section 4.1). From the states that are still bad, no good state can be reached.

For many points the graph alone decides this: if an edge that is always open leads to a point that is good in all its
states, so is this point.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple

from ..transitions.points import Edge, PointKind
from ..transitions.progress import Monitor, Unit
from .prover import Prover, States


class Ways(NamedTuple):
    """Where one may go: the edges by the points that they leave, and the points at which one wants to arrive.

    The edges of a point are the graph's own list, or another one in which some have a narrower guard.
    """

    edges: Sequence[Sequence[Edge]]
    goals: frozenset[int]

    @classmethod
    def all(cls, prover: Prover[States]) -> Ways:
        """Return all edges, with all endings as goals."""
        flow = prover.flow
        return cls(flow.edges, frozenset(point for point in range(len(flow.points)) if flow.is_ending(point)))


def dead_states(prover: Prover[States], points: Iterable[int]) -> dict[int, States]:
    """Return the states that offer nothing and are no ending, by point; points without any are left out."""
    flow = prover.flow
    dead = {}
    for point in points:
        edges = flow.edges[point]
        if not flow.is_rest(point) or flow.is_ending(point) or any(edge.guard == 1 for edge in edges):
            continue
        idle = prover.copy(prover.reached(point))
        for edge in edges:
            if idle and edge.guard != 0:
                idle = prover.less(idle, prover.open_in(edge, idle))
        if idle:
            dead[point] = idle
    return dead


def locked_states(prover: Prover[States], monitor: Monitor) -> dict[int, States]:
    """Return the states from which no ending can be reached, by point; points without any are left out."""
    return bad_states(prover, reached_states(prover), always_good(prover), {}, monitor)


def reached_states(prover: Prover[States]) -> dict[int, States]:
    """Return all reached states, by point."""
    return {point: states for point in range(len(prover.flow.points)) if (states := prover.reached(point))}


def always_good(prover: Prover[States]) -> set[int]:
    """Return points from which an ending can be reached in every state, as far as the graph alone shows it."""
    return good_points(prover, Ways.all(prover))


def good_points(prover: Prover[States], ways: Ways) -> set[int]:
    """Return points from which a goal can be reached in every state, as far as the graph alone shows it."""
    flow = prover.flow
    into: dict[int, list[int]] = {}
    visited = [point for point in range(len(flow.points)) if prover.reached(point)]
    for point in visited:
        for edge in ways.edges[point]:
            if edge.guard != 0:
                into.setdefault(edge.target, []).append(point)
    good = {point for point in visited if point in ways.goals}
    waiting = list(good)
    while waiting:
        for point in into.get(waiting.pop(), ()):
            is_whole = ways.edges[point] is flow.edges[point]
            if point not in good and _is_good(ways.edges[point], good, flow.points[point].kind, is_whole=is_whole):
                good.add(point)
                waiting.append(point)
    return good


def _is_good(edges: Iterable[Edge], good: set[int], kind: PointKind, *, is_whole: bool) -> bool:
    """Whether a point leads to good points in all its states.

    It does if an edge to a good point is always open. A transit point, at which exactly one edge is open in each state,
    also does if all of its edges lead to good points, and they are the whole of its edges.
    """
    usable = [edge for edge in edges if edge.guard != 0]
    if any(edge.guard == 1 and edge.target in good for edge in usable):
        return True
    is_transit = kind in (PointKind.ARRIVED, PointKind.RESUMED)
    return is_whole and is_transit and all(edge.target in good for edge in usable)


def bad_states(
    prover: Prover[States],
    inside: Mapping[int, States],
    good: Collection[int],
    ends: Mapping[int, States],
    monitor: Monitor,
    edges: Sequence[Sequence[Edge]] | None = None,
) -> dict[int, States]:
    """Return, by point, the states `inside` from which no good state can be reached through states `inside`.

    The good states are all states of the points `good`, and the states `ends`. `edges` are those that may be taken, by
    the points that they leave; without them, all of the graph's.
    """
    bad = {point: prover.copy(states) for point, states in inside.items() if states and point not in good}
    way_back = _WayBack(prover, bad, monitor, prover.flow.edges if edges is None else edges)
    for target in good:
        way_back.remove_before(target)
    for target, states in ends.items():
        if target in bad:
            way_back.remove(target, prover.common(bad[target], states))
        else:
            way_back.remove_before(target, states)
    way_back.run()
    return {point: states for point, states in bad.items() if states}


class _WayBack(Generic[States]):
    """Goes back along the edges from good states, and removes what it meets from `bad`."""

    def __init__(
        self, prover: Prover[States], bad: dict[int, States], monitor: Monitor, edges: Sequence[Sequence[Edge]]
    ) -> None:
        self._prover, self._bad, self._monitor = prover, bad, monitor
        self._into: dict[int, list[Edge]] = {}
        self._fresh: dict[int, States] = {}
        self._heap: list[tuple[int, int]] = []
        for point in bad:
            for edge in edges[point]:
                if edge.guard != 0:
                    self._into.setdefault(edge.target, []).append(edge)

    def run(self) -> None:
        while self._heap:
            _, target = heapq.heappop(self._heap)
            self._monitor.tell("way back", len(self._bad), len(self._heap), unit=Unit.POINTS)
            self.remove_before(target, self._fresh.pop(target))

    def remove_before(self, target: int, states: States | None = None) -> None:
        """Remove the states from which an edge leads to these states of a point (None: to any of its states)."""
        for edge in self._into.get(target, ()):
            bad = self._bad[edge.source]
            if bad:
                good = self._prover.open_in(edge, bad) if states is None else self._prover.before(edge, bad, states)
                self.remove(edge.source, good)

    def remove(self, point: int, good: States) -> None:
        if not good:
            return
        self._bad[point] = self._prover.less(self._bad[point], good)
        if point not in self._fresh:
            heapq.heappush(self._heap, (-self._prover.rank(point), point))
        self._fresh[point] = self._prover.more(self._fresh.get(point), good)
