"""The certificate: what the proof says about a story, as a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ...model.diagnostics import Diagnostic
from ..targets.target import Target
from ..transitions.report import Walked


class Tally(NamedTuple):
    """How many of a kind of thing were seen, of how many that the story has."""

    seen: int
    total: int


class Certificate(NamedTuple):
    """What was proved. `exhausted` is false when a budget or an interruption left something undecided.

    `tallies` has the kinds of `universe.targets`. `endings` has a shortest walkthrough for each ending of which one is
    known. `found` are the targets that were seen; `unseen` are those that are proved to be impossible; `undecided` all
    others, none if exhausted. `knows_stuck` says whether dead ends, soft-locks and circles are decided: then `findings`
    has them all, and `dead_ends` and `locked` are the ids of the scenes with such states. `way_to` returns a shortest
    list of commands that shows a target, or None when nothing does or none is known; for an option that is barred, a
    condition of a guard or words on the screen, the state that they lead to shows it.

    Whatever is said here stays true when the proof goes on.
    """

    exhausted: bool
    walks: tuple[Walked, ...]
    tallies: Mapping[str, Tally]
    endings: Mapping[str, tuple[str, ...]]
    findings: tuple[Diagnostic, ...]
    notes: tuple[str, ...]
    found: frozenset[Target]
    unseen: frozenset[Target]
    undecided: frozenset[Target]
    knows_stuck: bool
    dead_ends: frozenset[str]
    locked: frozenset[str]
    way_to: Callable[[Target], tuple[str, ...] | None]

    @property
    def states(self) -> int:
        """How many states the walks have seen, the largest walk's: each of the others knows less of the same."""
        return max((walked.states for walked in self.walks), default=0)

    @property
    def verdict(self) -> str:
        """The verdict in a word: everything was seen, or a part of it."""
        return "EXHAUSTED" if self.exhausted else "PARTIAL"

    def has_seen(self, target: Target) -> bool:
        """Whether some playthrough shows the target."""
        return target in self.found
