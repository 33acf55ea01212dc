"""Further walks over diagrams: they know more than guards do, and decide what the walk of the flow cannot.

All texts are decided by one walk. Claims have walks of their own, which know no more than guards and these claims. A
slot that remembers, for an `after` claim, depends on much of what went before; together with what texts read it would
make the diagrams many times larger. Claims that remember nothing share one walk.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from ...model.claims import ClaimKind
from ..targets.target import Target, TargetKind
from ..transitions.relevance import Relevance
from ..transitions.slicer import Slicer
from ..transitions.watches import Watch
from .diagrams import UNLIMITED
from .shortest import Detours, Goal
from .walk import DiagramWalk

TEXTS = "everything"
_CLAIMS = "claims"


class Part(NamedTuple):
    """What one further walk decides: its purpose, the watches, and the points over which it goes (None: all)."""

    purpose: str
    watches: tuple[Watch, ...]
    allowed: frozenset[int] | None

    def relevance(self, slicer: Slicer) -> Relevance:
        """Return what the walk must know."""
        return slicer.with_watches(self.watches) if self.allowed is None else slicer.towards(self.watches, self.allowed)


def parts(slicer: Slicer, watches: Iterable[Watch]) -> Iterator[Part]:
    """Yield the parts in which these watches are decided, texts first."""
    groups: dict[str, list[Watch]] = {TEXTS: []}
    remembering = {claim.id for claim in slicer.flow.story.claims if claim.kind is ClaimKind.AFTER}
    for watch in watches:
        purpose = TEXTS
        if watch.target.kind is TargetKind.CLAIM:
            if slicer.is_free(watch):
                continue
            purpose = f"claim {watch.target.id}" if watch.target.id in remembering else _CLAIMS
        groups.setdefault(purpose, []).append(watch)
    for purpose, group in groups.items():
        if not group:
            continue
        allowed = None if purpose == TEXTS else slicer.leading_to({watch.point for watch in group})
        yield Part(purpose, tuple(group), allowed)


class FurtherWalk:
    """One further walk, which has come to its end. `found` are the targets that it has seen."""

    def __init__(self, part: Part, walk: DiagramWalk) -> None:
        """Look for the watches of a part in a walk that has run."""
        self.purpose, self.walk = part.purpose, walk
        walk.diagrams.budget = UNLIMITED
        self._detours = Detours(walk)
        self._seen: dict[Target, list[Watch]] = {}
        for watch in part.watches:
            if walk.holds_somewhere(watch.point, watch.test):
                self._seen.setdefault(watch.target, []).append(watch)

    @property
    def found(self) -> Collection[Target]:
        """The targets that it has seen."""
        return self._seen.keys()

    def way_to(self, target: Target) -> tuple[str, ...]:
        """Return a shortest list of commands that shows a target that it has seen."""
        ways = []
        for watch in self._seen[target]:
            test = self.walk.translation.test(watch.point, watch.test)
            states = self.walk.restrict(self.walk.reached[watch.point], test)
            ways.append(self._detours.way(Goal(watch.point, states, watch.commands)))
        return min(ways, key=len)
