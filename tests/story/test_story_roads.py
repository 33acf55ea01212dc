"""Two roads are two stories: a player who chooses otherwise in each chapter reads mostly other sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from random import Random

import pytest
from story_games import Picker, at_random, moments, play, told
from story_shipped import machine, story

from desperado_adventure.engine import Playthrough
from desperado_adventure.engine.views import Option
from desperado_adventure.model.state import State

ROADS = 3
_TRIES = 500


def bent(road: int, chance: Random) -> Picker:
    """Return a picker that takes the open choice number `road` first in each chapter, and then avoids early endings."""
    otherwise = at_random(story(), chance)
    turned: dict[str, str] = {}

    def pick(options: tuple[Option, ...], state: State) -> str:
        chapter = story().scenes[state.scene].chapter
        if chapter in turned:
            return otherwise(options, state)
        turned[chapter] = options[road % len(options)].id
        return turned[chapter]

    return pick


def first_choices(playthrough: Playthrough) -> dict[str, str]:
    """Return the first choice taken in each chapter, without the moves of packing."""
    first: dict[str, str] = {}
    for moment in moments(playthrough):
        if moment.before is not None and not moment.choice.startswith("move "):
            first.setdefault(story().scenes[moment.before.scene].chapter, moment.choice)
    return first


@cache
def whole_roads() -> tuple[Playthrough, ...]:
    """Return games that come out on the highway and no two of which begin a chapter with the same choice."""
    roads: list[Playthrough] = []
    for road in range(ROADS):
        taken = {choice for earlier in roads for choice in first_choices(earlier).values()}
        roads.append(next(each for each in _arriving(road) if taken.isdisjoint(first_choices(each).values())))
    return tuple(roads)


def _arriving(road: int) -> Iterator[Playthrough]:
    for seed in range(_TRIES):
        chance = Random(1_000 * road + seed)  # games, not secrets
        playthrough = play(machine(), chance, bent(road, chance))
        if playthrough.state.scene.startswith("highway."):
            yield playthrough


def sentences(playthrough: Playthrough) -> set[str]:
    """Return the different sentences that a playthrough has told."""
    return {
        sentence for passage in told(playthrough) for sentence in re.split(r"(?<=[.!?:…])[\"”’)]*\s+", passage.plain)
    }


@pytest.mark.parametrize(("one", "other"), list(combinations(range(ROADS), 2)))
def test_roads_that_part_in_every_chapter_share_less_than_half(one: int, other: int) -> None:
    """Two games of like length that differ in the first choice of each chapter share under half of their sentences."""
    left, right = whole_roads()[one], whole_roads()[other]
    mine, yours = first_choices(left), first_choices(right)
    assert set(mine) == set(yours) == {chapter.id for chapter in story().chapters}
    assert all(mine[chapter] != yours[chapter] for chapter in mine)
    told_left, told_right = sentences(left), sentences(right)
    assert 0.7 < len(told_left) / len(told_right) < 1.4
    shared = len(told_left & told_right) / min(len(told_left), len(told_right))
    assert shared < 0.5, f"{shared:.0%}"
