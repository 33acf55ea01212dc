"""Titles that vary, as they are shown: on cards, in lists of endings and saves, to programs."""

from __future__ import annotations

import json
from pathlib import Path

from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_text
from desperado_adventure.model.story import Story
from desperado_adventure.saving import Slots
from desperado_adventure.terminal.answers import Command, Verb
from desperado_adventure.terminal.blocks import plain_lines_of
from desperado_adventure.terminal.found_endings import FoundEndings
from desperado_adventure.terminal.program_answers import case_object, endings_object, turn_object
from desperado_adventure.terminal.session import Session

WORLD = """
chapters: {bar: {title: "The Bar{n == 1:, at Night}", card: "{n == 1: Late.|Noon.}"}}
variables: {n: 0..1}
places: {case: {title: "{n == 0: A case|The case}"}}
items: {coin: {title: "a {n == 0: peso|worn peso}", at: case}}
speakers: {boy: "{n == 0: A boy|The boy}"}
"""
SCENES = """
door:
  title: "The {n == 0: door|back door}"
  text: "boy: {has(coin): Good day.}"
  choices:
    wait: {say: Wait., do: [n = 1], goto: door}
    go: {say: Go., do: [lose(coin)], goto: end}
end: {text: It ends., ending: {title: "{n == 0: Early|Late}"}}
other: {text: It ends., ending: {title: Other, hint: "{n == 0: Wait.|Do not wait.}"}}
"""


def loaded() -> Story:
    """Load the story."""
    story = load_text({"story.yaml": WORLD, "scenes/bar.yaml": SCENES}).story
    assert story is not None
    return story


MACHINE = Machine(loaded())


def shown(session: Session, *choices: str) -> list[str]:
    """Take choices; return the lines of the last one."""
    lines: list[str] = []
    for choice in choices:
        lines = plain_lines_of(session.perform(Command(Verb.CHOOSE, f"bar.door.{choice}")), MACHINE.story)
    return [line for line in lines if line]


def listed(session: Session, verb: Verb) -> list[str]:
    """Return the lines of a page."""
    return [line.strip() for line in plain_lines_of(session.perform(Command(verb)), MACHINE.story) if line]


def test_a_turn_shows_titles_as_they_are() -> None:
    """Card, heading, speaker, what was lost and the ending are in the words of the moment."""
    session = Session(MACHINE, None)
    assert [line for line in plain_lines_of(session.begin(), MACHINE.story) if line] == [
        "Chapter 1: The Bar", "Noon.", "Scene: The door", "A boy: Good day.",
    ]  # fmt: skip
    assert shown(session, "wait")[1:] == ["Scene: The back door", "The boy: Good day."]
    assert listed(session, Verb.CASE)[1:] == ["The case: a worn peso"]
    assert shown(session, "go")[1:] == ["No longer yours: a worn peso.", "It ends.", "THE END: Late"]


def test_an_ending_is_listed_under_the_title_that_it_was_found_under(tmp_path: Path) -> None:
    """So it is in another game and after the program was left; the hint is that of the present state."""
    session = Session(MACHINE, Slots(tmp_path, MACHINE.story.id))
    session.begin()
    shown(session, "wait", "go")
    assert listed(session, Verb.ENDINGS)[1] == "Late (found)"
    again = Session(MACHINE, Slots(tmp_path, MACHINE.story.id))
    assert listed(again, Verb.ENDINGS)[1] == "Late (found)"
    assert endings_object(again) == {
        "endings": [{"found": True, "ending": "bar.end", "title": "Late"}, {"found": False, "hint": "Wait."}]
    }
    shown(again, "wait")
    assert endings_object(again)["endings"][1] == {"found": False, "hint": "Do not wait."}  # type: ignore[index]  # a list


def test_an_older_record_has_the_title_of_the_beginning(tmp_path: Path) -> None:
    """Ids alone are found endings, too, and an older program finds its ids in a newer record."""
    (tmp_path / "endings").write_text('["bar.end"]', "utf-8")
    record = FoundEndings(tmp_path)
    assert record.page(MACHINE, MACHINE.begin().state)[0] == "Early (found)"
    record.add("bar.end", "Late")
    assert [each for each in json.loads((tmp_path / "endings").read_text("utf-8")) if isinstance(each, str)] == [
        "bar.end"
    ]
    assert FoundEndings(tmp_path).found_in(MACHINE.story) == {"bar.end": "Late"}


def test_a_save_is_listed_under_the_titles_of_its_moment(tmp_path: Path) -> None:
    """The label keeps the words that chapter and scene had when the game was saved."""
    session = Session(MACHINE, Slots(tmp_path, MACHINE.story.id))
    session.begin()
    session.perform(Command(Verb.SAVE, "early"))
    shown(session, "wait")
    session.perform(Command(Verb.SAVE, "late"))
    labels = {each.name: each.save.label for each in Slots(tmp_path, MACHINE.story.id).summaries() if each.save}
    assert (labels["early"], labels["late"]) == ("The Bar: The door", "The Bar, at Night: The back door")


def test_programs_are_told_the_same_titles() -> None:
    """A turn has the titles of scene, chapter and ending, and `case` those of all things."""
    session = Session(MACHINE, None)
    blocks = session.begin()
    turn = turn_object(session, blocks)
    assert (turn["title"], turn["text"]) == ("The door", ["A boy: Good day."])
    assert turn["events"] == [
        {"event": "chapter", "chapter": "bar", "title": "The Bar", "card": "Noon."},
        {"event": "arrived", "scene": "bar.door", "title": "The door"},
    ]
    assert case_object(session)["titles"] == {"case": "A case", "coin": "a peso"}
    shown(session, "go")
    assert turn_object(session, [])["events"][-1] == {"event": "ended", "scene": "bar.end", "title": "Early"}  # type: ignore[index]  # a list
