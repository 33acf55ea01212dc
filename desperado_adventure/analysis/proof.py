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
from .softlocks import dead_states, endless_states, locked_states
from .universe import targets
from .walk import Progress, Sighting, Walk, without_collector
from .watches import Target
from .witnesses import Witnesses

_HEAVIEST = 12
_FLOW = "flow"


def prove(
    story: Story,
    *,
    max_states: int | None = None,
    progress: Callable[[Progress], bool] | None = None,
) -> Certificate:
    """Walk all reachable states and return what is certain about the story.

    `max_states` bounds the states of all walks together; `progress` is called between batches and stops everything by
    returning False, as Ctrl-C does. Then the certificate is not exhausted: what it says was seen was seen, and nothing is
    said to be impossible.
    """
    return _Proof(story, max_states, progress).certificate()


class _Proof:
    def __init__(self, story: Story, max_states: int | None, progress: Callable[[Progress], bool] | None) -> None:
        self._story, self._max_states, self._progress = story, max_states, progress
        self._sightings: dict[Target, tuple[Witnesses, Sighting]] = {}
        self._slices: list[Slice] = []
        self._walked = 0
        self.exhausted = True

    def certificate(self) -> Certificate:
        with without_collector():
            slicer = Slicer(Flow(self._story))
            walk = slicer.flow_walk()
            self._run(walk, _FLOW, 1, 1)
            trouble = self._trouble(walk)
            if self.exhausted:
                self._walk_texts(slicer, walk)
        return self._assemble(walk, trouble)

    def _run(self, walk: Walk, purpose: str, number: int, of: int, *, is_narrow: bool = False) -> None:
        base = self._walked

        def report(states: int, frontier: int, layer: int) -> bool:
            return self._progress is None or self._progress(Progress(base + states, frontier, layer, number, of))

        left = None if self._max_states is None else self._max_states - base
        done = walk.run(report, left)
        self._walked += walk.states
        self.exhausted &= done
        if not is_narrow:
            self._slices.append(_describe(walk, purpose, exhausted=done))
        if purpose != _FLOW:
            walk.forget()
        witnesses = Witnesses(walk)
        for target, sighting in walk.found.items():
            self._sightings.setdefault(target, (witnesses, sighting))

    def _walk_texts(self, slicer: Slicer, flow_walk: Walk) -> None:
        narrow = slicer.beam_walk(self._sightings)
        if narrow is not None:
            self._run(narrow, "texts", 2, 2, is_narrow=True)
        groups = slicer.groups(flow_walk, self._sightings)
        for number, group in enumerate(groups, start=3):
            walk = slicer.walk(group, self._sightings)
            if walk is not None and self.exhausted:
                names = ", ".join(sorted(self._story.slots[slot].name for slot in group.slots))
                self._run(walk, names, number, len(groups) + 2)

    def _trouble(self, walk: Walk) -> Trouble:
        witnesses = Witnesses(walk)
        if not self.exhausted:
            return Trouble(walk, witnesses, {}, {}, {})
        return Trouble(walk, witnesses, dead_states(walk), locked_states(walk), endless_states(walk))

    def _assemble(self, walk: Walk, trouble: Trouble) -> Certificate:
        universe = targets(self._story)
        unseen = frozenset(target for kind in universe.values() for target in kind if target not in self._sightings)
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
                scene[point].scene
                for point in trouble.locked
                if walk.is_rest[point] and not walk.flow.is_fall(point)
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


