"""Coverage: what walkthroughs have shown of a story, counted by the same targets as the proof."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ...engine import Machine, Option, Step
from ...engine.views import Arrived
from ...model.state import State
from ...model.story import SiteKind, Story
from ..targets.target import Target
from ..targets.universe import targets

KINDS = ("scenes", "choices", "barred", "variants", "conditions", "endings")


class Coverage(NamedTuple):
    """The targets that were seen, and all that there are, by kind (one of KINDS; see `universe.targets`)."""

    seen: frozenset[Target]
    all: dict[str, tuple[Target, ...]]

    def missing(self, kind: str) -> tuple[Target, ...]:
        """Return the targets of a kind that nothing has shown."""
        return tuple(target for target in self.all[kind] if target not in self.seen)

    def share(self, kind: str) -> float:
        """Return the part of a kind's targets that was seen, from 0 to 1; 1 where there are none."""
        wanted = self.all[kind]
        return 1 - len(self.missing(kind)) / len(wanted) if wanted else 1.0

    def with_more(self, shown: Iterable[Target]) -> Coverage:
        """Return the coverage after these were seen as well."""
        return self._replace(seen=self.seen.union(shown))


class Sight(NamedTuple):
    """A step, what is offered after it, and the targets that a player saw by it."""

    step: Step
    options: tuple[Option, ...]
    shown: frozenset[Target]


class Observer:
    """Takes steps, and says what a player sees by each."""

    def __init__(self, story: Story) -> None:
        """Observe this story."""
        kinds = ["variant" if site.kind is SiteKind.SEQUENCE else "condition" for site in story.sites]
        self._outcomes = [
            [Target(kind, "", index, outcome) for outcome in range(max(2, story.sites[index].variants))]
            for index, kind in enumerate(kinds)
        ]
        self._seen: set[Target] = set()
        self._machine = Machine(story, self._watch)

    def begin(self) -> Sight:
        """Begin the story."""
        self._seen.clear()
        return self._sight(self._machine.begin())

    def choose(self, state: State, choice: str) -> Sight:
        """Take a choice in a state. Raises Refused."""
        self._seen.clear()
        step = self._machine.choose(state, choice)
        self._seen.add(Target("choice", choice))
        return self._sight(step)

    def follow(self, road: Iterable[str]) -> tuple[Sight, ...]:
        """Take the choices of a road from the beginning. Raises Refused."""
        sights = [self.begin()]
        for choice in road:
            sights.append(self.choose(sights[-1].step.state, choice))
        return tuple(sights)

    def _watch(self, site: int, outcome: int) -> None:
        self._seen.add(self._outcomes[site][outcome])

    def _sight(self, step: Step) -> Sight:
        """Note the scenes of a step, and what is offered after it."""
        scenes = self._machine.story.scenes
        for event in step.events:
            if isinstance(event, Arrived):
                self._seen.add(Target("scene", event.scene))
                if scenes[event.scene].ending is not None:
                    self._seen.add(Target("ending", event.scene))
        self._machine.status(step.state)
        options = self._machine.options(step.state)
        self._seen.update(Target("barred", option.id) for option in options if not option.open)
        return Sight(step, options, frozenset(self._seen))


def cover(story: Story, roads: Iterable[tuple[str, ...]]) -> Coverage:
    """Take the choices of each road, each from the beginning, and return what was seen on the way.

    Raises Refused when a road cannot be taken.
    """
    observer = Observer(story)
    nothing = Coverage(frozenset(), _universe(story))
    return nothing.with_more(target for road in roads for sight in observer.follow(road) for target in sight.shown)


def _universe(story: Story) -> dict[str, tuple[Target, ...]]:
    universe = targets(story)
    return {kind: universe[kind] for kind in KINDS}
