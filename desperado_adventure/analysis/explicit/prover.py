"""The proof over states, one by one: for small stories, and for those that are too entangled for diagrams.

One walk decides the flow of the story (`walk.py`), and a few further walks decide what only texts read (`groups.py`).
A set of states is a Python set of packed numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Set

from ..targets.target import Target
from ..transitions.points import Edge
from ..transitions.progress import Monitor
from ..transitions.relevance import Relevance
from ..transitions.report import Walked, heaviest
from ..transitions.slicer import Slicer
from .groups import Group, Groups
from .moves import Move
from .walk import FirstSeen, Walk
from .witnesses import Witnesses


class Explicit:
    """The proof of one story, walk by walk: first `walk_flow`, and when that is whole `walk_texts`."""

    def __init__(self, slicer: Slicer, monitor: Monitor) -> None:
        """Lay out the walk that decides the flow; nothing is walked yet."""
        self.flow = slicer.flow
        self._slicer, self._monitor = slicer, monitor
        free = [watch for watch in self.flow.watches if slicer.is_free(watch)]
        self._walk = Walk(self.flow, slicer.guards, slicer.relevances, free)
        self._witnesses = Witnesses(self._walk)
        self._texts: dict[Target, tuple[Witnesses, FirstSeen]] = {}
        self._further: list[tuple[Walk, str]] = []
        self._open = {watch.target for watch in self.flow.watches if not slicer.is_free(watch)}
        self.knows_flow = False
        self.is_whole = False

    @property
    def relevance(self) -> Relevance:
        """What the walk that decides the flow knows at every point."""
        return self._walk.relevance

    def walk_flow(self, most: int | None) -> bool:
        """Walk on, until so many states are seen (None: all); return whether it was the end."""
        self.knows_flow = self._walk.run(self._monitor, "flow", most)
        return self.knows_flow

    def walk_texts(self) -> None:
        """Walk for what only texts read. Needs the whole flow."""
        groups = Groups(self._slicer, self._walk)
        plan = groups.plan(self.found)
        self._open = _targets_of(plan)
        for number, group in enumerate(plan, start=1):
            walk = groups.walk(group, self.found)
            if walk is not None:
                self._monitor.begin()
                purpose = ", ".join(sorted(self.flow.story.slots[slot].name for slot in group.slots))
                self._further.append((walk, purpose))
                try:
                    walk.run(self._monitor, purpose)
                finally:
                    self._take(walk)
                walk.forget()
            self._open = _targets_of(plan[number:])
        self.is_whole = True

    def _take(self, walk: Walk) -> None:
        witnesses = Witnesses(walk)
        for target, first in walk.found.items():
            self._texts.setdefault(target, (witnesses, first))

    @property
    def walks(self) -> tuple[Walked, ...]:
        """What has been walked, for the certificate."""
        return tuple(_describe(walk, purpose) for walk, purpose in ((self._walk, "flow"), *self._further))

    def light_points(self, most: int) -> list[int]:
        """Return the points with the fewest states, together so many states at most."""
        points = []
        for point in sorted(self._walk.points, key=lambda each: len(self._walk.seen[each])):
            most -= len(self._walk.seen[point])
            if most < 0:
                break
            points.append(point)
        return points

    # -- targets ------------------------------------------------------------------------------------------------------

    @property
    def found(self) -> set[Target]:
        """What has been seen."""
        return {*self._walk.found, *self._texts}

    def undecided(self, targets: Collection[Target]) -> set[Target]:
        """Return those of the targets of which it is not known whether they can be seen."""
        unseen = {target for target in targets if target not in self._walk.found and target not in self._texts}
        return unseen & self._open if self.knows_flow else unseen

    def way_to(self, target: Target) -> tuple[str, ...] | None:
        """Return a shortest list of commands that shows a target, or None when nothing does."""
        first = self._walk.found.get(target)
        if first is not None:
            return self._witnesses.of(first)
        known = self._texts.get(target)
        return None if known is None else known[0].of(known[1])

    # -- sets of states at a point ------------------------------------------------------------------------------------

    def reached(self, point: int) -> set[int]:
        """Return the states of a point."""
        return self._walk.seen[point]

    @staticmethod
    def copy(states: Set[int]) -> set[int]:
        """Return a set that `less` and `more` may change."""
        return set(states)

    @staticmethod
    def less(states: set[int], others: Set[int]) -> set[int]:
        """Take the others out of the states, in place."""
        states -= others
        return states

    @staticmethod
    def more(states: set[int] | None, others: Set[int]) -> set[int]:
        """Add the others to the states, in place; None stands for no states."""
        if states is None:
            return set(others)
        states |= others
        return states

    @staticmethod
    def common(states: Set[int], others: Set[int]) -> set[int]:
        """Return the states that are in both sets."""
        return {*states} & others

    def open_in(self, edge: Edge, states: Set[int]) -> set[int]:
        """Return the states in which an edge is open."""
        return set(self._move(edge).open_in(states))

    def image(self, edge: Edge, states: Set[int]) -> set[int]:
        """Return where an edge leads from these states."""
        return set(self._move(edge).to(states))

    def before(self, edge: Edge, states: Set[int], wanted: Set[int]) -> set[int]:
        """Return those of the states in which an edge is open and leads to one of the wanted."""
        return set(self._move(edge).origins(states, wanted))

    def _move(self, edge: Edge) -> Move:
        return self._walk.ready(edge)

    def classes_in(self, point: int, slot: int, states: Set[int]) -> set[int]:
        """Return the classes (numbers in the point's partition) that a slot has in these states."""
        field = self._walk.layout.fields(point)[slot]
        present = {state & field.mask for state in states}
        partition = self.relevance[point][slot]
        return {number for number, code in zip(partition, field.codes, strict=True) if code << field.shift in present}

    def among(self, point: int, slot: int, numbers: Collection[int], states: Set[int]) -> set[int]:
        """Return the states in which a slot has one of these classes."""
        field = self._walk.layout.fields(point)[slot]
        partition = self.relevance[point][slot]
        codes = {code << field.shift for number, code in zip(partition, field.codes, strict=True) if number in numbers}
        return {state for state in states if state & field.mask in codes}

    # -- ways ---------------------------------------------------------------------------------------------------------

    def rank(self, point: int) -> int:
        """Return how late a point is seen last: a good order to go back through the points."""
        return max(self._walk.layers[point], default=0)

    def first(self, point: int, states: Set[int]) -> int:
        """Return how many commands lead to the first of these states."""
        return self._witnesses.earliest(point, states).layer

    def way(self, point: int, states: Set[int]) -> tuple[str, ...]:
        """Return the commands of a shortest way to one of these states."""
        return self._witnesses.of(self._witnesses.earliest(point, states))


def _targets_of(groups: Iterable[Group]) -> set[Target]:
    return {watch.target for group in groups for watch in group.watches}


def _describe(walk: Walk, purpose: str) -> Walked:
    counts = {point: len(walk.seen[point]) for point in walk.points if walk.is_rest[point]}
    return Walked(purpose, walk.states, walk.is_whole, heaviest(walk.flow, walk.relevance, counts))
