"""The proof over states, one by one: for small stories, and for those that are too entangled for diagrams.

One walk decides the flow of the story (`walk.py`), the way back from the endings finds where it is stuck
(`softlocks.py`), and a few further walks decide what only texts read (`slices.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ..targets.target import Target
from ..transitions.slices import Slicer
from ..verdicts.certificate import Slice
from ..verdicts.stuck import Stuck, Trouble, causes, describe_classes
from .softlocks import dead_states, endless_states, locked_states
from .walk import Sighting, Walk
from .witnesses import Witnesses

_HEAVIEST = 12

Run = Callable[[Walk, str], bool]
"""Runs a walk for a purpose; returns whether it came to its end."""


class Explicit:
    """The proof of one story, walk by walk. `is_whole` when every walk came to its end."""

    def __init__(self, slicer: Slicer, run: Run) -> None:
        """Make the flow walk."""
        self._slicer = slicer
        self._run_walk = run
        self._sightings: dict[Target, tuple[Witnesses, Sighting]] = {}
        self.slices: list[Slice] = []
        self.walk = slicer.flow_walk()
        self._witnesses = Witnesses(self.walk)
        self.is_whole = self._run(self.walk, "flow")
        self._trouble: tuple[Mapping[int, set[int]], ...] | None = None

    @property
    def found(self) -> set[Target]:
        """What has been seen."""
        return set(self._sightings)

    def finish(self) -> None:
        """After a whole flow walk: find where the story is stuck, and walk for the texts."""
        walk = self.walk
        self._trouble = (dead_states(walk), locked_states(walk), endless_states(walk))
        for group in self._slicer.groups(walk, self._sightings):
            further = self._slicer.walk(group, self._sightings)
            if further is not None and self.is_whole:
                names = ", ".join(sorted(walk.flow.story.slots[slot].name for slot in group.slots))
                self.is_whole = self._run(further, names)
                further.forget()

    def _stuck_states(self) -> tuple[Mapping[int, set[int]], ...]:
        """Return the dead, the locked and the endless states, by point.

        After a walk that was cut short only the first are known: a state that offers nothing is dead whatever else
        there may be.
        """
        if self._trouble is None:
            self._trouble = (dead_states(self.walk), {}, {})
        return self._trouble

    def _run(self, walk: Walk, purpose: str) -> bool:
        is_whole = self._run_walk(walk, purpose)
        witnesses = self._witnesses if walk is self.walk else Witnesses(walk)
        for target, sighting in walk.found.items():
            self._sightings.setdefault(target, (witnesses, sighting))
        self.slices.append(_describe(walk, purpose, exhausted=is_whole))
        return is_whole

    def witness_for(self, target: Target) -> tuple[str, ...] | None:
        """Return a shortest list of commands that shows a target, or None when nothing does."""
        known = self._sightings.get(target)
        return None if known is None else known[0].of(known[1])

    # -- where the story is stuck -------------------------------------------------------------------------------------

    def trouble(self) -> Trouble:
        """Return everything that is stuck."""
        dead, _, endless = self._stuck_states()
        recursions = (
            Stuck(self.walk.flow.points[sighting.point].scene, "", self._witnesses.of(sighting))
            for sighting in self.walk.recursions
        )
        return Trouble(tuple(self._stuck(dead)), tuple(self._locked()), tuple(self._stuck(endless)), tuple(recursions))

    def dead_scenes(self) -> frozenset[str]:
        """Return the ids of the scenes that have dead ends."""
        return frozenset(self.walk.flow.points[point].scene for point in self._stuck_states()[0])

    def locked_scenes(self) -> frozenset[str]:
        """Return the ids of all scenes in which the player can be locked."""
        flow = self.walk.flow
        return frozenset(flow.points[point].scene for point in self._stuck_states()[1] if self._is_playable(point))

    def _is_playable(self, point: int) -> bool:
        return self.walk.is_rest[point] and not self.walk.flow.is_fall(point)

    def _stuck(self, states: Mapping[int, set[int]]) -> Iterator[Stuck]:
        for point, inside in self._first_by_scene(states):
            scene = self.walk.flow.points[point].scene
            sighting = self._witnesses.sighting(point, inside)
            yield Stuck(scene, self._cause(point, inside), self._witnesses.of(sighting))

    def _locked(self) -> Iterator[Stuck]:
        """Yield where the story is lost: the first locked state on the way to each locked scene."""
        dead, locked, _ = self._stuck_states()
        reported: set[str] = set()
        for point, states in self._first_by_scene(locked):
            if not self._is_playable(point):
                continue
            entry = self._witnesses.first_on_the_way(self._witnesses.sighting(point, states), locked)
            scene = self.walk.flow.points[entry.point].scene
            if scene not in reported and entry.state not in dead.get(entry.point, ()):
                reported.add(scene)
                yield Stuck(scene, self._cause(entry.point, locked[entry.point]), self._witnesses.of(entry))

    def _first_by_scene(self, states: Mapping[int, set[int]]) -> Iterator[tuple[int, set[int]]]:
        """Yield one point for each scene, that with the earliest of the states."""
        layers = self.walk.layers

        def earliest(point: int) -> int:
            return min(layer for layer, there in layers[point].items() if not states[point].isdisjoint(there))

        seen: set[str] = set()
        for _, point in sorted((earliest(point), point) for point in states):
            scene = self.walk.flow.points[point].scene
            if scene not in seen:
                seen.add(scene)
                yield point, states[point]

    def _cause(self, point: int, states: set[int]) -> str:
        """Say what all of these states have in common and none of the others of the point has."""
        walk, story = self.walk, self.walk.flow.story
        fields = walk.layout.fields(point)
        others = walk.seen[point] - states
        inside = {slot: {state & field.mask for state in states} for slot, field in fields.items()} if others else {}
        apart = [slot for slot, bad in inside.items() if any(other & fields[slot].mask not in bad for other in others)]

        def tells(slots: Sequence[int]) -> bool:
            return not any(all(other & fields[slot].mask in inside[slot] for slot in slots) for other in others)

        return describe_classes(
            story,
            {
                slot: [at for at, code in enumerate(fields[slot].codes) if code << fields[slot].shift in inside[slot]]
                for slot in causes(story, apart, tells)
            },
        )


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
    return Slice(purpose, walk.states, exhausted, heaviest)
