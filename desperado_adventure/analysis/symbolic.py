"""The proof over diagrams: what is reachable, where the story is stuck, and shortest ways to all of it.

Two walks. The first knows what guards read and is laid out in layers: it decides scenes, choices, dead ends, soft-locks
and loops, with shortest ways. The second knows what texts read as well, which the diagrams bear where states one by one
could not be counted, and decides every variant of every text; ways to what only it can see are looked for on demand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .diagram_walk import DiagramWalk
from .diagrams import EMPTY
from .flow import RECURSION, Flow
from .functions import both
from .relevance import Relevance
from .shortest import Detours, Goal, Layers
from .slices import Slicer
from .stuck import Stuck, describe_classes
from .watches import Target, Watch

NODES = 1_500_000
"""How many nodes the diagrams may have: about 300 MB. The shipped story needs a ninth of it."""


class Symbolic:
    """The finished proof of one story. Raises TooLarge from its constructor where diagrams do not suit the story."""

    def __init__(self, slicer: Slicer, report: Callable[[int, int], None]) -> None:
        """Walk. `report` is told (states so far, points waiting) now and then, and may raise to stop everything."""
        flow = slicer.flow
        self.flow = flow
        self.walk = DiagramWalk(flow, slicer.guards, NODES)
        self.walk.run(report)
        self._layers = Layers(self.walk)
        self.depth = self._layers.depth
        self._goals: dict[Target, tuple[Watch, bool]] = {}
        self._covered: dict[Target, Goal] = {}
        self.found: set[Target] = set()
        self._find_covered()
        free = [watch for watch in flow.watches if slicer.is_free(watch)]
        self._find_watches(self.walk, free, is_flow=True)
        self.whole = DiagramWalk(flow, _everything(slicer, flow), NODES)
        self.whole.run(report)
        self._find_watches(self.whole, flow.watches, is_flow=False)
        self._detours = Detours(self.whole)
        self._ways: dict[Target, tuple[str, ...]] = {}

    # -- what can be reached ------------------------------------------------------------------------------------------

    def _find_covered(self) -> None:
        """Note the scenes and endings that are reached, and what is seen by taking an edge."""
        walk, flow = self.walk, self.flow
        for point, states in enumerate(walk.reached):
            if not states:
                continue
            if flow.points[point].kind != "begin":
                goal = Goal(point, states)
                self._cover(Target("scene", flow.points[point].scene), goal)
                if flow.is_ending(point):
                    self._cover(Target("ending", flow.points[point].scene), goal)
            for edge in walk.edges(point):
                if edge.edge.covers and (inside := walk.diagrams.restrict(states, edge.guard, walk.filters)):
                    for target in edge.edge.covers:
                        self._cover(target, Goal(point, inside, edge.edge.commands))
            for back in flow.take_backs[point]:
                if back.covers and (dying := walk.dying(back)):
                    for target in back.covers:
                        self._cover(target, Goal(point, dying, back.commands))

    def _cover(self, target: Target, goal: Goal) -> None:
        """Remember a goal for a target; of several that are reached, the nearest is found out when it is asked for."""
        self.found.add(target)
        known = self._covered.get(target)
        if known is None or self._layers.first(goal) < self._layers.first(known):
            self._covered[target] = goal

    def _find_watches(self, walk: DiagramWalk, watches: list[Watch], *, is_flow: bool) -> None:
        for watch in watches:
            if watch.target not in self.found and walk.holds_somewhere(watch.point, watch.test):
                self.found.add(watch.target)
                self._goals[watch.target] = (watch, is_flow)

    # -- ways ---------------------------------------------------------------------------------------------------------

    def witness_for(self, target: Target) -> tuple[str, ...] | None:
        """Return a shortest list of commands that shows a target, or None when nothing does."""
        if target not in self.found:
            return None
        way = self._ways.get(target)
        if way is None:
            way = self._ways[target] = self._find_way(target)
        return way

    def _find_way(self, target: Target) -> tuple[str, ...]:
        goal = self._covered.get(target)
        if goal is not None:
            return self._layers.way(goal)
        watch, is_flow = self._goals[target]
        walk = self.walk if is_flow else self.whole
        test = walk.translation.test(watch.point, watch.test)
        states = walk.diagrams.restrict(walk.reached[watch.point], test, walk.filters)
        goal = Goal(watch.point, states, watch.commands)
        return self._layers.way(goal) if is_flow else self._detours.way(goal)

    # -- where the story is stuck -------------------------------------------------------------------------------------

    def dead(self) -> Iterator[Stuck]:
        """Yield, for each scene that has any, the states at rest with nothing to choose that are no ending."""
        yield from self._stuck(self._dead_states())

    def _dead_states(self) -> dict[int, int]:
        walk, found = self.walk, {}
        for point, states in enumerate(walk.reached):
            if states and self.flow.is_rest(point) and not self.flow.is_ending(point):
                for edge in walk.edges(point):
                    states = walk.diagrams.difference(states, walk.diagrams.restrict(states, edge.guard, walk.filters))
                if states:
                    found[point] = states
        return found

    def locked(self) -> Iterator[Stuck]:
        """Yield, for each scene where the story is lost, the states from which no ending can be reached any more."""
        bad = self._locked_states()
        dead = self._dead_states()
        reported: set[str] = set()
        for point, states in sorted(bad.items(), key=lambda pair: self._layers.first(Goal(*pair))):
            if not self.flow.is_rest(point) or self.flow.is_fall(point):
                continue
            for place in self._layers.places(Goal(point, states)):
                if self.walk.diagrams.intersection(place.state, bad.get(place.point, EMPTY)):
                    scene = self.flow.points[place.point].scene
                    is_dead = self.walk.diagrams.intersection(place.state, dead.get(place.point, EMPTY))
                    if scene not in reported and not is_dead:
                        reported.add(scene)
                        yield Stuck(scene, self._cause(place.point, bad[place.point]), place.commands)
                    break

    def locked_scenes(self) -> frozenset[str]:
        """Return the ids of all scenes in which the player can be locked."""
        points = (point for point in self._locked_states() if self.flow.is_rest(point) and not self.flow.is_fall(point))
        return frozenset(self.flow.points[point].scene for point in points)

    def _locked_states(self) -> dict[int, int]:
        """Return what the way back from the endings does not reach, by point."""
        walk = self.walk
        ends = {point: states for point, states in enumerate(walk.reached) if states and self.flow.is_ending(point)}
        good = self._way_back(ends, frozenset(range(len(walk.reached))))
        return self._rest_of(good)

    def endless(self) -> Iterator[Stuck]:
        """Yield, for each scene that has any, the states from which the story never comes to rest."""
        walk = self.walk
        at_rest = {point: states for point, states in enumerate(walk.reached) if states and self.flow.is_rest(point)}
        transit = frozenset(point for point in range(len(walk.reached)) if not self.flow.is_rest(point))
        left = self._rest_of(self._way_back(at_rest, transit))
        yield from self._stuck({point: states for point, states in left.items() if point in transit})

    def recursions(self) -> Iterator[Stuck]:
        """Yield every scene in which a cutaway is played inside itself."""
        walk = self.walk
        for point, states in enumerate(walk.reached):
            for edge in walk.edges(point) if states else ():
                inside = walk.diagrams.restrict(states, edge.guard, walk.filters)
                if edge.edge.target == RECURSION and inside:
                    way = self._layers.way(Goal(point, inside, edge.edge.commands))
                    yield Stuck(self.flow.points[point].scene, "", way)

    def _rest_of(self, good: dict[int, int]) -> dict[int, int]:
        walk = self.walk
        left = {
            point: walk.diagrams.difference(states, good.get(point, EMPTY)) for point, states in enumerate(walk.reached)
        }
        return {point: states for point, states in left.items() if states}

    def _way_back(self, ends: dict[int, int], through: frozenset[int]) -> dict[int, int]:
        """Return the states from which the ends can be reached, over points of `through`."""
        walk, diagrams = self.walk, self.walk.diagrams
        into: dict[int, list[int]] = {}
        for point in through:
            for edge in self.flow.edges[point] if walk.reached[point] else ():
                into.setdefault(edge.target, []).append(point)
        good = dict(ends)
        waiting = dict.fromkeys(ends)
        while waiting:
            target, _ = waiting.popitem()
            for point in dict.fromkeys(into.get(target, ())):
                known = good.get(point, EMPTY)
                missing = diagrams.difference(walk.reached[point], known)
                saved = EMPTY
                for edge in walk.edges(point) if missing else ():
                    if edge.edge.target == target:
                        saved = diagrams.union(saved, walk.into(edge, missing, good[target]))
                if saved:
                    good[point] = diagrams.union(known, saved)
                    waiting[point] = None
        return good

    def _stuck(self, states: dict[int, int]) -> Iterator[Stuck]:
        """Yield one for each scene, that with the earliest state."""
        seen: set[str] = set()
        for point, inside in sorted(states.items(), key=lambda pair: self._layers.first(Goal(*pair))):
            scene = self.flow.points[point].scene
            if scene not in seen:
                seen.add(scene)
                yield Stuck(scene, self._cause(point, inside), self._layers.way(Goal(point, inside)))

    def _cause(self, point: int, states: int) -> str:
        """Say what all of these states have in common and none of the others of the point has."""
        walk = self.walk
        others = walk.diagrams.difference(walk.reached[point], states)
        if not others:
            return ""
        apart = {}
        for slot, partition in walk.relevance[point].items():
            bad, rest = walk.classes_in(point, slot, states), walk.classes_in(point, slot, others)
            if not bad & rest:
                apart[slot] = [index for index, number in enumerate(partition) if number in bad]
        return describe_classes(self.flow.story, apart)

    # -- figures ------------------------------------------------------------------------------------------------------

    def count(self, walk: DiagramWalk) -> int:
        """Return how many states at rest a walk has."""
        return walk.count(point for point in range(len(walk.reached)) if self.flow.is_rest(point))

    def heaviest(self, walk: DiagramWalk, number: int) -> tuple[tuple[str, int, tuple[tuple[str, int], ...]], ...]:
        """Return the scenes with the most states: (scene, states, the slots told apart with their classes)."""
        slots = self.flow.story.slots
        counted = sorted(
            ((walk.diagrams.count(states), point) for point, states in enumerate(walk.reached) if self.flow.is_rest(point)),
            reverse=True,
        )[:number]
        return tuple(
            (
                self.flow.points[point].scene,
                states,
                tuple(sorted(((slots[slot].name, max(p) + 1) for slot, p in walk.relevance[point].items()), key=lambda x: -x[1])),
            )
            for states, point in counted
        )


def _everything(slicer: Slicer, flow: Flow) -> Relevance:
    """Return what every point must know for the sake of guards and texts together."""
    relevance = [dict(at) for at in slicer.guards]
    for watch in flow.watches:
        slicer.relevances.demand(relevance, watch.point, both((watch.test,)))
    slicer.relevances.spread(relevance, range(len(flow.points)))
    return relevance
