"""The command `saves`, and games of stories that have no id of their own: as processes, as a player runs them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from programs import CROSSROADS
from sealing import sealed
from terminals import PATIENCE, command, environment, write_story

NAMELESS = {
    "scenes/bar.yaml": "door:\n  text: It is open.\n  choices:\n    in: {say: Go in., goto: hall}\n"
    "hall:\n  text: Nobody.\n  choices:\n    sit: {say: Sit., text: You sit.}\n    out: {say: Go out., goto: door}\n"
}


class Shell:
    """Runs commands in a folder, on one story and one folder of saves."""

    def __init__(self, folder: Path, story: Path) -> None:
        self.folder = folder
        self.story = story
        self.saves = folder / "saves"

    def run(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command and return what came out."""
        line = command(*arguments, "--story", str(self.story), "--saves", str(self.saves))
        return subprocess.run(
            line,
            input=given,
            env=environment(self.folder),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def play(self, *answers: str, options: tuple[str, ...] = ()) -> str:
        """Play these answers and return the transcript."""
        done = self.run("play", "--plain", *options, given="".join(f"{answer}\n" for answer in answers))
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell for a story without an end, in which a long game was replaced by a short one."""
    shell = Shell(tmp_path, write_story(tmp_path / "story", CROSSROADS))
    shell.play(*"1231", options=("--new",))
    shell.play("2", options=("--new",))
    return shell


def test_kept_games_are_listed_shown_and_checked(shell: Shell) -> None:
    """What was kept has a name on the shelf, by which it is shown, and it is checked like a slot."""
    listed = shell.run("saves").stdout
    assert "autosave: Road, choices: 1," in listed
    assert "kept-1: Road, choices: 4," in listed
    assert "road.there.a" in shell.run("saves", "show", "kept-1").stdout
    assert "kept-1: loads (same)" in shell.run("saves", "check").stdout
    assert shell.run("corrido", "kept-1").returncode == 0


def test_a_kept_game_is_restored_into_a_slot(shell: Shell) -> None:
    """`saves restore` puts a kept game into a slot, and what lay there is kept and named."""
    done = shell.run("saves", "restore", "kept-1")
    assert (done.returncode, done.stdout.split("\n")[1:3]) == (
        0,
        ["Restored: kept-1, in autosave.", "The game in “autosave” is kept: “load kept-2” brings it back."],
    )
    assert "autosave: Road, choices: 4," in shell.run("saves").stdout
    assert shell.run("saves", "restore", "kept-9").returncode == 1


def test_a_game_is_kept_by_hand_once(shell: Shell) -> None:
    """`saves keep` puts a copy of a slot on the shelf, and says so if it is there already."""
    assert shell.run("saves", "keep", "autosave").stdout.endswith("\nKept: autosave, as kept-2.\n")
    again = shell.run("saves", "keep", "autosave").stdout
    assert again.endswith("\nKept already: a kept game has all that is in “autosave”.\n")


def test_only_delete_makes_room(shell: Shell) -> None:
    """`saves delete` removes the slot or the kept game that it names, and nothing else."""
    assert shell.run("saves", "delete", "kept-1").returncode == 0
    listed = shell.run("saves").stdout
    assert "kept-1" not in listed
    assert "autosave" in listed


def test_an_import_keeps_the_game_that_it_replaces(shell: Shell) -> None:
    """`saves import` over another game puts that on the shelf and says so."""
    exported = shell.run("saves", "export", "kept-1").stdout
    done = shell.run("saves", "import", "autosave", "-", given=exported)
    assert "The game in “autosave” is kept: “load kept-2” brings it back." in done.stdout


def test_a_finished_game_in_a_slot_is_gone_on_from(shell: Shell) -> None:
    """`--slot NAME` on a game that has ended shows its end, where it can be undone; it does not begin a new one."""
    shell.play("4", options=("--slot", "done"))
    text = shell.play("undo", options=("--slot", "done"))
    assert "That is all." in text
    assert "Undone: “Home.” You are back here:" in text
    assert "done: Road, choices: 0," in shell.run("saves").stdout


def test_two_stories_without_an_id_are_two(tmp_path: Path) -> None:
    """Folders of the same name do not offer each other's games."""
    first = Shell(tmp_path, write_story(tmp_path / "a" / "tale", NAMELESS))
    other = {"scenes/bar.yaml": NAMELESS["scenes/bar.yaml"].replace("Nobody", "Somebody")}
    second = Shell(tmp_path, write_story(tmp_path / "b" / "tale", other))
    first.play("1", "1")
    assert "has changed" not in second.play()
    assert "choices: 2," in first.run("saves").stdout


def test_a_story_without_an_id_that_has_moved_imports_its_saves(tmp_path: Path) -> None:
    """Where such a story lies is its name: after a move, its saves are imported by hand, and another's are refused."""
    shell = Shell(tmp_path, write_story(tmp_path / "a" / "tale", NAMELESS))
    shell.play("1", "1")
    exported = shell.run("saves", "export", "autosave").stdout
    shell.story = shell.story.rename(tmp_path / "tale")
    assert "Saves in" in shell.run("saves").stdout.split("\n")[1]
    assert shell.run("saves", "import", "autosave", "-", given=exported).returncode == 0
    assert "choices: 2," in shell.run("saves").stdout
    shell.story = write_story(tmp_path / "other", CROSSROADS)
    done = shell.run("saves", "import", "autosave", "-", given=exported)
    assert done.returncode == 1
    assert "belongs to another story" in done.stderr


@pytest.mark.parametrize("name", ["kept-1", "con", "../x"])
def test_a_slot_that_nobody_can_save_in_is_refused_at_the_start(shell: Shell, name: str) -> None:
    """`--slot` with a name that no slot can have begins no game that would not be saved."""
    done = shell.run("play", "--plain", "--slot", name)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1


def test_a_wrong_name_is_told_for_what_it_is(shell: Shell) -> None:
    """Restoring what is no kept game, and importing what is no save, name the mistake and change nothing."""
    assert "There is no kept game called “autosave”." in shell.run("saves", "restore", "autosave").stderr
    done = shell.run("saves", "import", "autosave", "-", given="{")
    assert done.stderr.startswith("Nothing was imported. ")
    assert "choices: 1," in shell.run("saves").stdout


def test_a_folder_that_is_none_is_told(shell: Shell) -> None:
    """`saves` does not take a folder that cannot be listed for an empty one."""
    shell.saves = shell.folder / "file"
    shell.saves.write_text("")
    done = shell.run("saves")
    assert done.returncode == 1
    assert "cannot be read" in done.stderr


def test_a_label_is_one_line(shell: Shell) -> None:
    """Line ends in a save that somebody has made are no lines of the list."""
    path = shell.saves / "crossroads" / "autosave.json"
    document = json.loads(path.read_text("utf-8"))
    path.write_text(sealed({**document, "label": "Road\nkept-7: A long game", "time": "now\nkept-8: Another"}), "utf-8")
    lines = shell.run("saves").stdout.split("\n")
    assert not [line for line in lines if line.startswith(("kept-7", "kept-8"))]
    assert lines[1].startswith("autosave: Road")


@pytest.mark.parametrize("order", ["show {} kept-1", "{} show kept-1", "show kept-1 {}"])
def test_arguments_and_options_come_in_any_order(shell: Shell, order: str) -> None:
    """An option may stand between the action and the name, where argparse alone would not look for a name any more."""
    line = order.format(f"--story {shell.story} --saves {shell.saves}").split()
    done = subprocess.run(
        command("saves", *line),
        env=environment(shell.folder),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "road.there.a" in done.stdout


def test_a_save_of_a_newer_program_is_refused_and_says_how_to_play(shell: Shell) -> None:
    """A game that this program cannot go on with stays as it is, and `--new` plays and keeps it."""
    path = shell.saves / "crossroads" / "autosave.json"
    path.write_text('{"format": 99}', "utf-8")
    done = shell.run("play", "--plain")
    assert done.returncode == 1
    assert "With --new another game begins, and this one is kept." in done.stderr
    assert path.read_text("utf-8") == '{"format": 99}'
    assert "The game in “autosave” is kept" in shell.play(options=("--new",))
    assert (shell.saves / "crossroads" / "kept" / "kept-2.json").read_text("utf-8") == '{"format": 99}'
