"""The proof: walk everything that can happen in a story, and say what was found.

Two ways of walking give the same verdicts. A small story is walked state by state. A large one is walked as decision
diagrams, which grow with how entangled a story is and not with how many states it has; where they grow too large after
all, it is walked state by state to the end. Ways to endings and findings are shortest in either.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ...model.story import Story
from ..explicit.prover import Explicit
from ..explicit.walk import Walk, without_collector
from ..symbolic.diagrams import TooLarge
from ..symbolic.prover import Symbolic
from ..targets.universe import targets
from ..transitions.flow import Flow
from ..transitions.slices import Slicer
from .certificate import Certificate, Tally
from .findings import Findings
from .progress import Progress

_RECURSION = 20_000
"""Diagrams are walked by recursion, a level for each slot that a state knows, and stories have some hundreds."""

FEW_STATES, FEW_NODES = 100_000, 100_000
MANY_STATES, MANY_NODES = 3_000_000, 300_000
"""How many states are tried, then how many nodes of diagrams, first quickly and then with patience."""


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
        self._explicit: Explicit | None = None

    def certificate(self) -> Certificate:
        """Walk and say what was found; after Ctrl-C, wherever it came, what the last walk over states had seen."""
        with without_collector(), _deep_recursion():
            slicer = Slicer(Flow(self._story))
            try:
                return self._assemble(self._walk(slicer))
            except KeyboardInterrupt:
                self._was_stopped = True
                return self._assemble(self._explicit or self._try_states(slicer, None), is_whole=False)
            finally:
                self._explicit = None  # it knows this proof, and the two would keep each other

    def _walk(self, slicer: Slicer) -> Explicit | Symbolic:
        """Try states and diagrams in turn, the second time with more patience, until one comes to its end."""
        if self._max_states is not None:
            return self._try_states(slicer, self._max_states)
        for states, nodes in ((self._few_states, FEW_NODES), (MANY_STATES, MANY_NODES)):
            explicit = self._try_states(slicer, states)
            if explicit.is_whole or self._was_stopped:
                return explicit
            symbolic = self._try_diagrams(slicer, nodes)
            if symbolic is not None or self._was_stopped:
                return symbolic or explicit
        return self._try_states(slicer, None)

    def _try_states(self, slicer: Slicer, most: int | None) -> Explicit:
        self._walked = 0
        explicit = self._explicit = Explicit(slicer, lambda walk, purpose: self._run(walk, purpose, most))
        if explicit.is_whole:
            explicit.finish()
        return explicit

    def _run(self, walk: Walk, purpose: str, most: int | None) -> bool:
        base = self._walked
        self._walks += 1

        def report(states: int, frontier: int, layer: int) -> bool:
            self._tell(Progress(self._walks, purpose, base + states, frontier, layer))
            return not self._was_stopped

        is_whole = walk.run(report, None if most is None else most - base)
        self._was_stopped |= walk.was_interrupted
        self._walked += walk.states
        return is_whole

    def _tell(self, progress: Progress) -> None:
        if self._progress is not None:
            self._was_stopped |= not self._progress(progress)

    def _try_diagrams(self, slicer: Slicer, most: int) -> Symbolic | None:
        self._walks += 1

        def report(purpose: str, nodes: int, waiting: int) -> None:
            self._tell(Progress(self._walks, purpose, nodes, waiting, is_symbolic=True))
            if self._was_stopped:
                raise _Stopped

        try:
            return Symbolic(slicer, report, most)
        except TooLarge:
            return None
        except _Stopped:
            return None

    def _assemble(self, proof: Explicit | Symbolic, *, is_whole: bool = True) -> Certificate:
        is_whole &= proof.is_whole
        universe = targets(self._story)
        found = proof.found
        unseen = frozenset(target for wanted in universe.values() for target in wanted if target not in found)
        findings = Findings(self._story, unseen if is_whole else frozenset(), proof.witness_for)
        trouble = proof.trouble()
        endings = {target.id: proof.witness_for(target) or () for target in universe["endings"] if target in found}
        return Certificate(
            exhausted=is_whole,
            slices=tuple(proof.slices),
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
