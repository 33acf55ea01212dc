"""What the shipped story promises of its size and its parts, and the house rules of its prose."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest
from story_games import moments, random_games
from story_shipped import machine, runs, story, texts, turning_points

from desperado_adventure.analysis.playing.statistics import count_chapters
from desperado_adventure.model.expressions import Assign, Condition, Effect, Given, Read
from desperado_adventure.model.story import VARIABLES, Scene, Story
from desperado_adventure.model.text import Content, Run, Sequence, Switch, alternatives

FIGHTS = ("bar", "street", "church", "alley", "rooftops", "showdown", "ranch")
LONG_OPENINGS = {
    "alley.mouth": "the floor moves: the voice that has told the story so far gives way to another",
    "showdown.street": "three men, three cases and three places to stand are set out at once",
}
LONGEST_SCENE, LONGEST_OPENING, LONGEST_ENDING = 260, 380, 340
MANY_WAYS = "ranch.breath"
"""The brothers' table is where everything that was packed, found and spared comes to a choice: up to seven of them."""


def slots_read(part: object) -> Iterator[int]:
    """Yield the index of every slot that an expression can read, repetitions included."""
    if isinstance(part, Read):
        yield part.slot
    elif isinstance(part, tuple):
        for inner in part:
            yield from slots_read(inner)


def words(content: Content, shortest: bool) -> int:  # noqa: FBT001  # the two ends of one range
    """Return how many words the shortest (or the longest) reading of a content has."""
    end = min if shortest else max
    total = 0
    for piece in content:
        if isinstance(piece, Run):
            total += len(piece.text.split())
        else:
            total += end(words(part, shortest) for part in alternatives(piece))
    return total


def assigned(effects: tuple[Effect, ...]) -> Iterator[Assign]:
    """Yield every assignment among the effects."""
    for effect in effects:
        if isinstance(effect, Given):
            yield from assigned(effect.effects)
        else:
            yield effect


def assigned_in(scene: Scene) -> Iterator[Assign]:
    """Yield every assignment that a scene, its redirects or its choices make."""
    for effects in (
        scene.arrive,
        *(redirect.effects for redirect in scene.redirects),
        *(choice.effects for choice in scene.choices),
    ):
        yield from assigned(effects)


def conditions(content: Content) -> Iterator[Condition]:
    """Yield every condition on which words of the content depend."""
    for piece in content:
        if isinstance(piece, Switch):
            for case in piece.cases:
                yield case.condition
                yield from conditions(case.content)
            yield from conditions(piece.otherwise)
        elif isinstance(piece, Sequence):
            for variant in piece.variants:
                yield from conditions(variant)


def test_the_story_is_as_large_as_promised() -> None:
    """There are at least 150 scenes, 400 choices and 40,000 words."""
    chapters = count_chapters(story())
    assert sum(chapter.scenes for chapter in chapters) >= 150
    assert sum(chapter.choices for chapter in chapters) >= 400
    assert sum(chapter.words for chapter in chapters) >= 40_000


def test_every_ending_is_whole() -> None:
    """There are at least 14 endings, each with a title, a hint and closing text of at least 100 words."""
    endings = [scene for scene in story().scenes.values() if scene.ending is not None]
    assert len(endings) >= 14
    assert len({scene.ending.title for scene in endings if scene.ending}) == len(endings)
    for scene in endings:
        assert scene.ending is not None
        assert scene.ending.title, scene.id
        assert scene.ending.hint, scene.id


def test_every_ending_has_a_walkthrough_and_closing_words() -> None:
    """Every ending is reached by a walkthrough, and closes with at least 100 words and a verse."""
    endings = {scene.id for scene in story().scenes.values() if scene.ending is not None}
    reached = {}
    for run in runs():
        assert not run.diagnostics, run.diagnostics[0].message
        reached[run.playthrough.state.scene] = run.playthrough.state
    assert endings <= set(reached)
    for scene in endings:
        told = machine().view(reached[scene]).text
        assert sum(len(passage.plain.split()) for passage in told) >= 100, scene
        assert story().scenes[scene].verses, scene


def test_the_song_has_many_turning_points() -> None:
    """At least forty scenes and choices bring a verse."""
    assert len(list(turning_points())) >= 40


def test_the_doubt_lies_about() -> None:
    """A piece of the secret can be found in at least seven scenes, in at least five chapters."""
    doubt = next(index for index, slot in enumerate(story().slots) if slot.name == "doubt")
    where = {
        scene.parent or scene.id
        for scene in story().scenes.values()
        if any(effect.slot == doubt for effect in assigned_in(scene))
    }
    assert len(where) >= 7
    assert len({scene.split(".")[0] for scene in where}) >= 5


def test_every_fight_can_be_lost() -> None:
    """Each chapter in which there is fighting has at least one fall."""
    falls = Counter(scene.chapter for scene in story().scenes.values() if scene.fall)
    assert all(falls[chapter] for chapter in FIGHTS), falls


@pytest.mark.parametrize("chapter", ["hotel", "ranch", "highway"])
def test_a_late_chapter_remembers(chapter: str) -> None:
    """At least five of its lines depend on different slots that only earlier chapters change."""
    assert len(remembered(story(), chapter)) >= 5


def remembered(shipped: Story, chapter: str) -> set[str]:
    """Return the names of the slots that its text depends on, and that only earlier chapters change."""
    order = [each.id for each in shipped.chapters]
    earlier = set(order[: order.index(chapter)])
    written: dict[int, set[str]] = defaultdict(set)
    for scene in shipped.scenes.values():
        for effect in assigned_in(scene):
            written[effect.slot].add(scene.chapter)
    found = set()
    for scene in shipped.scenes.values():
        if scene.chapter != chapter:
            continue
        for paragraph in texts(scene):
            whole = (paragraph.when,) if paragraph.when is not None else ()
            for condition in (*whole, *conditions(paragraph.content)):
                for slot in slots_read(condition.test):
                    declared = shipped.slots[slot]
                    if declared.kind in VARIABLES and written[slot] and written[slot] <= earlier:
                        found.add(declared.name)
    return found - {"teller", "taken_back"}


def test_a_choice_is_said_in_a_breath() -> None:
    """No choice has more than twelve words."""
    for scene in story().scenes.values():
        for choice in scene.choices:
            assert words(choice.say, shortest=False) < 13, choice.id


def test_nothing_is_told_twice() -> None:
    """No paragraph of more than three words stands in two scenes."""
    places: dict[Content, set[str]] = defaultdict(set)
    for scene in story().scenes.values():
        for paragraph in texts(scene):
            if words(paragraph.content, shortest=False) > 3:
                places[paragraph.content].add(scene.id)
    assert [owners for owners in places.values() if len(owners) > 1] == []


def test_a_scene_is_read_in_a_minute_and_offers_a_few_ways() -> None:
    """No scene is longer than its kind allows, and none offers more than six choices, the brothers' table seven."""
    longest: dict[str, int] = defaultdict(int)
    widest: dict[str, int] = defaultdict(int)
    games = [run.playthrough for run in runs()]
    for game in (*games, *random_games(machine(), 150)):
        for moment in moments(game):
            view = machine().view(moment.step.state)
            told = sum(len(passage.plain.split()) for passage in view.text)
            longest[view.scene] = max(longest[view.scene], told)
            widest[view.scene] = max(widest[view.scene], len(view.options))
    for scene, most in longest.items():
        ends = story().scenes[scene].ending is not None
        allowed = LONGEST_ENDING if ends else LONGEST_OPENING if scene in LONG_OPENINGS else LONGEST_SCENE
        assert most <= allowed, f"{scene} has {most} words"
    for scene, most in widest.items():
        assert most <= (7 if scene == MANY_WAYS else 6), f"{scene} offers {most} choices"


def test_a_scene_is_a_decision() -> None:
    """Every scene in which the player chooses has at least two choices."""
    for scene in story().scenes.values():
        if scene.choices and not scene.parent:
            assert len(scene.choices) >= 2, scene.id
