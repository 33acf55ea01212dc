"""Games of the shipped story, played by a seed: what was told, sung and carried at every step of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from desperado_adventure.engine import Machine, Playthrough, Step
from desperado_adventure.engine.viewing import LET_STAND, TAKE_BACK
from desperado_adventure.engine.views import Option, Passage, Sung, Told
from desperado_adventure.model.state import State
from desperado_adventure.model.story import Story

STORY = Path(__file__).resolve().parents[2] / "story"
LONGEST = 1_000
_MOST_MOVES = 8


class Moment(NamedTuple):
    """One step of a game: the state it left ("" and None at the beginning), what was chosen, and what came of it."""

    before: State | None
    choice: str
    step: Step


Picker = Callable[[tuple[Option, ...], State], str]
"""Which of the open options to take in this state: the option's id."""


def moments(playthrough: Playthrough) -> tuple[Moment, ...]:
    """Return the steps of a playthrough, each with the state before it."""
    states: list[State | None] = [None, *(step.state for step in playthrough.steps)]
    return tuple(map(Moment, states, ("", *playthrough.choices), playthrough.steps))


def play(machine: Machine, chance: Random, pick: Picker) -> Playthrough:
    """Play one game to an ending (or for `LONGEST` choices). In a packing scene items are moved first."""
    steps, choices = [machine.begin()], [""]
    while len(steps) < LONGEST:
        state = steps[-1].state
        scene = machine.story.scenes[state.scene]
        if scene.ending is not None:
            break
        if scene.pack and not choices[-1].startswith("move "):
            for choice, step in _pack(machine, state, chance):
                choices.append(choice)
                steps.append(step)
            state = steps[-1].state
        open_options = tuple(option for option in machine.options(state) if option.open)
        choices.append(pick(open_options, state))
        steps.append(machine.choose(state, choices[-1]))
    return Playthrough(tuple(steps), tuple(choices[1:]))


def _pack(machine: Machine, state: State, chance: Random) -> Iterator[tuple[str, Step]]:
    for _ in range(chance.randrange(_MOST_MOVES + 1)):
        packing = machine.view(state).packing
        if packing is None or not packing.moves:
            return
        item, place = chance.choice(packing.moves)
        step = machine.choose(state, f"move {item} {place}")
        yield f"move {item} {place}", step
        state = step.state


def at_random(story: Story, chance: Random) -> Picker:
    """Return a picker for long games: it takes back most deaths, and avoids most choices that end the story."""
    ends = {
        choice.id
        for scene in story.scenes.values()
        for choice in scene.choices
        for to in choice.destinations
        if to.scene and story.scenes[to.scene].ending is not None
    }

    def pick(options: tuple[Option, ...], state: State) -> str:
        if story.scenes[state.scene].fall:
            return LET_STAND if chance.random() < 0.05 else TAKE_BACK
        choice = chance.choice(options).id
        return chance.choice(options).id if choice in ends else choice

    return pick


def random_games(machine: Machine, count: int) -> Iterator[Playthrough]:
    """Yield this many games, the same ones every time."""
    for seed in range(count):
        chance = Random(seed)  # games, not secrets
        yield play(machine, chance, at_random(machine.story, chance))


def told(playthrough: Playthrough) -> Iterator[Passage]:
    """Yield every passage that was told, in order."""
    for step in playthrough.steps:
        for event in step.events:
            if isinstance(event, Told):
                yield from event.passages


def quatrains(playthrough: Playthrough) -> int:
    """Return how many quatrains the playthrough's scenes and choices have added, each counted once."""
    sung = {
        event.source: len(event.quatrains)
        for step in playthrough.steps
        for event in step.events
        if isinstance(event, Sung)
    }
    return sum(sung.values())
