"""The proof: walk everything that can happen in a story, and say what was found.

Two ways of walking give the same verdicts. A small story is walked state by state. A large one is walked as decision
diagrams, which grow with how entangled a story is and not with how many states it has; where they grow too large after
all, it is walked state by state to the end. Ways to endings and findings are shortest in either.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..model.story import Story
from .certificate import Certificate, Slice, Tally
from .diagrams import TooLarge
from .explicit import Explicit
from .findings import Findings
from .flow import Flow
from .slices import Slicer
from .symbolic import Symbolic
from .universe import targets
from .walk import Progress, Walk, without_collector

_RECURSION = 20_000
"""Diagrams are walked by recursion, a level for each slot that a state knows, and stories have some hundreds."""

FEW_STATES = 100_000


def prove(
    story: Story,
    *,
    max_states: int | None = None,
    progress: Callable[[Progress], bool] | None = None,
    few_states: int = FEW_STATES,
) -> Certificate:
    """Walk all reachable states and return what is certain about the story.

    A story with more than `few_states` states is walked as diagrams. With `max_states` it is walked state by state, so
    many states at most. `progress` is called between batches and stops everything by returning False, as Ctrl-C does.
    A certificate that is not exhausted says of nothing that it is impossible; what it says was seen was seen.
    """
    return _Proof(story, max_states, progress, few_states).certificate()


class _Stopped(Exception):
    """Whoever watches the progress wants no more."""


class _Proof:
    """One proof in the making."""

    def __init__(
        self, story: Story, max_states: int | None, progress: Callable[[Progress], bool] | None, few_states: int
    ) -> None:
        self._story, self._max_states, self._progress, self._few_states = story, max_states, progress, few_states
        self._walked = self._walks = 0
        self._was_stopped = False

    def certificate(self) -> Certificate:
        with without_collector(), _deep_recursion():
            slicer = Slicer(Flow(self._story))
            few = self._few_states if self._max_states is None else self._max_states
            explicit = Explicit(slicer, lambda walk, purpose: self._run(walk, purpose, few))
            if not explicit.is_whole and self._max_states is None and not self._was_stopped:
                symbolic = self._try_diagrams(slicer)
                if symbolic is not None:
                    return self._assemble(symbolic, symbolic.slices, exhausted=True)
                if not self._was_stopped:
                    self._walked = 0
                    explicit = Explicit(slicer, lambda walk, purpose: self._run(walk, purpose, None))
            if explicit.is_whole:
                explicit.finish()
            else:
                explicit.look_for_dead_ends()
            return self._assemble(explicit, explicit.slices, exhausted=explicit.is_whole)

    def _run(self, walk: Walk, purpose: str, most: int | None) -> bool:
        base = self._walked
        self._walks += 1

        def report(states: int, frontier: int, layer: int) -> bool:
            if self._progress is not None:
                known = Progress(base + states, frontier, layer, self._walks, purpose)
                self._was_stopped |= not self._progress(known)
            return not self._was_stopped

        is_whole = walk.run(report, None if most is None else most - base)
        self._was_stopped |= walk.was_interrupted
        self._walked += walk.states
        return is_whole

    def _try_diagrams(self, slicer: Slicer) -> Symbolic | None:
        self._walks += 1

        def report(nodes: int, waiting: int) -> None:
            if self._progress is not None and not self._progress(Progress(nodes, waiting, 0, self._walks, "diagrams")):
                raise _Stopped

        try:
            return Symbolic(slicer, report)
        except TooLarge:
            return None
        except (_Stopped, KeyboardInterrupt):
            self._was_stopped = True
            return None

    def _assemble(self, proof: Explicit | Symbolic, slices: list[Slice], *, exhausted: bool) -> Certificate:
        universe = targets(self._story)
        found = proof.found
        unseen = frozenset(target for wanted in universe.values() for target in wanted if target not in found)
        findings = Findings(self._story, unseen if exhausted else frozenset(), proof.witness_for)
        trouble = proof.trouble()
        endings = {target.id: proof.witness_for(target) or () for target in universe["endings"] if target in found}
        return Certificate(
            exhausted=exhausted,
            slices=tuple(slices),
            tallies={
                kind: Tally(sum(target in found for target in wanted), len(wanted)) for kind, wanted in universe.items()
            },
            endings=endings,
            findings=findings.collect(trouble),
            notes=findings.notes(),
            unseen=unseen,
            dead_ends=proof.dead_scenes(),
            locked=proof.locked_scenes(),
            has_loop=bool(trouble.endless or trouble.recursions),
            found=frozenset(found),
            witness_for=proof.witness_for,
        )


@contextmanager
def _deep_recursion() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _RECURSION))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
