"""Contradictions in the shipped story: speaking after death, using what is gone, surviving the third wound.

The rules are checked over all walkthroughs and many games played at random, step by step.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest
from story_games import Moment, moments, random_games
from story_shipped import machine, runs, story

from desperado_adventure.engine import Playthrough
from desperado_adventure.engine.viewing import TAKE_BACK
from desperado_adventure.engine.views import Arrived, Told
from desperado_adventure.model.expressions import Assign, Effect, Number
from desperado_adventure.model.state import State

GAMES = 600
NINE = ("chucho", "contador", "lalo")

DIES_BY_VARIABLE = {
    ("american", "dead"): "american",
    ("campa_last", "joke"): "campa",
    ("campa_last", "song"): "campa",
    ("campa_last", "shield"): "campa",
    ("quino_last", "silence"): "quino",
    ("quino_last", "wall"): "quino",
    ("quino_last", "shield"): "quino",
}
"""A scene or choice that gives the variable this value has killed the speaker."""

DIES_IN_SCENE = {
    "alley.car": ("navajas",),
    "alley.cap": ("navajas",),
    "alley.ring": ("navajas",),
    "street.door": ("pickup",),
    "showdown.dust": ("foreman",),
    "ranch.quiet": ("bucho",),
    "ranch.carolinas_hand": ("bucho",),
}
"""Whoever arrives here has him dead behind him. (The bar's three are reckoned by `survivor`, see `dead_of_the_bar`.)"""

OWN_WORDS = {
    "guitar": r"your guitar",
    "shotgun": r"your (sawn-off )?shotgun|the sawn-off",
    "pistols": r"your (two )?(big )?pistols?|the (two )?big pistols?|the big ones",
    "rigs": r"(your|the) (small|little|spring) pistols?",
    "photograph": r"your photograph",
    "knife": r"your( own)? knife",
    "case": r"your (guitar )?case",
}
"""Words that take it for granted that the man has the thing."""

NOT_YET_HANDED_OVER = {
    "showdown.street": "Quino opens the case here and puts in what is missing; the choice that follows packs it",
}

FRISKED = {"ranch.search.scar", "ranch.search.still"}
"""Here a guard keeps the knife if he has found one: the scene's text says whether he has."""


MAY_BE_FETCHED = {"rooftops.fire_shop", "rooftops.fire_stairs", "rooftops.fire_back", "highway.ditch_road"}
"""The scenes in which the case is left behind and can still be fetched."""

NOT_HIS_TO_CARRY = {
    *("road.room", "road.yard", "road.shave", "road.told"),  # the case is still under the bed
    *("tale.nine_to_one", "road.never", "ranch.carolinas_hand", "ranch.manito"),  # he is dead, or carries it no more
}
"""The scenes outside the tale in which nothing is listed. In the tale, the player is the American."""


class Fault(NamedTuple):
    """A contradiction: the rule it breaks, where, what contradicts, and the choices that lead to it."""

    rule: str
    scene: str
    what: str
    choices: tuple[str, ...]


@cache
def slots() -> dict[str, int]:
    """Return the slot of each variable, item and leavable place by its name."""
    kinds = ("flag", "counter", "set", "item", "left")
    return {slot.name: index for index, slot in enumerate(story().slots) if slot.kind in kinds}


def carries(state: State, item: str) -> bool:
    """Return whether the man has the thing with him: the case, or an item in the case, his sleeves or his pockets."""
    if item == "case":
        return not state.values[slots()["case"]]
    place = state.values[slots()[item]]
    return place > 0 and story().places[place - 1].carried


def label(state: State, name: str) -> str:
    """Return the word that a variable of the kind set has."""
    return story().slots[slots()[name]].labels[state.values[slots()[name]]]


@cache
def deaths() -> dict[str, frozenset[str]]:
    """Return which speakers each scene (on arrival) and each choice kills."""
    found: dict[str, set[str]] = defaultdict(set)
    for scene in story().scenes.values():
        found[scene.id] |= set(DIES_IN_SCENE.get(scene.id, ())) | _killed(scene.arrive)
        for choice in scene.choices:
            found[choice.id] |= _killed(choice.effects)
    return {source: frozenset(dead) for source, dead in found.items()}


def _killed(effects: tuple[Effect, ...]) -> set[str]:
    killed = set()
    for effect in effects:
        if isinstance(effect, Assign) and isinstance(effect.value, Number):
            slot = story().slots[effect.slot]
            value = slot.labels[effect.value.value] if slot.labels else ""
            killed.add(DIES_BY_VARIABLE.get((slot.name, value), ""))
    return killed - {""}


def dead_of_the_bar(state: State) -> set[str]:
    """Return which of the three from the bar are dead once it is left: all but the survivor, and he if he was killed.

    The survivor may be dead only when the street is left: he talks while it is decided.
    """
    chapter = story().scenes[state.scene].chapter
    order = [each.id for each in story().chapters]
    if order.index(chapter) < order.index("street"):
        return set()
    left_street = order.index(chapter) > order.index("street")
    gone = {label(state, "survivor")} if left_street and label(state, "tail") == "dead" else set()
    return {name for name in NINE if name != label(state, "survivor")} | gone


def speaking_dead(playthrough: Playthrough) -> Iterator[Fault]:
    """Yield every passage spoken by somebody who is dead on this road.

    Words may still be told of the scene or the choice in which he dies; from the next scene on he is silent. A death
    that is taken back is undone for everybody who died since.
    """
    history: list[set[str]] = []
    for index, moment in enumerate(moments(playthrough)):
        if moment.choice == TAKE_BACK:
            history.append(set(history[index - 2]))
            continue
        dead = set(history[-1]) if history else set()
        dying = set(deaths().get(moment.choice, ()))
        scene = ""
        for event in moment.step.events:
            if isinstance(event, Arrived):
                scene = event.scene
                dead |= dying
                dying = set(deaths()[scene])
            elif isinstance(event, Told):
                silent = dead | (dead_of_the_bar(moment.step.state) if moment.before and scene else set())
                for passage in event.passages:
                    if passage.speaker in silent and moment.step.state.scene != "tale.nine_to_one":
                        yield Fault("dead", scene, passage.plain, playthrough.choices[:index])
        history.append(dead | dying)


def survived_wounds(moment: Moment) -> Iterator[str]:
    """Yield a sentence when the man goes on with the third wound."""
    state = moment.step.state
    if state.values[slots()["wounds"]] >= 3:
        scene = story().scenes[state.scene]
        if not scene.fall and scene.ending is None:
            yield "the third wound is survived"


@cache
def losses() -> dict[str, tuple[str, ...]]:
    """Return, for each choice that loses items in any case, which."""
    by_slot = {item.slot: item.id for item in story().items}
    found = {
        choice.id: tuple(
            by_slot[effect.slot]
            for effect in choice.effects
            if isinstance(effect, Assign) and effect.slot in by_slot and effect.value == Number(0)
        )
        for scene in story().scenes.values()
        for choice in scene.choices
    }
    return {choice: items for choice, items in found.items() if items}


def used_without(moment: Moment) -> Iterator[str]:
    """Yield a sentence for each open option that gives away, or calls his own, what the man does not have."""
    state = moment.step.state
    for option in machine().options(state):
        if not option.open:
            continue
        for item in losses().get(option.id, ()):
            if not carries(state, item) and option.id not in FRISKED:
                yield f"{option.id} loses the {item} that he does not have"
        for item in claimed(option.say):
            if not carries(state, item):
                yield f"{option.id} says that he has the {item}"


@cache
def claimed(words: str) -> tuple[str, ...]:
    """Return the things that the man has, according to these words."""
    return tuple(item for item, pattern in OWN_WORDS.items() if re.search(rf"\b({pattern})\b", words, re.IGNORECASE))


def told_without(moment: Moment) -> Iterator[str]:
    """Yield a sentence for each narrated passage that calls his own what he had neither before nor after it."""
    if moment.before is None or moment.choice == TAKE_BACK:
        return
    after = moment.step.state
    scene = moment.before.scene
    for event in moment.step.events:
        if isinstance(event, Arrived):
            scene = event.scene
        elif isinstance(event, Told) and story().scenes[scene].chapter not in ("tale", "road"):
            for passage in event.passages:
                for item in () if passage.speaker else claimed(passage.plain):
                    had = carries(moment.before, item) or carries(after, item)
                    if not had and scene not in NOT_YET_HANDED_OVER:
                        yield f"{scene}: {passage.plain}"


def listed_wrongly(moment: Moment) -> Iterator[str]:
    """Yield a sentence for everything that `case` lists, or does not list, against the story."""
    state = moment.step.state
    listed, left = machine().inventory(state), machine().left_behind(state)
    scene = story().scenes[state.scene]
    root = ".".join(scene.id.split(".")[:2])
    if scene.chapter == "tale" or root in NOT_HIS_TO_CARRY:
        if listed or left:
            yield f"{[*listed, *left]} are listed, and nobody here has them"
        return
    if ("the case with you" in machine().status(state)) != ("case" in listed):
        yield "the listing and the status line differ about the case"
    if not scene.fall and bool(left) != (root in MAY_BE_FETCHED and not carries(state, "case")):
        yield "the case is left behind where it cannot be fetched, or not where it can"
    inside = {item for items in listed.values() for item in items}
    for item in story().items:
        if carries(state, item.id) != (item.id in inside) and ("case" in listed or item.id in inside):
            yield f"the {item.id} is listed, or is not, against where it is"


def check(playthrough: Playthrough) -> Iterator[Fault]:
    """Yield every contradiction of a playthrough."""
    yield from speaking_dead(playthrough)
    for index, moment in enumerate(moments(playthrough)):
        for rule, found in (
            ("wounds", survived_wounds(moment)),
            ("used", used_without(moment)),
            ("told", told_without(moment)),
            ("listed", listed_wrongly(moment)),
        ):
            for what in found:
                yield Fault(rule, moment.step.state.scene, what, playthrough.choices[:index])


@cache
def faults() -> tuple[Fault, ...]:
    """Return one fault for each contradiction that any walkthrough or any of the games shows."""
    found: dict[tuple[str, str, str], Fault] = {}
    for playthrough in (*(run.playthrough for run in runs()), *random_games(machine(), GAMES)):
        for fault in check(playthrough):
            found.setdefault(fault[:3], fault)
    return tuple(found.values())


@pytest.mark.parametrize("rule", ["dead", "wounds", "used", "told", "listed"])
def test_no_road_contradicts_itself(rule: str) -> None:
    """Nobody speaks after his death or survives the third wound; nothing is used, owned or listed that is gone."""
    assert [fault for fault in faults() if fault.rule == rule] == []


def test_the_dead_are_known() -> None:
    """Every variable's word that means a death is set somewhere in the story, and every scene named here exists."""
    assert set(DIES_BY_VARIABLE.values()) <= set().union(*deaths().values())
    assert {*DIES_IN_SCENE, *NOT_YET_HANDED_OVER, *MAY_BE_FETCHED, *NOT_HIS_TO_CARRY} <= set(story().scenes)
    assert {speaker for dead in deaths().values() for speaker in dead} | set(NINE) <= set(story().speakers)
