"""The proof: walk everything that can happen in a story, and say what was found.

Two provers give the same verdicts. A small story is walked state by state. A large one is walked as decision diagrams,
which grow with how entangled a story is and not with how many states it has; where they grow too large after all, it is
walked state by state to the end. Ways to endings and findings are shortest in either.

A proof may be ended at any time, by whoever watches its progress or by Ctrl-C, while the graph is built as well as in a
walk. What it then says is what it knows for certain: what was seen, what was proved to be impossible, and what is
undecided.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import Any

from ...engine import Machine, Playthrough, Refused
from ...model.story import Slot, Story
from ..explicit.prover import Explicit
from ..explicit.search import search
from ..explicit.walk import without_collector
from ..symbolic.diagrams import TooLarge
from ..symbolic.prover import Symbolic
from ..targets.target import ALWAYS_SHORTEST, Target
from ..targets.universe import hazards, targets
from ..transitions.flow import Flow
from ..transitions.functions import is_wide
from ..transitions.progress import Interrupted, Monitor, Progress
from ..transitions.slicer import Slicer
from .certificate import Certificate, ClaimResult, Tally
from .claim_findings import claim_findings
from .claim_proof import ClaimProof
from .division_findings import division_findings
from .findings import Findings
from .prover import Prover
from .stuck import Trouble, find_trouble, trouble_so_far

_RECURSION = 20_000
"""Diagrams are walked by recursion, a level for each slot that a state knows, and stories have some hundreds."""

FEW_STATES, FEW_NODES = 100_000, 100_000
MANY_STATES, MANY_NODES = 3_000_000, 300_000
"""How many states are tried, then how many nodes of diagrams, first quickly and then with patience."""

_LOOKED_AT = 200_000
"""How many states are looked at for dead ends after an interruption."""

_SEARCHED = 20_000
"""How many states are walked for the shortest way of a finding."""


def prove(
    story: Story,
    *,
    max_states: int | None = None,
    progress: Callable[[Progress], bool] | None = None,
    few_states: int = FEW_STATES,
    guard: AbstractContextManager[None] | None = None,
) -> Certificate:
    """Walk all reachable states and return what is certain about the story.

    A story with more than `few_states` states is walked as diagrams. With `max_states` it is walked state by state, so
    many states at most. `progress` is called between batches and ends everything by returning False, as Ctrl-C does.
    The walk runs inside `guard`, which may raise Interrupted at any moment. A certificate that is not exhausted is
    incomplete, and nothing in it is ever wrong.
    """
    return _Proof(story, max_states, Monitor(progress), few_states).certificate(guard or nullcontext())


def prove_claims(
    story: Story,
    *,
    max_states: int | None = None,
    progress: Callable[[Progress], bool] | None = None,
    few_states: int = FEW_STATES,
    guard: AbstractContextManager[None] | None = None,
) -> tuple[ClaimResult, ...]:
    """Prove the claims of a story and nothing else, in a part of the time; the arguments are those of `prove`."""
    proof = _Proof(story, max_states, Monitor(progress), few_states, only_claims=True)
    return proof.certificate(guard or nullcontext()).claims


class _Proof:
    """One proof in the making. `_provers` are those that have been tried, the one that knows most first."""

    def __init__(
        self, story: Story, max_states: int | None, monitor: Monitor, few_states: int, *, only_claims: bool = False
    ) -> None:
        self._story, self._max_states, self._monitor, self._few_states = story, max_states, monitor, few_states
        self._machine = Machine(story)
        self._provers: list[Prover[Any]] = []
        self._slicer: Slicer | None = None
        self._explicit: Explicit | None = None
        self._trouble: Trouble | None = None
        self._claims = ClaimProof(story)
        self._gone: dict[tuple[str, ...], bool] = {}
        self._only_claims = only_claims
        self._universe: Mapping[str, tuple[Target, ...]] | None = None

    def certificate(self, guard: AbstractContextManager[None]) -> Certificate:
        """Walk inside the guard, and say what was found."""
        with without_collector(), _deep_recursion():
            with suppress(Interrupted, KeyboardInterrupt), guard:
                self._universe = {} if self._only_claims else targets(self._story)
                flow = Flow(self._claims.observed.story, self._monitor)
                if self._only_claims:
                    flow.watches.clear()
                self._claims.watch(flow)
                self._slicer = Slicer(flow, self._monitor)
                self._walk(self._slicer)
                self._claims.decide(self._provers[0], self._slicer, self._flow_prover, self._monitor)
            self._monitor.end()
            return self._assemble()

    def _walk(self, slicer: Slicer) -> None:
        """Try states and diagrams in turn, the second time with more patience, until one comes to its end."""
        explicit = self._explicit = Explicit(slicer, self._monitor)
        self._provers.append(explicit)
        if self._max_states is not None:
            self._try_states(explicit, self._max_states)
            return
        for states, nodes in ((self._few_states, FEW_NODES), (MANY_STATES, MANY_NODES)):
            if self._try_states(explicit, states) or self._try_diagrams(slicer, nodes):
                return
        self._try_states(explicit, None)

    def _try_states(self, explicit: Explicit, most: int | None) -> bool:
        """Walk on over states, up to so many; return whether everything is decided."""
        self._monitor.begin()
        if not explicit.walk_flow(most):
            return False
        self._know_flow(explicit)
        explicit.walk_texts()
        return True

    def _try_diagrams(self, slicer: Slicer, most: int) -> bool:
        """Walk over diagrams with so many nodes at most; return whether everything is decided."""
        self._monitor.begin()
        try:
            symbolic = Symbolic(slicer, self._monitor, most)
        except TooLarge:
            return False
        self._provers.append(symbolic)
        try:
            symbolic.walk_flow()
            self._know_flow(symbolic)
            symbolic.walk_texts()
        except TooLarge:
            if not symbolic.knows_flow:
                self._provers.remove(symbolic)
        return symbolic.is_whole

    def _flow_prover(self, slicer: Slicer) -> Prover[Any] | None:
        """Return a prover that knows the flow as this slicer cuts it; None after `max_states`."""
        explicit = Explicit(slicer, self._monitor)
        self._monitor.begin()
        if self._max_states is not None:
            return explicit if explicit.walk_flow(self._max_states) else None
        for states, nodes in ((self._few_states, FEW_NODES), (MANY_STATES, MANY_NODES)):
            if explicit.walk_flow(states):
                return explicit
            with suppress(TooLarge):
                symbolic = Symbolic(slicer, self._monitor, nodes)
                symbolic.walk_flow()
                return symbolic
        explicit.walk_flow(None)
        return explicit

    def _know_flow(self, prover: Prover[Any]) -> None:
        """Find where the story is stuck; from now on this prover is asked first."""
        if self._trouble is None and not self._only_claims:
            self._trouble = find_trouble(prover, self._monitor)
        self._provers.remove(prover)
        self._provers.insert(0, prover)

    # -- the certificate ----------------------------------------------------------------------------------------------

    def _assemble(self) -> Certificate:
        universe = self._universe if self._universe is not None else targets(self._story)
        found = frozenset(target for prover in self._provers for target in prover.found)
        feared = hazards(self._story)
        undecided = {kind: self._undecided(wanted) for kind, wanted in {**universe, **feared}.items()}
        unseen = frozenset(
            target
            for kind, wanted in universe.items()
            if len(undecided[kind]) < len(wanted)
            for target in {*wanted} - found - {*undecided[kind]}
        )
        findings = Findings(self._story, unseen, undecided, self._shortest_way_to)
        met = [target for target in feared["divisions"] if target in found]
        divisions = division_findings(self._story, met, self._shortest_way_to)
        trouble = self._trouble if self._trouble is not None else self._trouble_so_far()
        ways = {target.id: self._way_to(target) for target in universe.get("endings", ()) if target in found}
        claims = self._claims.results(found, self._undecided, self._shortest_way_to)
        is_exhausted = any(prover.is_whole for prover in self._provers) and self._claims.is_decided
        return Certificate(
            exhausted=is_exhausted,
            walks=tuple(walked for prover in self._provers[:1] for walked in prover.walks),
            tallies={kind: Tally(len(found.intersection(wanted)), len(wanted)) for kind, wanted in universe.items()},
            endings={ending: way for ending, way in ways.items() if way is not None},
            findings=findings.collect(trouble, (*claim_findings(claims), *divisions)),
            notes=findings.notes(),
            found=found,
            unseen=unseen,
            undecided=undecided,
            claims=claims,
            knows_stuck=self._trouble is not None,
            dead_ends=frozenset(stuck.scene for stuck in trouble.dead),
            locked=trouble.locked_scenes,
            way_to=self._way_to,
            too_wide=() if is_exhausted else self._too_wide(),
        )

    def _too_wide(self) -> tuple[Slot, ...]:
        """Return the wide slots that the first walk reads; before there is a walk, all of them."""
        wide = [index for index, slot in enumerate(self._story.slots) if is_wide(slot)]
        if self._explicit is not None and wide:
            known = {slot for at in self._explicit.relevance for slot in at}
            wide = [index for index in wide if index in known]
        return tuple([self._story.slots[index] for index in wide])

    def _undecided(self, wanted: tuple[Target, ...]) -> tuple[Target, ...]:
        """Return those of the targets that no prover has decided."""
        left = wanted
        for prover in self._provers:
            undecided = prover.undecided(left)
            left = tuple([target for target in left if target in undecided])
        return left

    def _trouble_so_far(self) -> Trouble:
        """Return what is known to be stuck; only so many states are looked at, for somebody waits for the report."""
        if self._explicit is None:
            return Trouble()
        return trouble_so_far(self._explicit, self._explicit.light_points(_LOOKED_AT))

    def _way_to(self, target: Target) -> tuple[str, ...] | None:
        """Return a way that the machine itself can go: one through a chain too long it cannot."""
        for prover in self._provers:
            with _deep_recursion():
                way = prover.way_to(target)
            if way is not None and self._can_be_gone(way):
                return way
        return None

    def _shortest_way_to(self, target: Target) -> tuple[str, ...] | None:
        """Return the way that a finding shows, looked for anew where the provers may have passed a shorter one by."""
        way = self._way_to(target)
        if not way or self._slicer is None or target.kind in ALWAYS_SHORTEST:
            return way
        found = search(self._slicer, target, _SEARCHED)
        return way if found is None or len(found) >= len(way) or not self._can_be_gone(found) else found

    def _can_be_gone(self, way: tuple[str, ...]) -> bool:
        """Whether the machine can go a way; many findings have the same, and it may tell very much."""
        if way not in self._gone:
            try:
                Playthrough.replay(self._machine, way)
                self._gone[way] = True
            except Refused:
                self._gone[way] = False
        return self._gone[way]


@contextmanager
def _deep_recursion() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _RECURSION))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
