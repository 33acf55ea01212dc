"""The size of a walk, for the certificate: how many states it has, and which scenes have most of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from .flow import Flow
from .relevance import Partition, Relevance

_MOST = 12


class ToldApart(NamedTuple):
    """A slot in which the states of a scene differ, and the number of classes of its values."""

    slot: str
    classes: int


class Heavy(NamedTuple):
    """A scene with many states: how many, and the slots in which they differ, those with most classes first."""

    scene: str
    states: int
    told_apart: tuple[ToldApart, ...]


class Walked(NamedTuple):
    """A walk: the number of its states, and whether it came to its end.

    `purpose` is "flow" for the walk that decides everything but texts, "everything" for a walk that decides texts too,
    else the names of the slots that only texts read. `heaviest` begins with the scene that has most states.
    """

    purpose: str
    states: int
    is_whole: bool
    heaviest: tuple[Heavy, ...]


def heaviest(
    flow: Flow, relevance: Relevance, number: Callable[[int, Partition], int], counts: Mapping[int, int]
) -> tuple[Heavy, ...]:
    """Return the scenes of the points with the most states, from the number of states at each.

    `number` gives the number of classes of a slot's partition.
    """
    slots = flow.story.slots
    points = sorted(counts, key=lambda point: (-counts[point], -point))[:_MOST]
    return tuple(
        Heavy(
            flow.points[point].scene,
            counts[point],
            tuple(
                sorted(
                    (
                        ToldApart(slots[slot].name, number(slot, partition))
                        for slot, partition in relevance[point].items()
                    ),
                    key=lambda part: (-part.classes, part.slot),
                )
            ),
        )
        for point in points
    )
