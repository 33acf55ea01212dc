"""Files in UTF-16, as some shells and editors write them: a sentence says so."""

import subprocess
from pathlib import Path

import pytest
from terminals import PATIENCE, command, environment, write_story

STORY = {
    "story.yaml": "id: small\n",
    "scenes/bar.yaml": (
        "door: {text: A door., choices: {go: {say: Go., goto: end}}}\nend: {text: E., ending: {title: O}}\n"
    ),
}


def run(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a command on the story."""
    line = command(*arguments, "--story", "story")
    return subprocess.run(
        line, input=given, env=environment(folder), capture_output=True, timeout=PATIENCE, check=False, cwd=folder
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with a story in it."""
    write_story(tmp_path / "story", STORY)
    return tmp_path


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_log_in_utf_16_is_told_to_be_one(place: Path, encoding: str) -> None:
    """PowerShell writes such files by `>`; from a file and from standard input it is the same sentence."""
    content = "bar.door.go\n".encode(encoding)
    (place / "log").write_bytes(content)
    for done in (run(place, "replay", "log"), run(place, "replay", "-", given=content)):
        assert (done.returncode, done.stdout) == (1, b"")
        assert b"is UTF-16, and a log is UTF-8. Save it as that in your editor, or write it anew.\n" in done.stderr
        assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_log_with_a_mark_and_any_line_ends_is_read(place: Path, ends: str) -> None:
    """A byte order mark of UTF-8 and the line ends of other systems change nothing."""
    content = "\ufeff" + ends.join(("# a list", "bar.door.go", ""))
    done = run(place, "replay", "-", given=content.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"THE END: O" in done.stdout


def test_a_save_in_utf_16_is_not_imported_and_says_why(place: Path) -> None:
    """The sentence names the encoding, and not only damage."""
    run(place, "play", "--plain", given=b"1\n")
    exported = run(place, "saves", "export", "autosave").stdout.decode().encode("utf-16")
    done = run(place, "saves", "import", "kept", "-", given=exported)
    assert done.returncode == 1
    assert b"it is UTF-16, and a save is UTF-8" in done.stderr


def test_a_slot_in_utf_16_is_told_to_be_one(place: Path) -> None:
    """`saves check` says of such a file what it is."""
    run(place, "play", "--plain", given=b"1\n")
    path = place / "saves" / "small" / "autosave.json"
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))
    done = run(place, "saves", "check")
    assert done.returncode == 1
    assert b"it is UTF-16, and a save is UTF-8" in done.stdout
