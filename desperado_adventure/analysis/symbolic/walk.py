"""The symbolic walk: it finds the reachable states of every point, as decision diagrams.

The explicit walk follows single states; this one follows sets. All new states of a point go along each of its edges
together, and the cost depends on the size of the diagrams. The walk keeps no layers, so it knows what can be reached
but not how soon. Shortest ways come from `shortest.py`.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable

from ..transitions.flow import Flow
from ..transitions.functions import Function
from ..transitions.points import Edge
from ..transitions.relevance import Relevance
from .diagrams import EMPTY, Diagrams
from .translation import ReadyEdge, Translation


def ranks(flow: Flow) -> list[int]:
    """Return the points in an order in which most edges lead forward: reverse postorder of a depth-first search."""
    order: list[int] = []
    visited = {0}
    path = [(0, iter([edge.target for edge in flow.edges[0]]))]
    while path:
        point, rest = path[-1]
        target = next(rest, None)
        if target is None:
            order.append(point)
            path.pop()
        elif target not in visited:
            visited.add(target)
            path.append((target, iter([edge.target for edge in flow.edges[target]])))
    return order[::-1]


class DiagramWalk:
    """One walk. After `run`, `reached[p]` is the diagram of the states of point p."""

    def __init__(
        self,
        flow: Flow,
        relevance: Relevance,
        budget: int,
        tick: Callable[[int], None] = lambda _: None,
        allowed: frozenset[int] | None = None,
    ) -> None:
        """Prepare the walk over the points `allowed` (None: all). All methods raise TooLarge for too large diagrams."""
        self.flow, self.relevance, self._allowed = flow, relevance, allowed
        self.diagrams = Diagrams(budget, tick)
        self.translation = Translation(flow, relevance, self.diagrams)
        self.filters = self.translation.filters
        self.reached = [EMPTY] * len(flow.points)
        self._edges: dict[int, list[ReadyEdge]] = {}
        self.rank = {point: rank for rank, point in enumerate(ranks(flow))}
        self._new: dict[int, int] = {}
        self._heap: list[tuple[int, int]] = []
        self._ready: dict[Edge, ReadyEdge] = {}
        lows, level = self.translation.lows, self.translation.level
        first = {slot: partition[flow.story.slots[slot].start - lows[slot]] for slot, partition in relevance[0].items()}
        self.start = self.diagrams.single({level[slot]: number for slot, number in first.items()})

    def edges(self, point: int) -> list[ReadyEdge]:
        """Return the edges that leave a point."""
        ready = self._edges.get(point)
        if ready is None:
            usable = [edge for edge in self.flow.edges[point] if edge.guard != 0 and self._may_go(edge.target)]
            ready = self._edges[point] = [self.ready(edge) for edge in usable]
        return ready

    def _may_go(self, target: int) -> bool:
        return self._allowed is None or target in self._allowed

    def ready(self, edge: Edge) -> ReadyEdge:
        """Return an edge over diagrams; each edge is translated once."""
        ready = self._ready.get(edge)
        if ready is None:
            ready = self._ready[edge] = self.translation.edge(edge)
        return ready

    def restrict(self, states: int, test: int) -> int:
        """Return the states in which a filter is true."""
        return self.diagrams.restrict(states, test, self.filters)

    def image(self, edge: ReadyEdge, states: int) -> int:
        """Return the states to which an edge leads from these states."""
        images = EMPTY
        for test, by in edge.pieces:
            images = self.diagrams.union(images, self.diagrams.image(self.restrict(states, test), by))
        return images

    def into(self, edge: ReadyEdge, states: int, wanted: int) -> int:
        """Return those of the states from which an edge leads to a wanted state."""
        origins = EMPTY
        for test, by in edge.pieces:
            inside = self.restrict(states, test)
            origins = self.diagrams.union(origins, self.diagrams.preimage(inside, by, wanted))
        return origins

    def run(self, report: Callable[[int, int], None]) -> None:
        """Walk until nothing is new. `report(nodes, points waiting)` is called at each point, and may raise to stop."""
        self._add(0, self.start)
        while self._heap:
            report(len(self.diagrams), len(self._heap))
            _, point = heapq.heappop(self._heap)
            states = self._new.pop(point, EMPTY)
            if states:
                self._follow(point, states)
        self.diagrams.forget()

    def _add(self, point: int, states: int) -> None:
        new = self.diagrams.difference(states, self.reached[point])
        if not new:
            return
        self.reached[point] = self.diagrams.union(self.reached[point], new)
        waiting = self._new.get(point)
        if waiting is None:
            heapq.heappush(self._heap, (self.rank[point], point))
            self._new[point] = new
        else:
            self._new[point] = self.diagrams.union(waiting, new)

    def _follow(self, point: int, states: int) -> None:
        for edge in self.edges(point):
            if image := self.image(edge, states):
                self._add(edge.edge.target, image)

    def holds_somewhere(self, point: int, function: Function) -> bool:
        """Whether a function is true in some reached state of a point."""
        return self.restrict(self.reached[point], self.translation.test(point, function)) != EMPTY

    def classes_in(self, point: int, slot: int, states: int) -> set[int]:
        """Return the classes that a slot has in these states of a point."""
        partition = self.relevance[point][slot]
        numbers = range(max(partition) + 1)
        return {n for n in numbers if self.restrict(states, self.translation.among(slot, {n}, partition))}
