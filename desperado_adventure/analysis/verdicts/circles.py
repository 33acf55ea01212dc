"""Chains of scenes without a choice: those that go round in a circle and never end, and those that are too long.

Without a choice every state has exactly one successor, so a chain either comes to rest or comes back to an earlier
state. Going back from the points at rest finds the *endless* states: those from which the story never rests. The states
*on* a circle are found by replacing the endless states with their successors until nothing changes any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, NamedTuple

from ...model import limits
from ..transitions.flow import Flow
from ..transitions.points import Edge, PointKind
from ..transitions.progress import Monitor, Unit
from .prover import Prover, States
from .way_back import bad_states

_TRANSIT = (PointKind.ARRIVED, PointKind.RESUMED)


class Circle(NamedTuple, Generic[States]):
    """A circle, or several that share a scene: its scenes, and its states by point."""

    scenes: frozenset[str]
    states: Mapping[int, States]


def endless_states(prover: Prover[States], monitor: Monitor) -> dict[int, States]:
    """Return the states from which the story never comes to rest, by transit point; points without any are left out."""
    restless = _restless(prover)
    if not restless:
        return {}
    others = [point for point in range(len(prover.flow.points)) if point not in restless]
    return bad_states(prover, {point: prover.reached(point) for point in restless}, others, {}, monitor)


def _restless(prover: Prover[States]) -> set[int]:
    """Return the transit points that are on a circle of transit points in the graph, or lead to one."""
    restless = set(_transit(prover))
    edges = prover.flow.edges
    left = {point: sum(edge.target in restless for edge in edges[point]) for point in restless}
    before: dict[int, list[int]] = {}
    for point in restless:
        for edge in edges[point]:
            before.setdefault(edge.target, []).append(point)
    waiting = [point for point in restless if not left[point]]
    while waiting:
        point = waiting.pop()
        restless.discard(point)
        for origin in before.get(point, ()):
            left[origin] -= 1
            if not left[origin]:
                waiting.append(origin)
    return restless


def _transit(prover: Prover[States]) -> list[int]:
    points = prover.flow.points
    return [number for number, point in enumerate(points) if point.kind in _TRANSIT and prover.reached(number)]


def circles(prover: Prover[States], endless: Mapping[int, States]) -> list[Circle[States]]:
    """Return the circles among endless states; circles that share a scene count as one."""
    on_circle, successors = dict(endless), _successors(prover, endless)
    while successors != on_circle:
        on_circle, successors = successors, _successors(prover, successors)
    groups: list[set[str]] = []
    flow = prover.flow
    for point, states in on_circle.items():
        linked = {flow.points[point].scene}
        for edge in flow.edges[point]:
            if edge.target in on_circle and prover.image(edge, states):
                linked.add(flow.points[edge.target].scene)
        apart = [group for group in groups if group.isdisjoint(linked)]
        groups = [*apart, linked.union(*[group for group in groups if not group.isdisjoint(linked)])]
    return [
        Circle(frozenset(group), {point: on_circle[point] for point in on_circle if flow.points[point].scene in group})
        for group in groups
    ]


def _successors(prover: Prover[States], states: Mapping[int, States]) -> dict[int, States]:
    successors: dict[int, States] = {}
    for point, inside in states.items():
        for edge in prover.flow.edges[point]:
            if edge.guard != 0 and (image := prover.image(edge, inside)):
                successors[edge.target] = prover.more(successors.get(edge.target), image)
    return successors


def overlong_states(prover: Prover[States], endless: Mapping[int, States], monitor: Monitor) -> dict[int, States]:
    """Return the states of transit points with which a chain begins that ends, but that the machine cuts off.

    After such a state `limits.CHAIN` scenes or more follow without a choice.
    """
    transit = _transit(prover)
    if len(transit) < limits.CHAIN.most and not _restless(prover):
        return {}
    left: dict[int, States] = {}
    for point in transit:
        states = prover.copy(prover.reached(point))
        if point in endless:
            states = prover.less(states, endless[point])
        if states:
            left[point] = states
    for hop in range(limits.CHAIN.most):
        monitor.tell("chains", hop, len(left), unit=Unit.POINTS)
        left = {point: longer for point in left if (longer := _longer(prover, point, left, is_first=hop == 0))}
        if not left:
            break
    return left


def _longer(prover: Prover[States], point: int, left: Mapping[int, States], *, is_first: bool) -> States | None:
    """Return the states of a point whose next scene is in `left`; at first, those that have any next scene."""
    longer: States | None = None
    for edge in prover.flow.edges[point]:
        if edge.guard == 0 or not _is_hop(prover.flow, edge):
            continue
        if is_first:
            longer = prover.more(longer, prover.open_in(edge, left[point]))
        elif edge.target in left:
            longer = prover.more(longer, prover.before(edge, left[point], left[edge.target]))
    return longer


def _is_hop(flow: Flow, edge: Edge) -> bool:
    """Whether an edge leads to another scene, or to the same one again, and not only from arrival to rest."""
    source, target = flow.points[edge.source], flow.points[edge.target]
    return not (flow.is_rest(edge.target) and source[1:] == target[1:])
