"""No key, and nothing that a terminal sends by itself, brings the program down or types itself."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.input.ansi_escape_sequences import ANSI_SEQUENCES
from prompt_toolkit.keys import Keys
from terminals import Terminal, playing, write_story

_LEAVE_OR_ANSWER = (Keys.ControlC, Keys.ControlD, Keys.ControlZ, Keys.ControlM, Keys.ControlJ)
_PASTE = "\x1b[200~"
_SENT_ALONE = (
    "\x1b[I", "\x1b[O", "\x1b[?62;22c", "\x1b[>41;390;0c", "\x1b[0n", "\x1b[?2026;2$y", "\x1b[12;7R", "\x1bx", "\x1b1",
    "\x1b\r", "\x1b]11;rgb:0000/0000/0000\x1b\\", "\x1b]10;rgb:ffff/ffff/ffff\x07", "\x1bP>|terminal 1.0\x1b\\",
    "\x1b[5;5~", "\x1b[97;5u", "\x1b[27;5;49~", "\x1bOz", "\x1b[[Z", "\x1b[<0;3;4M", "\x1b[M !!",
)  # fmt: skip
"""Reports of the focus and of the device, keys with Alt, keys that the key library does not know, and the mouse."""


def random_sequences(number: int) -> list[str]:
    """Return sequences of the standard's form with any parameters: replies, and keys that no terminal may have."""
    chance = random.Random(8)  # the same in every run
    forms = (
        lambda: (
            f"\x1b[{chance.choice(['', '?', '>', '<'])}{chance.randrange(300)};{chance.randrange(99)}"
            + chance.choice("bcdefghijklnopqrstuvwxyz@`~^")
        ),
        lambda: "\x1b" + chance.choice("abcdefghijklmnqrstuvwxyzABCDEFGHIJKLMN0123456789+-,.?"),
        lambda: f"\x1b]{chance.randrange(120)};{chance.randrange(10**9)}\x1b\\",
        lambda: f"\x1bP{chance.randrange(9)}$r{chance.randrange(10**6)}m\x1b\\",
    )
    return [chance.choice(forms)() for _ in range(number)]


def known_sequences() -> list[str]:
    """Return all that the key library knows, but for the keys that leave the program or answer, and pastes.

    Escape is left out because what follows it would be a key with Alt, Ctrl-_ because it brings back what was erased.
    """
    others = (*_LEAVE_OR_ANSWER, Keys.Escape, Keys.ControlUnderscore, Keys.BracketedPaste)
    return [keys for keys, key in ANSI_SEQUENCES.items() if key not in others]


@pytest.fixture
def paused(tmp_path: Path) -> Iterator[Terminal]:
    """A game whose only scene is longer than the window, in the pause after its first lines."""
    lines = "".join(f"    Line {number}.\n\n" for number in range(11))
    scene = f"start:\n  text: |\n{lines}  choices:\n    end: {{say: End., goto: end}}\n"
    end = "end: {text: The end., ending: {title: The End, hint: End it.}}\n"
    story = write_story(tmp_path / "long", {"story.yaml": "id: long\ntitle: Long\n", "scenes/bar.yaml": scene + end})
    with playing("--new", "--story", str(story), folder=tmp_path, rows=18) as game:
        game.wait_for_prompt()
        game.type("look\r")
        game.wait_until(lambda: game.is_asking and game.last_line.startswith("Enter:"), "the pause")
        yield game


def assert_leaves_well(terminal: Terminal) -> None:
    """Ctrl-C ends the program as it should, with the terminal as it was."""
    terminal.press("interrupt")
    assert terminal.wait() == 130
    assert terminal.is_restored()
    assert not terminal.screen.cursor.hidden
    assert b"Traceback" not in terminal.output
    assert b"Exception" not in terminal.output


@pytest.mark.parametrize("word", ["new", "Nothing"])
def test_every_letter_of_a_word_typed_in_a_pause_arrives(paused: Terminal, word: str) -> None:
    """A word that is typed at a pause ends it, and stands whole in the next question."""
    paused.type(word)
    paused.wait_until(lambda: paused.last_line.startswith(">") and len(paused.last_line) > 2, "a question with words")
    paused.wait_until(lambda: paused.last_line == f"> {word}", "the word")


def test_every_key_leaves_a_pause_in_order(paused: Terminal) -> None:
    """Any sequence in a pause acts or does nothing: letters after it stand alone in the line of the question."""
    for keys in (*known_sequences(), *_SENT_ALONE, *random_sequences(100)):
        assert paused.last_line.startswith("Enter:")
        paused.type(keys + "zz")
        paused.wait_until(lambda: paused.last_line.endswith("zz"), f"the letters after {keys!r}")
        assert paused.last_line == "> zz", repr(keys)
        paused.type("\x7f\x7flook\r")
        paused.wait_until(lambda: paused.is_asking and paused.last_line.startswith("Enter:"), f"a pause after {keys!r}")
    assert_leaves_well(paused)


def test_what_a_terminal_sends_by_itself_does_not_end_a_pause(paused: Terminal) -> None:
    """A report of the focus, a reply of the device or a key with Alt leaves a pause as it is."""
    asked = paused.output.count(b"\x1b[?2004h")
    for keys in (*_SENT_ALONE, "look"):
        paused.type(keys)
    paused.wait_until(lambda: paused.last_line == "> look", "the question")
    assert paused.output.count(b"\x1b[?2004h") == asked + 1
    assert_leaves_well(paused)


@pytest.mark.parametrize("place", ["question", "title"])
def test_every_key_leaves_a_question_in_order(story: Path, place: str) -> None:
    """Any sequence at a question acts or does nothing: letters after it stand alone in the line."""
    if place == "title":
        with playing("--new", "--story", str(story), folder=story.parent, rows=40) as before:
            before.wait_for_question()
            before.choose("2")
    arguments = ("--new",) if place == "question" else ()
    with playing(*arguments, "--story", str(story), folder=story.parent, rows=40) as terminal:
        terminal.wait_for_question()
        for keys in (*known_sequences(), *_SENT_ALONE, *random_sequences(200)):
            terminal.type(keys + "zz")
            terminal.wait_until(lambda: terminal.last_line.endswith("zz"), f"the letters after {keys!r}")
            assert terminal.last_line == "> zz", repr(keys)
            terminal.type("\x7f\x7f")
            terminal.wait_until(lambda: "zz" not in terminal.last_line, "an empty line")
        assert_leaves_well(terminal)


def test_no_known_key_types_itself(terminal: Terminal) -> None:
    """A key that does nothing puts no letters into the line, whether it is empty or not."""
    for keys in ANSI_SEQUENCES:
        if keys.startswith("\x1b") and len(keys) > 1 and keys != _PASTE:
            terminal.type("z" + keys)
    terminal.type("\x05\x15-")
    terminal.wait_until(lambda: terminal.last_line == "> -", "an empty line")
    assert b"~" not in terminal.output
    assert b"5;5" not in terminal.output
    assert_leaves_well(terminal)


def pasted(words: str) -> str:
    """Return what a terminal sends when these words are pasted."""
    return f"{_PASTE}{words}\x1b[201~"


@pytest.mark.parametrize("words", ["go\r\nin\x07", "go\nin\n", "go in\r", "go\tin"])
def test_pasted_words_are_one_line_without_control_characters(terminal: Terminal, words: str) -> None:
    """What is pasted stands in the line, line ends as blanks, and answers only after Enter."""
    terminal.type(pasted(words))
    terminal.wait_until(lambda: terminal.last_line == "> go in", "the pasted words")
    assert "1  Go in." in terminal.text
    assert "› Go in." not in terminal.text
    terminal.type("\r")
    terminal.wait_for("› Go in.")


def test_a_paste_of_any_length_stays_in_sight(terminal: Terminal) -> None:
    """Of 100,000 letters the end that fits is in the line, typed after and refused with a short quotation."""
    terminal.type(pasted("x" * 99_000 + "y" * 1_000))
    terminal.wait_until(lambda: terminal.last_line.endswith("xxxx"), "the letters")
    assert "1  Go in." in terminal.text
    terminal.type("\x15go in")
    terminal.wait_until(lambda: terminal.last_line == "> go in", "a new line")
    terminal.type("\x15" + pasted("x" * 100_000) + "\r")
    terminal.wait_until(lambda: "There is no" in terminal.text and terminal.last_line.startswith("> a"), "it")
    assert terminal.text.count("x") < 200
    assert "1  Go in." in terminal.text


def test_a_line_typed_without_end_stays_in_sight(terminal: Terminal) -> None:
    """Letters that come without the marks of a paste are taken up to the longest line, and no more."""
    for _ in range(30):
        terminal.type("w" * 1_000)
        terminal.take_in(0.05)
    terminal.type("\x15go in")
    terminal.wait_until(lambda: terminal.last_line == "> go in", "a new line")


@pytest.mark.parametrize("words", ["wait", "wait\n"])
def test_a_paste_at_a_pause_stands_in_the_next_line(story: Path, words: str) -> None:
    """What is pasted at a pause shows the rest of the turn and waits in the line for Enter."""
    with playing("--new", "--story", str(story), folder=story.parent) as terminal:
        terminal.wait_for_prompt()
        terminal.type(pasted(words))
        terminal.wait_until(lambda: terminal.last_line == "> wait", "the words")
        terminal.type("\r")
        terminal.wait_for("You wait.")


@pytest.mark.parametrize("key", ["\x11", "\x1d", "\x18", "\x1b", "\x1b[", "\x1b]11;"])
def test_ctrl_c_works_after_any_beginning_of_keys(terminal: Terminal, key: str) -> None:
    """Ctrl-C ends the game after a key after which the library waits for another one."""
    terminal.type(key)
    assert_leaves_well(terminal)


@pytest.mark.parametrize("keys", ["\x00", "\x1b[1;2H", "\x1b[1;6H", "\x1b[1;2D", "\x1b[1;6D"])
def test_no_key_keeps_enter_from_answering(terminal: Terminal, keys: str) -> None:
    """After Ctrl-Space, or Shift with an arrow or Home, Enter still answers, and Ctrl-U still empties the line."""
    terminal.type("zz" + keys + "\x05\x15wait" + keys)
    terminal.wait_until(lambda: terminal.last_line == "> wait", "the typed word")
    terminal.answer("")
    assert "You wait." in terminal.text
