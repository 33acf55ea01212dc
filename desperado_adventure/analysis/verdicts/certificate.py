"""The certificate: the results of a proof."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from ...model.claims import Claim
from ...model.diagnostics import Diagnostic
from ...model.story import Slot
from ..targets.target import Target
from ..transitions.report import Walked


class ClaimVerdict(StrEnum):
    """What was proved of a claim.

    HOLDS: in every playthrough. BROKEN: not in the one that is shown. EMPTY: it holds because what it supposes never
    happens. UNDECIDED: the proof has not come so far.
    """

    HOLDS = "holds"
    BROKEN = "broken"
    EMPTY = "empty"
    UNDECIDED = "undecided"


class ClaimResult(NamedTuple):
    """A claim, what was proved of it, and for a broken one a shortest list of commands that breaks it."""

    claim: Claim
    verdict: ClaimVerdict
    choices: tuple[str, ...] | None = None


class Tally(NamedTuple):
    """How many targets of a kind were seen, and how many the story has."""

    seen: int
    total: int


class Certificate(NamedTuple):
    """What was proved. `exhausted` is false when a budget or an interruption left something undecided.

    `tallies` has the kinds of `universe.targets`. `endings` has a shortest list of commands to each ending that was
    reached. `found` are the targets that were seen, `unseen` those that are proved to be impossible, `undecided` the
    others by kind (none if exhausted). `claims` are the author's, in the order of the story. `knows_stuck` says whether
    dead ends, soft-locks and circles are decided. If so, `findings` has all of them, and `dead_ends` and `locked` are
    the ids of all scenes with such states.

    `way_to` returns a short list of commands that shows a target, or None when none is known: a shortest one for scenes
    and their texts, endings, choices, barred options and redirects. Barred options, conditions of guards, and words on
    the screen are shown by the state after these commands.

    `too_wide` are the wide counters that a walk which came to no end had to follow.

    A longer run of the proof never contradicts any of this.
    """

    exhausted: bool
    walks: tuple[Walked, ...]
    tallies: Mapping[str, Tally]
    endings: Mapping[str, tuple[str, ...]]
    findings: tuple[Diagnostic, ...]
    notes: tuple[str, ...]
    found: frozenset[Target]
    unseen: frozenset[Target]
    undecided: Mapping[str, tuple[Target, ...]]
    claims: tuple[ClaimResult, ...]
    knows_stuck: bool
    dead_ends: frozenset[str]
    locked: frozenset[str]
    way_to: Callable[[Target], tuple[str, ...] | None]
    too_wide: tuple[Slot, ...] = ()

    @property
    def states(self) -> int:
        """The number of states of the largest walk."""
        return max((walked.states for walked in self.walks), default=0)

    @property
    def verdict(self) -> str:
        """EXHAUSTED if everything is decided, else PARTIAL."""
        return "EXHAUSTED" if self.exhausted else "PARTIAL"

    def has_seen(self, target: Target) -> bool:
        """Whether some playthrough shows the target."""
        return target in self.found
