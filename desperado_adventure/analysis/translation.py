"""Guards and effects over diagrams: functions become filters, edges become tests with maps from class to class."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from .diagrams import EMPTY, UNIT, Filters, Maps, TooLarge
from .flow import RECURSION, Edge, Flow
from .functions import Function, Table, apply, both, either, leaves
from .relevance import Partition, Relevance

_MOST_CUBES = 4_096


class ReadyEdge:
    """An edge over diagrams: `pieces` are (test, maps), together its guard and what it does where that holds."""

    __slots__ = ("edge", "guard", "pieces")

    def __init__(self, edge: Edge, guard: int, pieces: tuple[tuple[int, Maps], ...]) -> None:
        """Take what `Translation` has made of the edge."""
        self.edge, self.guard, self.pieces = edge, guard, pieces


def evaluate(function: Function, values: dict[int, int], lows: Sequence[int]) -> int:
    """Return a function's value when every slot that it reads has a value."""
    if isinstance(function, int):
        return function
    if isinstance(function, Table):
        return function.values[values[function.slot] - lows[function.slot]]
    result = substitute(function, values, lows)
    if not isinstance(result, int):
        raise KeyError(result)
    return result


def substitute(function: Function, values: dict[int, int], lows: Sequence[int]) -> Function:
    """Return a function with some of its slots fixed."""
    if isinstance(function, int):
        return function
    if isinstance(function, Table):
        value = values.get(function.slot)
        return function if value is None else function.values[value - lows[function.slot]]
    operands = tuple([substitute(operand, values, lows) for operand in function.operands])
    if function.kind == "all":
        return both(operands)
    if function.kind == "either":
        return either(operands)
    if function.kind == "choose" and isinstance(operands[0], int):
        return operands[1] if operands[0] else operands[2]
    return apply(function.kind, operands, function.parameter)


class Translation:
    """Turns functions and edges into filters and maps, point by point."""

    def __init__(self, flow: Flow, relevance: Relevance) -> None:
        """Take what every point must know."""
        self.flow, self.relevance = flow, relevance
        self.lows = [slot.low for slot in flow.story.slots]
        self.filters = Filters()
        self.level = {slot: level for level, slot in enumerate(_order(relevance))}
        self.slot = {level: slot for slot, level in self.level.items()}
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
        found = self._known.get(key)
        if found is None:
            slot = min({leaf.slot for leaf in leaves(function)}, key=self.level.__getitem__)
            values = self.representatives(slot, self.relevance[point][slot])
            children = tuple([self.test(point, substitute(function, {slot: value}, self.lows)) for value in values])
            found = self._known[key] = self.filters.node(self.level[slot], children)
        return found

    def edge(self, edge: Edge) -> ReadyEdge:
        """Return an edge over diagrams; raises TooLarge when its effects depend on too many slots at once."""
        guard = self.test(edge.source, edge.guard)
        if edge.target == RECURSION:
            return ReadyEdge(edge, guard, ((guard, ()),))
        before, after = self.relevance[edge.source], self.relevance[edge.target]
        foreign = sorted(
            {
                leaf.slot
                for slot in after
                for leaf in leaves(edge.environment.get(slot, 0))
                if leaf.slot != slot
            },
            key=self.level.__getitem__,
        )  # fmt: skip
        choices = [list(enumerate(self.representatives(slot, before[slot]))) for slot in foreign]
        number = 1
        for each in choices:
            number *= len(each)
        if number > _MOST_CUBES:
            raise TooLarge
        pieces: dict[Maps, list[int]] = {}
        for cube in product(*choices):
            test = guard
            for slot, (index, _) in zip(foreign, cube, strict=True):
                size = max(before[slot]) + 1
                only = tuple([UNIT if other == index else EMPTY for other in range(size)])
                test = self.filters.both(test, self.filters.node(self.level[slot], only))
            if test:
                fixed = {slot: value for slot, (_, value) in zip(foreign, cube, strict=True)}
                pieces.setdefault(self._maps(edge, fixed), []).append(test)
        return ReadyEdge(edge, guard, tuple((test, maps) for maps, tests in pieces.items() for test in tests))

    def _maps(self, edge: Edge, fixed: dict[int, int]) -> Maps:
        before, after = self.relevance[edge.source], self.relevance[edge.target]
        maps = []
        for slot in before.keys() | after.keys():
            partition = before.get(slot)
            values = self.representatives(slot, partition) if partition else [self.lows[slot]]
            wanted = after.get(slot)
            if wanted is None:
                classes = tuple([0] * len(values))
            else:
                function = edge.environment.get(slot)
                news = (
                    values
                    if function is None
                    else [
                        evaluate(substitute(function, fixed, self.lows), {slot: value}, self.lows) for value in values
                    ]
                )
                classes = tuple([wanted[new - self.lows[slot]] for new in news])
            if classes != tuple(range(len(classes))):
                maps.append((self.level[slot], classes))
        return tuple(sorted(maps))


def _order(relevance: Relevance) -> list[int]:
    """Return the slots in the order of their levels: the last declared first.

    Counts of visits and takings are made while the scenes are read, chapter by chapter, and come after the variables
    that chapters share. So what lives shortly stands above what lives long, and the long-lived part of a diagram, the
    greater one, is shared by all that differ above it. Of six orders tried on the shipped story this one needs the
    fewest nodes, by a factor of 1.8 to the next and 7.7 to the worst.
    """
    return sorted({slot for at in relevance for slot in at}, reverse=True)
