"""The slices of a graph: the relevance that guards need, and the relevance that some watches need besides.

A slot that only texts read never influences where the story goes (cone of influence: Clarke, Grumberg, Peled, *Model
Checking*, section 10.1). So the walk that decides scenes, choices, dead ends and soft-locks need not know it. A watch
that this walk can answer is *free*.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .flow import Flow
from .functions import leaves
from .points import Edge
from .progress import Monitor
from .relevance import Relevance, Relevances, told_apart
from .watches import Watch


class Slicer:
    """The relevance of one story's graph. `guards` is the relevance that guards need."""

    def __init__(self, flow: Flow, monitor: Monitor, also: Iterable[Watch] = ()) -> None:
        """Compute `guards`, which know enough for the watches `also`; the monitor may raise Interrupted."""
        self.flow = flow
        self.edges_into = _edges_into(flow)
        self.relevances = Relevances(flow.story.slots, self.edges_into, monitor)
        self.guards: Relevance = [{} for _ in flow.points]
        for edges in flow.edges:
            for edge in edges:
                self.relevances.demand(self.guards, edge.source, edge.guard)
        for watch in (*flow.watches, *also):
            if watch.is_control:
                self.relevances.demand(self.guards, watch.point, watch.test)
        self.relevances.spread(self.guards, range(len(flow.points)))

    def is_free(self, watch: Watch) -> bool:
        """Whether the walk with the relevance of the guards can answer a watch."""
        return not self.needs(watch)

    def needs(self, watch: Watch) -> frozenset[int]:
        """Return the slots that a watch must know better than guards do."""
        at, meet = self.guards[watch.point], self.relevances.meet
        return frozenset(
            leaf.slot
            for leaf in leaves(watch.test)
            if leaf.slot not in at or meet(at[leaf.slot], told_apart(leaf)) != at[leaf.slot]
        )

    def with_watches(self, watches: Iterable[Watch], allowed: frozenset[int] | None = None) -> Relevance:
        """Return the relevance that guards and these watches need.

        With `allowed`, only these points know more than guards need.
        """
        relevance = [dict(at) for at in self.guards]
        changed = [watch.point for watch in watches if self.relevances.demand(relevance, watch.point, watch.test)]
        self.relevances.spread(relevance, changed, allowed)
        return relevance

    def towards(self, watches: Sequence[Watch], allowed: frozenset[int]) -> Relevance:
        """Return the relevance that these watches and the guards on the way to them need, at the allowed points."""
        points = {watch.point for watch in watches}
        relevance: Relevance = [{} for _ in self.flow.points]
        for watch in watches:
            self.relevances.demand(relevance, watch.point, watch.test)
        for point in allowed:
            for edge in self.flow.edges[point]:
                if edge.target in allowed or point in points:
                    self.relevances.demand(relevance, point, edge.guard)
        self.relevances.spread(relevance, sorted(allowed), allowed)
        return relevance

    def leading_to(self, points: set[int]) -> frozenset[int]:
        """Return these points, and all points from which they can be reached."""
        allowed = set(points)
        queue = list(points)
        while queue:
            origins = {edge.source for edge in self.edges_into[queue.pop()]} - allowed
            allowed |= origins
            queue += origins
        return frozenset(allowed)


def _edges_into(flow: Flow) -> list[list[Edge]]:
    into: list[list[Edge]] = [[] for _ in flow.points]
    for edges in flow.edges:
        for edge in edges:
            into[edge.target].append(edge)
    return into
