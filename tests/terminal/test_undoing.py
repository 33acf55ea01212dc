"""What undo and redo say: which choice or move it was, and where the player is now."""

from __future__ import annotations

from pathlib import Path

import pytest
from glass import GLASS
from small_stories import small_story

from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_text
from desperado_adventure.saving import Slots
from desperado_adventure.terminal.answers import Command, Verb
from desperado_adventure.terminal.blocks import Block, plain_lines_of
from desperado_adventure.terminal.session import Session

PACK = "bar.door.pack"


@pytest.fixture(scope="module")
def glass() -> Machine:
    """A machine for the story that has one of everything."""
    story = load_text(GLASS).story
    assert story is not None
    return Machine(story)


def played(machine: Machine, *choices: str, slots: Slots | None = None) -> Session:
    """Return a session after these choices and moves."""
    session = Session(machine, slots)
    session.begin()
    for choice in choices:
        verb, _, move = choice.partition(" ")
        session.perform(Command(Verb.MOVE, move) if move else Command(Verb.CHOOSE, verb))
    session.autosave()
    return session


def said(session: Session, verb: Verb) -> str:
    """Carry a command out and return what a plain screen would write."""
    return text(session, session.perform(Command(verb)))


def text(session: Session, blocks: list[Block]) -> str:
    """Return blocks as lines."""
    return "\n".join(plain_lines_of(blocks, session.machine.story))


def test_undo_names_the_choice_and_tells_where_it_was_taken(glass: Machine) -> None:
    """The words of the choice are quoted, and the scene is told again."""
    shown = said(played(glass, "bar.door.in"), Verb.UNDO)
    assert shown.startswith("Undone: “Go in.” You are back here:\n")
    assert "Nobody looks up." in shown


def test_long_words_are_quoted_in_short(glass: Machine) -> None:
    """Of a long choice the beginning is quoted."""
    session = played(glass, PACK, "move pistols case", "room.pack.go", "bar.door.gun")
    quoted = "“Put the case on the counter and open it, slowly, so that ev…”"
    assert said(session, Verb.UNDO).startswith(f"Undone: {quoted} You are back here:\n")
    assert said(session, Verb.REDO).startswith(f"Done again: {quoted}\n")


def test_undo_of_a_move_says_where_the_item_is_and_nothing_else(glass: Machine) -> None:
    """A move is undone in one sentence, with the room in the place if it is bounded; the scene is not told again."""
    session = played(glass, PACK, "move shotgun case", "move shotgun bed")
    assert said(session, Verb.UNDO) == (
        "Undone. Back where it was: the sawn-off shotgun (The guitar case, room for 4 more).\n"
    )
    assert said(session, Verb.UNDO) == "Undone. Back where it was: the sawn-off shotgun (On the bed).\n"
    assert said(session, Verb.REDO).startswith(
        "Done again: the sawn-off shotgun.\n\nMoved: the sawn-off shotgun. The guitar case"
    )
    assert (
        "Undone: “Go back to the room and think about the case again.”"
        in [
            said(session, Verb.UNDO),
            said(session, Verb.UNDO),
        ][1]
    )


def test_undo_of_a_move_that_led_elsewhere_tells_the_scene() -> None:
    """If the story went on because of a move, its undo says where the player is again."""
    things = """
places: {case: {title: The case, capacity: 2}, floor: {title: The floor, carried: false}}
items: {lamp: {title: the lamp, size: 1, at: floor}}
"""
    cellar = """
cellar:
  text: A cellar.
  pack: [case, floor]
  redirects: [{when: has(lamp), text: It goes out., goto: dark}]
  choices:
    up: {say: Go up., goto: end}
dark:
  text: It is dark.
  choices:
    up: {say: Go up., goto: end}
"""
    session = played(Machine(small_story(cellar, things)), "move lamp case")
    assert session.view.scene == "bar.dark"
    shown = said(session, Verb.UNDO)
    assert shown.startswith("Undone. Back where it was: the lamp (The floor).\n")
    assert "A cellar." in shown
    assert "It is dark." in said(session, Verb.REDO)


def test_undo_of_a_death_and_of_its_taking_back(glass: Machine) -> None:
    """That a death was taken back, or let stand, is undone by its words, and the death is told again."""
    road = ("bar.door.in", "bar.counter.talk", "bar.counter.talk.bucho", "bar.shoot.stand")
    for choice, words in (
        ("take_back", "No. It was not like that. Take it back."),
        ("let_stand", "That is how it ended. Let it stand."),
    ):
        session = played(glass, *road, choice)
        shown = said(session, Verb.UNDO)
        assert shown.startswith(f"Undone: “{words}” You are back here:\n")
        assert "You die, and it is quick." in shown
        assert said(session, Verb.REDO).startswith(f"Done again: “{words}”\n")


def test_undo_says_the_same_in_a_game_that_was_saved(glass: Machine, tmp_path: Path) -> None:
    """After loading, undo and redo know what they were about."""
    slots = Slots(tmp_path, glass.story.id)
    played(glass, PACK, "move guitar case", slots=slots)
    session = Session(glass, slots)
    session.resume("autosave")
    assert "Back where it was: the guitar (On the bed)" in said(session, Verb.UNDO)
    assert "“Go back to the room" in said(session, Verb.UNDO)
    session.autosave()
    again = Session(glass, slots)
    again.resume("autosave")
    assert said(again, Verb.REDO).startswith("Done again: “Go back to the room")
    assert said(again, Verb.REDO).startswith("Done again: the guitar.\n\nMoved: the guitar.")


def test_load_without_a_name_lists_the_saves(glass: Machine, tmp_path: Path) -> None:
    """If nothing was saved by `save` alone, the player reads what there is to load; else that is loaded."""
    session = played(glass, "bar.door.wait", slots=Slots(tmp_path, glass.story.id))
    session.perform(Command(Verb.SAVE, "here"))
    shown = said(session, Verb.LOAD)
    assert shown.startswith("Saved games:\n")
    assert "here: " in shown
    session.perform(Command(Verb.SAVE))
    session.perform(Command(Verb.CHOOSE, "bar.door.in"))
    assert said(session, Verb.LOAD).startswith("Loaded “save”.")
    assert "keeps no saves" in said(played(glass), Verb.LOAD)
