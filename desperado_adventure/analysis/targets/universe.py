"""All targets of a story, by kind. The proof and the coverage report both count this list."""

from __future__ import annotations

from collections.abc import Iterable

from ...model.site import Site, SiteKind
from ...model.story import VARIABLES, SlotKind, Story
from .target import Target, TargetKind, condition, division, variant

WORDING = frozenset((SiteKind.TEXT, SiteKind.PARAGRAPH, SiteKind.VERSE))
"""The kinds of sites whose conditions decide which words are shown."""

NO_CONDITIONS = frozenset((SiteKind.SEQUENCE, SiteKind.DIVISION))
"""The kinds of sites at which no condition stands."""


def targets(story: Story) -> dict[str, tuple[Target, ...]]:
    """Return the targets of a story by kind.

    The kinds are "scenes", "texts" (of the scenes themselves), "choices", "barred", "redirects", "endings", "changes",
    "values"; "variants" (those of sequences, and both outcomes of each condition within a text); and "conditions" (both
    outcomes of each other condition).
    """
    authored = [scene for scene in story.scenes.values() if not scene.parent]
    choices = {choice.id: choice for scene in story.scenes.values() for choice in scene.choices}.values()
    wordings, guards = _condition_sites(story.sites)
    return {
        "scenes": tuple(Target(TargetKind.SCENE, scene.id) for scene in authored),
        "texts": tuple(Target(TargetKind.TEXT, scene.id) for scene in authored if scene.text),
        "choices": tuple(Target(TargetKind.CHOICE, choice.id) for choice in choices),
        "barred": tuple(Target(TargetKind.BARRED, choice.id) for choice in choices if choice.requires is not None),
        "redirects": tuple(
            Target(TargetKind.REDIRECT, scene.id, number)
            for scene in authored
            for number in range(len(scene.redirects))
        ),
        "variants": (*_variants(story.sites), *_outcomes(wordings)),
        "conditions": _outcomes(guards),
        "endings": tuple(Target(TargetKind.ENDING, scene.id) for scene in authored if scene.ending is not None),
        "changes": tuple(
            Target(TargetKind.CHANGE, number=index) for index, slot in enumerate(story.slots) if slot.kind in VARIABLES
        ),
        "values": tuple(
            Target(TargetKind.VALUE, number=index, outcome=value)
            for index, slot in enumerate(story.slots)
            if slot.kind is SlotKind.SET
            for value in range(slot.low, slot.high + 1)
            if value != slot.start
        ),
    }


def hazards(story: Story) -> dict[str, tuple[Target, ...]]:
    """Return, by kind, what nobody should ever see: "divisions" by zero."""
    sites = [index for index, site in enumerate(story.sites) if site.kind is SiteKind.DIVISION]
    return {"divisions": tuple(map(division, sites))}


def _condition_sites(sites: tuple[Site, ...]) -> tuple[list[int], list[int]]:
    """Return the sites of conditions: those that decide which words are shown, and all others."""
    indices = [index for index, site in enumerate(sites) if site.kind not in NO_CONDITIONS]
    return (
        [index for index in indices if sites[index].kind in WORDING],
        [index for index in indices if sites[index].kind not in WORDING],
    )


def _variants(sites: tuple[Site, ...]) -> Iterable[Target]:
    for index, site in enumerate(sites):
        if site.kind is SiteKind.SEQUENCE:
            yield from (variant(index, number) for number in range(site.variants))


def _outcomes(sites: list[int]) -> tuple[Target, ...]:
    return tuple(condition(site, holds=holds) for site in sites for holds in (True, False))
