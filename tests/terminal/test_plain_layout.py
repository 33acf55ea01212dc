"""How plain lines are laid out: for windows of any width, for pipes, and for ears."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from terminals import Terminal, playing

from desperado_adventure.terminal.plain_layout import fitted
from desperado_adventure.terminal.widths import cells


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("the guitar → The case", "the guitar to The case"),
        ("a ← b", "a to b"),
        ("Night · hurt", "Night, hurt"),
        ("·", ""),
        ("┌──┐ │ ░▒▓ ⣿", " "),
        ("one\rtwo", "one two"),
        ("señor — “yes”…", "señor — “yes”…"),
    ],
)
def test_signs_that_nobody_wants_to_hear_are_words_or_nothing(line: str, heard: str) -> None:
    """Arrows are words, dots between phrases are commas, and lines, blocks and Braille are not written."""
    assert " ".join(fitted([line], StringIO())[0].split()) == " ".join(heard.split())


def test_a_stream_that_is_no_terminal_gets_each_line_whole() -> None:
    """However long it is."""
    assert fitted(["long " * 1000], StringIO()) == ["long " * 1000]


def play(story: Path, columns: int, *, dumb: bool) -> Terminal:
    """Return a game at its end, after packing, help and an ending, in a window of so many columns."""
    arguments = ("--new", "--story", str(story), *(() if dumb else ("--plain",)))
    with playing(
        *arguments, folder=story.parent, columns=columns, rows=24, extra={"TERM": "dumb"} if dumb else {}
    ) as game:
        game.wait_until(lambda: game.output.endswith(b"yet.)\r\n\r\n"), "the first question")
        game.type("3\rshotgun to case\r?\ri\r1\ryes\r1\r3\rquit\r")
        game.wait()
        return game


@pytest.mark.parametrize("dumb", [True, False])
@pytest.mark.parametrize("columns", [20, 40, 80, 132, 300])
def test_in_a_terminal_lines_are_wrapped_at_words(story: Path, columns: int, *, dumb: bool) -> None:
    """No line is wider than the window, or than 100 cells, no word is broken, and options hang under their words."""
    game = play(story, columns, dumb=dumb)
    lines = [row.rstrip() for row in _all_rows(game)]
    assert b"\x1b" not in game.output
    assert max(map(cells, lines)) <= min(columns, 100)
    words = {word for line in lines for word in line.split()}
    assert {"counter", "Saved.", "Until", "bartender"} <= words
    if columns == 40:
        at = lines.index("4. Put the case on the counter and open")
        assert lines[at + 1] == "   it, slowly, so that everybody can"


def _all_rows(game: Terminal) -> list[str]:
    history = ["".join(row[column].data for column in range(game.screen.columns)) for row in game.screen.history.top]
    return [*history, *game.screen.display]


def test_the_width_is_asked_for_each_time(story: Path) -> None:
    """After the window has changed, the next lines have its new width."""
    with playing("--plain", "--new", "--story", str(story), folder=story.parent, columns=100, rows=50) as game:
        game.wait_for("so that everybody can count what is in it. (Not")
        game.resize(30, 50)
        game.type("2\r")
        game.wait_for("4. Put the case on the")
        game.resize(90, 50)
        game.type("2\r")
        game.wait_for("4. Put the case on the counter and open it, slowly")
