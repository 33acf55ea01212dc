"""The title menu: it takes words and commands, and whatever is typed is answered."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from glass import GLASS
from terminals import Terminal, playing

from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_text
from desperado_adventure.saving import Slots
from desperado_adventure.terminal.answers import Command, Verb
from desperado_adventure.terminal.blocks import Block
from desperado_adventure.terminal.plain import PlainScreen
from desperado_adventure.terminal.session import Session
from desperado_adventure.terminal.titles import ask_what


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A session where there is a game at the counter to continue, one that waits in the slot "here", and a kept one."""
    story = load_text(GLASS).story
    assert story is not None
    machine = Machine(story)
    slots = Slots(tmp_path, story.id)
    played = Session(machine, slots)
    played.begin()
    for command in (
        Command(Verb.CHOOSE, "bar.door.wait"),
        Command(Verb.SAVE, "here"),
        Command(Verb.CHOOSE, "bar.door.wait"),
        Command(Verb.NEW),
        Command(Verb.CHOOSE, "bar.door.in"),
    ):
        played.perform(command)
        played.autosave()
    return Session(machine, slots)


def ask(session: Session, *typed: str) -> tuple[list[Block] | None, str]:
    """Type lines at the menu; return the first blocks of the game, and all that was written."""
    target = io.StringIO()
    screen = PlainScreen(session, io.StringIO("".join(f"{line}\n" for line in typed)), target)
    return ask_what(screen, session), target.getvalue()


@pytest.mark.parametrize(
    ("typed", "scene", "turn"),
    [
        (("1",), "bar.counter", 1),
        (("continue",), "bar.counter", 1),
        (("counter",), "bar.counter", 1),
        (("load here",), "bar.door", 1),
        (("here",), "bar.door", 1),
        (("load kept-1",), "bar.door", 2),
        (("kept games", "1"), "bar.door", 2),
        (("kept games", "kept 1"), "bar.door", 2),
        (("kept games", "back", "continue"), "bar.counter", 1),
        (("kept games", "?", "continue"), "bar.counter", 1),
        (("new",), "bar.door", 0),
        (("play",), "bar.counter", 1),
        (("start",), "bar.door", 0),
        (("tell it from the beginning",), "bar.door", 0),
        (("saves", "endings", "", "xyzzy", "load nowhere", "undo", "9", "1"), "bar.counter", 1),
    ],
)
def test_words_begin_a_game(session: Session, typed: tuple[str, ...], scene: str, turn: int) -> None:
    """A line is chosen by its number, its words or a command, whatever was typed before."""
    blocks, _ = ask(session, *typed)
    assert blocks
    assert (session.playthrough.state.scene, session.playthrough.turn) == (scene, turn)


@pytest.mark.parametrize("word", ["quit", "q", "exit", "leave", "Leave", "quit game", ":q"])
def test_words_leave(session: Session, word: str) -> None:
    """The menu is left by words, and the game stays as it was."""
    blocks, _ = ask(session, word)
    assert blocks is None
    assert session.keeper.state.is_under_way


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("?", "look or l: hear the scene again."),
        ("help", "look or l: hear the scene again."),
        ("commands", "look or l: hear the scene again."),
        ("saves", "kept-1: "),
        ("load", "kept-1: "),
        ("endings", "Of these it is said:\nA glass."),
        ("load nowhere", "There is no save called “nowhere”."),
        ("undo", "That is for a game under way."),
        ("save", "That is for a game under way."),
        ("i", "That is for a game under way."),
        ("xyzzy", "There is no “xyzzy” to choose here."),
        ("9", "There is no number 9 here: 1 to 5."),
        ("bar", "“bar” could be more than one thing: "),
        (":fly", "There is no command “fly”"),
        ("", "Type a number or words of a line"),
        ("   ", "Type a number or words of a line"),
    ],
)
def test_whatever_is_typed_is_answered(session: Session, typed: str, sentence: str) -> None:
    """Nothing is silent: a page, or a sentence, comes before the menu is shown again."""
    _, first = ask(session, "q")
    _, text = ask(session, typed, "q")
    answer = text.removeprefix(first)
    assert answer != text
    assert sentence.strip() in " ".join(answer.split()) if sentence.startswith(" ") else sentence in answer


def test_where_there_is_nothing_to_choose_a_game_begins(tmp_path: Path) -> None:
    """Without saves nobody is asked."""
    story = load_text(GLASS).story
    assert story is not None
    blocks, text = ask(Session(Machine(story), Slots(tmp_path, story.id)))
    assert blocks
    assert text == ""


def started(terminal: Terminal) -> None:
    """Play a turn, and leave."""
    terminal.wait_for_question()
    terminal.choose("2")
    terminal.press("interrupt")
    terminal.wait()


def test_the_drawn_menu_takes_words_and_signs(story: Path) -> None:
    """On the drawn screen `?` shows the help and starts no game, what is not understood is answered, `quit` leaves."""
    with playing("--story", str(story), "--new", folder=story.parent, rows=40) as terminal:
        started(terminal)
    with playing("--story", str(story), folder=story.parent, rows=40) as terminal:
        terminal.wait_for_question()
        terminal.type("?")
        assert "to the very start" in terminal.wait_for_question()
        assert "1  Continue" in terminal.text
        assert "There is no “xyzzy” to choose here." in terminal.answer("xyzzy")
        assert "Not found yet" in terminal.answer("endings")
        terminal.type("quit\r")
        assert terminal.wait() == 0
        assert "You wait." not in terminal.text
    with playing("--story", str(story), folder=story.parent, rows=40) as terminal:
        terminal.wait_for_question()
        assert "Nobody looks up." in terminal.answer("continue")


def test_the_menu_of_lines_takes_words_and_signs(story: Path) -> None:
    """In a terminal with plain lines the same words do the same."""
    with playing("--story", str(story), "--plain", "--new", folder=story.parent, rows=50) as terminal:
        terminal.wait_for("4. Put the case")
        terminal.type("2\n")
        terminal.wait_for("You wait.")
        terminal.press("interrupt")
        terminal.wait()
    with playing("--story", str(story), "--plain", folder=story.parent, rows=50) as terminal:
        terminal.wait_for("1. Continue")
        terminal.type("?\n")
        terminal.wait_for("to the very start")
        terminal.type("xyzzy\n")
        terminal.wait_for("There is no “xyzzy” to choose here.")
        terminal.type("exit\n")
        assert terminal.wait() == 0
