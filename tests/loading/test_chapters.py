"""Chapters: a file each, or a folder of files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from desperado_adventure.loading import load_story, load_text
from desperado_adventure.loading.cache import load_cached

END = "end: {text: Over., ending: {title: Over}}\n"


def lead(key: str, goto: str) -> str:
    """Return a scene that leads on."""
    return f"{key}: {{text: On., goto: {goto}}}\n"


def test_the_files_of_a_folder_are_one_chapter_in_the_order_of_their_names() -> None:
    """The file beside the folder comes first; short names and `here` are those of the whole chapter."""
    here = "here: {look: {say: Look.}}\n"
    files = {
        "scenes/bar/b.yaml": "hall: {text: A hall., choices: {on: {say: On., goto: end}}}\n" + END,
        "scenes/bar/a.yaml": here + lead("door", "hall"),
        "scenes/bar.yaml": lead("road", "door"),
        "scenes/alley.yaml": lead("wall", "bar.road"),
    }
    loaded = load_text(files | {"story.yaml": "start: alley.wall"})
    assert loaded.story is not None
    assert list(loaded.story.scenes) == ["alley.wall", "bar.road", "bar.door", "bar.hall", "bar.end"]
    assert [chapter.id for chapter in loaded.story.chapters] == ["alley", "bar"]
    assert [choice.id for choice in loaded.story.scenes["bar.hall"].choices] == ["bar.hall.on", "bar.here.look"]
    assert loaded.story.scenes["bar.hall"].mark.file == "scenes/bar/b.yaml"


def test_a_scene_in_two_files_of_a_chapter_is_told_with_both_places() -> None:
    """The second is reported, and names the first; so it is with `here`."""
    here = "here: {look: {say: Look.}}\n"
    files = {"scenes/bar/a.yaml": here + lead("door", "end") + END, "scenes/bar/b.yaml": here + lead("door", "end")}
    diagnostics = load_text(files).diagnostics
    assert [(str(each.mark), each.code.number) for each in diagnostics] == [
        ("scenes/bar/b.yaml:1:1", "DA006"),
        ("scenes/bar/b.yaml:2:1", "DA006"),
    ]
    assert "scenes/bar/a.yaml, line 2" in diagnostics[1].message


def test_a_folder_is_called_as_a_chapter_can_be_called() -> None:
    """A folder whose name is no id is reported once, however many files are in it; so is one called everywhere."""
    for name in ("Bar", "everywhere"):
        diagnostics = load_text({f"scenes/{name}/a.yaml": END, f"scenes/{name}/b.yaml": lead("a", "end")}).diagnostics
        assert [(each.code.number, each.mark.file) for each in diagnostics] == [("DA104", f"scenes/{name}/a.yaml")]


def test_a_chapter_that_is_not_listed_is_told_at_its_first_file() -> None:
    """The place of the sentence is a file that exists."""
    files = {"story.yaml": "chapters: {town: {title: T}}\n", "scenes/town.yaml": lead("a", "bar.end")}
    diagnostics = load_text(files | {"scenes/bar/z.yaml": END}).diagnostics
    assert [(each.code.number, each.mark.file) for each in diagnostics] == [("DA209", "scenes/bar/z.yaml")]


def test_a_file_that_comes_or_goes_makes_the_cache_old(tmp_path: Path) -> None:
    """The cache sees the files in the folders of chapters."""
    folder, cache = tmp_path / "story", tmp_path / "cache"
    (folder / "scenes" / "bar").mkdir(parents=True)
    (folder / "scenes" / "bar" / "a.yaml").write_text(lead("door", "end") + END)

    def scenes() -> set[str]:
        story = load_cached(folder, cache, lambda: load_story(folder).story)
        assert story is not None
        return set(story.scenes)

    assert scenes() == {"bar.door", "bar.end"}
    (folder / "scenes" / "bar" / "b.yaml").write_text(lead("road", "door"))
    assert scenes() == {"bar.door", "bar.end", "bar.road"}
    (folder / "scenes" / "bar" / "b.yaml").unlink()
    assert scenes() == {"bar.door", "bar.end"}


def test_moving_a_scene_to_another_file_changes_nothing_but_its_place(tmp_path: Path) -> None:
    """A story in one file and the same in a folder play alike, and `check` says where each scene is."""
    for path, text in (("bar/a.yaml", lead("door", "end")), ("bar/deeper/no.yaml", END), ("bar/b.yaml", END)):
        target = tmp_path / "scenes" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    line = [sys.executable, "-m", "desperado_adventure", "check", str(tmp_path)]
    told = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60).stdout
    assert "EXHAUSTED" in told
    assert "scenes/bar/deeper/no.yaml: warning DA015" in told
