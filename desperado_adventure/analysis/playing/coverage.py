"""Coverage: which targets of a story its walkthroughs show. The targets are those of the proof."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ...model.story import Story
from ..targets.observer import Observer
from ..targets.target import Target
from ..targets.universe import targets

KINDS = ("scenes", "texts", "choices", "barred", "variants", "conditions", "endings")


class Coverage(NamedTuple):
    """The targets that were seen, and all targets by kind (one of KINDS; see `universe.targets`)."""

    seen: frozenset[Target]
    all: dict[str, tuple[Target, ...]]

    def missing(self, kind: str) -> tuple[Target, ...]:
        """Return the targets of a kind that nothing has shown."""
        return tuple(target for target in self.all[kind] if target not in self.seen)

    def share(self, kind: str) -> float:
        """Return the share of a kind's targets that was seen, from 0 to 1; 1 if the kind has no targets."""
        wanted = self.all[kind]
        return 1 - len(self.missing(kind)) / len(wanted) if wanted else 1.0

    def with_more(self, shown: Iterable[Target]) -> Coverage:
        """Return the coverage after these targets were seen as well."""
        return self._replace(seen=self.seen.union(shown))


def cover(story: Story, roads: Iterable[tuple[str, ...]]) -> Coverage:
    """Play each road (a list of choices) from the beginning, and return what was seen.

    Raises Refused when a choice cannot be taken.
    """
    observer = Observer(story)
    nothing = Coverage(frozenset(), _universe(story))
    return nothing.with_more(
        target for road in roads for observation in observer.follow(road) for target in observation.shown
    )


def _universe(story: Story) -> dict[str, tuple[Target, ...]]:
    universe = targets(story)
    return {kind: universe[kind] for kind in KINDS}
