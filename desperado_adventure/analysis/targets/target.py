"""A target: something that an author would want to have happened at least once."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class TargetKind(StrEnum):
    """What kind of thing is to be seen; which fields of a `Target` say which one it is."""

    SCENE = "scene"
    """The scene `id` is come to, be it only to pass through it."""
    TEXT = "text"
    """The own text of the scene `id` is told, or can be read by looking."""
    ENDING = "ending"
    """The ending `id` (a scene) is reached."""
    CHOICE = "choice"
    """The choice `id` is taken."""
    BARRED = "barred"
    """The choice `id` is shown and cannot be taken."""
    REDIRECT = "redirect"
    """The redirect `number` (from 0) of the scene `id` is taken."""
    CONDITION = "condition"
    """The condition at the site `number` is asked, and holds (`outcome` 1) or does not (0)."""
    VARIANT = "variant"
    """The sequence at the site `number` shows its variant `outcome` (from 0)."""
    CHANGE = "change"
    """The slot `number` has another value than at first."""
    VALUE = "value"
    """The slot `number`, a set, has the value `outcome`."""


class Target(NamedTuple):
    """Something to be seen at least once; `TargetKind` says what the other fields mean."""

    kind: TargetKind
    id: str = ""
    number: int = -1
    outcome: int = 0


def condition(site: int, *, holds: bool) -> Target:
    """Return the target that a condition comes out like this."""
    return Target(TargetKind.CONDITION, number=site, outcome=int(holds))


def variant(site: int, index: int) -> Target:
    """Return the target that a sequence shows this one of its variants."""
    return Target(TargetKind.VARIANT, number=site, outcome=index)
