"""The drawn screens: nothing that a story, a save or a player's paste holds reaches the terminal as more than text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hostile import MARKUP, SEQUENCES, UNSAFE, unsafe_on_screen
from hostile_stories import evil_story, marked_story, refused_story
from terminals import Terminal, playing

_SHORT = SEQUENCES + MARKUP + "".join(each for each in UNSAFE if 0x7F < ord(each) < 0xD800)
_PLAYED = ("1", "2", "case", "help", "look", "undo", "zzz", "word", "5", "1", "1", "move gun case", "undo", "back", "4",
           "1", "1", "endings", "save two", "load two", "move gun case", "1", "1", "end.")  # fmt: skip
_TOLD = (
    "Story",
    "Card",
    "Door",
    "Keeper",
    "No wings",
    "hot",
    "Status",
    "Gun",
    "Case",
    "No. ",
    "seven",
    "Ending",
    "Hint",
)
"""Words of the texts that are told on the way."""

_PASTE, _END_OF_PASTE = "\x1b[200~", "\x1b[201~"


def evil_game(folder: Path, monkeypatch: pytest.MonkeyPatch, evil: str = _SHORT) -> tuple[str, ...]:
    """Make a story whose texts are evil, and return the arguments that play it."""
    evil_story(folder / "story", folder / "cache", monkeypatch, evil)
    return ("--story", str(folder / "story"))


def go_on(terminal: Terminal) -> None:
    """End every pause until there is a question."""
    while not terminal.wait_for_prompt().rsplit("\n", 1)[-1].strip().startswith(">"):
        terminal.type(" ")


def test_a_game_of_evil_texts_writes_only_what_draws_a_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Titles, texts, choices, reasons, the status, items, places, falls, the song and the endings are mere text."""
    with playing(*evil_game(tmp_path, monkeypatch), "--new", folder=tmp_path, columns=160, rows=120) as terminal:
        go_on(terminal)
        for line in _PLAYED:
            terminal.type(line if len(line) == 1 else line + "\r")
            go_on(terminal)
        terminal.press("interrupt")
        assert terminal.wait() in (0, 130)
    assert unsafe_on_screen(terminal.output) == []
    assert [words for words in _TOLD if words not in terminal.output.decode()] == []


def test_a_menu_of_evil_saves_writes_only_what_draws_a_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels and times of saves are mere text in the title menu."""
    arguments = evil_game(tmp_path, monkeypatch)
    state: dict[str, object] = {"scene": "bar.door", "values": {}, "stack": [], "fallen": None}
    save = {
        "format": 1, "story": {"id": "evil", "version": _SHORT, "fingerprint": "0"}, "label": _SHORT, "time": _SHORT,
        "base": None, "choices": [], "undone": [], "state": state,
    }  # fmt: skip
    for name in ("autosave", "two"):
        path = tmp_path / "saves" / "evil" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(save), encoding="utf-8")
    with playing(*arguments, folder=tmp_path, columns=160, rows=60) as terminal:
        terminal.wait_for_question()
        terminal.type("2")
        go_on(terminal)
        terminal.press("interrupt")
        terminal.wait()
    assert unsafe_on_screen(terminal.output) == []


def test_what_is_pasted_or_completed_is_shown_as_mere_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing unsafe is echoed while it is typed, pasted, completed from the words of a choice, or recalled."""
    game = evil_game(tmp_path, monkeypatch, f"\u202e\u200e\u061c\u2066\ufeff\u202ex {_SHORT}")
    with playing(*game, "--new", folder=tmp_path, columns=160, rows=120) as terminal:
        go_on(terminal)
        for typed in (f"{_PASTE}ab{_SHORT}cd{_END_OF_PASTE}", "x\u202ey\u200ez", "wor\t", "titl\t\t\t", "666\t"):
            terminal.type(typed)
            terminal.wait_until(lambda: not terminal.last_line.endswith(">"), "an echo")
            terminal.type("\r")
            go_on(terminal)
        terminal.press("interrupt")
        terminal.wait()
    assert unsafe_on_screen(terminal.output) == []


@pytest.mark.parametrize("kind", ["marked", "refused"])
def test_an_author_sees_mere_text(tmp_path: Path, kind: str) -> None:
    """The preview and the report of `check` write only what draws a screen, and so does the line of progress."""
    story = {"marked": marked_story, "refused": refused_story}[kind](tmp_path / kind)
    for arguments in (("check", str(story)), ("watch", str(story)), ("test", str(story), "--coverage")):
        with playing(*arguments, folder=tmp_path, columns=160, rows=60) as terminal:
            if arguments[0] == "watch":
                terminal.wait_for("watch>")
                terminal.type("go \u202e\u200e\x9b2J\nquit\n")
            assert terminal.wait() in (0, 1)
        written = terminal.output.replace("go \u202e\u200e\x9b2J".encode(), b"")  # the terminal's own echo
        assert unsafe_on_screen(written) == [], arguments
