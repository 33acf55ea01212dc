"""One mistake, one finding: what only follows from a mistake in the files is not told."""

from pathlib import Path

import pytest

from desperado_adventure.loading import load_story, load_text

INSIDE = "inside: {text: Nobody., ending: {title: Inside}}\n"


def _told(files: dict[str, str]) -> list[str]:
    return [f"{each.code} {each.cure}" for each in load_text(files).diagnostics]


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("Café", "cafe"),
        ("Ñandú", "nandu"),
        ("Straße", "strasse"),
        ("my-scene", "my_scene"),
        ("12th_night", "the_12th_night"),
        ("Œuvre", "oeuvre"),
        ("東京", "scene_2"),
    ],
)
def test_a_scene_with_an_id_that_is_none_is_told_once(written: str, proposed: str) -> None:
    """The cure is an id that resembles what was written, and the places that name the scene are not told."""
    door = f"door: {{text: '{{seen({written}): Again.|First.}}', goto: {written}}}\n"
    found = _told({"scenes/bar.yaml": f"{door}{written}: {{text: A., goto: inside}}\n{INSIDE}"})
    assert found == [f"DA104 Ids are lowercase letters, digits and underscores, and begin with a letter: `{proposed}`."]


def test_a_word_of_the_language_is_not_proposed_as_an_id() -> None:
    """A variable could not be called so."""
    (found,) = _told({"story.yaml": "variables: {And: flag}\n", "scenes/bar.yaml": INSIDE})
    assert "`the_and`" in found


def test_a_variable_with_an_id_that_is_none_is_told_once() -> None:
    """Conditions and effects that name it, also with a hyphen, are not told, nor is its set one of too few words."""
    story = "variables: {Heat: 0..4, my-flag: flag, hour: [Noon, night]}\nitems: {el-coin: {title: a coin}}\n"
    chapter = (
        "door:\n  do: [Heat += 1, my-flag = true, hour = Noon]\n  choices:\n"
        "    go: {say: Go., when: Heat >= 2 and my-flag and hour == Noon and has(el-coin), goto: inside}\n"
    )
    found = _told({"story.yaml": story, "scenes/bar.yaml": chapter + INSIDE})
    assert [each[:5] for each in found] == ["DA104"] * 4


def test_a_choice_with_an_id_that_is_none_is_told_once_also_when_it_is_named_before() -> None:
    """In which order files and lines are read makes no difference."""
    chapter = "door:\n  text: '{taken(hall.pay): A.|B.}'\n  goto: hall\n"
    hall = "hall: {text: A., choices: {Pay: {say: Pay., goto: door}, go: {say: Go., goto: inside}}}\n"
    assert [each[:5] for each in _told({"scenes/bar.yaml": chapter + hall + INSIDE})] == ["DA104"]


def test_a_hyphen_between_two_variables_is_a_minus() -> None:
    """Only what begins with the name of nothing is read as one name."""
    story = "variables: {heat: 0..4, thirst: 0..4}\n"
    chapter = "door:\n  do: [heat = heat-thirst, thirst = heat-nope]\n  goto: inside\n" + INSIDE
    found = load_text({"story.yaml": story, "scenes/bar.yaml": chapter}).diagnostics
    assert [(str(each.code), each.message) for each in found] == [("DA203", "Nothing is called `nope`.")]


def test_a_chapter_with_an_id_that_is_none_is_told_once() -> None:
    """The file and the list of chapters name the same mistake, and ways that lead there are not told."""
    files = {
        "story.yaml": "chapters: {bar: {title: Bar}, old-mill: {title: Mill}}\n",
        "scenes/bar.yaml": "door: {text: A., goto: old-mill.yard}\n",
        "scenes/old-mill.yaml": "yard: {text: B., ending: {title: Yard}}\n",
    }
    assert [each[:5] for each in _told(files)] == ["DA104"]


@pytest.mark.parametrize(
    ("cellar", "code"),
    [
        ("# nothing\n", "DA009"),
        ("{stairs: {text: x\n", "DA004"),
        ("- stairs: {text: x}\n", "DA103"),
        ("- [\n", "DA004"),
    ],
)
def test_a_chapter_without_scenes_is_told_once(cellar: str, code: str) -> None:
    """Ways that lead into a chapter that is empty, broken or a list are not told as well."""
    files = {"scenes/bar.yaml": "door: {text: x, goto: cellar.stairs}\n", "scenes/cellar.yaml": cellar}
    assert [each[:5] for each in _told(files)] == [code]


STORY = (
    "start: bar.door\nvariables: {lit: flag}\nplaces: {case: {title: C}}\nitems: {coin: {title: a coin, at: case}}\n"
)
DOOR = "door: {text: '{lit: a|b}', do: ['put(coin, case)'], art: lamp, goto: cellar.stairs}\n"
STAIRS = "stairs: {text: Stairs., ending: {title: Stairs}}\n"
LAMP = "alt: A lamp.\npicture: O\n"


@pytest.mark.parametrize("broken", ["story.yaml", "scenes/bar.yaml", "scenes/cellar.yaml", "art/lamp.yaml"])
def test_a_file_that_is_not_utf_8_is_told_once(broken: str, tmp_path: Path) -> None:
    """Nothing that the file may have declared is told as unknown."""
    files = {"story.yaml": STORY, "scenes/bar.yaml": DOOR, "scenes/cellar.yaml": STAIRS, "art/lamp.yaml": LAMP}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text.encode() + (b"# caf\xe9\n" if name == broken else b""))
    found = load_story(tmp_path).diagnostics
    assert [(str(each.code), each.mark.file) for each in found] == [("DA003", broken)]


def test_the_only_chapter_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    """It is not told besides that the story has no scene."""
    (tmp_path / "scenes").mkdir()
    (tmp_path / "story.yaml").write_text("title: A\n")
    (tmp_path / "scenes" / "bar.yaml").write_bytes(b"caf\xe9: {text: A.}\n")
    assert [str(each.code) for each in load_story(tmp_path).diagnostics] == ["DA003"]


def test_declarations_that_are_a_list_are_told_once() -> None:
    """What a part of story.yaml would declare is not told as unknown when the part has the wrong shape."""
    story = "variables: [lit]\nplaces: [case]\nitems: [coin]\nspeakers: [boy]\n"
    chapter = "door: {text: 'boy: What?', do: ['put(coin, case)', lit = true], goto: inside}\n" + INSIDE
    found = _told({"story.yaml": story, "scenes/bar.yaml": chapter})
    assert [each[:5] for each in found] == ["DA103"] * 4
