"""Guards for deaths that are taken back: in which states a choice leads to a fall.

Whether a choice kills may depend on the state: it may lead to a scene whose redirects lead on, perhaps several times
round a circle, and perhaps into a fall. The machine finds out by going there. The graph needs a function of the state
in which the player chooses: the *weakest precondition* of falling (Dijkstra, *A Discipline of Programming*, 1976). It
is computed backwards from the falls: a point falls in the states from which an edge leads to a fall, or to a state that
falls. On a circle of points this is repeated until nothing changes. To see that nothing changes, each
precondition is kept as a decision diagram, in which equal functions are one object (Bryant 1986).

Taking a death back is then an edge from the point where the player chose to the same point. It is open in the states in
which the choice kills, and makes the teller's count one higher.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...model.extents import Extent
from .functions import Function, Table, both, compose, either, leaves, substitute, table
from .points import Edge
from .progress import Interrupted, Monitor, Unit
from .steps import steps

_NODES_A_REPORT = 2_000

_MOST_ROUNDS = 20
"""How often a precondition may change when the diagrams are tangled."""


class _Diagrams:
    """Conditions as decision diagrams over the values of slots. Equal conditions have the same number.

    0 is false and 1 is true. Any other number is a node: a slot, and a diagram for each of its values; or a condition
    that reads wide slots only, which are below all others. Such a condition is kept by its steps, or, if it has too
    many or reads several slots, as it is written: then the diagrams are *tangled*, and equal ones may have two numbers.
    """

    def __init__(self, lows: Sequence[int], highs: Sequence[int], monitor: Monitor) -> None:
        self._lows, self._highs, self._monitor = lows, highs, monitor
        self._nodes: list[tuple[int, tuple[int, ...]]] = [(-1, ()), (-1, ())]
        self._index: dict[tuple[int, tuple[int, ...]], int] = {}
        self._known: dict[Function, int] = {}
        self._wide: dict[Function, int] = {}
        self._functions: dict[int, Function] = {0: 0, 1: 1}
        self.is_tangled = False

    def diagram(self, function: Function) -> int:
        """Return the diagram of a condition (Shannon's expansion, slot by slot)."""
        if isinstance(function, int):
            return int(function != 0)
        known = self._known.get(function)
        if known is None:
            if len(self._known) % _NODES_A_REPORT == 0:
                self._monitor.tell("deaths", len(self._known), 0, unit=Unit.NODES)
            slot = min((leaf.slot for leaf in leaves(function) if isinstance(leaf, Table)), default=-1)
            known = self._known[function] = self._expanded(function, slot) if slot >= 0 else self._below(function)
        return known

    def _expanded(self, function: Function, slot: int) -> int:
        values = range(self._lows[slot], self._highs[slot] + 1)
        return self._node(
            slot, tuple([self.diagram(substitute(function, {slot: value}, self._lows)) for value in values])
        )

    def _below(self, function: Function) -> int:
        """Return the number of a condition that reads wide slots only."""
        slots = {leaf.slot for leaf in leaves(function)}
        slot = min(slots)
        condition = steps(function, slot, Extent(self._lows[slot], self._highs[slot])) if len(slots) == 1 else None
        if condition is None:
            self.is_tangled, condition = True, function
        if isinstance(condition, int):
            return condition
        known = self._wide.get(condition)
        if known is None:
            known = self._wide[condition] = len(self._nodes)
            self._nodes.append((-1, ()))
            self._functions[known] = condition
        return known

    def _node(self, slot: int, parts: tuple[int, ...]) -> int:
        if len(set(parts)) == 1:
            return parts[0]
        key = (slot, parts)
        known = self._index.get(key)
        if known is None:
            known = self._index[key] = len(self._nodes)
            self._nodes.append(key)
        return known

    def function(self, diagram: int) -> Function:
        """Return a diagram as a condition: the slot has a value for which the part below it holds."""
        known = self._functions.get(diagram)
        if known is None:
            slot, parts = self._nodes[diagram]
            ways = [
                both((table(slot, tuple([int(part == other) for other in parts])), self.function(part)))
                for part in dict.fromkeys(parts)
                if part
            ]
            known = self._functions[diagram] = either(ways)
        return known


class Falling:
    """Knows for every edge of a graph in which states it leads to a fall without another choice."""

    def __init__(
        self,
        edges: Sequence[Sequence[Edge]],
        falls: frozenset[int],
        rests: frozenset[int],
        bounds: Sequence[range],
        monitor: Monitor,
    ) -> None:
        """Take the edges that leave each point, the points of falls, the points at rest, and each slot's range.

        The preconditions of a story that compares many slots with each other can be large: the monitor may end it. If a
        circle of scenes changes wide slots in ways that have no steps, it cannot be seen that nothing changes any more:
        that raises Interrupted too.
        """
        self._falls, self._monitor = falls, monitor
        self._lows = [bound.start for bound in bounds]
        self._diagrams = _Diagrams(self._lows, [bound.stop - 1 for bound in bounds], monitor)
        self._preconditions: dict[int, Function] = {}
        self._find(edges, rests)

    def _find(self, edges: Sequence[Sequence[Edge]], rests: frozenset[int]) -> None:
        before: dict[int, list[int]] = {}
        for point, leaving in enumerate(edges):
            if point not in rests:
                for edge in leaving:
                    before.setdefault(edge.target, []).append(point)
        waiting = dict.fromkeys(point for fall in self._falls for point in before.get(fall, ()))
        held: dict[int, int] = {}
        rounds: Counter[int] = Counter()
        while waiting:
            point, _ = waiting.popitem()
            rounds[point] += 1
            self._monitor.tell("deaths", len(held), len(waiting), unit=Unit.POINTS)
            if self._diagrams.is_tangled and rounds[point] > _MOST_ROUNDS:
                raise Interrupted
            precondition = self._diagrams.diagram(either([self.guard(edge) for edge in edges[point]]))
            if precondition != held.get(point, 0):
                held[point] = precondition
                self._preconditions[point] = self._diagrams.function(precondition)
                waiting.update(dict.fromkeys(before.get(point, ())))

    def guard(self, edge: Edge) -> Function:
        """Return the condition that an edge is open and leads to a fall, as a function of the state at its source."""
        if edge.target in self._falls:
            return edge.guard
        precondition = self._preconditions.get(edge.target, 0)
        if precondition == 0:
            return 0
        return both((edge.guard, compose(precondition, edge.environment, self._lows)))

    def canonical_guard(self, edge: Edge) -> Function:
        """Return the same condition as `guard`, in a form that is the same for equal conditions."""
        if edge.target in self._falls:
            return edge.guard
        return self._diagrams.function(self._diagrams.diagram(self.guard(edge)))
