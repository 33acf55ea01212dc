"""The translation of guards and effects for diagrams: functions become filters, edges become filters with maps."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from itertools import product

from ..transitions.flow import Flow
from ..transitions.functions import Function, Table, leaves, substitute
from ..transitions.points import Edge
from ..transitions.relevance import APART, Partition, Relevance
from .diagrams import EMPTY, UNIT, Diagrams, Filters, TooLarge

_MOST_CUBES = 4_096


class ReadyEdge:
    """An edge over diagrams. `pieces` are pairs (filter, map): in the states of the filter, the map is the effect."""

    __slots__ = ("edge", "guard", "pieces")

    def __init__(self, edge: Edge, guard: int, pieces: tuple[tuple[int, int], ...]) -> None:
        """Take the parts."""
        self.edge, self.guard, self.pieces = edge, guard, pieces


def evaluate(function: Function, values: dict[int, int], lows: Sequence[int]) -> int:
    """Return a function's value; raises KeyError if `values` lacks a slot that it reads."""
    result = substitute(function, values, lows)
    if not isinstance(result, int):
        raise KeyError(result)
    return result


class Translation:
    """Translates functions and edges into filters and maps."""

    def __init__(self, flow: Flow, relevance: Relevance, diagrams: Diagrams) -> None:
        """Take the relevance of each point, and the store in which the maps are made.

        Raises TooLarge if a wide slot is relevant: a node of a diagram has a child for each class of values.
        """
        if any(partition == APART for at in relevance for partition in at.values()):
            raise TooLarge
        self.relevance, self._diagrams = relevance, diagrams
        self.lows = [slot.low for slot in flow.story.slots]
        self.filters = Filters()
        self.level = {slot: level for level, slot in enumerate(_order(relevance))}
        self._known: dict[tuple[int, Function], int] = {}
        self._representatives: dict[Partition, tuple[int, ...]] = {}

    def representatives(self, slot: int, partition: Partition) -> list[int]:
        """Return a value of each class."""
        known = self._representatives.get(partition)
        if known is None:
            known = self._representatives[partition] = tuple([partition.index(n) for n in range(max(partition) + 1)])
        return [self.lows[slot] + index for index in known]

    def test(self, point: int, function: Function) -> int:
        """Return the filter of the states of a point in which a function is true."""
        if isinstance(function, int):
            return UNIT if function else EMPTY
        key = (point, function)
        known = self._known.get(key)
        if known is None:
            slot = min({leaf.slot for leaf in leaves(function)}, key=self.level.__getitem__)
            values = self.representatives(slot, self.relevance[point][slot])
            children = tuple([self.test(point, substitute(function, {slot: value}, self.lows)) for value in values])
            known = self._known[key] = self.filters.node(self.level[slot], children)
        return known

    def edge(self, edge: Edge) -> ReadyEdge:
        """Return an edge over diagrams; raises TooLarge if its effects read too many slots together."""
        guard = self.test(edge.source, edge.guard)
        before, after = self.relevance[edge.source], self.relevance[edge.target]
        foreign = {leaf.slot for slot in after for leaf in leaves(edge.environment.get(slot, 0)) if leaf.slot != slot}
        # If the source need not know a slot, its value makes no difference to the target: the lowest one will do.
        fixed = {slot: self.lows[slot] for slot in foreign if slot not in before}
        known = sorted(foreign & before.keys(), key=self.level.__getitem__)
        choices = [list(enumerate(self.representatives(slot, before[slot]))) for slot in known]
        if math.prod(map(len, choices)) > _MOST_CUBES:
            raise TooLarge
        pieces = []
        for cube in product(*choices):
            test = guard
            for slot, (index, value) in zip(known, cube, strict=True):
                fixed[slot] = value
                test = self.filters.both(test, self.among(slot, {index}, before[slot]))
            if test:
                pieces.append((test, self._map(edge, fixed)))
        return ReadyEdge(edge, guard, tuple(pieces))

    def among(self, slot: int, numbers: Collection[int], partition: Partition) -> int:
        """Return the filter of the states in which a slot has one of these classes."""
        outcomes = tuple([UNIT if number in numbers else EMPTY for number in range(max(partition) + 1)])
        return self.filters.node(self.level[slot], outcomes)

    def _map(self, edge: Edge, fixed: dict[int, int]) -> int:
        """Return the map of an edge for states in which the slots `fixed` have these values."""
        before, after = self.relevance[edge.source], self.relevance[edge.target]
        maps = []
        for slot in before.keys() | after.keys():
            partition, wanted = before.get(slot), after.get(slot)
            function = edge.environment.get(slot)
            if function is None and partition == wanted:
                continue
            values = self.representatives(slot, partition) if partition else [self.lows[slot]]
            if wanted is None:
                classes = (0,) * len(values)
            else:
                low = self.lows[slot]
                classes = tuple([wanted[new - low] for new in self._news(function, slot, values, fixed)])
            if classes != tuple(range(len(classes))):
                maps.append((self.level[slot], classes))
        return self._diagrams.map_to(sorted(maps))

    def _news(self, function: Function | None, slot: int, values: list[int], fixed: dict[int, int]) -> list[int]:
        """Return the new value of a slot for each of these old values."""
        if function is None:
            return values
        if isinstance(function, int):
            return [function] * len(values)
        if isinstance(function, Table) and function.slot == slot:
            return [function.values[value - self.lows[slot]] for value in values]
        return [evaluate(function, {**fixed, slot: value}, self.lows) for value in values]


def _order(relevance: Relevance) -> list[int]:
    """Return the slots in the order of their levels: the last declared first.

    The loader makes the counts of visits and of choices taken after the variables, chapter by chapter. So slots that
    are relevant for a short time are above slots that are relevant for a long time. The lower part of a diagram is the
    larger one, and all states that differ only above it share it. Of six orders tried on the shipped story, this
    one needs the fewest nodes: 1.8 times fewer than the next, 7.7 times fewer than the worst.
    """
    return sorted({slot for at in relevance for slot in at}, reverse=True)
