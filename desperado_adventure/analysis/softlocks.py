"""From where can the story still end? The way back from the endings, over what a walk has seen.

First an argument without guards: a point from which a way that is always open leads to an ending, or to a point of which
this is known, is good in all its states (a least fixpoint on the graph). For the rest, all states count as bad until an
open edge leads to a good one; sweeps against the direction of the story repeat this until nothing changes. What is bad
then is locked: no choices lead from there to any ending.
"""

from __future__ import annotations

from .flow import RECURSION
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
    bad = {point: set(walk.seen[point]) for point in walk.points if walk.seen[point] and point not in good}
    sources: dict[int, set[int]] = {}
    for point in bad:
        for move in walk.moves(point):
            sources.setdefault(move.target, set()).add(point)
        for back, _ in walk.take_backs(point):
            sources.setdefault(back.target, set()).add(point)
    last = {point: max(walk.layers[point]) for point in bad}
    queue = sorted(bad, key=lambda point: last[point])
    waiting = set(queue)
    while queue:
        point = queue.pop()
        waiting.discard(point)
        before = bad[point]
        after = _still_bad(walk, point, before, good, bad)
        if len(after) == len(before):
            continue
        bad[point] = after
        fresh = [source for source in sources.get(point, ()) if source not in waiting and bad[source]]
        queue += sorted(fresh, key=lambda source: last[source])
        waiting.update(fresh)
    return {point: states for point, states in bad.items() if states}


def _still_bad(walk: Walk, point: int, states: set[int], good: set[int], bad: dict[int, set[int]]) -> set[int]:
    for move in walk.moves(point):
        if not states:
            break
        if move.target in good:
            states = set() if move.is_always_open else move.shut_in(states)
        elif move.target != RECURSION and len(bad.get(move.target, ())) < len(walk.seen[move.target]):
            states = move.not_out_of(states, bad[move.target])
    for back, fatal in walk.take_backs(point):
        if states:
            home = bad.get(back.target, set())
            saved = [state for state in walk.deaths(fatal, states) if not set(back.to((state,))) <= home]
            states = states.difference(saved)
    return states


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
                if move.target in unsettled and unsettled[move.target]:
                    left.update(move.into(states, unsettled[move.target]))
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
