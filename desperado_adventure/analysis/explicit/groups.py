"""Groups of watches for further walks: the watches of texts that read more slots than guards do.

Watches that are not free are grouped by the additional slots that they need. Groups are merged while that makes the
estimated number of states smaller. Each group is one more walk. It visits only points from which its watches can be
reached, and ends when all of their targets are found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from ..targets.target import Target
from ..transitions.slicer import Slicer
from ..transitions.watches import Watch
from .walk import Walk

_WORTH_A_WALK = 20_000
"""The cost of one more walk, as a number of states."""


class Group(NamedTuple):
    """Watches for one walk, the slots that they need, and the estimated number of states of the walk."""

    watches: tuple[Watch, ...]
    slots: frozenset[int]
    estimate: float


class Groups:
    """Plans the additional walks of one story."""

    def __init__(self, slicer: Slicer, walk: Walk) -> None:
        """Take the finished walk that decides the flow."""
        self._slicer, self._walk = slicer, walk
        self._sizes = [len(seen) if walk.is_rest[point] else 0 for point, seen in enumerate(walk.seen)]

    def plan(self, found: Collection[Target]) -> list[Group]:
        """Return the groups for all targets that are not found yet, the cheapest first."""
        open_watches: dict[frozenset[int], list[Watch]] = {}
        for watch in self._slicer.flow.watches:
            if watch.target not in found and self._walk.seen[watch.point] and (needs := self._slicer.needs(watch)):
                open_watches.setdefault(needs, []).append(watch)
        atoms = [self._group(watches, slots) for slots, watches in open_watches.items()]
        groups: list[Group] = []
        for atom in sorted(atoms, key=lambda group: (group.estimate, sorted(group.slots))):
            groups = self._place(atom, groups)
        return sorted(groups, key=lambda group: group.estimate)

    def _place(self, atom: Group, groups: list[Group]) -> list[Group]:
        best, gain = -1, float(-_WORTH_A_WALK)
        merged = None
        for index, group in enumerate(groups):
            union = self._group((*group.watches, *atom.watches), group.slots | atom.slots)
            saved = group.estimate + atom.estimate - union.estimate
            if saved > gain:
                best, gain, merged = index, saved, union
        if merged is None:
            return [*groups, atom]
        return [*groups[:best], merged, *groups[best + 1 :]]

    def _group(self, watches: Iterable[Watch], slots: frozenset[int]) -> Group:
        watches = tuple(watches)
        allowed = self._slicer.leading_to({watch.point for watch in watches})
        relevance = self._slicer.with_watches(watches, allowed)
        estimate, number = 0.0, self._slicer.relevances.number
        for point in allowed:
            if self._sizes[point]:
                factor = 1.0
                for slot, partition in relevance[point].items():
                    known = self._slicer.guards[point].get(slot)
                    if partition is not known:
                        factor *= number(slot, partition) / (1 if known is None else number(slot, known))
                estimate += self._sizes[point] * factor
        return Group(watches, slots, estimate)

    def walk(self, group: Group, found: Collection[Target]) -> Walk | None:
        """Return the walk for a group, without the targets that are found already; None if no target is left."""
        watches: Sequence[Watch] = [watch for watch in group.watches if watch.target not in found]
        if not watches:
            return None
        slicer = self._slicer
        allowed = slicer.leading_to({watch.point for watch in watches})
        return Walk(slicer.flow, slicer.towards(watches, allowed), slicer.relevances, watches, allowed)
