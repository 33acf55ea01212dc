"""What a point of the story still has to know: for every slot, which of its values anything later could tell apart.

This is live-variable analysis, refined from slots to values. Going backwards over the graph, a slot is split at a point
into classes of values between which no guard, no effect and no watch from there on can tell the difference (a slot that
nothing reads has one class, and is forgotten). Two states that agree on all classes are bisimilar, so merging them
changes no verdict and no shortest way: they have the same options, which lead to states that agree again.

The same pass is the cone-of-influence reduction (Clarke, Grumberg, Peled, *Model Checking*, 1999, section 10.1):
started from the guards alone, it leaves out every slot that never influences a guard, and started from the guards on
the way to some watches, everything that matters to neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from .functions import Function, leaves
from .points import Edge
from .progress import Monitor, Unit

Partition: TypeAlias = "tuple[int, ...]"
Relevance: TypeAlias = "list[dict[int, Partition]]"

_POINTS_A_REPORT = 500


def classes(values: Iterable[int]) -> Partition:
    """Number the values by their first occurrence: equal values, equal numbers."""
    numbers: dict[int, int] = {}
    return tuple([numbers.setdefault(value, len(numbers)) for value in values])


class Relevances:
    """Computes relevance for one graph, remembering the meets of partitions, of which there are few."""

    def __init__(self, lows: Sequence[int], edges_into: Sequence[Sequence[Edge]], monitor: Monitor) -> None:
        """Take the slots' least values and, for every point, the edges that lead to it."""
        self._lows = lows
        self._monitor = monitor
        self._edges_into = edges_into
        self._meets: dict[tuple[Partition, Partition], Partition] = {}

    def meet(self, one: Partition, other: Partition) -> Partition:
        """Return the coarsest partition that is finer than both."""
        if one == other:
            return one
        known = self._meets.get((one, other))
        if known is None:
            numbers: dict[tuple[int, int], int] = {}
            pairs = zip(one, other, strict=True)
            known = tuple([numbers.setdefault(pair, len(numbers)) for pair in pairs])
            known = self._meets[one, other] = one if known == one else known
        return known

    def refine(self, relevance: Relevance, point: int, slot: int, partition: Partition) -> bool:
        """Make the point tell these classes apart; return whether it did not already."""
        at = relevance[point]
        known = at.get(slot)
        if known is None:
            if not any(partition):
                return False
            at[slot] = partition
            return True
        met = self.meet(known, partition)
        if met is known or met == known:
            return False
        at[slot] = met
        return True

    def demand(self, relevance: Relevance, point: int, function: Function) -> bool:
        """Make the point know the value of a function; return whether it did not already."""
        changed = False
        for leaf in leaves(function):
            changed |= self.refine(relevance, point, leaf.slot, classes(leaf.values))
        return changed

    def spread(self, relevance: Relevance, changed: Iterable[int], allowed: frozenset[int] | None = None) -> None:
        """Carry what the changed points must know back along the edges, until nothing changes any more.

        With `allowed`, only among these points.
        """
        queue = dict.fromkeys(changed)
        done = 0
        while queue:
            point, _ = queue.popitem()
            done += 1
            if done % _POINTS_A_REPORT == 0:
                self._monitor.tell("relevance", done, len(queue), unit=Unit.POINTS)
            demanded = list(relevance[point].items())
            for edge in self._edges_into[point]:
                if allowed is not None and edge.source not in allowed:
                    continue
                if self._carry(relevance, edge, demanded):
                    queue[edge.source] = None

    def _carry(self, relevance: Relevance, edge: Edge, demanded: list[tuple[int, Partition]]) -> bool:
        changed = False
        environment = edge.environment
        for slot, partition in demanded:
            value = environment.get(slot)
            if value is None:
                changed |= self.refine(relevance, edge.source, slot, partition)
            elif not isinstance(value, int):
                if len(value) == 2:  # a table: what it gives must be told apart only as far as its target's classes
                    low = self._lows[slot]
                    split = classes([partition[given - low] for given in value.values])
                    changed |= self.refine(relevance, edge.source, value.slot, split)
                else:
                    changed |= self.demand(relevance, edge.source, value)
        return changed
