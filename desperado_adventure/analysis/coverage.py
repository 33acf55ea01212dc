"""Coverage: what walkthroughs have shown of a story, counted by the same targets as the proof."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..engine import Machine, Playthrough
from ..engine.views import Arrived
from ..model.story import Story
from .universe import targets
from .watches import Target

KINDS = ("scenes", "choices", "barred", "variants", "conditions", "endings")


class Coverage(NamedTuple):
    """The targets that were seen, and all that there are, by kind (one of KINDS)."""

    seen: frozenset[Target]
    all: dict[str, tuple[Target, ...]]

    def missing(self, kind: str) -> tuple[Target, ...]:
        """Return the targets of a kind that nothing has shown."""
        return tuple(target for target in self.all[kind] if target not in self.seen)

    def share(self, kind: str) -> float:
        """Return the part of a kind's targets that was seen, from 0 to 1; 1 where there are none."""
        wanted = self.all[kind]
        return 1 - len(self.missing(kind)) / len(wanted) if wanted else 1.0


def cover(story: Story, roads: Iterable[tuple[str, ...]]) -> Coverage:
    """Take the choices of each road, each from the beginning, and return what was seen on the way.

    Raises Refused when a road cannot be taken.
    """
    sites = story.sites
    seen: set[Target] = set()

    def watch(site: int, outcome: int) -> None:
        kind = "variant" if sites[site].kind == "sequence" else "condition"
        seen.add(Target(kind, "", site, outcome))

    machine = Machine(story, watch)
    for road in roads:
        playthrough = Playthrough.begin(machine)
        _note(machine, playthrough, seen)
        for choice in road:
            seen.add(Target("choice", choice))
            playthrough = playthrough.choose(machine, choice)
            _note(machine, playthrough, seen)
    universe = targets(story)
    return Coverage(frozenset(seen), {kind: universe[kind] for kind in KINDS})


def _note(machine: Machine, playthrough: Playthrough, seen: set[Target]) -> None:
    """Note the scenes of the last step, and what is offered after it."""
    for event in playthrough.events:
        if isinstance(event, Arrived):
            seen.add(Target("scene", event.scene))
            if machine.story.scenes[event.scene].ending is not None:
                seen.add(Target("ending", event.scene))
    machine.status(playthrough.state)
    seen.update(Target("barred", option.id) for option in machine.options(playthrough.state) if not option.open)
