"""A target: something in a story that a player should be able to see at least once, or never."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class TargetKind(StrEnum):
    """The kinds of targets. Each says which fields of `Target` it uses."""

    SCENE = "scene"
    """The story arrives at the scene `id`, even if it only passes through."""
    TEXT = "text"
    """The text of the scene `id` itself is told, or can be read with `look`."""
    ENDING = "ending"
    """The ending `id` (a scene) is reached."""
    CHOICE = "choice"
    """The choice `id` is taken."""
    BARRED = "barred"
    """The choice `id` is shown but barred."""
    REDIRECT = "redirect"
    """The redirect `number` (from 0) of the scene `id` is taken."""
    CONDITION = "condition"
    """The condition at the site `number` is asked and is true (`outcome` 1) or false (0)."""
    VARIANT = "variant"
    """The sequence at the site `number` shows its variant `outcome` (from 0)."""
    CHANGE = "change"
    """The slot `number` gets a value other than its first."""
    VALUE = "value"
    """The slot `number`, a set, gets the value `outcome`."""
    CLAIM = "claim"
    """The claim `id` does not hold (`outcome` 0), or what it supposes is met (1)."""
    DIVISION = "division"
    """The division at the site `number` is computed, and its divisor is zero. This should never be seen."""


class Target(NamedTuple):
    """Something that can be seen; `TargetKind` says what the other fields mean."""

    kind: TargetKind
    id: str = ""
    number: int = -1
    outcome: int = 0


ALWAYS_SHORTEST = frozenset(
    (
        TargetKind.SCENE,
        TargetKind.TEXT,
        TargetKind.ENDING,
        TargetKind.CHOICE,
        TargetKind.BARRED,
        TargetKind.REDIRECT,
    )
)
"""The kinds to which the provers always know a shortest way, since guards alone decide them."""


def condition(site: int, *, holds: bool) -> Target:
    """Return the target that the condition at a site has this outcome."""
    return Target(TargetKind.CONDITION, number=site, outcome=int(holds))


def variant(site: int, index: int) -> Target:
    """Return the target that the sequence at a site shows this variant (from 0)."""
    return Target(TargetKind.VARIANT, number=site, outcome=index)


def division(site: int) -> Target:
    """Return the target that the division at a site has a divisor of zero."""
    return Target(TargetKind.DIVISION, number=site)
