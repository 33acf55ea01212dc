"""The record of the endings that were found: it survives damage, another process and new names."""

from __future__ import annotations

from pathlib import Path

from glass import GLASS

from desperado_adventure.loading import load_text
from desperado_adventure.model.story import Story
from desperado_adventure.terminal.found_endings import FoundEndings


def story(files: dict[str, str] = GLASS) -> Story:
    """Return a story."""
    loaded = load_text(files).story
    assert loaded is not None
    return loaded


def test_a_damaged_record_is_made_good_from_its_backup(tmp_path: Path) -> None:
    """When the record is damaged, what its backup says is not lost by the next ending that is found."""
    for ending in ("bar.ends", "room.told"):
        FoundEndings(tmp_path).add(ending)
    (tmp_path / "endings").write_text("[", "utf-8")
    found = FoundEndings(tmp_path)
    found.add("other")
    assert FoundEndings(tmp_path).found == {"bar.ends", "other"}


def test_two_processes_add_to_one_record(tmp_path: Path) -> None:
    """What another process has found meanwhile is kept."""
    first, second = FoundEndings(tmp_path), FoundEndings(tmp_path)
    assert first.found == second.found == set()
    first.add("bar.ends")
    second.add("room.told")
    assert FoundEndings(tmp_path).found == {"bar.ends", "room.told"}


def test_an_ending_is_found_under_its_former_name(tmp_path: Path) -> None:
    """An ending that has another id now is still found, and what is no ending any more is not counted."""
    found = FoundEndings(tmp_path)
    found.add("bar.ends")
    found.add("bar.gone")
    bar = GLASS["scenes/bar.yaml"].replace("ends:\n", "last:\n  was: bar.ends\n").replace("goto: ends", "goto: last")
    assert found.found_in(story({**GLASS, "scenes/bar.yaml": bar})) == {"bar.last": ""}
    assert found.found_in(story()) == {"bar.ends": ""}
