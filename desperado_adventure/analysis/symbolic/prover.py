"""The symbolic prover: it walks sets of states as decision diagrams. A set of states is the number of a diagram.

The first walk knows what guards read, and is then divided into layers. It decides scenes, choices, dead ends,
soft-locks and circles, with shortest ways. Further walks (`further.py`) also know what texts read, and what claims ask.
Shortest ways to what only these see are searched when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from ..targets.target import Target, TargetKind
from ..transitions.points import Edge, PointKind
from ..transitions.progress import Monitor, Unit
from ..transitions.relevance import Relevance
from ..transitions.report import Walked, heaviest
from ..transitions.slicer import Slicer
from ..transitions.watches import Watch
from .diagrams import EMPTY, UNLIMITED
from .further import FurtherWalk, parts
from .shortest import Goal, Layers
from .walk import DiagramWalk

_MORE_FOR_TEXTS = 10
"""How many times more nodes the walk that knows texts may have."""


class Symbolic:
    """The proof of one story: first `walk_flow`, then `walk_texts`. Both raise TooLarge if the diagrams are too large.

    So does making it, where guards read a slot that has too many values for diagrams.

    `most` is the number of nodes that the diagrams of the flow may have.
    """

    def __init__(self, slicer: Slicer, monitor: Monitor, most: int) -> None:
        """Prepare the walk that decides the flow; nothing is walked yet."""
        self.flow = slicer.flow
        self._slicer, self._monitor, self._most = slicer, monitor, most
        self._tick = _tick_for(monitor)
        self._walk = DiagramWalk(self.flow, slicer.guards, most, self._tick)
        self._layers: Layers | None = None
        self._further: list[FurtherWalk] = []
        self._found: set[Target] = set()
        self._covered: dict[Target, Goal] = {}
        self._ways: dict[Target, tuple[str, ...]] = {}
        self._open = {watch.target for watch in self.flow.watches if not slicer.is_free(watch)}
        self.knows_flow = False
        self.is_whole = False

    @property
    def relevance(self) -> Relevance:
        """The relevance of the walk that decides the flow."""
        return self._walk.relevance

    # -- walking ------------------------------------------------------------------------------------------------------

    def walk_flow(self) -> None:
        """Decide everything except what only texts read."""
        walk = self._walk
        walk.run(self._report("flow"))
        walk.diagrams.budget = self._most * _MORE_FOR_TEXTS
        self._layers = Layers(walk, self._report("shortest ways"))
        walk.diagrams.forget()
        walk.diagrams.budget = UNLIMITED
        self._find_covered()
        self._cover_watches([watch for watch in self.flow.watches if self._slicer.is_free(watch)])
        self.knows_flow = True

    def walk_texts(self) -> None:
        """Decide what only texts read."""
        unseen = [watch for watch in self.flow.watches if watch.target not in self._found]
        for part in parts(self._slicer, unseen):
            relevance = part.relevance(self._slicer)
            walk = DiagramWalk(self.flow, relevance, self._most * _MORE_FOR_TEXTS, self._tick, part.allowed)
            walk.run(self._report(part.purpose))
            further = FurtherWalk(part, walk)
            self._further.append(further)
            self._found.update(further.found)
            self._open -= {watch.target for watch in part.watches}
        self.is_whole = True

    def _report(self, purpose: str) -> Callable[[int, int], None]:
        return lambda nodes, waiting: self._monitor.tell(purpose, nodes, waiting, unit=Unit.NODES)

    @property
    def walks(self) -> tuple[Walked, ...]:
        """The walks, for the certificate."""
        slicer = self._slicer
        further = [_describe(slicer, each.walk, each.purpose, is_whole=True) for each in self._further]
        return (_describe(slicer, self._walk, "flow", is_whole=self.knows_flow), *further)

    # -- targets ------------------------------------------------------------------------------------------------------

    def _find_covered(self) -> None:
        """Note the scenes and endings that are reached, and the targets of edges that can be taken."""
        for point, states in enumerate(self._walk.reached):
            if not states:
                continue
            kind, scene, _ = self.flow.points[point]
            if kind is not PointKind.BEGIN:
                goal = Goal(point, states)
                self._cover(Target(TargetKind.SCENE, scene), goal)
                if self.flow.is_ending(point):
                    self._cover(Target(TargetKind.ENDING, scene), goal)
            for ready in self._walk.edges(point):
                inside = self._walk.restrict(states, ready.guard) if ready.edge.covers else EMPTY
                for target in ready.edge.covers if inside else ():
                    self._cover(target, Goal(point, inside, ready.edge.commands))

    def _cover(self, target: Target, goal: Goal) -> None:
        """Remember a goal for a target; of several goals, remember the nearest."""
        self._found.add(target)
        known = self._covered.get(target)
        if known is None or self._distance(goal) < self._distance(known):
            self._covered[target] = goal

    def _cover_watches(self, watches: Iterable[Watch]) -> None:
        """Note the targets of these watches, which the flow walk can answer."""
        walk = self._walk
        for watch in watches:
            test = walk.translation.test(watch.point, watch.test)
            if states := walk.restrict(walk.reached[watch.point], test):
                self._cover(watch.target, Goal(watch.point, states, watch.commands))

    @property
    def found(self) -> set[Target]:
        """The targets that have been seen; during the first walk, only scenes and endings."""
        if self.knows_flow:
            return self._found
        flow = self.flow
        reached = [point for point, states in enumerate(self._walk.reached) if states and point]
        return {
            *(Target(TargetKind.SCENE, flow.points[point].scene) for point in reached),
            *(Target(TargetKind.ENDING, flow.points[point].scene) for point in reached if flow.is_ending(point)),
        }

    def undecided(self, targets: Collection[Target]) -> set[Target]:
        """Return those targets for which it is not known whether they can be seen."""
        if self.is_whole:
            return set()
        unseen = set(targets) - self.found
        return unseen & self._open if self.knows_flow else unseen

    def way_to(self, target: Target) -> tuple[str, ...] | None:
        """Return a shortest list of commands that shows a target; None when no such list is known."""
        way = self._ways.get(target)
        if way is None and target in self._covered:
            way = self._ways[target] = self._known_layers.way(self._covered[target])
        for further in self._further if way is None else ():
            if target in further.found:
                way = self._ways[target] = further.way_to(target)
        return way

    # -- sets of states at a point ------------------------------------------------------------------------------------

    def reached(self, point: int) -> int:
        """Return the states of a point."""
        return self._walk.reached[point]

    @staticmethod
    def copy(states: int) -> int:
        """Return the same set: diagrams are never changed."""
        return states

    def less(self, states: int, others: int) -> int:
        """Return the states without the others."""
        return self._walk.diagrams.difference(states, others)

    def more(self, states: int | None, others: int) -> int:
        """Return the states and the others; None stands for no states."""
        return self._walk.diagrams.union(states or EMPTY, others)

    def common(self, states: int, others: int) -> int:
        """Return the states that are in both sets."""
        return self._walk.diagrams.intersection(states, others)

    def open_in(self, edge: Edge, states: int) -> int:
        """Return the states in which an edge is open."""
        return self._walk.restrict(states, self._walk.ready(edge).guard)

    def image(self, edge: Edge, states: int) -> int:
        """Return the states to which an edge leads from these states."""
        return self._walk.image(self._walk.ready(edge), states)

    def before(self, edge: Edge, states: int, wanted: int) -> int:
        """Return those of the states from which an edge leads to a wanted state."""
        return self._walk.into(self._walk.ready(edge), states, wanted)

    def classes_in(self, point: int, slot: int, states: int) -> set[int]:
        """Return the classes (numbers in the point's partition) that a slot has in these states."""
        return self._walk.classes_in(point, slot, states)

    def among(self, point: int, slot: int, numbers: Collection[int], states: int) -> int:
        """Return the states in which a slot has one of these classes."""
        test = self._walk.translation.among(slot, numbers, self.relevance[point][slot])
        return self._walk.restrict(states, test)

    # -- ways ---------------------------------------------------------------------------------------------------------

    @property
    def _known_layers(self) -> Layers:
        assert self._layers is not None  # noqa: S101  # ways are asked for when the flow is known
        return self._layers

    def _distance(self, goal: Goal) -> int:
        return self._first(goal) + len(goal.commands)

    def _first(self, goal: Goal) -> int:
        return self._known_layers.first(goal)

    def rank(self, point: int) -> int:
        """Return the place of a point in the order of `ranks`: a good order for going back through the points."""
        return self._walk.rank.get(point, 0)

    def first(self, point: int, states: int) -> int:
        """Return the least number of commands to one of these states."""
        return self._first(Goal(point, states))

    def way(self, point: int, states: int) -> tuple[str, ...]:
        """Return the commands of a shortest way to one of these states."""
        return self._known_layers.way(Goal(point, states))


def _tick_for(monitor: Monitor) -> Callable[[int], None]:
    """Return what the diagrams call. It holds no prover: only the collector could take the two, and it is kept away."""
    return lambda nodes: monitor.tell("diagrams", nodes, 0, unit=Unit.NODES)


def _describe(slicer: Slicer, walk: DiagramWalk, purpose: str, *, is_whole: bool) -> Walked:
    flow = walk.flow
    counts = {point: walk.diagrams.count(states) for point, states in enumerate(walk.reached) if flow.is_rest(point)}
    return Walked(
        purpose, sum(counts.values()), is_whole, heaviest(flow, walk.relevance, slicer.relevances.number, counts)
    )
