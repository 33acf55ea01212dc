"""The explicit prover: it walks single states. It suits small stories, and stories whose diagrams are too large.

One walk decides the flow of the story (`walk.py`). A few more walks decide what only texts read (`groups.py`). A set of
states is a Python set of whole numbers, one for each packed state.
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
    """The proof of one story: first `walk_flow`, then, when that has come to its end, `walk_texts`."""

    def __init__(self, slicer: Slicer, monitor: Monitor) -> None:
        """Prepare the walk that decides the flow; nothing is walked yet."""
        self.flow = slicer.flow
        self._slicer, self._monitor = slicer, monitor
        free = [watch for watch in self.flow.watches if slicer.is_free(watch)]
        self._walk = Walk(self.flow, slicer.guards, slicer.relevances, free)
        self._batches = self._walk.batches()
        self._witnesses = Witnesses(self._walk)
        self._texts: dict[Target, tuple[Witnesses, FirstSeen]] = {}
        self._further: list[Walked] = []
        self._open = {watch.target for watch in self.flow.watches if not slicer.is_free(watch)}
        self.knows_flow = False
        self.is_whole = False

    @property
    def relevance(self) -> Relevance:
        """The relevance of the walk that decides the flow."""
        return self._walk.relevance

    def walk_flow(self, most: int | None) -> bool:
        """Walk on, until more than `most` states are seen (None: all); return whether everything was walked."""
        self.knows_flow = self._walk.run(self._batches, self._monitor, "flow", most)
        return self.knows_flow

    def walk_texts(self) -> None:
        """Decide what only texts read. `walk_flow` must have come to its end."""
        groups = Groups(self._slicer, self._walk)
        plan = groups.plan(self.found)
        self._open = _targets_of(plan)
        for number, group in enumerate(plan, start=1):
            walk = groups.walk(group, self.found)
            if walk is not None:
                self._monitor.begin()
                purpose = ", ".join(sorted(self.flow.story.slots[slot].name for slot in group.slots))
                try:
                    walk.run(walk.batches(), self._monitor, purpose)
                finally:
                    self._take(walk)
                    self._further.append(_describe(walk, purpose))
                walk.forget()
            self._open = _targets_of(plan[number:])
        self.is_whole = True

    def _take(self, walk: Walk) -> None:
        witnesses = Witnesses(walk)
        for target, first in walk.found.items():
            self._texts.setdefault(target, (witnesses, first))

    @property
    def walks(self) -> tuple[Walked, ...]:
        """The walks, for the certificate."""
        return (_describe(self._walk, "flow"), *self._further)

    def light_points(self, most: int) -> list[int]:
        """Return the points with the fewest states, with at most `most` states together."""
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
        """The targets that have been seen."""
        return {*self._walk.found, *self._texts}

    def undecided(self, targets: Collection[Target]) -> set[Target]:
        """Return those targets for which it is not known whether they can be seen."""
        unseen = {target for target in targets if target not in self._walk.found and target not in self._texts}
        return unseen & self._open if self.knows_flow else unseen

    def way_to(self, target: Target) -> tuple[str, ...] | None:
        """Return a shortest list of commands that shows a target; None when no such list is known."""
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
        """Remove the others from the states, in place."""
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
        """Return the states to which an edge leads from these states."""
        return set(self._move(edge).to(states))

    def before(self, edge: Edge, states: Set[int], wanted: Set[int]) -> set[int]:
        """Return those of the states from which an edge leads to a wanted state."""
        return set(self._move(edge).origins(states, wanted))

    def _move(self, edge: Edge) -> Move:
        return self._walk.ready(edge)

    def classes_in(self, point: int, slot: int, states: Set[int]) -> set[int]:
        """Return the classes (numbers in the point's partition) that a slot has in these states."""
        field = self._walk.layout.fields(point)[slot]
        present = {state & field.mask for state in states}
        if field.is_wide:
            return {code >> field.shift for code in present}
        partition = self.relevance[point][slot]
        return {number for number, code in zip(partition, field.codes, strict=True) if code << field.shift in present}

    def among(self, point: int, slot: int, numbers: Collection[int], states: Set[int]) -> set[int]:
        """Return the states in which a slot has one of these classes."""
        field = self._walk.layout.fields(point)[slot]
        if field.is_wide:
            return {state for state in states if (state & field.mask) >> field.shift in numbers}
        partition = self.relevance[point][slot]
        codes = {code << field.shift for number, code in zip(partition, field.codes, strict=True) if number in numbers}
        return {state for state in states if state & field.mask in codes}

    # -- ways ---------------------------------------------------------------------------------------------------------

    def rank(self, point: int) -> int:
        """Return the last layer with new states of a point: a good order for going back through the points."""
        return max(self._walk.layers[point], default=0)

    def first(self, point: int, states: Set[int]) -> int:
        """Return the least number of commands to one of these states."""
        return self._witnesses.earliest(point, states).layer

    def way(self, point: int, states: Set[int]) -> tuple[str, ...]:
        """Return the commands of a shortest way to one of these states."""
        return self._witnesses.of(self._witnesses.earliest(point, states))


def _targets_of(groups: Iterable[Group]) -> set[Target]:
    return {watch.target for group in groups for watch in group.watches}


def _describe(walk: Walk, purpose: str) -> Walked:
    counts = {point: len(walk.seen[point]) for point in walk.points if walk.is_rest[point]}
    return Walked(
        purpose, walk.states, walk.is_whole, heaviest(walk.flow, walk.relevance, walk.relevances.number, counts)
    )
