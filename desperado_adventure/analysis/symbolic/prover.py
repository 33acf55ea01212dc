"""The proof over diagrams: what is reachable, where the story is stuck, and shortest ways to all of it.

Two walks. The first knows what guards read and is laid out in layers: it decides scenes, choices, dead ends, soft-locks
and loops, with shortest ways. The second knows what texts read as well, which the diagrams bear where states one by one
could not be counted, and decides every variant of every text; ways to what only it can see are looked for on demand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from ..targets.target import Target
from ..transitions.flow import RECURSION
from ..transitions.functions import both
from ..transitions.relevance import Relevance
from ..transitions.slices import Slicer
from ..transitions.watches import Watch
from ..verdicts.certificate import Slice
from ..verdicts.stuck import Stuck, Trouble, causes, describe_classes
from .diagrams import EMPTY
from .shortest import Detours, Goal, Layers
from .walk import DiagramWalk

_MORE_FOR_TEXTS = 10
"""Knowing what texts read takes more nodes, and is worth it: walks over states would be many. How many times more."""

_HEAVIEST = 12


class Symbolic:
    """The finished proof of one story. Raises TooLarge from its constructor where diagrams do not suit the story."""

    is_whole = True

    def __init__(self, slicer: Slicer, report: Callable[[str, int, int], None], most: int) -> None:
        """Walk, with at most so many nodes for the flow of the story.

        `report` is told (purpose, nodes so far, points waiting) now and then, and may raise to stop everything.
        """
        flow = slicer.flow
        self.flow = flow
        self.walk = DiagramWalk(flow, slicer.guards, most)
        self.walk.run(partial(report, "flow"))
        self.walk.diagrams.budget = most * _MORE_FOR_TEXTS
        self._layers = Layers(self.walk, partial(report, "shortest ways"))
        self.walk.diagrams.forget()
        self._texts: dict[Target, list[Watch]] = {}
        self._covered: dict[Target, Goal] = {}
        self.found: set[Target] = set()
        self._find_covered()
        self._cover_watches([watch for watch in flow.watches if slicer.is_free(watch)])
        unseen = [watch for watch in flow.watches if watch.target not in self.found]
        self.whole = DiagramWalk(flow, _with_texts(slicer, unseen), most * _MORE_FOR_TEXTS)
        self.whole.run(partial(report, "everything"))
        self._find_texts(unseen)
        self._detours = Detours(self.whole)
        self._dead = self._dead_states()
        self._locked = self._locked_states()
        self.slices = [self._describe(self.walk, "flow"), self._describe(self.whole, "everything")]
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
            self._find_taken(point, states)

    def _find_taken(self, point: int, states: int) -> None:
        walk = self.walk
        taken = [(edge.edge, walk.restrict(states, edge.guard)) for edge in walk.edges(point) if edge.edge.covers]
        taken += [(back, walk.dying(back)) for back in self.flow.take_backs[point] if back.covers]
        for edge, inside in taken:
            for target in edge.covers if inside else ():
                self._cover(target, Goal(point, inside, edge.commands))

    def _cover(self, target: Target, goal: Goal) -> None:
        """Remember a goal for a target; of several that are reached, the nearest is found out when it is asked for."""
        self.found.add(target)
        known = self._covered.get(target)
        if known is None or self._layers.first(goal) < self._layers.first(known):
            self._covered[target] = goal

    def _cover_watches(self, watches: list[Watch]) -> None:
        """Note what is seen in states that the flow walk can tell apart."""
        walk = self.walk
        for watch in watches:
            test = walk.translation.test(watch.point, watch.test)
            if states := walk.restrict(walk.reached[watch.point], test):
                self._cover(watch.target, Goal(watch.point, states, watch.commands))

    def _find_texts(self, unseen: Sequence[Watch]) -> None:
        """Note what is seen in states that only the second walk can tell apart."""
        whole = self.whole
        for watch in unseen:
            if whole.holds_somewhere(watch.point, watch.test):
                self.found.add(watch.target)
                self._texts.setdefault(watch.target, []).append(watch)

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
        whole, ways = self.whole, []
        for watch in self._texts[target]:
            test = whole.translation.test(watch.point, watch.test)
            states = whole.restrict(whole.reached[watch.point], test)
            ways.append(self._detours.way(Goal(watch.point, states, watch.commands)))
        return min(ways, key=len)

    # -- where the story is stuck -------------------------------------------------------------------------------------

    def trouble(self) -> Trouble:
        """Return everything that is stuck."""
        return Trouble(
            tuple(self._stuck(self._dead)),
            tuple(self._find_locked()),
            tuple(self._endless()),
            tuple(self._recursions()),
        )

    def dead_scenes(self) -> frozenset[str]:
        """Return the ids of the scenes that have dead ends."""
        return frozenset(self.flow.points[point].scene for point in self._dead)

    def _dead_states(self) -> dict[int, int]:
        walk, found = self.walk, {}
        for point, states in enumerate(walk.reached):
            if states and self.flow.is_rest(point) and not self.flow.is_ending(point):
                idle = states
                for edge in walk.edges(point):
                    idle = walk.diagrams.difference(idle, walk.restrict(idle, edge.guard))
                if idle:
                    found[point] = idle
        return found

    def _find_locked(self) -> Iterator[Stuck]:
        """Yield where the story is lost: the first locked state on the way to each locked scene."""
        bad, dead = self._locked, self._dead
        reported: set[str] = set()
        for point, states in sorted(bad.items(), key=lambda pair: self._layers.first(Goal(*pair))):
            if not self._is_playable(point):
                continue
            for place in self._layers.places(Goal(point, states)):
                if self._is_playable(place.point) and self.walk.diagrams.intersection(
                    place.state, bad.get(place.point, EMPTY)
                ):
                    scene = self.flow.points[place.point].scene
                    is_dead = self.walk.diagrams.intersection(place.state, dead.get(place.point, EMPTY))
                    if scene not in reported and not is_dead:
                        reported.add(scene)
                        yield Stuck(scene, self._cause(place.point, bad[place.point]), place.commands)
                    break

    def locked_scenes(self) -> frozenset[str]:
        """Return the ids of all scenes in which the player can be locked."""
        return frozenset(self.flow.points[point].scene for point in self._locked if self._is_playable(point))

    def _is_playable(self, point: int) -> bool:
        return self.flow.is_rest(point) and not self.flow.is_fall(point)

    def _locked_states(self) -> dict[int, int]:
        """Return what the way back from the endings does not reach, by point."""
        walk = self.walk
        ends = {point: states for point, states in enumerate(walk.reached) if states and self.flow.is_ending(point)}
        good = self._way_back(ends, frozenset(range(len(walk.reached))))
        return self._rest_of(good)

    def _endless(self) -> Iterator[Stuck]:
        """Yield, for each scene that has any, the states from which the story never comes to rest."""
        walk = self.walk
        at_rest = {point: states for point, states in enumerate(walk.reached) if states and self.flow.is_rest(point)}
        transit = frozenset(point for point in range(len(walk.reached)) if not self.flow.is_rest(point))
        left = self._rest_of(self._way_back(at_rest, transit))
        yield from self._stuck({point: states for point, states in left.items() if point in transit})

    def _recursions(self) -> Iterator[Stuck]:
        """Yield every scene in which a cutaway is played inside itself."""
        walk = self.walk
        for point, states in enumerate(walk.reached):
            for edge in walk.edges(point) if states else ():
                inside = walk.restrict(states, edge.guard)
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
            for edge in (*self.flow.edges[point], *self.flow.take_backs[point]) if walk.reached[point] else ():
                into.setdefault(edge.target, []).append(point)
        good = dict(ends)
        waiting = dict.fromkeys(ends)
        while waiting:
            target, _ = waiting.popitem()
            for point in dict.fromkeys(into.get(target, ())):
                known = good.get(point, EMPTY)
                missing = diagrams.difference(walk.reached[point], known)
                saved = EMPTY
                for ready in walk.edges(point) if missing else ():
                    if ready.edge.target == target:
                        saved = diagrams.union(saved, walk.into(ready, missing, good[target]))
                for back in self.flow.take_backs[point] if missing else ():
                    if back.target == target:
                        dying = diagrams.intersection(missing, walk.dying(back))
                        saved = diagrams.union(saved, walk.into(walk.ready(back), dying, good[target]))
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
        relevance = walk.relevance[point]
        others = walk.diagrams.difference(walk.reached[point], states)
        inside = {slot: walk.classes_in(point, slot, states) for slot in relevance} if others else {}
        apart = [slot for slot, bad in inside.items() if not walk.classes_in(point, slot, others) <= bad]

        def tells(slots: Sequence[int]) -> bool:
            left = others
            for slot in slots:
                left = walk.restrict(left, walk.translation.among(slot, inside[slot], relevance[slot]))
            return not left

        return describe_classes(
            self.flow.story,
            {
                slot: [index for index, number in enumerate(relevance[slot]) if number in inside[slot]]
                for slot in causes(self.flow.story, apart, tells)
            },
        )

    def _describe(self, walk: DiagramWalk, purpose: str) -> Slice:
        slots = self.flow.story.slots
        rests = [point for point in range(len(walk.reached)) if self.flow.is_rest(point)]
        counted = sorted(((walk.diagrams.count(walk.reached[point]), point) for point in rests), reverse=True)
        heaviest = []
        for states, point in counted[:_HEAVIEST]:
            apart = [(slots[slot].name, max(partition) + 1) for slot, partition in walk.relevance[point].items()]
            heaviest.append(
                (self.flow.points[point].scene, states, tuple(sorted(apart, key=lambda pair: (-pair[1], pair[0]))))
            )
        return Slice(purpose, sum(states for states, _ in counted), exhausted=True, heaviest=tuple(heaviest))


def _with_texts(slicer: Slicer, watches: Iterable[Watch]) -> Relevance:
    """Return what every point must know for the sake of guards and of these watches."""
    relevance = [dict(at) for at in slicer.guards]
    for watch in watches:
        slicer.relevances.demand(relevance, watch.point, both((watch.test,)))
    slicer.relevances.spread(relevance, range(len(relevance)))
    return relevance
