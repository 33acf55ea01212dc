"""The program as others install it: from a wheel, somewhere else, with its story inside."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str, cwd: Path, **options: object) -> subprocess.CompletedProcess[str]:
    """Run a command and return what it wrote."""
    return subprocess.run(command, cwd=cwd, text=True, capture_output=True, check=False, timeout=300, **options)  # type: ignore[call-overload, no-any-return]  # options are subprocess's own


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the wheel and the sdist in it."""
    folder = tmp_path_factory.mktemp("built")
    for kind in ("wheel", "sdist"):
        build = f"from hatchling.build import build_{kind}; print(build_{kind}({str(folder)!r}))"
        source = f"import sys; sys.path.insert(0, ''); {build}"
        done = run(sys.executable, "-c", source, cwd=ROOT)
        assert done.returncode == 0, done.stderr
    return folder


def test_wheel_and_sdist_carry_the_story(built: Path) -> None:
    """Whoever has the wheel or the sdist has every chapter."""
    chapters = {path.name for path in (ROOT / "story" / "scenes").glob("*.yaml")}
    (wheel,) = built.glob("*.whl")
    (sdist,) = built.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        inside = {
            Path(name).name for name in archive.namelist() if name.startswith("desperado_adventure/_story/scenes/")
        }
    assert inside == chapters
    with tarfile.open(sdist) as tar:
        assert {Path(name).name for name in tar.getnames() if "/story/scenes/" in name} == chapters


def test_an_installed_wheel_plays_in_any_folder(built: Path, tmp_path: Path) -> None:
    """Installed without the checkout, the command plays three turns from another folder and keeps saves out of it."""
    (wheel,) = built.glob("*.whl")
    target = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)  # noqa: S202  # the wheel that was built a moment ago
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {"PYTHONPATH": str(target), "XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CACHE_HOME": str(tmp_path)}
    command = (sys.executable, "-m", "desperado_adventure", "--plain")
    played = run(*command, cwd=elsewhere, input="1\n1\n1\n", env=environment)
    assert played.returncode == 0, played.stderr
    assert played.stdout.count("\nYou chose: ") == 3
    assert list(elsewhere.iterdir()) == []
    assert (tmp_path / "data" / "desperado" / "saves" / "desperado" / "autosave.json").is_file()
