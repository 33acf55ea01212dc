"""How to carry on: the lists of the README are true, and nothing in them can be forgotten without a complaint."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from changes import CHANGES, MANUAL, Change

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COPIED = (
    "desperado_adventure",
    "tests/support",
    "tests/test_manual.py",
    "tests/test_house.py",
    "tests/loading/test_keys.py",
    MANUAL,
)
ROOMS = ("", "desperado_adventure", "desperado_adventure/analysis")
PATH = re.compile(r"`((?:[a-z_]+/)+(?:[a-z_]+\.py)?)`")
ITEM = re.compile(r"^- `([^`]+)`:", re.MULTILINE)


def named_files(change: Change) -> list[str]:
    """Return the files and folders in the README's list for a change."""
    begin = README.index(change.heading)
    end = README.find("\n\n", README.index("\n- ", begin))
    return ITEM.findall(README[begin:end])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of what the changes touch and of what looks at them."""
    folder = tmp_path_factory.mktemp("project")
    for name in COPIED:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
        else:
            shutil.copy2(ROOT / name, folder / name)
    return folder


@pytest.fixture
def copy(project: Path) -> Path:
    """Return the copy without any change."""
    touched = {name for change in CHANGES for name in change.patches}
    for name in touched:
        (project / name).unlink(missing_ok=True)
        if (ROOT / name).exists():
            shutil.copy2(ROOT / name, project / name)
    return project


def make(change: Change, folder: Path, left_out: str = "") -> None:
    """Make a change in a copy, in all its files but one."""
    for name, pairs in change.patches.items():
        if name != left_out:
            path = folder / name
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            for old, new in pairs:
                assert text.count(old) == 1, f"`{old}` stands in {name} {text.count(old)} times: mend the patch"
                text = text.replace(old, new)
            path.write_text(text, encoding="utf-8")


def look(folder: Path, *functions: str) -> subprocess.CompletedProcess[str]:
    """Run functions of `carry_on` in a copy."""
    environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{folder / 'tests/support'}"}
    command = [sys.executable, "-m", "carry_on", *functions]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_the_change_touches_what_the_readme_names(change: Change) -> None:
    """The files of each change are those of the README's list, in its order."""
    touched = list(change.patches)
    named = named_files(change)
    assert named == [f"{Path(file).parent}/" if f"{Path(file).parent}/" in named else file for file in touched]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_the_change_is_whole(change: Change, copy: Path) -> None:
    """With all files of the list changed the new thing works, and the project's tests about such things are content."""
    make(change, copy)
    ran = look(copy, f"{change.name}_works", f"{change.name}_agrees")
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    ("change", "left_out"),
    [(change, name) for change in CHANGES for name in change.patches],
    ids=lambda value: value.name if isinstance(value, Change) else Path(value).name,
)
def test_no_file_can_be_forgotten(change: Change, left_out: str, copy: Path) -> None:
    """With any file of the list left out, the project's own tests fail, or the program does."""
    make(change, copy, left_out)
    assert look(copy, f"{change.name}_agrees").returncode != 0


def test_what_the_readme_names_is_there() -> None:
    """Every module and folder of the package that the README names exists."""
    named = set(PATH.findall(README))
    assert len(named) > 40
    assert {name for name in named if not any((ROOT / above / name).exists() for above in ROOMS)} == set()
