"""The help: each screen tells of its own keys, and of all commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from glass import GLASS
from terminals import playing, write_story

from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_story
from desperado_adventure.terminal.answers import TYPED, Verb
from desperado_adventure.terminal.blocks import Help
from desperado_adventure.terminal.command_words import ALONE

WITHOUT_A_WORD = (Verb.MOVE, Verb.HELP)
"""A move is told by how it is typed, and who reads the help has found it."""

LETTERS = [word for word in ALONE if len(word) == 1 and word != "h"]


def words_of_help(tmp_path: Path, *, has_keys: bool) -> list[str]:
    """Return the plain lines of the help."""
    story = load_story(write_story(tmp_path / "story", GLASS)).story
    assert story is not None
    return Help(has_keys).plain_lines(Machine(story).story)


@pytest.mark.parametrize("has_keys", [False, True])
def test_each_command_is_told_and_no_key_that_a_listener_has_not(tmp_path: Path, *, has_keys: bool) -> None:
    """Both helps name every command and letter, and speak of no arrows, frames or columns."""
    text = "\n".join(words_of_help(tmp_path, has_keys=has_keys))
    words = re.findall(r"\w+", text)
    assert [verb for verb in TYPED if verb not in WITHOUT_A_WORD and verb.value not in words] == []
    assert [letter for letter in LETTERS if letter not in words] == []
    assert "A thing, to, and a place" in text
    assert re.search("arrow|frame|  |[“”]", text) is None


def test_with_keys_no_enter_is_asked_for_after_a_letter(tmp_path: Path) -> None:
    """Only a line that is typed after a colon is said to need Enter."""
    lines = [line for line in words_of_help(tmp_path, has_keys=True) if "Enter" in line]
    assert [line.partition(":")[0] for line in lines] == [
        "Press the number of a choice; it needs no Enter. A letter is a command at once",
        "After a colon you can type a line, and then Enter",
    ]


def test_the_game_with_keys_tells_the_help_of_keys(tmp_path: Path) -> None:
    """`?` tells it in a game, and at the title menu of the next."""
    story = write_story(tmp_path / "story", GLASS)
    with playing("--keys", "--story", str(story), "--new", folder=tmp_path, rows=70) as game:
        game.wait_for("4. Put the case")
        game.type("?")
        game.wait_for("it needs no Enter")
        game.type("2")
        game.wait_for("You wait.")
        game.type("q")
        assert game.wait() == 0
    with playing("--keys", "--story", str(story), folder=tmp_path, rows=70) as game:
        game.wait_for("1. Continue")
        game.type("?")
        game.wait_for("it needs no Enter")
