"""How keys answer a question: a number chooses by itself, letters move the pointer or are typed, Enter chooses once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from terminals import Terminal, playing, write_story

_NUMBERS = """\
start:
  text: Choose.
  choices:
{choices}
"""


def many_offers(folder: Path, number: int, say: str = "Offer") -> Path:
    """Write a story whose only scene has so many choices, each of which says its number."""
    choices = "".join(f"    c{each}: {{say: {say} {each}., text: You took {each}.}}\n" for each in range(1, number + 1))
    end = "    end: {say: End., goto: end}\nend: {text: The end., ending: {title: The End, hint: End it.}}\n"
    scenes = _NUMBERS.format(choices=choices + end)
    return write_story(folder / "many", {"story.yaml": "id: many\ntitle: Many\n", "scenes/bar.yaml": scenes})


def test_a_number_is_seen_before_it_chooses(terminal: Terminal) -> None:
    """A digit stands in the line and moves the pointer, and chooses by itself a moment later."""
    terminal.type("2")
    terminal.wait_until(lambda: terminal.last_line == "> 2" and "› 2  Wait." in terminal.text, "the digit")
    assert "You wait." not in terminal.text
    terminal.wait_for("You wait.")


@pytest.mark.parametrize("key", ["\x7f", "\x1b"])
def test_a_number_can_be_taken_back(terminal: Terminal, key: str) -> None:
    """Backspace and Escape, right after a digit, leave the question unanswered, with the pointer at its offer."""
    terminal.type("2" + key)
    terminal.wait_until(lambda: "› 2  Wait." in terminal.text and terminal.last_line.startswith("> a"), "the hint")
    terminal.type("zz")
    terminal.wait_until(lambda: terminal.last_line == "> zz", "letters in an empty line")
    assert "You wait." not in terminal.text


def test_enter_after_a_number_is_no_second_choice(terminal: Terminal) -> None:
    """A number followed by Enter makes one choice, not two, and a second Enter none either."""
    terminal.type("2\r\r")
    text = terminal.wait_for_question()
    assert text.count("You wait.") == 1
    terminal.type("zz")
    assert "› Go in." not in terminal.wait_for("> zz")


def test_enter_after_a_number_turns_no_page(story: Path) -> None:
    """A number followed by Enter, in a small window, leaves the first page of what follows in the window."""
    with playing("--story", str(story), "--new", folder=story.parent, rows=20) as terminal:
        terminal.type("1\r")
        terminal.wait_until(lambda: "› Go in." in terminal.text and terminal.last_line.startswith("Enter:"), "a page")
        assert "The bartender dries a glass" in terminal.text


def test_numbers_typed_ahead_each_answer_their_question(terminal: Terminal) -> None:
    """Digits typed faster than the questions come choose one after the other, and none is lost."""
    terminal.type("2212")
    terminal.wait_until(lambda: "He has been waiting to be asked." in terminal.text, "what is told after the fourth")


@pytest.mark.parametrize("keys", ["2\r", "2", "wait\r", "\x1b[B\r"])
def test_enter_held_down_chooses_once(terminal: Terminal, keys: str) -> None:
    """However something was chosen, Enters that come at once choose nothing at the questions that follow."""
    terminal.type(keys + "\r" * 20)
    terminal.wait_for("You wait.")
    terminal.type("zz")
    text = terminal.wait_for("> zz")
    assert text.count("› Go in.") + text.count("› Wait.") == 1


def test_an_arrow_after_a_number_goes_on_from_there(terminal: Terminal) -> None:
    """An arrow right after a digit takes it back, and moves the pointer from its offer."""
    terminal.type("1\x1b[B")
    terminal.wait_until(lambda: "› 2  Wait." in terminal.text and terminal.last_line.startswith("> a"), "the hint")
    terminal.type("\r")
    terminal.wait_for("You wait.")
    assert "› Go in." not in terminal.text


def test_what_follows_a_number_is_typed_at_the_next_question(terminal: Terminal) -> None:
    """A letter right after a digit takes the digit at once, and stands in the line of the next question."""
    terminal.type("2x")
    terminal.wait_until(lambda: terminal.last_line == "> x" and "You wait." in terminal.text, "the letter")


def test_a_blank_after_a_digit_begins_words(terminal: Terminal) -> None:
    """A line of words may begin with a digit; nothing is chosen before Enter."""
    terminal.type("2 pistols")
    terminal.wait_until(lambda: terminal.last_line == "> 2 pistols", "the words")
    terminal.press("enter")
    terminal.wait_for("to choose here")
    assert "You wait." not in terminal.text
    terminal.type("2 ")
    terminal.wait_until(lambda: terminal.last_line.startswith("> 2"), "the digit")
    terminal.press("enter")
    terminal.wait_for("You wait.")


def test_a_number_that_can_go_on_waits_for_its_second_digit(tmp_path: Path) -> None:
    """Where there are more than nine offers, 1 may be the beginning of 12; with Enter it is 1."""
    with playing("--new", "--story", str(many_offers(tmp_path, 12)), folder=tmp_path, rows=40) as terminal:
        terminal.wait_for_question()
        terminal.type("1")
        terminal.wait_until(lambda: terminal.last_line == "> 1" and "› 1  " in terminal.text, "the first digit")
        time.sleep(0.4)  # longer than a number that cannot go on would wait
        terminal.type("2")
        terminal.wait_for("You took 12.")
        terminal.wait_for_question()
        terminal.type("1\r")
        terminal.wait_for("You took 1.")
        terminal.wait_for_question()
        terminal.type("14\r")
        terminal.wait_for("There is no number 14")


def test_enter_on_an_untouched_line_does_nothing_just_after_a_pause(story: Path) -> None:
    """Two quick Enters at a pause do not choose; an arrow and Enter do, however quick."""
    with playing("--story", str(story), "--new", folder=story.parent, rows=24) as terminal:
        terminal.wait_for_prompt()
        while terminal.last_line.startswith("Enter:"):
            terminal.type("\r")
            terminal.wait_for_prompt()
        terminal.type("\r")
        terminal.type("\x1b[B\r")
        terminal.wait_for("You wait.")
        assert "› Go in." not in terminal.text


def test_j_and_k_move_the_pointer_unless_a_word_follows(terminal: Terminal) -> None:
    """The letters act at once, and are letters after all when another one follows."""
    terminal.type("j")
    terminal.wait_for("› 2  Wait.")
    terminal.type("j")
    terminal.wait_for("› 3  Go back")
    terminal.type("k")
    terminal.wait_for("› 2  Wait.")
    terminal.type("x")
    terminal.wait_until(lambda: terminal.last_line == "> x", "a letter after a walk of the pointer")
    terminal.type("\x15k")
    terminal.wait_for("› 1  Go in.")
    terminal.type("n")
    terminal.wait_until(lambda: terminal.last_line == "> kn" and "› 2  Wait." in terminal.text, "both letters")


def test_j_and_k_are_letters_where_a_word_of_an_offer_begins_with_them(tmp_path: Path) -> None:
    """Where an offer says “jump”, j does not move the pointer."""
    with playing("--new", "--story", str(many_offers(tmp_path, 3, "Jump")), folder=tmp_path) as terminal:
        terminal.wait_for_question()
        terminal.type("j")
        terminal.wait_until(lambda: terminal.last_line == "> j", "the letter")
        assert "› 1  Jump 1." in terminal.text


def test_enter_at_the_very_first_question_chooses_at_once(terminal: Terminal) -> None:
    """Before any key there is no Enter that could have come too soon."""
    terminal.press("enter")
    assert "› Go in." in terminal.wait_for("tattoo")


def test_a_stop_after_a_digit_belongs_to_the_number(terminal: Terminal) -> None:
    """`2.` is a number as people write it: it waits for Enter, and nothing of it goes on to the next question."""
    terminal.type("2.")
    terminal.wait_until(lambda: terminal.last_line == "> 2.", "the number in the line")
    terminal.press("enter")
    assert "There is no" not in terminal.wait_for("You wait.")
