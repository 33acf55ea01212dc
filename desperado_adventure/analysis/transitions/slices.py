"""Which walks to make: one for the flow of the story, and few further ones for texts that read more than guards do.

What only texts read never influences where the story goes (cone of influence: Clarke, Grumberg, Peled, *Model
Checking*, section 10.1), so the walk that decides scenes, choices, dead ends and soft-locks need not know it. A watch
that needs no more than this walk knows is answered there. The others are grouped by the slots that they need besides;
groups are merged while that makes the estimated number of states smaller, and each group is one further walk, over only
those points from which its watches can still be reached, and only until all of them are found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..explicit.walk import Walk
from ..targets.target import Target
from .flow import RECURSION, Edge, Flow
from .functions import leaves
from .relevance import Relevance, Relevances, classes
from .watches import Watch

_WORTH_A_WALK = 20_000


class Group(NamedTuple):
    """Watches for one walk; the slots that they need, and what they add to the relevance of each point."""

    watches: tuple[Watch, ...]
    slots: frozenset[int]
    estimate: float


class Slicer:
    """Plans the walks of one story."""

    def __init__(self, flow: Flow) -> None:
        """Work out what every point must know for the sake of the guards: `guards`."""
        self.flow = flow
        self._edges_into: list[list[Edge]] = [[] for _ in flow.points]
        for edges in (*flow.edges, *flow.take_backs):
            for edge in edges:
                if edge.target != RECURSION:
                    self._edges_into[edge.target].append(edge)
        self.relevances = Relevances([slot.low for slot in flow.story.slots], self._edges_into)
        self.guards: Relevance = [{} for _ in flow.points]
        for edges in flow.edges:
            for edge in edges:
                self.relevances.demand(self.guards, edge.source, edge.guard)
        for watch in flow.watches:
            if watch.is_control:
                self.relevances.demand(self.guards, watch.point, watch.test)
        self.relevances.spread(self.guards, range(len(flow.points)))

    def flow_walk(self) -> Walk:
        """Return the walk that decides the flow of the story, with all the watches that cost nothing there."""
        free = [watch for watch in self.flow.watches if self.is_free(watch)]
        return Walk(self.flow, self.guards, self.relevances, free)

    def is_free(self, watch: Watch) -> bool:
        """Whether the flow walk knows enough to answer a watch."""
        at = self.guards[watch.point]
        for leaf in leaves(watch.test):
            known = at.get(leaf.slot)
            if known is None or self.relevances.meet(known, classes(leaf.values)) != known:
                return False
        return True

    def _needs(self, watch: Watch) -> frozenset[int]:
        at = self.guards[watch.point]
        return frozenset(
            leaf.slot
            for leaf in leaves(watch.test)
            if leaf.slot not in at or self.relevances.meet(at[leaf.slot], classes(leaf.values)) != at[leaf.slot]
        )

    def groups(self, walk: Walk, found: Iterable[Target]) -> list[Group]:
        """Return the further walks that are needed for what has not been found yet, the cheapest first."""
        seen = set(found)
        open_watches: dict[frozenset[int], list[Watch]] = {}
        for watch in self.flow.watches:
            if watch.target not in seen and walk.seen[watch.point] and not self.is_free(watch):
                open_watches.setdefault(self._needs(watch), []).append(watch)
        sizes = [len(seen) if walk.is_rest[point] else 0 for point, seen in enumerate(walk.seen)]
        atoms = [self._group(watches, slots, sizes) for slots, watches in open_watches.items()]
        groups: list[Group] = []
        for atom in sorted(atoms, key=lambda group: (group.estimate, sorted(group.slots))):
            groups = self._place(atom, groups, sizes)
        return sorted(groups, key=lambda group: group.estimate)

    def _place(self, atom: Group, groups: list[Group], sizes: Sequence[int]) -> list[Group]:
        best, gain = -1, float(-_WORTH_A_WALK)
        merged = None
        for index, group in enumerate(groups):
            union = self._group((*group.watches, *atom.watches), group.slots | atom.slots, sizes)
            saved = group.estimate + atom.estimate - union.estimate
            if saved > gain:
                best, gain, merged = index, saved, union
        if merged is None:
            return [*groups, atom]
        return [*groups[:best], merged, *groups[best + 1 :]]

    def _group(self, watches: Iterable[Watch], slots: frozenset[int], sizes: Sequence[int]) -> Group:
        watches = tuple(watches)
        allowed = self._leading_to({watch.point for watch in watches})
        relevance = [dict(at) for at in self.guards]
        changed = [watch.point for watch in watches if self.relevances.demand(relevance, watch.point, watch.test)]
        self.relevances.spread(relevance, changed, allowed)
        estimate = 0.0
        for point in allowed:
            if sizes[point]:
                factor = 1.0
                for slot, partition in relevance[point].items():
                    known = self.guards[point].get(slot)
                    if partition is not known:
                        factor *= (max(partition) + 1) / (max(known) + 1 if known else 1)
                estimate += sizes[point] * factor
        return Group(watches, slots, estimate)

    def walk(self, group: Group, found: Iterable[Target]) -> Walk | None:
        """Return the walk for a group, without what has been found meanwhile; None if nothing is left to find."""
        seen = set(found)
        watches = [watch for watch in group.watches if watch.target not in seen]
        return self._towards(watches) if watches else None

    def _towards(self, watches: Sequence[Watch]) -> Walk:
        points = {watch.point for watch in watches}
        allowed = self._leading_to(points)
        relevance: Relevance = [{} for _ in self.flow.points]
        for watch in watches:
            self.relevances.demand(relevance, watch.point, watch.test)
        for point in allowed:
            for edge in self.flow.edges[point]:
                if edge.target in allowed or edge.target == RECURSION or point in points:
                    self.relevances.demand(relevance, point, edge.guard)
        self.relevances.spread(relevance, sorted(allowed), allowed)
        return Walk(self.flow, relevance, self.relevances, watches, allowed)

    def _leading_to(self, points: set[int]) -> frozenset[int]:
        """Return the points from which these can be reached, with the deaths that are taken back on the way."""
        allowed = set(points)
        queue = list(points)
        while queue:
            point = queue.pop()
            origins = {edge.source for edge in self._edges_into[point]} - allowed
            allowed |= origins
            queue += origins
        deaths = [edge.fatal.target for point in allowed for edge in self.flow.take_backs[point] if edge.fatal]
        visited = {RECURSION}
        while deaths:
            point = deaths.pop()
            if point not in visited and (point in self.flow.deadly or self.flow.is_fall(point)):
                visited.add(point)
                allowed.add(point)
                if point in self.flow.deadly:
                    deaths += [edge.target for edge in self.flow.edges[point]]
        return frozenset(allowed)
