"""From where can the story still end? The way back from the endings, over what a walk has seen.

First an argument without guards: a point from which a way that is always open leads to an ending, or to a point of
which this is known, is good in all its states (a least fixpoint on the graph). For the rest, all states count as bad
until an open edge is found to lead to a good one; what has become good is carried back along the edges until nothing
changes. What is bad then is locked: no choices lead from there to any ending.
"""

from __future__ import annotations

from collections.abc import Iterable

from .moves import Move
from .walk import Walk

LONGEST_CHAIN = 64


def always_good(walk: Walk) -> set[int]:
    """Return the points from which an ending is in reach in every state, as the graph alone shows."""
    flow = walk.flow
    visited = [point for point in walk.points if walk.seen[point]]
    good = {point for point in visited if flow.is_ending(point)}
    changed = True
    while changed:
        changed = False
        for point in reversed(visited):
            if point in good:
                continue
            moves = walk.moves(point)
            if walk.is_rest[point]:
                is_good = any(move.is_always_open and move.target in good for move in moves)
            else:
                is_good = bool(moves) and all(move.target in good for move in moves)
            if is_good:
                good.add(point)
                changed = True
    return good


def locked_states(walk: Walk) -> dict[int, set[int]]:
    """Return, for every point that has any, the states from which no ending can be reached. Needs a finished walk."""
    good = always_good(walk)
    way_back = _WayBack(walk, good)
    way_back.run()
    return {point: states for point, states in way_back.bad.items() if states}


class _WayBack:
    """Carries what is known to be good back along the edges. `bad` are the states not yet known to be good."""

    def __init__(self, walk: Walk, good: set[int]) -> None:
        self._walk, self._good = walk, good
        self.bad = {point: set(walk.seen[point]) for point in walk.points if walk.seen[point] and point not in good}
        self._into: dict[int, list[Move]] = {}
        self._returning: dict[int, list[tuple[Move, Move]]] = {}
        self._fresh: dict[int, set[int]] = {}
        for point in self.bad:
            for move in walk.moves(point):
                self._into.setdefault(move.target, []).append(move)
            for back, fatal in walk.take_backs(point):
                self._returning.setdefault(back.target, []).append((back, fatal))
        self._last = {point: max(walk.layers[point]) for point in walk.points if walk.layers[point]}

    def run(self) -> None:
        for target in self._good:
            for move in self._into.get(target, ()):
                self._save(move.source, move.open_in(self.bad[move.source]))
            for back, fatal in self._returning.get(target, ()):
                self._save(back.source, self._walk.deaths(fatal, self.bad[back.source]))
        while self._fresh:
            target = max(self._fresh, key=lambda point: self._last[point])
            fresh = self._fresh.pop(target)
            for move in self._into.get(target, ()):
                self._save(move.source, move.origins(self.bad[move.source], fresh))
            for back, fatal in self._returning.get(target, ()):
                self._save(back.source, back.into(self._walk.deaths(fatal, self.bad[back.source]), fresh))

    def _save(self, point: int, states: Iterable[int]) -> None:
        saved = set(states)
        if saved:
            self.bad[point] -= saved
            known = self._fresh.get(point)
            if known is None:
                self._fresh[point] = saved
            else:
                known |= saved


def dead_states(walk: Walk) -> dict[int, set[int]]:
    """Return, for every point that has any, the states at rest with nothing to choose that are no ending."""
    dead = {}
    for point in walk.points:
        if not walk.seen[point] or not walk.is_rest[point] or walk.flow.is_ending(point):
            continue
        moves = walk.moves(point)
        if any(move.is_always_open for move in moves):
            continue
        states = walk.seen[point]
        for move in moves:
            states = move.shut_in(states)
            if not states:
                break
        if states:
            dead[point] = set(states)
    return dead


def endless_states(walk: Walk) -> dict[int, set[int]]:
    """Return, for every transit point that has any, the states from which the story never comes to rest.

    The machine gives up after `LONGEST_CHAIN` hops, so that is how many rounds are made.
    """
    restless = _transit_cycles(walk)
    unsettled = {point: set(walk.seen[point]) for point in restless if walk.seen[point]}
    for _ in range(LONGEST_CHAIN):
        if not any(unsettled.values()):
            break
        following = {}
        for point, states in unsettled.items():
            left: set[int] = set()
            for move in walk.moves(point):
                waiting = unsettled.get(move.target)
                if waiting:
                    left.update(move.into(states, waiting))
            following[point] = left
        unsettled = following
    return {point: states for point, states in unsettled.items() if states}


def _transit_cycles(walk: Walk) -> set[int]:
    """Return the transit points that lie on, or lead to, a cycle of transit points."""
    transit = {point for point in walk.points if walk.seen[point] and not walk.is_rest[point]}
    changed = True
    while changed:
        leaving = {point for point in transit if not any(move.target in transit for move in walk.moves(point))}
        transit -= leaving
        changed = bool(leaving)
    return transit
