"""What the program does for users without a home, in folders that are closed or gone, and beside other projects."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminals import ROOT, write_story

STORY = {
    "story.yaml": "id: small\ntitle: Small\n",
    "scenes/bar.yaml": (
        "door: {text: A door., choices: {in: {say: Go in., goto: counter}}}\n"
        "counter: {text: A glass., choices: {drink: {say: Drink., goto: end}}}\n"
        "end: {text: You drink., ending: {title: The End, hint: Drink.}}\n"
    ),
}
AS_UNKNOWN_USER = """
import difflib, encodings.utf_8_sig, fcntl, hashlib, importlib, os, pkgutil, pwd, unicodedata
import desperado_adventure
for module in pkgutil.walk_packages(desperado_adventure.__path__, "desperado_adventure."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(12345)
    os.setuid(12345)
def lookup(number): raise KeyError(number)
pwd.getpwuid = lookup
raise SystemExit(desperado_adventure.cli.main())
"""
"""Runs the program for a user who is not in the system's list of users and has no special rights.

All modules are imported first: where root runs the tests, such a user may not even read Python's own files.
"""

IN_A_DELETED_FOLDER = """
import os, tempfile
os.chdir(tempfile.mkdtemp())
os.rmdir(os.getcwd())
from desperado_adventure.cli import main
raise SystemExit(main())
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """Return a folder that every user can read, with an installed program in `site` and a story in `story`."""
    folder = Path(tempfile.mkdtemp())
    package = ROOT / "desperado_adventure"
    shutil.copytree(package, folder / "site" / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    write_story(folder / "story", STORY)
    folder.chmod(0o755)
    yield folder
    for path in folder.iterdir():
        path.chmod(0o755)
    shutil.rmtree(folder)


def desperado(
    place: Path, *arguments: str, given: str = "", code: str = AS_UNKNOWN_USER, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the program of that place in it, with this environment and no other."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=place, env={"PYTHONPATH": str(place / "site"), "PYTHONUTF8": "1", **environment},
        input=given, text=True, capture_output=True, timeout=60, check=False,
    )  # fmt: skip


def test_a_user_without_a_home_plays_and_is_told_that_nothing_is_saved(place: Path) -> None:
    """Without HOME and without an entry in the list of users the game can be played, and says how to save."""
    done = desperado(place, "--story", "story", "--plain", given="1\n1\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "THE END: The End" in done.stdout
    assert done.stdout.count("The game could not be saved as “autosave”: ") == 2  # in the game, and as its last words
    assert "try another folder with --saves." in done.stdout


def test_a_user_without_a_home_can_name_a_folder_for_saves(place: Path) -> None:
    """With `--saves` that user's game is saved, without a complaint."""
    (place / "saves").mkdir()
    (place / "saves").chmod(0o777)
    done = desperado(place, "--story", "story", "--plain", "--saves", "saves", given="1\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "could not" not in done.stdout
    shown = desperado(place, "saves", "show", "autosave", "--story", "story", "--saves", "saves")
    assert (shown.returncode, "in bar.counter" in shown.stdout) == (0, True)


def test_a_user_without_a_home_has_no_saves(place: Path) -> None:
    """`saves` lists no saves, and names the folder in which it has looked."""
    done = desperado(place, "saves", "--story", "story")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("\nSaves in /.local/share/desperado/saves/small: 0\n")


def closed_home(place: Path) -> Path:
    """Return a home folder with a save that nobody without special rights may enter."""
    home = place / "home"
    saves = home / ".local" / "share" / "desperado" / "saves" / "small"
    saves.mkdir(parents=True)
    (saves / "autosave.json").write_text("{}", encoding="utf-8")
    home.chmod(0)
    return home


def test_a_home_that_is_closed_is_no_reason_not_to_play(place: Path) -> None:
    """If HOME belongs to another user, the game goes on, and says once that it cannot be saved."""
    done = desperado(place, "--story", "story", "--plain", given="1\n1\n", HOME=str(closed_home(place)))
    assert (done.returncode, done.stderr) == (0, "")
    assert "THE END: The End" in done.stdout
    assert done.stdout.count("The save “autosave” cannot be read: Permission denied. You play from the beginning") == 1


def test_another_program_is_told_that_the_folder_is_closed(place: Path) -> None:
    """`--json` goes on as well, with the sentence among the notices."""
    given = '{"choose": "bar.door.in"}\n'
    done = desperado(place, "--story", "story", "--json", given=given, HOME=str(closed_home(place)))
    turns = [json.loads(line) for line in done.stdout.splitlines()]
    assert [turn["scene"] for turn in turns] == ["bar.door", "bar.counter"]
    assert "Permission denied" in turns[0]["notices"][0]


@pytest.mark.parametrize("arguments", [("saves",), ("saves", "check"), ("saves", "show", "autosave"), ("corrido",)])
def test_commands_on_a_closed_folder_end_without_a_traceback(place: Path, arguments: tuple[str, ...]) -> None:
    """What looks for saves in a closed folder finds none, or says in a sentence that they cannot be read."""
    done = desperado(place, *arguments, "--story", "story", HOME=str(closed_home(place)))
    assert done.returncode in (0, 1)
    assert done.stderr.count("\n") <= 1


def test_a_save_that_may_not_be_read_is_not_written_over(place: Path) -> None:
    """With one closed file in an open folder, the game is played without saving; `--new` sets the file aside first."""
    saves = place / "saves" / "small"
    saves.mkdir(parents=True)
    (saves / "autosave.json").write_text("{}", encoding="utf-8")
    (saves / "autosave.json").chmod(0)
    (place / "saves").chmod(0o777)
    saves.chmod(0o777)
    done = desperado(place, "--story", "story", "--plain", "--saves", "saves", given="1\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "“autosave” cannot be read: Permission denied. You play from the beginning, and nothing" in done.stdout
    assert [path.name for path in saves.iterdir()] == ["autosave.json"]
    done = desperado(place, "--story", "story", "--plain", "--new", "--saves", "saves", given="1\n")
    assert (done.returncode, done.stderr, "cannot" in done.stdout) == (0, "", False)
    assert {"autosave.json", "autosave.json.damaged-1"} <= {path.name for path in saves.iterdir()}


@pytest.mark.parametrize(
    ("project", "where"), [("other", "{home}/.local/share/desperado/saves"), ("desperado-adventure", "{site}/saves")]
)
def test_saves_lie_beside_the_package_only_in_its_own_checkout(place: Path, project: str, where: str) -> None:
    """Installed into the folder of another project, the program puts nothing there."""
    site = place / "site"
    (site / "pyproject.toml").write_text(f'[project]\nname = "{project}"\n', encoding="utf-8")
    site.chmod(0o777)
    done = desperado(place, "saves", "--story", "story", HOME=str(place))
    assert done.stdout.endswith(f"\nSaves in {where.format(home=place, site=site)}/small: 0\n")


@pytest.mark.parametrize(
    "arguments", [("graph", "story"), ("stats", "story"), ("test", "story"), ("check", "story"), ("--story", "story")]
)
def test_in_a_folder_that_is_gone_the_story_is_said_to_be_missing(place: Path, arguments: tuple[str, ...]) -> None:
    """A relative path in a working directory that was deleted is a story that does not exist."""
    done = desperado(place, *arguments, code=IN_A_DELETED_FOLDER, HOME=str(place))
    assert done.returncode == 1
    assert "The story folder does not exist." in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
