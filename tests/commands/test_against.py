"""`check --against`: what a change of a story did, since a folder or a revision of git."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

STORY = "id: town\nvariables: {warned: flag}\n"
SCENES = """
door:
  text: "A door. {warned: You know.|You do not.}"
  choices:
    knock: {say: Knock., once: true, do: [warned = true]}
    go: {say: Go in., goto: inside}
    hide: {say: Hide., when: warned, goto: cellar}
inside: {text: Inside., ending: {title: Inside}}
cellar: {text: Below., ending: {title: Below}}
"""


def run(*arguments: object, cwd: Path | None = None, path: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command of the program, with another search path for programs if one is given."""
    line = [sys.executable, "-m", "desperado_adventure", *map(str, arguments)]
    environment = {**os.environ, **({"PATH": path} if path is not None else {})}
    return subprocess.run(line, capture_output=True, text=True, timeout=60, check=False, cwd=cwd, env=environment)


def write(folder: Path, scenes: str) -> Path:
    """Write the story with these scenes into a folder."""
    (folder / "scenes").mkdir(parents=True, exist_ok=True)
    (folder / "story.yaml").write_text(STORY, encoding="utf-8")
    (folder / "scenes" / "bar.yaml").write_text(scenes, encoding="utf-8")
    return folder


def changed(old: object, new: Path) -> dict[str, dict[str, list[str]]]:
    """Return what `check --against --format json` says has changed."""
    document = json.loads(run("check", new, "--against", old, "--format", "json").stdout)
    found: dict[str, dict[str, list[str]]] = document["changes"]
    return found


def test_endings_scenes_and_choices_are_lost_and_gained(tmp_path: Path) -> None:
    """Where a guard is shut, the ending behind it is gone; back to the former version it is new."""
    old = write(tmp_path / "old", SCENES)
    new = write(tmp_path / "new", SCENES.replace("when: warned, goto", "when: warned and not warned, goto"))
    lost = changed(old, new)
    assert lost["endings"] == {"new": [], "gone": ["bar.cellar"]}
    assert lost["choices"]["gone"] == ["bar.door.hide"]
    assert changed(new, old)["endings"] == {"new": ["bar.cellar"], "gone": []}


def test_a_thing_with_a_new_name_is_the_same_thing(tmp_path: Path) -> None:
    """A scene that says what it was called is neither gone nor new, and neither are its choices and texts."""
    old = write(tmp_path / "old", SCENES)
    renamed = SCENES.replace("\ndoor:\n", "\ngate:\n  was: bar.door\n")
    assert changed(old, write(tmp_path / "new", renamed)) == {}


def test_a_new_soft_lock_is_told(tmp_path: Path) -> None:
    """A scene in which one can be caught now, and could not before, is told; so is one that was mended."""
    old = write(tmp_path / "old", SCENES)
    caught = SCENES.replace(
        "inside: {text: Inside., ending: {title: Inside}}", "inside: {text: In., choices: {w: {say: W.}}}"
    )
    new = write(tmp_path / "new", caught)
    assert changed(old, new)["soft-locks"] == {"new": ["bar.inside"], "gone": []}
    assert "soft-locks: 0 new, 1 gone\n  - bar.inside" in run("check", old, "--against", new).stdout


def test_a_revision_of_git_is_compared(tmp_path: Path) -> None:
    """The version of a story at a revision is read from git, as it was then, while the files are what they are now."""
    folder = write(tmp_path / "town", SCENES)
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "First"], ["tag", "v1"]):
        subprocess.run([*git, *words], cwd=tmp_path, check=True, capture_output=True)
    write(folder, SCENES.replace("when: warned, goto", "when: warned and not warned, goto"))
    assert changed("v1", folder)["endings"]["gone"] == ["bar.cellar"]


@pytest.mark.parametrize(("old", "path"), [("nothing", None), ("--output=x", None), ("v1", "/nowhere")])
def test_a_version_that_is_none_is_told_in_a_sentence(tmp_path: Path, old: str, path: str | None) -> None:
    """An unknown revision, an option in its place, and a machine without git give one sentence, and nothing is done."""
    folder = write(tmp_path / "town", SCENES)
    ran = run("check", folder, f"--against={old}", path=path)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert not (folder / "x").exists()
