"""The proof: walk everything that can happen in a story, and say what was found.

`prove` makes the flow walk, asks it for dead ends, soft-locks and loops, makes the further walks that texts need, and
puts it all into a certificate.
"""

from __future__ import annotations

from collections.abc import Callable

from ..model.story import Story
from .certificate import Certificate, Slice, Tally
from .findings import Findings, Trouble
from .flow import Flow
from .slices import Slicer
from .sparing import WIDE, Pursuit, prove_ways_out
from .softlocks import dead_states, endless_states, locked_states
from .universe import targets
from .walk import Progress, Sighting, Walk, without_collector
from .watches import Target
from .witnesses import Witnesses

_HEAVIEST = 12
_ABSTRACT = 3_000_000
_FLOW = "flow"


def prove(
    story: Story,
    *,
    max_states: int | None = None,
    progress: Callable[[Progress], bool] | None = None,
    exact_states: int = 300_000,
) -> Certificate:
    """Walk all reachable states and return what is certain about the story.

    `max_states` bounds the states of all walks together; `progress` is called between batches and stops everything by
    returning False, as Ctrl-C does. Then the certificate is not exhausted: what it says was seen was seen, and nothing
    is said to be impossible. A story with more than `exact_states` states is first tried by `analysis.sparing`, which
    says the same with fewer states, but whose walkthroughs are not always the shortest; only if that does not settle
    everything is the exact walk made to its end.
    """
    return _Proof(story, max_states, progress, exact_states).certificate()


class _Proof:
    def __init__(
        self, story: Story, max_states: int | None, progress: Callable[[Progress], bool] | None, exact_states: int
    ) -> None:
        self._story, self._max_states, self._progress = story, max_states, progress
        self._exact_states = exact_states
        self._sightings: dict[Target, tuple[Witnesses, Sighting]] = {}
        self._slices: list[Slice] = []
        self._walked = self._walks = 0
        self._was_stopped = False
        self.exhausted = False

    def certificate(self) -> Certificate:
        with without_collector():
            slicer = Slicer(Flow(self._story))
            walk = slicer.flow_walk()
            trouble = Trouble(walk, Witnesses(walk), {}, {}, {})
            try:
                if self._run(walk, _FLOW, most=self._exact_states):
                    trouble = self._trouble(walk)
                    self._walk_texts(slicer, walk)
                elif self._may_go_on() and not self._prove_sparingly(slicer) and self._may_go_on():
                    walk = slicer.flow_walk()
                    done = self._run(walk, _FLOW)
                    trouble = self._trouble(walk)
                    if done:
                        self._walk_texts(slicer, walk)
                self.exhausted = self._may_go_on()
            except KeyboardInterrupt:
                self.exhausted = False
        return self._assemble(walk, trouble)

    def _may_go_on(self) -> bool:
        return not self._was_stopped and (self._max_states is None or self._walked <= self._max_states)

    def _run(self, walk: Walk, purpose: str, *, most: int | None = None, is_counted: bool = True) -> bool:
        """Run a walk of at most so many states; return whether it came to its end."""
        base = self._walked
        self._walks += 1

        def report(states: int, frontier: int, layer: int) -> bool:
            if self._progress is not None and not self._progress(
                Progress(base + states, frontier, layer, self._walks, purpose)
            ):
                self._was_stopped = True
            return not self._was_stopped

        left = None if self._max_states is None else self._max_states - base
        if most is not None:
            left = most if left is None else min(left, most)
        done = walk.run(report, left)
        self._was_stopped |= walk.was_interrupted
        if done or purpose == _FLOW and most is None:
            self._walked += walk.states
            if is_counted:
                self._slices.append(_describe(walk, purpose, exhausted=done))
        elif self._max_states is not None and left == self._max_states - base:
            self._walked += walk.states
        return done

    def _see(self, walk: Walk) -> None:
        witnesses = Witnesses(walk)
        for target, sighting in walk.found.items():
            self._sightings.setdefault(target, (witnesses, sighting))

    def _walk_texts(self, slicer: Slicer, flow_walk: Walk) -> None:
        narrow = slicer.beam_walk(self._sightings)
        if narrow is not None and self._run(narrow, "words, narrowly", is_counted=False):
            self._see(narrow)
            narrow.forget()
        for group in slicer.groups(flow_walk, self._sightings):
            walk = slicer.walk(group, self._sightings)
            if walk is not None and self._may_go_on():
                names = ", ".join(sorted(self._story.slots[slot].name for slot in group.slots))
                self._run(walk, names)
                self._see(walk)
                walk.forget()

    def _prove_sparingly(self, slicer: Slicer) -> bool:
        """Prove by what may and must happen; return whether that was enough."""

        def run(walk: Walk, purpose: str) -> bool:
            return self._may_go_on() and self._run(walk, purpose, most=_ABSTRACT)

        if prove_ways_out(slicer.flow, run) is None:
            return False
        narrow = slicer.beam_walk((), width=WIDE)
        if narrow is not None and self._run(narrow, "everything, narrowly", is_counted=False):
            self._see(narrow)
            narrow.forget()
        for target in sorted(self._unseen()):
            if target.kind == "value":  # only a note hangs on these
                continue
            settled = Pursuit(slicer.flow, target, run).settle()
            if settled is True:
                return False
            if settled is not False:
                self._sightings[target] = (Witnesses(settled[0]), settled[1])
        return self._may_go_on()

    def _unseen(self) -> frozenset[Target]:
        return frozenset(
            target for kind in targets(self._story).values() for target in kind if target not in self._sightings
        )

    def _trouble(self, walk: Walk) -> Trouble:
        self._see(walk)
        witnesses = Witnesses(walk)
        if not self._may_go_on():  # a state that offers nothing is one, whatever else there may be
            return Trouble(walk, witnesses, dead_states(walk), {}, {})
        return Trouble(walk, witnesses, dead_states(walk), locked_states(walk), endless_states(walk))

    def _assemble(self, walk: Walk, trouble: Trouble) -> Certificate:
        universe = targets(self._story)
        unseen = self._unseen()
        tallies = {
            kind: Tally(sum(target in self._sightings for target in wanted), len(wanted))
            for kind, wanted in universe.items()
        }
        endings = {
            target.id: witnesses.of(sighting)
            for target, (witnesses, sighting) in self._sightings.items()
            if target.kind == "ending"
        }
        findings = Findings(self._story, unseen if self.exhausted else frozenset(), self._witness_for)
        scene = walk.flow.points
        return Certificate(
            exhausted=self.exhausted,
            slices=tuple(self._slices),
            tallies=tallies,
            endings=endings,
            findings=findings.collect(trouble),
            notes=findings.notes(),
            unseen=unseen,
            dead_ends=frozenset(scene[point].scene for point in trouble.dead),
            locked=frozenset(
                scene[point].scene for point in trouble.locked if walk.is_rest[point] and not walk.flow.is_fall(point)
            ),
            has_loop=bool(trouble.endless or walk.recursions),
            sightings=self._sightings,
        )

    def _witness_for(self, target: Target) -> tuple[str, ...] | None:
        known = self._sightings.get(target)
        return None if known is None else known[0].of(known[1])


def _describe(walk: Walk, purpose: str, *, exhausted: bool) -> Slice:
    slots = walk.flow.story.slots
    points = sorted((point for point in walk.points if walk.is_rest[point]), key=lambda point: -len(walk.seen[point]))
    heaviest = tuple(
        (
            walk.flow.points[point].scene,
            len(walk.seen[point]),
            tuple(
                sorted(
                    ((slots[slot].name, max(partition) + 1) for slot, partition in walk.relevance[point].items()),
                    key=lambda pair: (-pair[1], pair[0]),
                )
            ),
        )
        for point in points[:_HEAVIEST]
    )
    return Slice(purpose, walk.states, walk.layout.bits, walk.layer, exhausted, heaviest)
