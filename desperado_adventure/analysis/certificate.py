"""The certificate: what the proof says about a story, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..model.diagnostics import Diagnostic
from .walk import Sighting
from .watches import Target
from .witnesses import Witnesses


class Tally(NamedTuple):
    """How many of a kind of thing were seen, of how many that the story has."""

    seen: int
    total: int


class Slice(NamedTuple):
    """One walk: its states, the bits of a packed state, its layers (the longest shortest way), and whether it ended.

    `purpose` is "flow" for the walk that decides everything but texts, else the names of the slots that were added to
    what guards read. `heaviest` are (scene, states, the slots that are told apart there with the number of classes of
    each), the scene with the most states first.
    """

    purpose: str
    states: int
    bits: int
    layers: int
    exhausted: bool
    heaviest: tuple[tuple[str, int, tuple[tuple[str, int], ...]], ...]


class Certificate:
    """What was proved. `exhausted` is false when a budget or an interruption left something unseen.

    `states` is the sum over the slices. `tallies` has "scenes", "choices", "barred", "redirects", "variants",
    "conditions" (each outcome counts) and "endings". `endings` has a shortest walkthrough for each ending that can be
    reached. `unseen` are the targets that were not seen: proved impossible if exhausted, else merely not found.
    `locked` and `dead_ends` are the ids of scenes with such states.
    """

    __slots__ = (
        "_sightings",
        "dead_ends",
        "endings",
        "exhausted",
        "findings",
        "has_loop",
        "locked",
        "notes",
        "slices",
        "states",
        "tallies",
        "unseen",
    )

    def __init__(  # noqa: PLR0913  # all by keyword: it is the certificate's list of contents
        self,
        *,
        exhausted: bool,
        slices: tuple[Slice, ...],
        tallies: Mapping[str, Tally],
        endings: Mapping[str, tuple[str, ...]],
        findings: tuple[Diagnostic, ...],
        notes: tuple[str, ...],
        unseen: frozenset[Target],
        dead_ends: frozenset[str],
        locked: frozenset[str],
        has_loop: bool,
        sightings: Mapping[Target, tuple[Witnesses, Sighting]],
    ) -> None:
        self.exhausted, self.slices, self.tallies, self.endings = exhausted, slices, tallies, endings
        self.findings, self.notes, self.unseen = findings, notes, unseen
        self.dead_ends, self.locked, self.has_loop = dead_ends, locked, has_loop
        self.states = sum(part.states for part in slices)
        self._sightings = sightings

    def has_seen(self, target: Target) -> bool:
        """Whether some playthrough shows the target."""
        return target in self._sightings

    def witness_for(self, target: Target) -> tuple[str, ...] | None:
        """Return a list of commands that shows the target, or None when nothing does.

        For an option that is barred, a condition of a guard or words of a choice on offer, the state that they lead to
        shows it. It is shortest for scenes, endings, choices, barred options, redirects and findings; for words and
        conditions it is a way that exists, and short.
        """
        known = self._sightings.get(target)
        return None if known is None else known[0].of(known[1])
