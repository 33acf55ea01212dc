"""What a walk has seen, as the certificate tells it: how many states, and where most of them are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .flow import Flow
from .relevance import Relevance

_MOST = 12


class ToldApart(NamedTuple):
    """A slot that a scene's states differ in, and the number of classes of its values."""

    slot: str
    classes: int


class Heavy(NamedTuple):
    """A scene with many states: how many, and what they differ in, the slot with most classes first."""

    scene: str
    states: int
    told_apart: tuple[ToldApart, ...]


class Walked(NamedTuple):
    """One walk: its states, and whether it ended.

    `purpose` is "flow" for the walk that decides everything but texts, "everything" for one that knows texts as well,
    else the names of the slots that were added to what guards read. `heaviest` begins with the scene with most states.
    """

    purpose: str
    states: int
    is_whole: bool
    heaviest: tuple[Heavy, ...]


def heaviest(flow: Flow, relevance: Relevance, counts: Mapping[int, int]) -> tuple[Heavy, ...]:
    """Return the scenes of the points with the most states, from the number of states at each."""
    slots = flow.story.slots
    points = sorted(counts, key=lambda point: (-counts[point], -point))[:_MOST]
    return tuple(
        Heavy(
            flow.points[point].scene,
            counts[point],
            tuple(
                sorted(
                    (ToldApart(slots[slot].name, max(partition) + 1) for slot, partition in relevance[point].items()),
                    key=lambda part: (-part.classes, part.slot),
                )
            ),
        )
        for point in points
    )
