"""`desperado new` gives an author a story without mistakes to begin with."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desperado_adventure.analysis.verdicts.proof import prove
from desperado_adventure.exporting.starting import start_story
from desperado_adventure.loading import load_story


def desperado(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program."""
    command = [sys.executable, "-m", "desperado_adventure", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=120, check=False)


def test_a_new_story_checks_tests_and_plays(tmp_path: Path) -> None:
    """new, check, test and a game from the first scene to the ending all succeed, without an edit between them."""
    folder = str(tmp_path / "one_beer")
    made = desperado("new", folder)
    assert (made.returncode, f"{folder}/scenes/bar.yaml" in made.stdout) == (0, True)
    checked = desperado("check", folder)
    assert (checked.returncode, "EXHAUSTED" in checked.stdout) == (0, True), checked.stdout + checked.stderr
    assert desperado("test", folder).returncode == 0
    played = desperado("play", "--plain", "--story", folder, "--saves", str(tmp_path / "saves"), stdin="1\n1\n2\n")
    assert (played.returncode, "A Warm Beer" in played.stdout) == (0, True)


def test_a_new_story_is_proved(tmp_path: Path) -> None:
    """Its proof is exhausted and has no finding."""
    start_story(tmp_path, "{}")
    loaded = load_story(tmp_path)
    assert loaded.diagnostics == ()
    assert loaded.story is not None
    assert len([scene for scene in loaded.story.scenes.values() if not scene.parent]) == 3
    certificate = prove(loaded.story)
    assert (certificate.exhausted, list(certificate.findings)) == (True, [])


def test_a_new_story_names_its_schema(tmp_path: Path) -> None:
    """Every file's first line names the schema for the editor, and the schema lies where it says."""
    desperado("new", str(tmp_path / "x"))
    files = sorted((tmp_path / "x").rglob("*.yaml"))
    assert len(files) == 3
    for file in files:
        first = file.read_text(encoding="utf-8").split("\n")[0]
        assert first.startswith("# yaml-language-server: $schema=")
        path, _, part = first.partition("=")[2].partition("#/$defs/")
        schema = json.loads((file.parent / path).read_text(encoding="utf-8"))
        assert part in ("", *schema["$defs"])


@pytest.mark.parametrize("name", ["Año Nuevo", "2026", "---", "a" * 80])
def test_any_folder_name_will_do(tmp_path: Path, name: str) -> None:
    """The story's id and title are made from the folder's name, whatever that is."""
    start_story(tmp_path / name, "{}")
    assert load_story(tmp_path / name).diagnostics == ()


@pytest.mark.parametrize(
    ("name", "story_id", "title"),
    [
        ("Ñandú", "nandu", "Ñandú"),
        ("Nandu\u0301", "nandu", "Nandú"),
        ("one_beer", "one_beer", "One Beer"),
        ("la niña-y el mar", "la_nina_y_el_mar", "La Niña Y El Mar"),
        ("don't_go", "don_t_go", "Don't Go"),
        ("O'Brien's Bar", "o_brien_s_bar", "O'Brien's Bar"),
        ("酒場", "my_story", "酒場"),
        ("हिन्दी", "my_story", "हिन्दी"),
        ('a "b" \\c', "a_b_c", "A B C"),
        ("2026", "my_story", "2026"),
        ("---", "my_story", "My Story"),
    ],
)
def test_a_story_is_called_what_its_folder_is_called(tmp_path: Path, name: str, story_id: str, title: str) -> None:
    """The title keeps its letters; the id, which is in saves, has ASCII letters only."""
    start_story(tmp_path / name, "{}")
    story = load_story(tmp_path / name).story
    assert story is not None
    assert (story.id, story.title) == (story_id, title)


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    """Nothing of the author's is ever overwritten: the exit code is 1, and a sentence says why."""
    (tmp_path / "notes.txt").write_text("mine")
    refused = desperado("new", str(tmp_path))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "not an empty folder" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_of_that_name_is_refused(tmp_path: Path) -> None:
    """A file in the folder's place stays as it is."""
    (tmp_path / "x").write_text("mine")
    assert desperado("new", str(tmp_path / "x")).returncode == 1
    assert (tmp_path / "x").read_text() == "mine"


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    """No permission gives exit code 1 and the system's reason, not a traceback."""
    tmp_path.chmod(0o500)
    refused = desperado("new", str(tmp_path / "x"))
    assert (refused.returncode, "Traceback" in refused.stderr) == (1, False)
