"""The walk: every reachable state, breadth first, as sets of packed states at points.

A layer is what takes the same number of choices at least. States at transit points belong to the layer of the choice
that led there. Each state is in one layer only, so a way back through the layers is a shortest way.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from ..targets.target import Target
from ..transitions.flow import RECURSION, Edge, Flow
from ..transitions.relevance import Relevance, Relevances
from ..transitions.watches import Watch
from .codegen import Generator
from .fields import Layout
from .moves import Move


class Sighting(NamedTuple):
    """Where a target was seen first: at a point, in a layer and packed state, by doing `commands` there."""

    point: int
    layer: int
    state: int
    commands: tuple[str, ...]


Report = Callable[[int, int, int], bool]
_Finder = Callable[[Iterable[int]], "int | None"]


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the garbage collector off: a proof makes millions of numbers and not one cycle.

    What it leaves is never looked through for cycles either (`gc.freeze`): that takes a quarter of the proof's time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()


class Walk:
    """One walk over the points `allowed`, which looks for the given watches.

    After `run`: `layers[p]` is layer → the states new in it, `seen[p]` their union, `found` the first sighting of every
    target, `recursions` of every edge that would play a cutaway inside itself.
    """

    def __init__(
        self,
        flow: Flow,
        relevance: Relevance,
        relevances: Relevances,
        watches: Sequence[Watch],
        allowed: frozenset[int] | None = None,
    ) -> None:
        """Lay out the states; nothing is walked yet."""
        self.flow, self.relevance = flow, relevance
        slots = flow.story.slots
        self.lows = [slot.low for slot in slots]
        self.layout = Layout(relevance, relevances)
        self._generator = Generator(slots)
        self.points = range(len(flow.points))
        self._allowed = allowed
        self.is_rest = [flow.is_rest(point) for point in self.points]
        self._moves: list[list[Move] | None] = [None] * len(flow.points)
        self._take_backs: dict[int, list[tuple[Move, Move]]] = {}
        self.seen: list[set[int]] = [set() for _ in self.points]
        self.layers: list[dict[int, list[int]]] = [{} for _ in self.points]
        self.falling: dict[int, set[int]] = {point: set() for point in flow.deadly}
        self.found: dict[Target, Sighting] = {}
        self.recursions: list[Sighting] = []
        self._pending: dict[int, list[tuple[Watch, _Finder | None]]] = {}
        self._wanted = {watch.target for watch in watches}
        self._is_search = allowed is not None
        for watch in watches:
            self._pending.setdefault(watch.point, []).append((watch, None))
        self.states = 0
        self.layer = 0
        self.was_interrupted = False

    def moves(self, point: int) -> list[Move]:
        """Return the edges that leave a point, ready to be followed."""
        moves = self._moves[point]
        if moves is None:
            moves = self._moves[point] = [
                self.ready(edge) for edge in self.flow.edges[point] if edge.guard != 0 and self._may_go(edge.target)
            ]
        return moves

    def ready(self, edge: Edge) -> Move:
        """Return an edge of this graph, ready to be followed through packed states."""
        after = self.layout.fields(edge.target) if edge.target != RECURSION else {}
        return Move(edge, self._generator, self.layout.fields(edge.source), after)

    def _may_go(self, target: int) -> bool:
        return self._allowed is None or target == RECURSION or target in self._allowed

    def take_backs(self, point: int) -> list[tuple[Move, Move]]:
        """Return the take-back edges that leave a point, each with the move of the edge that kills."""
        pairs = self._take_backs.get(point)
        if pairs is None:
            pairs = []
            for edge in self.flow.take_backs[point]:
                fatal = edge.fatal
                if fatal is not None and self._may_go(edge.target) and self._may_go(fatal.target):
                    pairs.append((self.ready(edge), self.ready(fatal)))
            self._take_backs[point] = pairs
        return pairs

    def deaths(self, fatal: Move, states: Iterable[int]) -> Iterable[int]:
        """Return those of the states in which the fatal edge is open and leads to a fall."""
        if self.flow.is_fall(fatal.target):
            return fatal.open_in(states)
        return fatal.into(states, self.falling[fatal.target])

    def run(self, report: Report | None = None, max_states: int | None = None) -> bool:
        """Walk; return whether everything was walked (or, in a search, everything wanted found).

        `report` is told (states, frontier, layer) between batches, and stops the walk by returning False.
        """
        with without_collector():
            try:
                return self._run(report, max_states)
            except KeyboardInterrupt:
                self.was_interrupted = True
                return False

    def _run(self, report: Report | None, max_states: int | None) -> bool:
        story = self.flow.story
        start = self.layout.pack(0, [slot.start for slot in story.slots], self.lows)
        arrivals: dict[int, set[int]] = {0: {start}}
        previous: dict[int, set[int]] = {}
        while arrivals:
            settled = self._settle(arrivals)
            following: dict[int, set[int]] = {}
            self._return_from_deaths(previous, following)
            if self.layer == 0:
                self._return_from_deaths({0: {start}}, following)
            frontier = sum(len(states) for states in settled.values())
            batch = 0
            for point, states in settled.items():
                self._look(point, states)
                self._follow(point, states, following)
                batch += len(states)
                if batch > 50_000 or max_states is not None:
                    batch = 0
                    if self._must_stop(report, frontier, max_states):
                        return False
            if self._must_stop(report, frontier, max_states):
                return False
            if self._is_search and self._wanted and self._wanted <= self.found.keys():
                return True
            previous, arrivals = settled, following
            self.layer += 1
        return True

    def forget(self) -> None:
        """Let go of what only walking and the way back from the endings need; witnesses need the layers alone."""
        self.seen = [set() for _ in self.points]

    def was_visited(self, point: int) -> bool:
        """Whether the walk has seen any state of the point."""
        return bool(self.layers[point])

    def _must_stop(self, report: Report | None, frontier: int, max_states: int | None) -> bool:
        if max_states is not None and self.states > max_states:
            return True
        return report is not None and not report(self.states, frontier, self.layer)

    def _record(self, point: int, states: set[int]) -> None:
        if not self.seen[point]:
            self._arrive(point, states)
        self.layers[point].setdefault(self.layer, []).extend(states)
        self.seen[point] |= states

    def _arrive(self, point: int, states: set[int]) -> None:
        kind, scene, _ = self.flow.points[point]
        if kind == "begin":
            return
        sighting = Sighting(point, self.layer, min(states), ())
        self.found.setdefault(Target("scene", scene), sighting)
        if self.flow.is_ending(point):
            self.found.setdefault(Target("ending", scene), sighting)

    def _settle(self, arrivals: dict[int, set[int]]) -> dict[int, set[int]]:
        """Follow the transit points until every state is at rest; return what is new there."""
        queue = [point for point in arrivals if not self.is_rest[point]]
        passed: dict[int, set[int]] = {}
        while queue:
            point = queue.pop()
            states = arrivals.pop(point, set()) - self.seen[point]
            if not states:
                continue
            self._record(point, states)
            if point in self.falling:
                passed.setdefault(point, set()).update(states)
            self._look(point, states)
            self._follow(point, states, arrivals)
            queue += [move.target for move in self.moves(point) if move.target >= 0 and not self.is_rest[move.target]]
        self._mark_falling(passed)
        settled = {}
        for point, states in arrivals.items():
            if self.is_rest[point]:
                new = states - self.seen[point] if self.seen[point] else states
                if new:
                    self._record(point, new)
                    self.states += len(new)
                    settled[point] = new
        return settled

    def _mark_falling(self, passed: dict[int, set[int]]) -> None:
        """Find those of the states just passed through that have led to a fall."""
        changed = bool(passed)
        while changed:
            changed = False
            for point, states in passed.items():
                falling = self.falling[point]
                before = len(falling)
                for move in self.moves(point):
                    if move.target >= 0 and self.flow.is_fall(move.target):
                        falling.update(move.open_in(states))
                    elif move.target in self.falling:
                        falling.update(move.into(states, self.falling[move.target]))
                changed |= len(falling) > before

    def _return_from_deaths(self, origins: dict[int, set[int]], following: dict[int, set[int]]) -> None:
        for point, states in origins.items():
            if self.flow.take_backs[point]:
                for back, fatal in self.take_backs(point):
                    fatal_states = self.deaths(fatal, states)
                    images = back.to(fatal_states)
                    if images:
                        self._cover(back, min(fatal_states), self.layer - 1)
                        following.setdefault(back.target, set()).update(images)

    def _follow(self, point: int, states: set[int], arrivals: dict[int, set[int]]) -> None:
        for move in self.moves(point):
            images = move.to(states)
            if not images:
                continue
            edge = move.edge
            if edge.covers and edge.covers[0] not in self.found:
                self._cover(move, min(move.open_in(states)), self.layer)
            if move.target == RECURSION:
                if all(known.point != point for known in self.recursions):
                    first = min(move.open_in(states))
                    self.recursions.append(Sighting(point, self.layer, first, edge.commands))
                continue
            bucket = arrivals.get(move.target)
            if bucket is None:
                arrivals[move.target] = set(images)
            else:
                bucket.update(images)

    def _cover(self, move: Move, state: int, layer: int) -> None:
        edge = move.edge
        for target in edge.covers:
            self.found.setdefault(target, Sighting(edge.source, max(layer, 0), state, edge.commands))

    def _look(self, point: int, states: set[int]) -> None:
        pending = self._pending.get(point)
        if not pending:
            return
        left: list[tuple[Watch, _Finder | None]] = []
        for watch, known in pending:
            if watch.target in self.found:
                continue
            finder = known if known is not None else self._finder(watch)
            state = finder(states)
            if state is None:
                left.append((watch, finder))
            else:
                self.found[watch.target] = Sighting(point, self.layer, state, watch.commands)
        self._pending[point] = left

    def _finder(self, watch: Watch) -> _Finder:
        test = self._generator.condition(watch.test, self.layout.fields(watch.point))
        return self._generator.compile(f"lambda states: next((s for s in states if {test}), None)")  # type: ignore[no-any-return]  # generated
