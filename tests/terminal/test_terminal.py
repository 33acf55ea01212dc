"""The drawn screen in a real pseudo-terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from glass import GLASS
from sealing import sealed
from terminals import Terminal, playing, write_story

_ASCII = {"LANG": "C", "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}


def test_the_first_scene_and_its_choices_are_on_the_screen(terminal: Terminal) -> None:
    """A game begins with title, chapter, scene, text, choices (a barred one with its reason) and the status."""
    for words in (
        "T H E   G L A S S",
        "T H E   B A R",
        "One door in.",
        "Nobody looks up.",
        "1  Go in.",
        "in it yet",
        "unhurt",
    ):
        assert words in terminal.text


def test_a_number_chooses_at_once(terminal: Terminal) -> None:
    """A digit takes the choice with that number."""
    terminal.type("1")
    assert "› Go in." in terminal.wait_for("tattoo")


@pytest.mark.parametrize("keys", [("down", "enter"), ("j", "enter"), ("down", "down", "up", "enter"), ("tab", "enter")])
def test_arrows_and_letters_move_the_pointer(terminal: Terminal, keys: tuple[str, ...]) -> None:
    """Arrow keys, j, k and Tab point at another choice, and Enter takes it."""
    terminal.press(*keys)
    assert "You wait." in terminal.wait_for("› Wait.")


def test_typed_words_choose(terminal: Terminal) -> None:
    """Words of a choice take it, and the typed words are not left on the screen."""
    terminal.answer("go in")
    assert "› Go in." in terminal.text
    assert "> go in" not in terminal.text


def test_an_answer_that_means_nothing_is_refused_in_a_sentence(terminal: Terminal) -> None:
    """An answer that is not understood is refused with a sentence, and nothing has changed."""
    assert "There is no “abracadabra”" in terminal.answer("abracadabra")
    assert "1  Go in." in terminal.text


def test_a_barred_choice_says_why(terminal: Terminal) -> None:
    """Taking a barred choice gives its reason."""
    terminal.type("4")
    terminal.wait_for("You cannot: There is nothing in it yet.")


def test_undo_goes_to_the_very_start_and_redo_back(terminal: Terminal) -> None:
    """Every choice can be undone to the beginning, and redone to the end."""
    terminal.choose("2", "1", "2")
    for _ in range(3):
        terminal.answer("u")
    assert "nothing before it" in terminal.answer("u")
    for _ in range(3):
        terminal.answer("r")
    assert "He has been waiting to be asked." in terminal.text
    assert "nothing undone" in terminal.answer("r")


def test_what_was_typed_comes_back(terminal: Terminal) -> None:
    """On the first choice, the up arrow recalls what was typed before."""
    terminal.answer("look")
    terminal.press("up")
    terminal.wait_for("> look")


def test_tab_completes_a_word(terminal: Terminal) -> None:
    """Tab completes commands and words of the choices."""
    terminal.type("endi")
    terminal.wait_for("> endi")
    terminal.press("tab")
    terminal.wait_for("> endings")


def test_a_slot_can_be_saved_and_loaded(terminal: Terminal) -> None:
    """A game saved in a slot is loaded from it, and the one that was being played is kept on the shelf."""
    terminal.answer("save here")
    assert "tattoo" in terminal.choose("1")
    assert "Loaded “here”." in terminal.answer("load here")
    assert "is kept: “load kept-1” brings it back." in terminal.text
    assert "The door" in terminal.text
    assert "The counter" in terminal.answer("load kept-1")


def test_a_fall_is_taken_back(terminal: Terminal) -> None:
    """After a death one line takes it back, to just before the choice that killed."""
    assert "Take it back." in terminal.choose("1", "2", "2", "1")
    text = terminal.choose("1")
    assert "It was taken back." in text
    assert "Everybody is quicker than you." in text


def test_an_ending_sings_its_song_and_offers_what_comes_after(terminal: Terminal) -> None:
    """An ending shows its title and the corrido with the verse of the road taken; undo is among the lines under it."""
    text = terminal.choose("1", "3")
    for words in (
        "The End",
        "T H E   G L A S S",
        "He asked for a beer at the counter",
        "El corrido",
        "Go back to just before the end",
    ):
        assert words in text


@pytest.mark.parametrize(("columns", "rows"), [(40, 20), (80, 24), (20, 10), (24, 5)])
def test_text_that_exceeds_the_window_is_read_by_pages(story: Path, columns: int, rows: int) -> None:
    """In a small window every line of a turn can be read, and at the end the chosen line is visible."""
    with playing("--story", str(story), "--new", folder=story.parent, columns=columns, rows=rows) as terminal:
        seen = terminal.wait_for_prompt()
        assert terminal.last_line.startswith("Enter:")
        while not terminal.last_line.startswith(">"):
            terminal.press(" ")
            seen += terminal.wait_for_prompt()
        flat = "".join(seen.split())
        for words in ("Chapter1", "Thedoorisopen.", "inwithyou", "Nobodylooksup."):
            assert words in flat
        assert "› 1  Go in." in terminal.text
        terminal.press("up")
        terminal.wait_for("› 4")


def test_another_window_size_draws_the_turn_anew(terminal: Terminal) -> None:
    """After a resize the text is set for the new width, once, and the question stands under it."""
    terminal.resize(60, 30)
    terminal.wait_until(
        lambda: "\n  › 1  Go in." in terminal.text and terminal.text.count("1  Go in.") == 1, "one narrow question"
    )
    assert terminal.text.count("Nobody looks up.") == 1
    terminal.press("down")
    terminal.wait_for("› 2")


def test_a_terminal_without_the_letters_gets_them_spelled(story: Path) -> None:
    """In an ASCII terminal dashes, quotes and accents are spelled, and nothing fails."""
    with playing("--story", str(story), "--new", folder=story.parent, rows=40, extra=_ASCII) as terminal:
        text = terminal.wait_for_question()
        assert "unhurt" in text
        assert "-- There is nothing in it yet." in text
        assert all(byte < 128 for byte in terminal.output)


@pytest.mark.parametrize("extra", [{"COLUMNS": "0", "LINES": "0"}, {"COLUMNS": "200", "LINES": "5"}])
def test_the_window_is_believed_before_the_environment(story: Path, extra: dict[str, str]) -> None:
    """Wrong values of COLUMNS and LINES do not change the screen."""
    with playing("--story", str(story), "--new", folder=story.parent, rows=40, extra=extra) as terminal:
        assert "\n      › 1  Go in." in terminal.wait_for_question()


@pytest.mark.parametrize("rows", range(17, 25))
def test_no_page_ends_with_a_heading(story: Path, rows: int) -> None:
    """A scene's title is on the page of its text, however tall the window is."""
    with playing("--story", str(story), "--new", folder=story.parent, rows=rows) as terminal:
        page = terminal.wait_for_prompt()
        assert terminal.last_line == "Enter: go on reading"
        if "      The door\n" not in page:
            terminal.type(" ")
            page = terminal.wait_for_prompt()
        assert "      The door\n\n      The door is open." in page


def test_nothing_from_a_save_or_a_story_commands_the_terminal(tmp_path: Path) -> None:
    """Escape sequences and direction marks in a save's label reach the screen as harmless signs."""
    story = write_story(tmp_path / "story", GLASS)
    with playing("--story", str(story), "--new", folder=tmp_path, rows=40) as terminal:
        terminal.wait_for_question()
        terminal.choose("2")
        terminal.press("interrupt")
        terminal.wait()
    saved = next((tmp_path / "saves").rglob("autosave.json"))
    evil = "\u001b]52;c;aGk=\u0007\u009b31mEVIL\u202e"
    saved.write_text(sealed({**json.loads(saved.read_text("utf-8")), "label": evil}), "utf-8")
    with playing("--story", str(story), folder=tmp_path, rows=40) as terminal:
        assert "EVIL" in terminal.wait_for_question()
        for sign in ("\x1b]52", "\x9b", "\u202e"):
            assert sign not in terminal.output.decode("utf-8", "replace")


def test_the_hint_follows_the_width_of_the_window(terminal: Terminal) -> None:
    """In a window that is too narrow for the whole hint, what is left of it is how to get help."""
    assert terminal.last_line == "> a number, arrows, or words · ? for help"
    terminal.resize(36, 40)
    terminal.wait_until(lambda: terminal.last_line == "> ? for help", "a shorter hint")
