"""The walk over decision diagrams: the reachable states of every point, all at once, whatever their number.

Where the explicit walk follows states, this one follows sets: a point's new states go along each of its edges together,
and the cost is the size of the diagrams. It keeps no layers, so it knows what can be reached but not how soon; the
witnesses come from `shortest.py`.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from itertools import product

from .diagrams import EMPTY, UNIT, Diagrams, Filters, Maps, TooLarge
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
                news = values if function is None else [
                    evaluate(substitute(function, fixed, self.lows), {slot: value}, self.lows) for value in values
                ]
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


def ranks(flow: Flow) -> list[int]:
    """Return the points in an order in which most edges lead forward (reverse postorder of a depth-first walk)."""
    order: list[int] = []
    visited = {0}
    path = [(0, iter([edge.target for edge in (*flow.edges[0], *flow.take_backs[0])]))]
    while path:
        point, rest = path[-1]
        target = next(rest, None)
        if target is None:
            order.append(point)
            path.pop()
        elif target >= 0 and target not in visited:
            visited.add(target)
            path.append((target, iter([edge.target for edge in (*flow.edges[target], *flow.take_backs[target])])))
    return order[::-1]


class DiagramWalk:
    """One walk. After `run`: `reached[p]` is the diagram of the states of point p."""

    def __init__(self, flow: Flow, relevance: Relevance, budget: int) -> None:
        """Get everything ready; raises TooLarge from here on where the story does not suit diagrams."""
        self.flow, self.relevance = flow, relevance
        self.diagrams = Diagrams(budget)
        self.translation = Translation(flow, relevance)
        self.filters = self.translation.filters
        self.reached = [EMPTY] * len(flow.points)
        self.falling: dict[int, int] = dict.fromkeys(flow.deadly, EMPTY)
        self._edges: dict[int, list[ReadyEdge]] = {}
        self._rank = {point: rank for rank, point in enumerate(ranks(flow))}
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
            usable = [edge for edge in self.flow.edges[point] if edge.guard != 0]
            ready = self._edges[point] = [self.ready(edge) for edge in usable]
        return ready

    def ready(self, edge: Edge) -> ReadyEdge:
        """Return an edge over diagrams, made once."""
        found = self._ready.get(edge)
        if found is None:
            found = self._ready[edge] = self.translation.edge(edge)
        return found

    def image(self, edge: ReadyEdge, states: int) -> int:
        """Return where an edge leads from these states."""
        found = EMPTY
        for test, maps in edge.pieces:
            found = self.diagrams.union(found, self.diagrams.image(self.diagrams.restrict(states, test, self.filters), maps))
        return found

    def into(self, edge: ReadyEdge, states: int, wanted: int) -> int:
        """Return those of the states in which an edge is open and leads into the wanted ones."""
        found = EMPTY
        for test, maps in edge.pieces:
            inside = self.diagrams.restrict(states, test, self.filters)
            found = self.diagrams.union(found, self.diagrams.preimage(inside, maps, wanted))
        return found

    def run(self, report: Callable[[int, int], None] = lambda _nodes, _waiting: None) -> None:
        """Walk until nothing is new. `report` is told (nodes so far, points waiting) and may raise to stop."""
        self._add(0, self.start)
        while self._heap:
            while self._heap:
                report(len(self.diagrams), len(self._heap))
                _, point = heapq.heappop(self._heap)
                states = self._new.pop(point, EMPTY)
                if states:
                    self._follow(point, states)
            self._take_back()

    def _add(self, point: int, states: int) -> None:
        new = self.diagrams.difference(states, self.reached[point])
        if not new:
            return
        self.reached[point] = self.diagrams.union(self.reached[point], new)
        waiting = self._new.get(point)
        if waiting is None:
            heapq.heappush(self._heap, (self._rank[point], point))
            self._new[point] = new
        else:
            self._new[point] = self.diagrams.union(waiting, new)

    def _follow(self, point: int, states: int) -> None:
        for edge in self.edges(point):
            if edge.edge.target != RECURSION:
                image = self.image(edge, states)
                if image:
                    self._add(edge.edge.target, image)

    def _take_back(self) -> None:
        """Follow every death that has been reached back to where it can be taken back."""
        self._find_falling()
        for point, backs in enumerate(self.flow.take_backs):
            if not self.reached[point]:
                continue
            for back in backs:
                dying = self.dying(back)
                if dying:
                    self._add(back.target, self.image(self.ready(back), dying))

    def dying(self, back: Edge) -> int:
        """Return the states in which the fatal edge of a take-back is open and leads to a fall."""
        fatal = back.fatal
        if fatal is None:
            return EMPTY
        ready = self.ready(fatal)
        states = self.reached[back.source]
        if self.flow.is_fall(fatal.target):
            return self.diagrams.restrict(states, ready.guard, self.filters)
        return self.into(ready, states, self.falling[fatal.target])

    def _find_falling(self) -> None:
        changed = True
        while changed:
            changed = False
            for point in self.falling:
                falling = EMPTY
                for edge in self.edges(point):
                    target = edge.edge.target
                    if target >= 0 and self.flow.is_fall(target):
                        part = self.diagrams.restrict(self.reached[point], edge.guard, self.filters)
                    elif target in self.falling:
                        part = self.into(edge, self.reached[point], self.falling[target])
                    else:
                        continue
                    falling = self.diagrams.union(falling, part)
                if falling != self.falling[point]:
                    self.falling[point] = falling
                    changed = True

    def holds_somewhere(self, point: int, function: Function) -> bool:
        """Whether a function is true in some reached state of a point."""
        return self.diagrams.restrict(self.reached[point], self.translation.test(point, function), self.filters) != EMPTY

    def classes_in(self, point: int, slot: int, states: int) -> set[int]:
        """Return the classes that a slot has in these states of a point."""
        level = self.translation.level[slot]
        number = max(self.relevance[point][slot]) + 1
        found = set()
        for wanted in range(number):
            only = tuple([UNIT if other == wanted else EMPTY for other in range(number)])
            if self.diagrams.restrict(states, self.filters.node(level, only), self.filters):
                found.add(wanted)
        return found

    def count(self, points: Iterable[int]) -> int:
        """Return how many states have been reached at these points."""
        return sum(self.diagrams.count(self.reached[point]) for point in points)

