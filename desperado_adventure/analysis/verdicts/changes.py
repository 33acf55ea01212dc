"""What a change of a story did: what is reached that was not, or not any more, and where one can be stuck.

Two certificates are compared by names. A scene or a choice that has another id now (`was:`) is the same thing. A text
is known by the scene or choice that it belongs to and by its words, so that lines above it may come and go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from ...engine.present_names import PresentNames
from ...model.story import Story
from ..targets.target import Target, TargetKind
from ..targets.universe import targets
from .certificate import Certificate

_AT_SITES = (TargetKind.CONDITION, TargetKind.VARIANT)


class Aspect(StrEnum):
    """Of what a change speaks. The first four are kinds of `universe.targets`."""

    ENDINGS = "endings"
    SCENES = "scenes"
    CHOICES = "choices"
    VARIANTS = "variants"
    SOFT_LOCKS = "soft-locks"
    DEAD_ENDS = "dead ends"


class Changed(NamedTuple):
    """What one aspect has gained and lost, by names; a name stands as often as there are such things."""

    aspect: Aspect
    gained: tuple[str, ...]
    lost: tuple[str, ...]


class Proved(NamedTuple):
    """A story and what was proved of it."""

    story: Story
    certificate: Certificate


def changes(old: Proved, new: Proved) -> tuple[Changed, ...]:
    """Return what differs between two versions of a story, without the aspects in which nothing does.

    Only what both certificates have decided is compared.
    """
    found = [
        _changed(aspect, _reached(old, aspect, new.story), _reached(new, aspect, new.story))
        for aspect in (Aspect.ENDINGS, Aspect.SCENES, Aspect.CHOICES, Aspect.VARIANTS)
        if not old.certificate.undecided[aspect] and not new.certificate.undecided[aspect]
    ]
    if old.certificate.knows_stuck and new.certificate.knows_stuck:
        names = PresentNames(new.story)
        for aspect, before, after in (
            (Aspect.SOFT_LOCKS, old.certificate.locked - old.certificate.dead_ends, new.certificate.locked),
            (Aspect.DEAD_ENDS, old.certificate.dead_ends, new.certificate.dead_ends),
        ):
            now = after - new.certificate.dead_ends if aspect is Aspect.SOFT_LOCKS else after
            found.append(_changed(aspect, Counter(map(names.id, before)), Counter(now)))
    return tuple(each for each in found if each.gained or each.lost)


def _changed(aspect: Aspect, before: Counter[str], after: Counter[str]) -> Changed:
    return Changed(aspect, tuple(sorted((after - before).elements())), tuple(sorted((before - after).elements())))


def _reached(proved: Proved, aspect: Aspect, now: Story) -> Counter[str]:
    """Return the names of what is reached, as they are in the story as it is now."""
    names = PresentNames(now)
    reached: Iterable[Target] = (
        target for target in targets(proved.story)[aspect] if target in proved.certificate.found
    )
    return Counter(_name(proved.story, target, names) for target in reached)


def _name(story: Story, target: Target, names: PresentNames) -> str:
    if target.kind not in _AT_SITES:
        return names.id(target.id)
    site = story.sites[target.number]
    excerpt = " ".join(site.excerpt.split())
    outcome = f"variant {target.outcome + 1}"
    if target.kind is TargetKind.CONDITION:
        outcome = "true" if target.outcome else "false"
    owner = names.id(site.owner) if site.owner else "status"
    return f"{owner}: {excerpt} ({outcome})"
