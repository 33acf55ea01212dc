"""Claims about ways on: from all states that a claim speaks of, is there a way to an ending that it allows?

The search goes back from the endings (`way_back.py`) over edges whose guards are narrowed: an edge on which the claim
forbids something is shut where that would happen.
"""

from __future__ import annotations

from ..transitions.claim_watches import WayOn
from ..transitions.functions import Function, both, negate
from ..transitions.points import Edge
from ..transitions.progress import Monitor
from .prover import Prover, States
from .way_back import Ways, bad_states, good_points, reached_states


def shortest_without(prover: Prover[States], way_on: WayOn, monitor: Monitor) -> tuple[str, ...] | None:
    """Return a shortest way to where the claim speaks of a state that has no way on; None if the claim holds.

    The prover must know the flow, and the watches of the claim must be free in its walk.
    """
    bad = _without_way_on(prover, way_on, monitor)
    best: tuple[int, int, Edge, States] | None = None
    for number, (edge, holds, still_ahead) in enumerate(way_on.begins):
        inside = prover.reached(edge.source)
        if not inside:
            continue
        beginning = both((edge.guard, holds))
        found = prover.copy(prover.open_in(_narrowed(edge, both((beginning, still_ahead))), inside))
        if edge.target in bad:
            open_edge = _narrowed(edge, both((beginning, negate(still_ahead))))
            found = prover.more(found, prover.before(open_edge, inside, bad[edge.target]))
        if found:
            length = prover.first(edge.source, found) + len(edge.commands)
            if best is None or length < best[0]:
                best = (length, number, edge, found)
    if best is None:
        return None
    _, _, edge, found = best
    return (*prover.way(edge.source, found), *edge.commands)


def _without_way_on(prover: Prover[States], way_on: WayOn, monitor: Monitor) -> dict[int, States]:
    """Return the states from which no ending can be reached without what the claim forbids, by point."""
    flow, goal, forbidden = prover.flow, way_on.claim.goal, way_on.forbidden
    edges = [
        [_allowed(edge, forbidden.get(edge, 0)) for edge in leaving]
        if any(edge in forbidden for edge in leaving)
        else leaving
        for leaving in flow.edges
    ]
    goals = frozenset(
        point for point in range(len(flow.points)) if flow.is_ending(point) and goal in ("", flow.points[point].scene)
    )
    good = good_points(prover, Ways(edges, goals))
    return bad_states(prover, reached_states(prover), good, {}, monitor, edges)


def _allowed(edge: Edge, forbidden: Function) -> Edge:
    return edge if forbidden == 0 else _narrowed(edge, both((edge.guard, negate(forbidden))))


def _narrowed(edge: Edge, guard: Function) -> Edge:
    return Edge(edge.source, edge.target, guard, edge.environment, edge.commands, edge.covers, edge.way)
