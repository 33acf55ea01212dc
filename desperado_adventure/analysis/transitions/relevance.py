"""Relevance: which values of which slots must be told apart at each point of the graph.

This is live-variable analysis, refined from slots to values. Going backwards over the graph, it splits the values of a
slot at a point into classes: no guard, effect or watch from there on can tell the values of one class apart. (A slot
that nothing reads has one class, and is left out.) Two states that agree on all classes are bisimilar: they have the
same options, and these lead to states that agree again. So merging them changes no verdict and no shortest way.

The same analysis is the cone-of-influence reduction (Clarke, Grumberg, Peled, *Model Checking*, 1999, section 10.1).
Started from the guards alone, it leaves out every slot that influences no guard. Started from some watches and the
guards on the way to them, it leaves out everything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from ...model.story import Slot
from .functions import Function, Table, WideRead, leaves
from .points import Edge
from .progress import Monitor, Unit

Partition: TypeAlias = "tuple[int, ...]"
Relevance: TypeAlias = "list[dict[int, Partition]]"

APART: Partition = ()
"""The partition of a wide slot, which has no other: each of its values is a class, with the number value - low."""

_POINTS_A_REPORT = 500


def classes(values: Iterable[int]) -> Partition:
    """Return a number for each value, counted by first occurrence: equal values get equal numbers."""
    numbers: dict[int, int] = {}
    return tuple([numbers.setdefault(value, len(numbers)) for value in values])


def told_apart(leaf: Table | WideRead) -> Partition:
    """Return the classes of values that a leaf of a function tells apart."""
    return classes(leaf.values) if isinstance(leaf, Table) else APART


class Relevances:
    """Computes relevance for one graph. It remembers the meets of partitions, since few of them are different."""

    def __init__(self, slots: Sequence[Slot], edges_into: Sequence[Sequence[Edge]], monitor: Monitor) -> None:
        """Take the story's slots and, for every point, the edges that lead to it."""
        self._lows = [slot.low for slot in slots]
        self._sizes = [slot.high - slot.low + 1 for slot in slots]
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

    def number(self, slot: int, partition: Partition) -> int:
        """Return the number of classes of a partition."""
        return max(partition) + 1 if partition else self._sizes[slot]

    def refine(self, relevance: Relevance, point: int, slot: int, partition: Partition) -> bool:
        """Make the point tell these classes apart; return whether that is new."""
        at = relevance[point]
        known = at.get(slot)
        if known is None:
            if not any(partition) and partition != APART:
                return False
            at[slot] = partition
            return True
        met = self.meet(known, partition)
        if met is known or met == known:
            return False
        at[slot] = met
        return True

    def demand(self, relevance: Relevance, point: int, function: Function) -> bool:
        """Make the point tell the values of a function apart; return whether that is new."""
        changed = False
        for leaf in leaves(function):
            changed |= self.refine(relevance, point, leaf.slot, told_apart(leaf))
        return changed

    def spread(self, relevance: Relevance, changed: Iterable[int], allowed: frozenset[int] | None = None) -> None:
        """Carry the classes of the changed points back along the edges, until nothing changes any more.

        With `allowed`, only these points may change.
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
                if len(value) == 2 and partition:
                    # A table: its values must be told apart only as far as the classes of the target do.
                    low = self._lows[slot]
                    split = classes([partition[given - low] for given in value.values])
                    changed |= self.refine(relevance, edge.source, value.slot, split)
                else:
                    changed |= self.demand(relevance, edge.source, value)
        return changed
