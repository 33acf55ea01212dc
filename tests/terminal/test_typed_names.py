"""Names that the player types, on every screen: the name is asked for, can be kept back, and is refused kindly."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from named import NAMED
from programs import Program
from terminals import Terminal, playing, write_story

from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_text
from desperado_adventure.terminal.plain import PlainScreen
from desperado_adventure.terminal.replaying import replay
from desperado_adventure.terminal.session import Session


@pytest.fixture(scope="module")
def machine() -> Machine:
    """Return the machine of the story in which a man asks for a name."""
    story = load_text(NAMED).story
    assert story is not None
    return Machine(story)


def _plain(machine: Machine, *lines: str) -> str:
    target = io.StringIO()
    session = Session(machine, None)
    PlainScreen(session, io.StringIO("".join(line + "\n" for line in lines)), target).play(session.begin())
    return target.getvalue()


def test_plain_mode_asks_for_the_name_on_a_line(machine: Machine) -> None:
    """After the choice the next line is the name, whatever command it looks like."""
    for name in ("Abel", "help", "2", "quit"):
        told = _plain(machine, "1", name)
        assert "Type the name, or an empty line to go back.\n\nYou chose: Say your name." in told
        assert "He writes it down." in told
        assert "\nHelp" not in told


def test_an_empty_line_goes_back(machine: Machine) -> None:
    """Nothing is typed, nothing has happened, and the choices are there."""
    told = _plain(machine, "1", "", "leave")
    assert "No name, then." in told
    assert "You chose: Say your name." not in told
    assert "THE END: Over" in told


def test_what_is_no_name_is_asked_again(machine: Machine) -> None:
    """A refused name is said to be none, and the next line is the name again."""
    told = _plain(machine, "1", "...", "x" * 41, "Bucho")
    assert "A name has a letter in it." in told
    assert "too long: 40 letters are enough" in told
    assert "That is his." in told


def test_a_name_has_no_forms() -> None:
    """Who wants a pronoun of a name is told that a set has them."""
    text = "door: {text: '{hero.them} goes in.', ending: {title: In}}\n"
    (told,) = [each for each in load_text({**NAMED, "scenes/bar.yaml": text}).diagnostics if each.is_error]
    assert (told.code.number, "printed as it was typed" in told.message, "a set" in told.cure) == ("DA203", True, True)


PACKED = {
    "story.yaml": NAMED["story.yaml"] + "places: {bag: {title: A bag}, bed: {title: A bed, carried: false}}\n"
    "items: {coin: {title: the coin, at: bed}}\n",
    "scenes/bar.yaml": "door:\n  text: A bed.\n  pack: [bag, bed]\n  choices:\n"
    "    sign: {say: Sign., asks: hero, goto: end}\n"
    "end: {text: It ends., ending: {title: Over}}\n",
}


@pytest.mark.parametrize("answers", [("1", "Abel"), ("yes",)])
def test_the_same_again_is_sure_with_its_name(answers: tuple[str, ...]) -> None:
    """Who would leave something behind is asked, and the same choice with the same name means it."""
    story = load_text(PACKED).story
    assert story is not None
    told = _plain(Machine(story), "1", "Abel", *answers)
    assert "you would leave behind: the coin" in told
    assert "THE END: Over" in told


def test_another_name_is_asked_about_again() -> None:
    """Another name is another answer, and is doubted as the first was."""
    story = load_text(PACKED).story
    assert story is not None
    told = _plain(Machine(story), "1", "Abel", "1", "Bea")
    assert told.count("you would leave behind") == 2
    assert "THE END" not in told


def test_an_undo_says_the_choice_and_not_the_name(machine: Machine) -> None:
    """What was undone is said in the words of the choice."""
    assert "Say your name." in _plain(machine, "1", "Abel", "undo").split("He writes it down.")[1]


def test_a_log_holds_the_name(machine: Machine) -> None:
    """A choice and its name are one line of a log, which can be typed as well."""
    target = io.StringIO()
    replay(machine, ["bar.door.tell Doña Ana", "bar.door.wait"], target)
    assert target.getvalue().count("You chose:") == 2
    assert "THE END: Over" in target.getvalue()
    assert "He writes it down." in _plain(machine, "bar.door.tell Doña Ana")


def test_programs_send_the_name_with_the_choice(tmp_path: Path) -> None:
    """An option says that it asks; it is taken with a name, and refused without one or with one that is none."""
    program = Program(write_story(tmp_path / "named", NAMED), tmp_path / "saves")
    asking = {option["id"]: option.get("asks") for option in program.turn["options"]}
    assert asking == {"bar.door.tell": "hero", "bar.door.show": "hero", "bar.door.leave": None}
    refused = program.send(choose="bar.door.tell")
    assert (refused["reason"], refused["error"]) == ("name", "A name has a letter in it. Type one.")
    assert program.send(choose="bar.door.tell", name="?!")["reason"] == "name"
    assert program.send(choose="bar.door.tell", name="Bucho")["text"] == ["That is his."]
    assert program.quit() == 0


@pytest.fixture
def drawn(tmp_path: Path) -> Iterator[Terminal]:
    """The game in a window."""
    story = write_story(tmp_path / "named", NAMED)
    with playing("--new", "--story", str(story), folder=tmp_path) as terminal:
        terminal.wait_for_question()
        yield terminal


def test_the_name_is_typed_under_the_story(drawn: Terminal) -> None:
    """Letters that are keys elsewhere are letters here: digits, j and k, ? and a blank."""
    drawn.press("1")
    drawn.wait_for("What is the name?")
    drawn.type("?j k 2 Doña")
    drawn.wait_for("?j k 2 Doña")
    drawn.press("enter")
    drawn.wait_for("He writes it down.")


def test_escape_goes_back_and_enter_alone_does_nothing(drawn: Terminal) -> None:
    """A second Enter out of habit loses nothing; Escape shows the choices again."""
    drawn.press("enter")
    drawn.wait_for("What is the name?")
    drawn.press("enter", "enter")
    drawn.type("x")
    drawn.wait_for("x")
    drawn.press("escape")
    drawn.wait_for_question()
    assert "He writes it down." not in drawn.text
    drawn.choose("3")
    drawn.wait_for("It ends.")


def test_single_keys_wait_for_a_line(tmp_path: Path) -> None:
    """With single keys, the name is a line that ends with Enter."""
    story = write_story(tmp_path / "named", NAMED)
    with playing("--keys", "--new", "--story", str(story), folder=tmp_path) as terminal:
        terminal.wait_for("3. Leave.")
        terminal.press("1")
        terminal.wait_for("Type the name")
        terminal.type("Bucho")
        terminal.press("enter")
        terminal.wait_for("That is his.")
