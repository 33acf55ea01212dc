"""The explicit walk: it visits all reachable states breadth first, as sets of packed states at points.

Layer n has the states that need at least n commands. A state at a transit point is in the layer of the command that led
there. Each state is in only one layer, so a way back through the layers is a shortest way.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import NamedTuple, TypeAlias

from ..targets.target import Target, TargetKind
from ..transitions.flow import Flow
from ..transitions.points import Edge, PointKind
from ..transitions.progress import Monitor
from ..transitions.relevance import Relevance, Relevances
from ..transitions.watches import Watch
from .codegen import Generator
from .fields import Layout
from .moves import Move

_BATCH = 50_000
"""How many states are walked between two progress reports."""

_PART = 200_000
"""How many states are followed along an edge at once. Their images are a list, which takes memory."""

_END = object()

_Finder: TypeAlias = "Callable[[Iterable[int]], int | None]"


class FirstSeen(NamedTuple):
    """Where a target was seen first: the point, the layer, the packed state, and the commands that are given there."""

    point: int
    layer: int
    state: int
    commands: tuple[str, ...]

    @property
    def distance(self) -> int:
        """How many commands it takes from the beginning."""
        return self.layer + len(self.commands)


@contextmanager
def without_collector() -> Iterator[None]:
    """Turn the garbage collector off: a proof makes millions of numbers, and no cycles (a test holds it to that).

    Afterwards, `gc.freeze` keeps the collector away from what the proof has made. Searching that for cycles would take
    a quarter of the proof's time.
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
    """One walk over the points `allowed` (None: all), which looks for the given watches.

    `layers[p]` is layer → the states new in it, `seen[p]` their union, `found` where each target was seen first.
    `states` counts the states at rest so far.
    """

    def __init__(
        self,
        flow: Flow,
        relevance: Relevance,
        relevances: Relevances,
        watches: Sequence[Watch],
        allowed: frozenset[int] | None = None,
    ) -> None:
        """Prepare the layout of the states; nothing is walked yet."""
        self.flow, self.relevance, self.relevances = flow, relevance, relevances
        slots = flow.story.slots
        lows = [slot.low for slot in slots]
        self.layout = Layout(relevance, relevances)
        self._generator = Generator(slots)
        self.points = range(len(flow.points))
        self._allowed = allowed
        self.is_rest = [flow.is_rest(point) for point in self.points]
        self._moves: list[list[Move] | None] = [None] * len(flow.points)
        self._ready: dict[Edge, Move] = {}
        self.seen: list[set[int]] = [set() for _ in self.points]
        self.layers: list[dict[int, list[int]]] = [{} for _ in self.points]
        self.found: dict[Target, FirstSeen] = {}
        self._pending: dict[int, list[tuple[Watch, _Finder | None]]] = {}
        self._wanted = {watch.target for watch in watches}
        self._is_search = allowed is not None
        for watch in watches:
            self._pending.setdefault(watch.point, []).append((watch, None))
        self.states = self.layer = self._frontier = 0
        start = self.layout.pack(0, [slot.start for slot in slots], lows)
        self._coming: dict[int, dict[int, set[int]]] = {0: {0: {start}}}
        self.is_whole = False

    # -- edges --------------------------------------------------------------------------------------------------------

    def moves(self, point: int) -> list[Move]:
        """Return the moves that leave a point."""
        moves = self._moves[point]
        if moves is None:
            moves = self._moves[point] = [
                self.ready(edge) for edge in self.flow.edges[point] if edge.guard != 0 and self._may_go(edge.target)
            ]
        return moves

    def ready(self, edge: Edge) -> Move:
        """Return the move for an edge of this graph."""
        move = self._ready.get(edge)
        if move is None:
            after = self.layout.fields(edge.target)
            move = self._ready[edge] = Move(edge, self._generator, self.layout.fields(edge.source), after)
        return move

    def _may_go(self, target: int) -> bool:
        return self._allowed is None or target in self._allowed

    # -- walking ------------------------------------------------------------------------------------------------------

    def run(self, batches: Iterator[None], monitor: Monitor, purpose: str, most: int | None = None) -> bool:
        """Walk on until nothing is new, or more than `most` states are seen; return whether the walk is at its end.

        `batches` are the walk's own, and whoever wants to walk on keeps them. The walk does not: each would keep the
        memory of the other, and the collector is kept away from both.

        A walk over `allowed` points also ends when all of its targets are found. The monitor may raise Interrupted.
        What was found before stays valid, but the walk cannot go on.
        """
        with without_collector():
            while not self.is_whole and (most is None or self.states <= most):
                self.is_whole = next(batches, _END) is _END
                monitor.tell(purpose, self.states, self._frontier, self.layer)
        return self.is_whole

    def batches(self) -> Iterator[None]:
        """Walk, and stop after each batch."""
        while self._coming:
            self.layer = min(self._coming)
            settled: dict[int, set[int]] = {}
            for _ in self._settle(self._coming.pop(self.layer), settled):
                yield
            self._frontier = sum(len(states) for states in settled.values())
            batch = 0
            for point, states in settled.items():
                self._look(point, states)
                for part in _parts(states):
                    self._follow(point, part, None)
                    batch += len(part)
                    if batch > _BATCH:
                        batch = 0
                        yield
            yield
            if self._has_ended():
                return

    def forget(self) -> None:
        """Free the memory of everything but the layers, which are all that witnesses need."""
        self.seen = [set() for _ in self.points]
        self._coming = {}

    def was_visited(self, point: int) -> bool:
        """Whether the walk has seen a state of the point."""
        return bool(self.layers[point])

    def _settle(self, arrivals: dict[int, set[int]], settled: dict[int, set[int]]) -> Iterator[None]:
        """Follow the transit points until all states are at rest, and put the new states at rest into `settled`."""
        queue = [point for point in arrivals if not self.is_rest[point]]
        batch = 0
        while queue:
            point = queue.pop()
            states = arrivals.pop(point, set()) - self.seen[point]
            if not states:
                continue
            self._record(point, states)
            self._look(point, states)
            for part in _parts(states):
                self._follow(point, part, arrivals)
            queue += [move.target for move in self.moves(point) if not self.is_rest[move.target]]
            batch += len(states) + 1_000
            if batch > _BATCH:
                batch = 0
                yield
        for point, states in arrivals.items():
            if self.is_rest[point]:
                new = states - self.seen[point] if self.seen[point] else states
                if new:
                    self._record(point, new)
                    self.states += len(new)
                    settled[point] = new

    def _record(self, point: int, states: set[int]) -> None:
        is_first = not self.seen[point]
        self.layers[point].setdefault(self.layer, []).extend(states)
        self.seen[point] |= states
        if is_first:
            self._arrive(point, states)

    def _arrive(self, point: int, states: set[int]) -> None:
        kind, scene, _ = self.flow.points[point]
        if kind is PointKind.BEGIN:
            return
        first = FirstSeen(point, self.layer, min(states), ())
        self.found.setdefault(Target(TargetKind.SCENE, scene), first)
        if self.flow.is_ending(point):
            self.found.setdefault(Target(TargetKind.ENDING, scene), first)

    def _follow(self, point: int, states: Collection[int], arrivals: dict[int, set[int]] | None) -> None:
        """Follow the edges of a point. Where that needs no command, put the images into `arrivals`."""
        for move in self.moves(point):
            images = move.to(states)
            if not images:
                continue
            edge = move.edge
            if edge.covers and edge.covers[0] not in self.found:
                self._cover(move, min(move.open_in(states)))
            cost = len(edge.commands)
            to = arrivals if not cost and arrivals is not None else self._coming.setdefault(self.layer + cost, {})
            bucket = to.get(move.target)
            if bucket is None:
                to[move.target] = set(images)
            else:
                bucket.update(images)

    def _cover(self, move: Move, state: int) -> None:
        edge = move.edge
        for target in edge.covers:
            self.found.setdefault(target, FirstSeen(edge.source, self.layer, state, edge.commands))

    def _look(self, point: int, states: set[int]) -> None:
        """Look for the targets that are watched here and would be nearer than where they were seen so far."""
        pending = self._pending.get(point)
        if not pending:
            return
        left: list[tuple[Watch, _Finder | None]] = []
        for watch, known in pending:
            first = self.found.get(watch.target)
            if first is not None and first.distance <= self.layer + len(watch.commands):
                continue
            finder = known if known is not None else self._finder(watch)
            state = finder(states)
            if state is None:
                left.append((watch, finder))
            else:
                self.found[watch.target] = FirstSeen(point, self.layer, state, watch.commands)
        self._pending[point] = left

    def _has_ended(self) -> bool:
        """Whether a search has found all that is wanted, and no later layer could bring it nearer."""
        if not self._is_search or not self._wanted <= self.found.keys():
            return False
        return all(self.found[target].distance <= self.layer + 1 for target in self._wanted)

    def _finder(self, watch: Watch) -> _Finder:
        test = self._generator.condition(watch.test, self.layout.fields(watch.point))
        finder: _Finder = self._generator.compile(f"lambda states: next((s for s in states if {test}), None)")
        return finder


def _parts(states: set[int]) -> Iterator[Collection[int]]:
    """Yield the states in parts of at most `_PART`."""
    if len(states) <= _PART:
        yield states
        return
    rest = iter(states)
    while part := list(islice(rest, _PART)):
        yield part
