"""Claims in the graph: watches that see a claim broken, memories that edges set, and ways on that must stay open.

A claim is broken where one of its watches is true, so that the provers decide it, with a shortest way, as they decide
everything that a player may see. `after P never Q` has a slot behind those of the story: an edge on which P holds sets
it, and Q is watched where it is set. No guard reads the slot, so the main walk does not know it.

`from P an ending is reachable without Q` is not about what can be reached but about what can be reached from there. For
it this module says on which edges P and Q hold, and `verdicts/ways_on.py` goes back from the endings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...model.claims import Claim, ClaimKind
from ...model.expressions import Expression
from ..targets.observed import Observed
from ..targets.target import Target, TargetKind
from .edge_moments import Moments
from .flow import Flow
from .functions import Function, both, either
from .points import Edge
from .watches import Watch

BROKEN, MET = 0, 1


def broken(claim: Claim) -> Target:
    """Return the target that a claim does not hold."""
    return Target(TargetKind.CLAIM, claim.id, outcome=BROKEN)


def met(claim: Claim) -> Target:
    """Return the target that what a claim supposes is met."""
    return Target(TargetKind.CLAIM, claim.id, outcome=MET)


class Begin(NamedTuple):
    """An edge on which what a claim supposes may hold; `still_ahead`: what it forbids comes later on the edge."""

    edge: Edge
    holds: Function
    still_ahead: Function


class WayOn(NamedTuple):
    """A claim about ways on: where they begin, and in which states of its source an edge is forbidden to them."""

    claim: Claim
    begins: tuple[Begin, ...]
    forbidden: dict[Edge, Function]

    def watches(self) -> Iterator[Watch]:
        """Yield watches that a walk must be able to answer, to decide the claim."""
        for edge, holds, still_ahead in self.begins:
            for function in (holds, still_ahead):
                yield Watch(edge.source, both((edge.guard, function)), met(self.claim), edge.commands, True)
        for edge, function in self.forbidden.items():
            yield Watch(edge.source, function, broken(self.claim), edge.commands, True)


def watch_claims(flow: Flow, observed: Observed) -> tuple[WayOn, ...]:
    """Add the watches and memories of the story's claims to the graph; return the claims about ways on."""
    if not flow.story.claims:
        return ()
    moments = Moments(flow, observed)
    edges = [edge for leaving in flow.edges for edge in leaving if edge.guard != 0]
    ways_on = []
    for number, claim in enumerate(flow.story.claims):
        if claim.premise is not None:
            flow.watches.extend(_watches(moments, flow, edges, claim.premise, met(claim)))
        if claim.kind is ClaimKind.AFTER and claim.premise is not None:
            slot = observed.memories + number
            flow.watches.extend(_after(moments, edges, claim, claim.premise, flow.lowering.read(slot, {}), slot))
        elif claim.kind is ClaimKind.FROM and claim.premise is not None:
            ways_on.append(_way_on(moments, edges, claim, claim.premise))
        else:
            flow.watches.extend(_watches(moments, flow, edges, claim.forbidden, broken(claim)))
    return tuple(ways_on)


def _watches(
    moments: Moments, flow: Flow, edges: Iterable[Edge], condition: Expression, target: Target
) -> Iterator[Watch]:
    """Yield the watches of a condition: wherever the story rests, and on the edges on which something happens."""
    for point in range(len(flow.points)):
        if flow.is_rest(point):
            holds = moments.holds(condition, moments.at_rest(point))
            if holds != 0:
                yield Watch(point, holds, target, (), False)
    for edge in edges:
        for moment in moments.happening(edge):
            holds = both((edge.guard, moments.holds(condition, moment)))
            if holds != 0:
                yield Watch(edge.source, holds, target, edge.commands, False)


def _after(
    moments: Moments, edges: Iterable[Edge], claim: Claim, premise: Expression, memory: Function, slot: int
) -> Iterator[Watch]:
    """Yield the watches of an `after` claim, and let the edges set its memory."""
    for edge in edges:
        remembered = memory
        for moment in moments.all(edge):
            breaks = both((edge.guard, remembered, moments.holds(claim.forbidden, moment)))
            if breaks != 0:
                yield Watch(edge.source, breaks, broken(claim), edge.commands, False)
            remembered = either((remembered, moments.holds(premise, moment)))
        if remembered != memory:
            edge.environment[slot] = remembered


def _way_on(moments: Moments, edges: Iterable[Edge], claim: Claim, premise: Expression) -> WayOn:
    begins: list[Begin] = []
    forbidden: dict[Edge, Function] = {}
    for edge in edges:
        ahead: Function = 0
        holding: list[Begin] = []
        for moment in reversed(moments.all(edge)):
            holds = moments.holds(premise, moment)
            if holds != 0:
                holding.append(Begin(edge, holds, ahead))
            ahead = either((ahead, moments.holds(claim.forbidden, moment)))
        begins += holding
        if ahead != 0:
            forbidden[edge] = ahead
    return WayOn(claim, tuple(begins), forbidden)
