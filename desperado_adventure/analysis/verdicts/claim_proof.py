"""The proof of a story's claims, as a part of the proof of the story."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from ...model.claims import Claim, ClaimKind
from ...model.story import Story
from ..targets.judging import Judge
from ..targets.observed import observe
from ..targets.target import Target
from ..transitions.claim_watches import WayOn, broken, met, watch_claims
from ..transitions.flow import Flow
from ..transitions.progress import Monitor
from ..transitions.slicer import Slicer
from .certificate import ClaimResult, ClaimVerdict
from .prover import Prover
from .ways_on import shortest_without


class ClaimProof:
    """The claims of one story while they are proved. `observed` is the story that the provers must walk."""

    def __init__(self, story: Story) -> None:
        """Take the story."""
        self.observed = observe(story)
        self._ways_on: tuple[WayOn, ...] = ()
        self._decided: dict[str, tuple[str, ...] | None] = {}

    def watch(self, flow: Flow) -> None:
        """Add what the claims ask to the graph."""
        self._ways_on = watch_claims(flow, self.observed)

    def decide(
        self,
        prover: Prover[Any],
        slicer: Slicer,
        prover_for: Callable[[Slicer], Prover[Any] | None],
        monitor: Monitor,
    ) -> None:
        """Decide the claims about ways on; the others are decided by the walks.

        A claim that asks more than guards do needs a walk of its own. `prover_for` makes it; None when it is too long.
        """
        for way_on in self._ways_on:
            watches = list(way_on.watches())
            able: Prover[Any] | None = prover
            if not prover.knows_flow:
                return
            if not all(slicer.is_free(watch) for watch in watches):
                able = prover_for(Slicer(slicer.flow, monitor, watches))
            if able is not None:
                self._decided[way_on.claim.id] = shortest_without(able, way_on, monitor)

    @property
    def is_decided(self) -> bool:
        """Whether every claim about ways on is decided."""
        claims = self.observed.story.claims
        return all(claim.id in self._decided for claim in claims if claim.kind is ClaimKind.FROM)

    def results(
        self,
        found: Collection[Target],
        undecided: Callable[[tuple[Target, ...]], tuple[Target, ...]],
        way_to: Callable[[Target], tuple[str, ...] | None],
    ) -> tuple[ClaimResult, ...]:
        """Return what is certain of each claim; `undecided` says which of some targets are not decided."""
        results = []
        for claim in self.observed.story.claims:
            way = way_to(broken(claim)) if broken(claim) in found else self._decided.get(claim.id)
            if broken(claim) in found or way is not None:
                is_sure = way is not None and Judge(self.observed, claim).breaks_at_the_end(way)
                results.append(ClaimResult(claim, ClaimVerdict.BROKEN, way if is_sure else None))
            elif self._is_open(claim, undecided):
                results.append(ClaimResult(claim, ClaimVerdict.UNDECIDED))
            else:
                is_empty = claim.premise is not None and met(claim) not in found
                results.append(ClaimResult(claim, ClaimVerdict.EMPTY if is_empty else ClaimVerdict.HOLDS))
        return tuple(results)

    def _is_open(self, claim: Claim, undecided: Callable[[tuple[Target, ...]], tuple[Target, ...]]) -> bool:
        if claim.kind is ClaimKind.FROM:
            return claim.id not in self._decided or bool(undecided((met(claim),)))
        premise = (met(claim),) if claim.premise is not None else ()
        return bool(undecided((broken(claim), *premise)))
