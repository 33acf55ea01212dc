"""Claims: what an author wants to be true of every playthrough, as conditions over moments.

The theory is told in `analysis/targets/moments.py`. A condition of a claim is an ordinary expression. Besides the slots
of the story it may read *atoms*, which stand behind them: `Read(len(story.slots) + n)` is the atom n of
`Story.atoms`. So a claim adds no slot to a state, and no kind of node to expressions.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from .diagnostics import Mark
from .expressions import Expression


class AtomKind(StrEnum):
    """What an atom says of a moment.

    AT: it is in the scene `id`, or in a scene of the chapter `id`. The next five are *events*, which make a moment.
    TOLD: the text of the scene `id` is told. TAKES: the choice `id` is taken. SPEAKS: words of the speaker `id` are
    told. RISES, FALLS: the slot `slot` gets a higher, a lower value. SEEN and TAKEN are memories: the scene was left,
    the choice was taken before now, where the story itself does not count that.
    """

    AT = "at"
    TOLD = "told"
    TAKES = "takes"
    SPEAKS = "speaks"
    RISES = "rises"
    FALLS = "falls"
    SEEN = "seen"
    TAKEN = "taken"


EVENTS = frozenset((AtomKind.TOLD, AtomKind.TAKES, AtomKind.SPEAKS, AtomKind.RISES, AtomKind.FALLS))
"""The kinds of atom that are true only while something happens."""


class Atom(NamedTuple):
    """Something that a claim asks of a moment; `AtomKind` says which of the other fields it uses."""

    kind: AtomKind
    id: str = ""
    slot: int = -1


class ClaimKind(StrEnum):
    """The forms of claims, by their words of time.

    NEVER: `forbidden` holds in no moment. WHENEVER: the same, and it is a part of `premise`. AFTER: `forbidden` holds
    in no moment after one in which `premise` holds. FROM: after each moment in which `premise` holds the player can
    come to an ending (the scene `goal`, or any if that is "") through moments in which `forbidden` does not hold.
    """

    NEVER = "never"
    WHENEVER = "whenever"
    AFTER = "after"
    FROM = "from"


class Claim(NamedTuple):
    """A claim. `sentence` is as the author wrote it; `premise` is None in a claim that has none."""

    id: str
    kind: ClaimKind
    sentence: str
    premise: Expression | None
    forbidden: Expression
    goal: str
    mark: Mark
