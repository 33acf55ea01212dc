"""Hostile files are refused at once, with a place and a sentence."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desperado_adventure.loading import load_story, load_text
from desperado_adventure.loading.walkthroughs import read_walkthroughs

HOSTILE = {
    "fifty kilobytes of brackets": ("[" * 50_000, "DA007"),
    "fifty kilobytes of braces": ("{" * 50_000, "DA007"),
    "fifty thousand dashes": ("- " * 50_000, "DA007"),
    "a merge-key bomb": (
        "a: &a {x: 1}\n"
        + "".join(f"{chr(98 + i)}: &{chr(98 + i)} {{<<: [{', '.join([f'*{chr(97 + i)}'] * 9)}]}}\n" for i in range(9)),
        "DA005",
    ),
    "an alias bomb": (
        "a: &a [x, x]\n"
        + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)),
        "DA005",
    ),
    "a tag that would run code": ("a: !!python/object/apply:os.system [id]\n", "DA005"),
    "a scalar of two hundred thousand letters": ("a:\n  text: " + "x" * 200_000, "DA008"),
    "an escaped NUL": ('a:\n  text: "\\0"\n  ending: {title: x}\n', "DA003"),
    "an escape sequence": ("a:\n  text: hi\x1b[2J\n", "DA003"),
    "an escaped C1 control": ('a:\n  text: "\\x9b2J"\n  ending: {title: x}\n', "DA003"),
    "a control of direction": ('a:\n  text: "\\u202e"\n  ending: {title: x}\n', "DA003"),
    "nothing": ("", "DA009"),
    "a second document": ("a: {text: x, ending: {title: e}}\n---\nb: {}\n", "DA009"),
    "an expression of nine hundred brackets": (
        "a:\n  text: x\n  choices:\n    b: {say: x, goto: a, when: '" + "(" * 900 + "'}\n",
        "DA305",
    ),
    "five thousand open braces in text": ("a:\n  text: '" + "{a|" * 5_000 + "'\n  ending: {title: x}\n", "DA305"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_refused_with_a_diagnostic(name: str) -> None:
    """Whatever a scene file holds, loading ends and says what is wrong with it."""
    text, code = HOSTILE[name]
    loaded = load_text({"scenes/a.yaml": text})
    assert loaded.story is None
    assert code in {diagnostic.code.number for diagnostic in loaded.diagnostics}


def test_a_long_chain_of_scenes_is_no_hang() -> None:
    """Three thousand scenes that lead straight on to one another load without a finding."""
    chain = "".join(f"s{i}: {{text: x, goto: s{i + 1}}}\n" for i in range(3000))
    loaded = load_text({"scenes/a.yaml": chain + "s3000: {text: x, ending: {title: The End}}\n"})
    assert loaded.diagnostics == ()


def story_folder(tmp_path: Path) -> Path:
    """Return a folder with an empty scenes/ in it."""
    (tmp_path / "scenes").mkdir()
    return tmp_path


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    """A story folder that is not there is named, and nothing is raised."""
    (diagnostic,) = load_story(tmp_path / "nowhere").diagnostics
    assert diagnostic.code.number == "DA001"
    assert "nowhere" in diagnostic.mark.file


def test_a_folder_without_scenes_is_a_sentence(tmp_path: Path) -> None:
    """A folder in which there is no scene is refused, and the cure says where scenes lie."""
    (diagnostic,) = load_story(tmp_path).diagnostics
    assert (diagnostic.code.number, "scenes/NAME.yaml" in diagnostic.cure) == ("DA001", True)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    """A named pipe in place of a scene file does not hang the loader."""
    os.mkfifo(story_folder(tmp_path) / "scenes" / "bar.yaml")
    found: list[str] = []
    thread = threading.Thread(
        target=lambda: found.extend(each.code.number for each in load_story(tmp_path).diagnostics), daemon=True
    )
    thread.start()
    thread.join(timeout=20)
    assert found == ["DA001"]


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_a_sentence(tmp_path: Path) -> None:
    """A file without permission to read is named with the system's reason."""
    path = story_folder(tmp_path) / "scenes" / "bar.yaml"
    path.write_text("a: {text: x, ending: {title: e}}\n")
    path.chmod(0)
    (diagnostic,) = load_story(tmp_path).diagnostics
    assert (diagnostic.code.number, diagnostic.mark.file) == ("DA001", "scenes/bar.yaml")


@pytest.mark.parametrize(("raw", "place"), [(b"a: \xff\n", (1, 4)), (b"a: x\nb: \0\n", (2, 1))])
def test_bytes_that_are_no_text_have_a_place(tmp_path: Path, raw: bytes, place: tuple[int, int]) -> None:
    """Bytes that are not UTF-8, and NUL bytes, are refused with line and column."""
    (story_folder(tmp_path) / "scenes" / "bar.yaml").write_bytes(raw)
    (diagnostic,) = load_story(tmp_path).diagnostics
    assert (diagnostic.code.number, diagnostic.mark.line, diagnostic.mark.column) == ("DA003", *place)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16_is_called_so(tmp_path: Path, encoding: str) -> None:
    """A file in UTF-16 is reported as UTF-16, with a byte order mark and without."""
    (story_folder(tmp_path) / "scenes" / "bar.yaml").write_bytes("a: {text: x}\n".encode(encoding))
    (diagnostic,) = load_story(tmp_path).diagnostics
    assert (diagnostic.code.number, "UTF-16" in diagnostic.message) == ("DA003", True)


def test_a_byte_order_mark_before_the_text_is_none_of_it(tmp_path: Path) -> None:
    """A file in UTF-8 that begins with a byte order mark loads like one without."""
    (story_folder(tmp_path) / "scenes" / "bar.yaml").write_bytes(b"\xef\xbb\xbfa: {text: x, ending: {title: e}}\n")
    assert load_story(tmp_path).diagnostics == ()


STRAYS = {
    "a scene file in .yml": ("scenes/road.yml", "scenes/road.yml", "Rename it to `road.yaml`."),
    "a scene file in .YAML": ("scenes/road.YAML", "scenes/road.YAML", "Rename it to `road.yaml`."),
    "a scene file in .yml beside another": ("scenes/bar.yml", "scenes/bar.yml", "Move it elsewhere, or take it out."),
    "a scene in a folder of a folder": (
        "scenes/act/one/road.yaml",
        "scenes/act",
        "Move its files up, into scenes/act/, or out of scenes/.",
    ),
    "a picture in a folder": ("art/far/road.yaml", "art/far", "Move its files up, into art/, or out of it."),
    "a picture in .yml": ("art/road.yml", "art/road.yml", "Rename it to `road.yaml`."),
    "a walkthrough in .yml": ("walkthroughs/road.yml", "walkthroughs/road.yml", "Rename it to `road.yaml`."),
    "declarations in .yml": ("story.yml", "story.yml", "Rename it to `story.yaml`."),
    "declarations with a capital": ("Story.yaml", "Story.yaml", "Rename it to `story.yaml`."),
    "pictures in a folder with a capital": ("Art/road.yaml", "Art", "Rename it to `art`."),
}


@pytest.mark.parametrize("name", STRAYS)
def test_a_file_that_is_not_read_is_named(tmp_path: Path, name: str) -> None:
    """A file whose name or folder keeps it from being read is a warning, with what to do, and the story loads."""
    path, shown, cure = STRAYS[name]
    (story_folder(tmp_path) / "scenes" / "bar.yaml").write_text("a: {text: x, ending: {title: e}}\n")
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("a: {text: x, ending: {title: e}}\n")
    loaded = load_story(tmp_path)
    (diagnostic,) = loaded.diagnostics
    assert (diagnostic.code.number, diagnostic.mark.file, diagnostic.cure) == ("DA015", shown, cure)
    assert loaded.story is not None


@pytest.mark.parametrize("name", ["scenes/notes.txt", "scenes/.bar.yml.swp", "scenes/drafts/notes.md", "story.md"])
def test_a_file_of_another_kind_may_lie_beside_the_story(tmp_path: Path, name: str) -> None:
    """Notes and an editor's own files cause no warning."""
    (story_folder(tmp_path) / "scenes" / "bar.yaml").write_text("a: {text: x, ending: {title: e}}\n")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("x")
    assert load_story(tmp_path).diagnostics == ()


@pytest.mark.parametrize(
    "name", ["scenes/road.yml", "scenes/road.YAML", "scenes/act/one/road.yaml", "Scenes/road.yaml"]
)
def test_a_story_all_of_whose_scenes_are_elsewhere_is_told_so(tmp_path: Path, name: str) -> None:
    """When a wrong name is the reason that there is no scene, the cure gives that name."""
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("a: {text: x, ending: {title: e}}\n")
    (diagnostic,) = load_story(tmp_path).diagnostics
    assert (diagnostic.code.number, "/".join(name.split("/")[:2]).removesuffix("/road.yaml") in diagnostic.cure) == (
        "DA001",
        True,
    )


def test_a_second_document_is_refused_at_its_own_line() -> None:
    """The place of a second document is counted from the top of the file, also after other scenes."""
    text = "a: {text: x, goto: b}\n\nb:\n  text: x\n  ending: {title: E}\n---\n"
    (diagnostic,) = load_text({"scenes/a.yaml": text}).diagnostics
    assert (diagnostic.code.number, diagnostic.mark.line, diagnostic.mark.column) == ("DA009", 6, 1)


def test_every_blank_that_is_missing_is_told_once() -> None:
    """Each colon in braces without a blank is one diagnostic, and its key is not reported as missing."""
    text = "a: {text:x, goto: b}\nb: {text: x, ending: {title:E}}\n"
    found = load_text({"scenes/a.yaml": text}).diagnostics
    assert [(each.code.number, each.mark.line, each.mark.column) for each in found] == [
        ("DA004", 1, 10),
        ("DA004", 2, 29),
    ]


def test_the_command_refuses_a_bomb_without_a_traceback(tmp_path: Path) -> None:
    """`desperado --story` on fifty kilobytes of brackets exits with 1 and a sentence on standard error."""
    (story_folder(tmp_path) / "scenes" / "bar.yaml").write_text("[" * 50_000)
    ran = subprocess.run(
        [sys.executable, "-m", "desperado_adventure", "--plain", "--story", str(tmp_path), "--saves", str(tmp_path)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 1
    assert "DA007" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize("before", ["# hi{}\n", "{}", "a{}b: 1\n", "{{x: y{}\n"])
def test_a_line_end_that_only_yaml_sees_moves_no_position(end: str, before: str) -> None:
    """A next-line or separator character is refused where it stands, and the lines after it keep their numbers."""
    text = before.format(end) + "b:\n  text: x\n  ending: {titl: x}\n"
    found = {each.code.number: each for each in load_text({"scenes/a.yaml": text}).diagnostics}
    assert found["DA003"].mark.line == 1
    assert found["DA101"].source == "  ending: {titl: x}"


def test_text_with_the_line_ends_of_other_systems_loads() -> None:
    """Carriage returns end a line in texts, as in files."""
    text = "a:\n  text: hi\n  ending: {title: x}\n"
    for end in ("\r", "\r\n"):
        assert load_text({"scenes/a.yaml": text.replace("\n", end)}) == load_text({"scenes/a.yaml": text})


def test_a_walkthrough_with_the_line_ends_of_other_systems_is_told_its_mistakes() -> None:
    """Carriage returns end a line in the texts of walkthroughs too, also where the text does not parse."""
    for end in ("\n", "\r", "\r\n"):
        text = end.join(("proves: x", "steps:", "  - go", "  expect"))
        (found,) = read_walkthroughs({"walkthroughs/a.yaml": text}).diagnostics
        assert (found.code.number, found.mark.line, found.source) == ("DA004", 4, "  expect")


def test_a_link_to_itself_is_a_sentence(tmp_path: Path) -> None:
    """A story folder that is a link to itself is refused without a traceback, before the cache is read too."""
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    ran = subprocess.run(
        [sys.executable, "-m", "desperado_adventure", "graph", str(tmp_path / "loop")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, "DA001" in ran.stderr, "Traceback" in ran.stderr) == (1, True, False)


@pytest.mark.skipif(sys.platform == "darwin", reason="names of files are UTF-8 there")
def test_a_file_name_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    """A chapter's name has to be an id, whatever bytes a file system lets it have."""
    folder = story_folder(tmp_path)
    (folder / "scenes" / os.fsdecode(b"a\xff.yaml")).write_text("a: {text: A., ending: {title: A}}\n")
    assert "DA104" in {each.code.number for each in load_story(folder).diagnostics}
