"""The engine against an interpreter that was written from the author's manual alone."""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest
from hard_stories import hard_stories
from manual_interpreter import Game, Written, written
from random_stories import random_files, random_story

from desperado_adventure.engine import Machine, Step
from desperado_adventure.engine.viewing import LET_STAND, TAKE_BACK
from desperado_adventure.engine.views import Told
from desperado_adventure.loading import load_text
from desperado_adventure.model.state import State
from desperado_adventure.model.story import Story
from desperado_adventure.model.typed_names import name_of_number

STORIES = int(os.environ.get("DESPERADO_RANDOM_STORIES", "400"))
HARD_STORIES = hard_stories()
NAMES = ("Abel", "éva", "Bea")
"""What is typed where a story asks for a name; its words are `abel` and `eva`."""

WALKS = 3
STEPS = 15


def _told(step: Step) -> list[str]:
    """Return the paragraphs that a step told, blanks made single."""
    passages = [passage for event in step.events if isinstance(event, Told) for passage in event.passages]
    return [words for words in (" ".join(passage.plain.split()) for passage in passages) if words]


def _values(story: Story, state: State) -> dict[str, object]:
    """Return variables, places of items and places left behind, by name, as the manual names them."""
    found: dict[str, object] = {}
    for slot, value in zip(story.slots, state.values, strict=True):
        if slot.kind == "item":
            found[slot.name] = slot.labels[value] if value else None
        elif slot.kind == "set":
            found[slot.name] = slot.labels[value]
        elif slot.kind == "typed":
            found[slot.name] = name_of_number(value)
        elif slot.kind in ("flag", "counter", "left"):
            found[f"{slot.name} is left" if slot.kind == "left" else slot.name] = value
    return found


def _expected(game: Game) -> dict[str, object]:
    world = game.world
    left = {f"{name} is left": int(name in world.left) for name, place in world.places.items() if "leavable" in place}
    return world.variables | world.item_at | left


def _compare(story: Story, machine: Machine, step: Step, game: Game) -> None:
    """Assert that both are in the same state, have told the same, and offer the same."""
    view = machine.view(step.state)
    assert step.state.scene == (game.menu or game.scene)
    assert _values(story, step.state) == _expected(game)
    assert _told(step) == game.told
    assert [" ".join(phrase.split()) for phrase in machine.status(step.state)] == game.status()
    _compare_titles(machine, step.state, game)
    assert (bool(view.ending), view.fall) == (game.has_ended, game.has_fallen)
    if game.has_fallen or game.has_ended:
        return
    offered = [(each.id, " ".join(each.say.split()), each.open, each.barred, each.asks) for each in view.options]
    assert offered == [tuple(offer) for offer in game.offers()]
    assert set(view.packing.moves if view.packing else ()) == set(game.moves())


def _compare_titles(machine: Machine, state: State, game: Game) -> None:
    """Assert that both call the scene, its ending, the items and the places the same."""
    world, visits = game.world, game.world.visits.get(game.scene, 0)
    for titles, declared in (
        (machine.titles.items(state), world.items),
        (machine.titles.places(state), world.places),
    ):
        begins = declared is world.places  # an item's title stands in the middle of a sentence
        said = {each: world.line(thing["title"], 0, is_sentence=begins) for each, thing in declared.items()}
        assert titles == {each: _on_one_line(words) for each, words in said.items()}
    if not game.menu and not game.scene.endswith(".then"):  # a `then` has the title of the scene, and its visits
        assert machine.view(state).title == _on_one_line(world.line(game.here.get("title", ""), visits))
    if game.has_ended:
        assert machine.view(state).ending == _on_one_line(world.line(game.here["ending"]["title"], visits))


def _on_one_line(words: str) -> str:
    return " ".join(words.split())


def _commands(game: Game) -> list[str]:
    """Return what a player can do now."""
    if game.has_ended:
        return []
    if game.has_fallen:
        return [LET_STAND, TAKE_BACK]
    opened = [offer for offer in game.offers() if offer.is_open]
    taken = [f"{each.id} {name}" if name else each.id for each in opened for name in (NAMES if each.asks else ("",))]
    return taken + [f"move {item} {to}" for item, to in game.moves()]


def _do(game: Game, command: str) -> None:
    if command == TAKE_BACK:
        game.take_back()
    elif command == LET_STAND:
        game.let_stand()
    elif command.startswith("move "):
        game.move(*command.split()[1:])
    else:
        key, _, name = command.partition(" ")
        game.choose(key, name)


def _walk(story: Story, source: Written, chance: random.Random, counts: Counter[str]) -> None:
    machine, game = Machine(story), Game(source)
    step = machine.begin()
    for _ in range(STEPS):
        if game.circle:
            assert step.state.scene in game.circle
            counts["walks into circles"] += 1
            return
        _compare(story, machine, step, game)
        commands = _commands(game)
        if not commands:
            break
        command = chance.choice(commands)
        _do(game, command)
        step = machine.choose(step.state, command)
        counts["steps"] += 1
        counts["deaths taken back"] += command == TAKE_BACK
    counts["walks"] += 1
    counts["endings"] += game.has_ended


def test_the_engine_plays_as_the_manual_says(capsys: pytest.CaptureFixture[str]) -> None:
    """Scene, variables, items, words and options are the same after every choice of a random walk in both."""
    counts: Counter[str] = Counter()
    for seed in range(STORIES):
        story, source, chance = random_story(seed), written(random_files(seed)), random.Random(seed)
        for _ in range(WALKS):
            try:
                _walk(story, source, chance, counts)
            except AssertionError as error:
                raise AssertionError(f"seed {seed}: {error}") from error
    with capsys.disabled():
        print("\nthe manual against the engine: " + ", ".join(f"{n} {what}" for what, n in counts.items()))  # noqa: T201  # the number of walks is to be seen
    assert counts["steps"] > 5 * STORIES


@pytest.mark.parametrize("name", HARD_STORIES)
def test_the_engine_plays_a_hard_story_as_the_manual_says(name: str) -> None:
    """So it is where cutaways, falls, nested choices, packing and redirects stand within each other."""
    files = HARD_STORIES[name]
    story = load_text(files).story
    assert story is not None
    for seed in range(20):
        _walk(story, written(files), random.Random(seed), Counter())
