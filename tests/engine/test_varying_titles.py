"""Titles, cards, names and hints that vary: what a game shows of them, and when."""

from __future__ import annotations

import pytest

from desperado_adventure.engine import Machine, Step
from desperado_adventure.engine.varying_titles import Titles
from desperado_adventure.engine.views import Arrived, Ended, Event, Opened, Told
from desperado_adventure.loading import load_text
from desperado_adventure.model.story import Story

WORLD = """
chapters:
  bar: {title: "The Bar{n >= 1: , Later}", card: "{n == 1: One.}"}
  road: {title: The Road, card: "{n >= 1: Dust.|No dust.}"}
variables: {n: 0..2}
places: {case: {title: "{n == 0: A case|The *same* case}"}}
items: {coin: {title: "a {n == 0: peso|worn peso}", at: case}}
speakers: {boy: "{n == 0: A boy|The boy}"}
falls: {take_back: "{n == 0: No.|Not so.}", let_stand: So., goto: road.end}
"""
BAR = """
door:
  title: "{The door|The door again}{n == 2: , at last}"
  do: ["n += 1"]
  text: |
    boy: {has(coin): Good day.}
  choices:
    back: {say: Back., goto: door}
    stay: {say: Stay., do: [n = 0]}
    go: {say: Go., goto: road.bend}
    die: {say: Die., do: [n = 0], goto: death}
death: {text: Dead., fall: true}
"""
ROAD = """
bend: {title: "{n == 2: A bend|A straight road}", goto: end}
end:
  text: It ends.
  ending: {title: "{n >= 1: Once|Twice} is{| not} enough", hint: "{n == 0: Go back.|Go on.}"}
"""


def loaded(**more: str) -> Story:
    """Load the story, perhaps with other files."""
    story, diagnostics = load_text({"story.yaml": WORLD, "scenes/bar.yaml": BAR, "scenes/road.yaml": ROAD, **more})
    assert [each for each in diagnostics if each.is_error] == []
    assert story is not None
    return story


MACHINE = Machine(loaded())
FIRST = MACHINE.begin()


def after(*choices: str) -> Step:
    """Take choices of the door."""
    step = FIRST
    for choice in choices:
        step = MACHINE.choose(step.state, choice if "_" in choice else f"bar.door.{choice}")
    return step


def events(step: Step, *kinds: type[Event]) -> list[Event]:
    """Return the events of these kinds."""
    return [event for event in step.events if isinstance(event, kinds)]


def test_a_scene_is_titled_as_it_is_after_what_happens_on_arrival() -> None:
    """Its title counts visits as its text does; the view has it as it is now."""
    titles = [MACHINE.view(after(*choices).state).title for choices in ([], ["back"], ["back", "back"], ["stay"])]
    assert titles == ["The door", "The door again, at last", "The door again, at last", "The door"]
    assert events(after("back"), Arrived) == [Arrived("bar.door", "The door again, at last")]


def test_a_chapter_opens_when_the_story_comes_from_another() -> None:
    """Its title and its card are as they are after what happens on arrival; within a chapter nothing opens."""
    assert events(FIRST, Opened) == [Opened("bar", "The Bar, Later", "One.")]
    assert events(after("back"), Opened) == []
    assert events(after("go"), Opened, Arrived, Ended) == [
        Opened("road", "The Road", "Dust."),
        Arrived("road.bend", "A straight road"),
        Arrived("road.end", ""),
        Ended("road.end", "Once is enough"),
    ]


def test_a_speaker_is_named_at_the_moment_of_speaking() -> None:
    """The name is part of the passage, without styles."""
    (told,) = events(FIRST, Told)
    assert isinstance(told, Told)
    assert [(each.speaker, each.name) for each in told.passages] == [("boy", "The boy")]
    assert MACHINE.view(after("stay").state).text[0].name == "A boy"


def test_things_are_called_as_they_are_called_now() -> None:
    """Items, places, hints and the words after a death depend on the state in which they are asked for."""
    now, then = FIRST.state, after("stay").state
    assert [MACHINE.titles.items(state)["coin"] for state in (now, then)] == ["a worn peso", "a peso"]
    assert [MACHINE.titles.places(state)["case"] for state in (now, then)] == ["The same case", "A case"]
    assert [MACHINE.titles.hint(state, "road.end") for state in (now, then)] == ["Go on.", "Go back."]
    assert [MACHINE.titles.chapter(state, "bar") for state in (now, then)] == ["The Bar, Later", "The Bar"]
    assert [option.say for option in MACHINE.options(after("die").state)] == ["No.", "So."]


def test_who_is_in_no_state_hears_titles_as_in_the_beginning() -> None:
    """So a list of endings has words for one that was found before its title was recorded."""
    assert MACHINE.titles.ending("road.end") == "Twice is enough"
    assert MACHINE.titles.by_key(None) == {"item coin": "a peso", "place case": "A case"}


def test_titles_that_never_vary_are_made_once() -> None:
    """Asking again gives the very same words, whatever the state."""
    world = WORLD.replace("{n == 0: A case|The *same* case}", "Case").replace("a {n == 0: peso|worn peso}", "peso")
    titles = Titles(loaded(**{"story.yaml": world}))
    assert titles.items(FIRST.state) is titles.items(after("stay").state)
    assert titles.places(FIRST.state) is titles.places(after("stay").state)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: The Road", "title: '{n == 1: Road}'", "`title` can be without words"),
        ("boy: \"{n == 0: A boy|The boy}\"", "boy: '{n == 0: A boy}'", "`boy` can be without words"),
        ("let_stand: So.", "let_stand: '{n == 0: So.}'", "`let_stand` can be without words"),
        ("title: The Road", "title: '{a|b}'", "Nothing is counted here"),
        ("title: The Road", "title: '{m == 1: Road|Street}'", "`m`"),
        ("title: The Road", "title: '*Road'", "asterisk is never closed"),
        ("title: The Road", "title: '\u200b'", "`title` has no words"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_title_is_told_as_in_text(old: str, new: str, said: str) -> None:
    """The same sentences, at the very title."""
    assert old in WORLD
    files = {"story.yaml": WORLD.replace(old, new), "scenes/bar.yaml": BAR, "scenes/road.yaml": ROAD}
    found = [each for each in load_text(files).diagnostics if each.is_error]
    assert [said in each.message for each in found] == [True]
    assert found[0].source.strip() in WORLD.replace(old, new)
