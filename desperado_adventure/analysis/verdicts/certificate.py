"""The certificate: what the proof says about a story, as a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ...model.diagnostics import Diagnostic
from ..targets.target import Target


class Tally(NamedTuple):
    """How many of a kind of thing were seen, of how many that the story has."""

    seen: int
    total: int


class Slice(NamedTuple):
    """One walk: its states, and whether it ended.

    `purpose` is "flow" for the walk that decides everything but texts, "everything" for one that knows texts as well,
    else the names of the slots that were added to what guards read. `heaviest` are (scene, states, the slots that are
    told apart there with the number of classes of each), the scene with the most states first.
    """

    purpose: str
    states: int
    exhausted: bool
    heaviest: tuple[tuple[str, int, tuple[tuple[str, int], ...]], ...]


class Certificate(NamedTuple):
    """What was proved. `exhausted` is false when a budget or an interruption left something unseen.

    `tallies` has "scenes", "choices", "barred", "redirects", "variants", "conditions" (each outcome counts) and
    "endings". `endings` has a shortest walkthrough for each ending that can be reached. `unseen` are the targets that
    were not seen: proved impossible if exhausted, else merely not found; `found` are those that were. `locked` and
    `dead_ends` are the ids of scenes with such states. `witness_for` returns a shortest list of commands that shows a
    target, or None when nothing does; for an option that is barred, a condition of a guard or words on the screen, the
    state that they lead to shows it.
    """

    exhausted: bool
    slices: tuple[Slice, ...]
    tallies: Mapping[str, Tally]
    endings: Mapping[str, tuple[str, ...]]
    findings: tuple[Diagnostic, ...]
    notes: tuple[str, ...]
    unseen: frozenset[Target]
    dead_ends: frozenset[str]
    locked: frozenset[str]
    has_loop: bool
    found: frozenset[Target]
    witness_for: Callable[[Target], tuple[str, ...] | None]

    @property
    def states(self) -> int:
        """How many states the walks have seen, the largest walk's: each of the others knows less of the same."""
        return max((part.states for part in self.slices), default=0)

    @property
    def verdict(self) -> str:
        """The verdict in a word: everything was seen, or a part of it."""
        return "EXHAUSTED" if self.exhausted else "PARTIAL"

    def has_seen(self, target: Target) -> bool:
        """Whether some playthrough shows the target."""
        return target in self.found
