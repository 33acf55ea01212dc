"""Where the story is stuck: dead ends, soft-locks, circles, and chains that are too long.

A soft-lock is reported where it *begins*: in a locked state that a command reaches from a state that is not locked, or
in the first state of the story. Each way to a locked state passes such a beginning, so that every soft-lock is
reported. A beginning that offers nothing is reported as a dead end. The predecessor of what follows a fall is the state
in which the player chose to die, and not the fall.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, NamedTuple

from ...model.diagnostics import Mark
from ..transitions.points import Edge
from ..transitions.progress import Monitor
from .causes import cause
from .circles import circles, endless_states, overlong_states
from .prover import Prover, States
from .way_back import bad_states, dead_states, locked_states


class Stuck(NamedTuple):
    """A scene in which the story can be stuck. `cause` is a sentence or "", `choices` a shortest way there."""

    scene: str
    cause: str
    choices: tuple[str, ...]


class Trouble(NamedTuple):
    """Everything that is stuck, each kind by scene: with nothing to choose; with no ending in reach, where that begins;
    on a circle without a choice; at the beginning of a chain too long.

    `locked_scenes` are all scenes in which the player can be locked.
    """

    dead: tuple[Stuck, ...] = ()
    locked: tuple[Stuck, ...] = ()
    circles: tuple[Stuck, ...] = ()
    overlong: tuple[Stuck, ...] = ()
    locked_scenes: frozenset[str] = frozenset()


def find_trouble(prover: Prover[States], monitor: Monitor) -> Trouble:
    """Return everything that is stuck. The prover must know the flow."""
    dead = dead_states(prover, range(len(prover.flow.points)))
    locked = locked_states(prover, monitor)
    endless = endless_states(prover, monitor)
    overlong = overlong_states(prover, endless, monitor)
    flow = prover.flow
    return Trouble(
        tuple(_by_scene(prover, dead)),
        tuple(_Beginnings(prover, locked, dead, monitor).report()) if locked else (),
        tuple(_circles(prover, endless)),
        tuple(_overlong(prover, overlong)),
        frozenset(flow.points[point].scene for point in locked if flow.is_playable(point)),
    )


def trouble_so_far(prover: Prover[States], points: Iterable[int]) -> Trouble:
    """Return what is certainly stuck although the prover has not come to its end: dead ends at these points.

    Their cause is left out, since there may be more dead states.
    """
    dead = dead_states(prover, points)
    stuck = tuple(each._replace(cause="") for each in _by_scene(prover, dead))
    return Trouble(dead=stuck)


def _by_scene(prover: Prover[States], states: Mapping[int, States]) -> Iterator[Stuck]:
    """Yield one `Stuck` for each scene, for the earliest of its states."""
    scenes: dict[str, list[int]] = {}
    for point in states:
        scenes.setdefault(prover.flow.points[point].scene, []).append(point)
    for scene, points in scenes.items():
        point = min(points, key=lambda each: (prover.first(each, states[each]), each))
        yield Stuck(scene, cause(prover, scene, states), prover.way(point, states[point]))


class _Beginnings(Generic[States]):
    """Finds the states in which soft-locks begin, and the commands that lead to them."""

    def __init__(
        self, prover: Prover[States], locked: Mapping[int, States], dead: Mapping[int, States], monitor: Monitor
    ) -> None:
        self._prover, self._locked, self._dead, self._monitor = prover, locked, dead, monitor
        self._good: dict[int, States] = {}
        self._falls: dict[int, States] | None = None

    def report(self) -> Iterator[Stuck]:
        """Yield one `Stuck` for each scene in which a soft-lock begins."""
        flow = self._prover.flow
        begins = self._first_locked()
        scenes: dict[str, dict[int, States]] = {}
        for point, states in begins.items():
            alive = self._prover.copy(states)
            if point in self._dead:
                alive = self._prover.less(alive, self._dead[point])
            if alive and flow.is_playable(point):
                scenes.setdefault(flow.points[point].scene, {})[point] = alive
        for scene, ends in scenes.items():
            point, choices = min(self._ways_into(ends), key=lambda way: (len(way[1]), way))
            yield Stuck(scene, cause(self._prover, scene, self._locked), choices)

    def _good_states(self, point: int) -> States | None:
        """Return the states of a point that are not locked. For a fall, return the states to which such states lead."""
        if self._prover.flow.is_fall(point):
            if self._falls is None:
                self._falls = self._good_falls()
            return self._falls.get(point)
        known = self._good.get(point)
        if known is None:
            known = self._prover.copy(self._prover.reached(point))
            if point in self._locked:
                known = self._prover.less(known, self._locked[point])
            self._good[point] = known
        return known

    def _good_falls(self) -> dict[int, States]:
        """Return the states of falls to which the beginning, or a command from good states, leads.

        What follows a death that stands may be a fall again; that one is good as well.
        """
        prover, flow = self._prover, self._prover.flow
        arriving: dict[int, States] = {0: prover.copy(prover.reached(0))}
        for point, edges in enumerate(flow.edges):
            good = self._good_states(point) if flow.is_playable(point) else None
            if good:
                self._follow([edge for edge in edges if not flow.is_playable(edge.target)], good, arriving)
        falls: dict[int, States] = {}
        while arriving:
            fresh = {}
            for point, states in _settled(prover, arriving).items():
                new = prover.copy(states)
                if point in falls:
                    new = prover.less(new, falls[point])
                if new and flow.is_fall(point):
                    fresh[point], falls[point] = new, prover.more(falls.get(point), new)
            arriving = {}
            for point, states in fresh.items():
                self._follow(flow.edges[point], states, arriving)
        return falls

    def _follow(self, edges: Iterable[Edge], states: States, arriving: dict[int, States]) -> None:
        """Add to `arriving` where edges lead from these states."""
        for edge in edges:
            image = self._prover.image(edge, states) if edge.guard != 0 else None
            if image:
                arriving[edge.target] = self._prover.more(arriving.get(edge.target), image)

    def _entering(self) -> Iterator[tuple[Edge, States]]:
        """Yield each edge that leads from good states to locked ones, with those good states."""
        for edges in self._prover.flow.edges:
            for edge in edges:
                if edge.target in self._locked and (good := self._good_states(edge.source)):
                    sources = self._prover.before(edge, good, self._locked[edge.target])
                    if sources:
                        yield edge, sources

    def _first_locked(self) -> dict[int, States]:
        """Return, by point, the locked states at rest that one command reaches from good states."""
        prover = self._prover
        arriving: dict[int, States] = {}
        for edge, sources in self._entering():
            arriving[edge.target] = prover.more(arriving.get(edge.target), prover.image(edge, sources))
        if 0 in self._locked:
            arriving[0] = prover.more(arriving.get(0), self._locked[0])
        return _settled(prover, arriving)

    def _ways_into(self, ends: Mapping[int, States]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield shortest ways to each of these beginnings, each with the point at which it ends."""
        prover = self._prover
        entering = list(self._entering())
        if 0 in self._locked:
            entering += [(edge, self._locked[0]) for edge in prover.flow.edges[0] if not edge.commands]
        for point, states in ends.items():
            leading = self._leading({point: states})
            for edge, sources in entering:
                if edge.target in leading:
                    from_here = prover.before(edge, sources, leading[edge.target])
                    if from_here:
                        yield point, (*prover.way(edge.source, from_here), *edge.commands)

    def _leading(self, ends: Mapping[int, States]) -> dict[int, States]:
        """Return the ends, and the locked transit states from which the story reaches them without a command."""
        prover, flow = self._prover, self._prover.flow
        within = {point: states for point, states in self._locked.items() if point and not flow.is_rest(point)}
        left = bad_states(prover, within, (), ends, self._monitor)
        leading = {}
        for point, states in within.items():
            inside = prover.copy(states)
            if point in left:
                inside = prover.less(inside, left[point])
            if inside:
                leading[point] = inside
        return {**leading, **ends}


def _settled(prover: Prover[States], arriving: Mapping[int, States]) -> dict[int, States]:
    """Follow states of transit points until the story rests; return the states at rest, by point."""
    flow = prover.flow
    settled = {point: states for point, states in arriving.items() if flow.is_rest(point)}
    waiting = {point: states for point, states in arriving.items() if not flow.is_rest(point)}
    passed: dict[int, States] = {}
    while waiting:
        point, states = waiting.popitem()
        fresh = prover.copy(states)
        if point in passed:
            fresh = prover.less(fresh, passed[point])
        if not fresh:
            continue
        passed[point] = prover.more(passed.get(point), fresh)
        for edge in flow.edges[point]:
            if edge.guard == 0 or edge.commands or edge.target < 0:
                continue
            image = prover.image(edge, fresh)
            if image:
                to = settled if flow.is_rest(edge.target) else waiting
                to[edge.target] = prover.more(to.get(edge.target), image)
    return settled


def _circles(prover: Prover[States], endless: Mapping[int, States]) -> Iterator[Stuck]:
    """Yield one `Stuck` for each circle, at the scene that comes first in the story's files."""
    scenes = prover.flow.story.scenes

    def place(scene: str) -> Mark:
        return scenes[scene].mark

    for circle in circles(prover, endless) if endless else ():
        point = min(circle.states, key=lambda each: (prover.first(each, circle.states[each]), each))
        yield Stuck(min(circle.scenes, key=place), "", prover.way(point, circle.states[point]))


def _overlong(prover: Prover[States], overlong: Mapping[int, States]) -> Iterator[Stuck]:
    """Yield one `Stuck` for each scene with which a chain that is too long begins."""
    flow = prover.flow
    ways: dict[str, tuple[str, ...]] = {}
    for edges in flow.edges:
        for edge in edges:
            if edge.target in overlong and (edge.commands or edge.source == 0):
                sources = prover.before(edge, prover.reached(edge.source), overlong[edge.target])
                if sources:
                    scene, way = flow.points[edge.target].scene, (*prover.way(edge.source, sources), *edge.commands)
                    ways[scene] = min(ways.get(scene, way), way, key=len)
    for scene, way in ways.items():
        yield Stuck(scene, "", way)
