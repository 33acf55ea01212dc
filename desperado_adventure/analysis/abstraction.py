"""The second strategy, for stories with too many states to visit: prove by what may and what must happen.

An abstract walk keeps a few *tracked* slots and forgets all others at once, unlike relevance, which forgets only what
nothing later reads. A guard that asks about a forgotten slot is then unknown: going forwards it *may* hold, so the walk
sees at least everything that can happen; a choice counts as a way to an ending only where its guard *must* hold. What
such a walk does not see is impossible, and where it finds a way to an ending from everywhere, there is no soft-lock, no
dead end and no loop (modal abstraction: Larsen and Thomsen, 1988; Clarke, Grumberg, Long, 1994). Where it cannot tell,
the slots that the guards there ask about are tracked as well, and the walk is made again.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable

from .flow import RECURSION, Edge, Flow
from .functions import Function, Table, both, either, leaves, negate, truth
from .moves import Move
from .walk import Walk
from .watches import Watch


def may(function: Function, tracked: frozenset[int]) -> Function:
    """Return where the function could be true, whatever the slots hold that are not tracked."""
    return _project(function, tracked, unknown=1)


def must(function: Function, tracked: frozenset[int]) -> Function:
    """Return where the function is true, whatever the slots hold that are not tracked."""
    return _project(function, tracked, unknown=0)


def _project(function: Function, tracked: frozenset[int], *, unknown: int) -> Function:
    if isinstance(function, int):
        return truth(function)
    if isinstance(function, Table):
        if function.slot in tracked:
            return truth(function)
        return unknown
    if function.kind == "not":
        return negate(_project(function.operands[0], tracked, unknown=1 - unknown))
    if function.kind in ("all", "either"):
        parts = [_project(operand, tracked, unknown=unknown) for operand in function.operands]
        return both(parts) if function.kind == "all" else either(parts)
    return function if all(leaf.slot in tracked for leaf in leaves(function)) else unknown


def with_sources(slots: Iterable[int], flow: Flow) -> frozenset[int]:
    """Return the slots and all those that their new values are ever computed from."""
    tracked = set(slots)
    queue = list(tracked)
    origins: dict[int, set[int]] = {}
    for edges in (*flow.edges, *flow.take_backs):
        for edge in edges:
            for slot, value in edge.environment.items():
                origins.setdefault(slot, set()).update(leaf.slot for leaf in leaves(value))
    while queue:
        fresh = origins.get(queue.pop(), set()) - tracked
        tracked |= fresh
        queue += fresh
    return frozenset(tracked)


def abstract(flow: Flow, tracked: frozenset[int]) -> Flow:
    """Return the graph with every guard as it may hold. `tracked` must contain what its slots are computed from."""
    thin = copy.copy(flow)
    thinned: dict[int, Edge] = {}

    def thin_edge(edge: Edge) -> Edge:
        known = thinned.get(id(edge))
        if known is None:
            environment = {slot: value for slot, value in edge.environment.items() if slot in tracked}
            fatal = thin_edge(edge.fatal) if edge.fatal is not None else None
            known = thinned[id(edge)] = Edge(
                edge.source,
                edge.target,
                may(edge.guard, tracked),
                environment,
                edge.commands,
                edge.covers,
                fatal,
            )
        return known

    thin.edges = [[thin_edge(edge) for edge in edges] for edges in flow.edges]
    thin.take_backs = [
        [thin_edge(edge) for edge in edges if not edge.environment.keys().isdisjoint(tracked) or edge.source == 0]
        for edges in flow.take_backs
    ]
    thin.watches = [
        Watch(watch.point, may(watch.test, tracked), watch.target, watch.commands, watch.is_control)
        for watch in flow.watches
    ]
    return thin


class Unproved:
    """After an abstract walk: the states from which an ending is not certain. `bad` maps points to them."""

    def __init__(self, walk: Walk, exact: Flow, tracked: frozenset[int]) -> None:
        """Carry certainty back along the edges that must be open."""
        self._walk, self._exact, self._tracked = walk, exact, tracked
        flow = walk.flow
        self.bad = {
            point: set(walk.seen[point]) for point in walk.points if walk.seen[point] and not flow.is_ending(point)
        }
        self._certain: dict[int, list[Move]] = {}
        sources: dict[int, set[int]] = {}
        for point in self.bad:
            for move in walk.moves(point):
                sources.setdefault(move.target, set()).add(point)
        queue = list(self.bad)
        waiting = set(queue)
        while queue:
            point = queue.pop()
            waiting.discard(point)
            after = self._still_bad(point)
            if len(after) < len(self.bad[point]):
                self.bad[point] = after
                fresh = [source for source in sources.get(point, ()) if source not in waiting and self.bad[source]]
                queue += fresh
                waiting.update(fresh)
        self.bad = {point: states for point, states in self.bad.items() if states}

    def _certain_moves(self, point: int) -> list[Move]:
        moves = self._certain.get(point)
        if moves is None:
            moves = []
            pairs = zip(self._walk.flow.edges[point], self._exact.edges[point], strict=True)
            for thin, edge in pairs:
                guard = must(edge.guard, self._tracked)
                if guard != 0 and edge.target != RECURSION:
                    sure = Edge(edge.source, edge.target, guard, thin.environment)
                    moves.append(self._walk.ready(sure))
            self._certain[point] = moves
        return moves

    def _still_bad(self, point: int) -> set[int]:
        states, walk = self.bad[point], self._walk
        if walk.is_rest[point]:
            for move in self._certain_moves(point):
                if not states:
                    break
                states = move.not_out_of(states, self.bad.get(move.target, set()))
            return states
        bad: set[int] = set()
        for move in walk.moves(point):
            if move.target == RECURSION:
                bad.update(move.open_in(states))
            else:
                wrong = self.bad.get(move.target)
                if wrong:
                    bad.update(move.into(states, wrong))
        return bad

    def asked(self) -> set[int]:
        """Return the slots to track next: what guards ask where certainty is lost, or wherever there is none."""
        roots = {point for point in self.bad if self._is_root(point)}
        for points in (roots, set(self.bad)):
            slots = {
                leaf.slot for point in points for edge in self._exact.edges[point] for leaf in leaves(edge.guard)
            } - self._tracked
            if slots:
                return slots
        return set()

    def _is_root(self, point: int) -> bool:
        return any(move.target >= 0 and move.target not in self.bad for move in self._walk.moves(point))


