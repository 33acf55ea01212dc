"""Stray files: whatever looks like a part of a story and is not read is named, with what to do, and nothing else is."""

from pathlib import Path

import pytest
from terminals import write_story

from desperado_adventure.loading import load_story, load_walkthroughs

SCENE = "door:\n  text: A door.\n  ending: {title: Over}\n"
PICTURE = "alt: A door.\npicture: |\n  []\n"
WALKTHROUGH = "proves: One can stand there.\nsteps: []\n"
GOOD = {
    "story.yaml": "title: Good\n",
    "scenes/bar.yaml": SCENE,
    "scenes/.bar.yaml.swp": SCENE,
    "scenes/notes.txt": "Make the door: text, choices and all, much better.\n",
    "art/README.md": "How these were drawn.",
    "art/title.yaml": PICTURE,
    "art/title.yaml~": PICTURE,
    "walkthroughs/in.yaml": WALKTHROUGH,
    "walkthroughs/in.transcript": "A door.\n",
    "mkdocs.yml": "site_name: My story\nnav:\n  - Home: index.md\n",
    "docs/config.yaml": SCENE,
    "desperado.schema.json": "{}",
    "plan.txt": SCENE,
}


def strays(folder: Path) -> list[tuple[str, str]]:
    """Return the path and the cure of each stray file."""
    return [(each.mark.file, each.cure) for each in load_story(folder).diagnostics if each.code.number == "DA015"]


def test_what_a_story_and_its_author_have_beside_it_is_no_stray(tmp_path: Path) -> None:
    """Notes, transcripts, backups, hidden files, and YAML of other programs are left alone."""
    assert strays(write_story(tmp_path, GOOD)) == []


@pytest.mark.parametrize(
    ("path", "content", "cure"),
    [
        ("scenes/road.yml", SCENE, "Rename it to `road.yaml`."),
        ("scenes/road.YAML", SCENE, "Rename it to `road.yaml`."),
        ("scenes/road.yaml.txt", SCENE, "Rename it to `road.yaml`."),
        ("scenes/road.txt", SCENE, "Rename it to `road.yaml`."),
        ("scenes/bar.yml", SCENE, "Move it elsewhere, or take it out."),
        ("art/street.yml", PICTURE, "Rename it to `street.yaml`."),
        ("art/street.txt", "  |\n--+--\n", "Write the picture under `picture: |` in a file that ends so."),
        ("art/street.txt", PICTURE, "Rename it to `street.yaml`."),
        ("art/street.png", "PNG", "Write the picture under `picture: |` in a file that ends so."),
        ("walkthroughs/out.yml", WALKTHROUGH, "Rename it to `out.yaml`."),
        ("walkthroughs/more/out.yaml", WALKTHROUGH, "Move its files up, into walkthroughs/, or out of it."),
        ("art/big/street.yaml", PICTURE, "Move its files up, into art/, or out of it."),
        ("scenes/act/one/bar.yaml", SCENE, "Move its files up, into scenes/act/, or out of scenes/."),
        ("road.yaml", SCENE, "Move it into scenes/."),
        ("road.yml", "road: {text: A road., goto: bar.door}\n", "Move it into scenes/."),
        ("street.yaml", PICTURE, "Move it into art/."),
        ("out.yaml", WALKTHROUGH, "Move it into walkthroughs/."),
        ("Story.yaml", "title: X\n", "Move it elsewhere, or take it out."),
        ("story.yml", "title: X\n", "Move it elsewhere, or take it out."),
        ("scene/road.yaml", SCENE, "Move it elsewhere, or take it out."),
    ],
)
def test_a_file_beside_readable_ones_is_named(tmp_path: Path, path: str, content: str, cure: str) -> None:
    """A story that can be read loads, and says of one more file that it is not read, and how it would be."""
    folder = write_story(tmp_path, GOOD)
    write_story(folder, {path: content})
    ((named, told),) = strays(folder)
    assert path == named or path.startswith(f"{named}/")
    assert told == cure
    assert load_story(folder).story is not None


@pytest.mark.parametrize("name", ["Story.yaml", "story.yml", "STORY.YML", "story.yaml.txt"])
def test_a_story_file_of_almost_the_right_name_is_told_its_name(tmp_path: Path, name: str) -> None:
    """Without the right one, it is to be renamed."""
    folder = write_story(tmp_path, {name: "title: X\n", "scenes/bar.yaml": SCENE})
    assert strays(folder) == [(name, "Rename it to `story.yaml`.")]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("scenes/bar.yml", "Rename it to `bar.yaml`."),
        ("Scenes/bar.yaml", "it would have to be called `scenes`."),
        ("scene/bar.yaml", "it would have to be called `scenes`."),
        ("bar.yaml", "bar.yaml: This file is not read: it looks like one of scenes/. Move it into scenes/."),
        ("scenes", "scenes: This is a file, and a folder is looked for here."),
    ],
)
def test_where_no_scene_is_found_the_stray_ones_are_the_cure(tmp_path: Path, path: str, told: str) -> None:
    """One finding says that there is no scene, and why."""
    (diagnostic,) = load_story(write_story(tmp_path / "mine", {path: SCENE})).diagnostics
    assert diagnostic.message == "There is no scene in this folder."
    assert told in diagnostic.cure


def test_the_folder_of_the_chapters_is_not_the_story(tmp_path: Path) -> None:
    """Whoever names it is told to name the one around it."""
    folder = write_story(tmp_path, {"scenes/bar.yaml": SCENE})
    (diagnostic,) = load_story(folder / "scenes").diagnostics
    assert diagnostic.cure == "This is the folder of the chapters: name the one around it."


@pytest.mark.parametrize("name", ["story.yaml", "scenes/road.yaml", "art/road.yaml"])
def test_a_folder_in_the_place_of_a_file_is_said_to_be_one(tmp_path: Path, name: str) -> None:
    """A folder whose name ends in `.yaml` is not called unreadable, but a folder."""
    folder = write_story(tmp_path, {"scenes/bar.yaml": SCENE})
    (folder / name).mkdir(parents=True)
    (error,) = [each for each in load_story(folder).diagnostics if each.is_error]
    assert (error.mark.file, error.message) == (name, "This is a folder, and a file is read here.")


def test_hidden_walkthroughs_are_not_read(tmp_path: Path) -> None:
    """A file that begins with a dot is no walkthrough, as it is no chapter and no picture."""
    folder = write_story(tmp_path, {"walkthroughs/.out.yaml": WALKTHROUGH, "walkthroughs/in.yaml": WALKTHROUGH})
    assert [each.name for each in load_walkthroughs(folder).walkthroughs] == ["in"]
