"""The pictures of the shipped story: each fits, each has its ASCII and its sentence, and every chapter has one."""

from __future__ import annotations

import unicodedata
from functools import cache
from io import StringIO

import pytest
from rich.console import Console
from story_games import STORY

from desperado_adventure.loading import load_story
from desperado_adventure.loading.pictures import TALLEST, WIDEST
from desperado_adventure.model.story import Art, Story
from desperado_adventure.terminal.blocks import Card, Title
from desperado_adventure.terminal.page import Page

WINDOW = (80, 24)
ROWS = 10  # a chapter's card and its first words stand under the picture in a window of 24 lines
NAMES = sorted(path.stem for path in (STORY / "art").glob("*.yaml"))


@cache
def story() -> Story:
    """Return the shipped story, which loads without a finding."""
    loaded = load_story(STORY)
    assert loaded.story is not None, "\n".join(map(str, loaded.diagnostics))
    return loaded.story


def picture(name: str) -> Art:
    """Return one picture of it."""
    return story().art[name]


def test_no_picture_brings_a_finding() -> None:
    """The loader has nothing to say about any file in art/."""
    assert [each for each in load_story(STORY).diagnostics if each.mark.file.startswith("art/")] == []


def test_every_chapter_has_a_picture_of_its_own() -> None:
    """Each chapter's card shows one, no two the same, and there is a title card."""
    shown = [chapter.art for chapter in story().chapters]
    assert all(shown)
    assert len(set(shown)) == len(shown)
    assert {*shown, "title"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_has_one_sentence(name: str) -> None:
    """A player who hears the story hears one sentence: long enough to imagine the picture, and not a paragraph."""
    alt = picture(name).alt
    assert alt[0].isupper()
    assert alt.endswith(".")
    assert ". " not in alt
    assert 60 <= len(alt) <= 220


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_fits(name: str) -> None:
    """Neither drawing is wider or taller than it may be, or than a chapter's card has room for."""
    art = picture(name)
    for lines in (art.picture, art.plain):
        assert max(map(len, lines)) <= WIDEST
        assert 7 <= len(lines) <= min(TALLEST, ROWS)
        assert lines[0].strip()


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_has_its_ascii(name: str) -> None:
    """The plain drawing is ASCII; the other one is not, and each of its characters takes one cell."""
    art = picture(name)
    assert all(line.isascii() for line in art.plain)
    assert not all(line.isascii() for line in art.picture)
    assert {unicodedata.east_asian_width(each) for line in art.picture for each in line} <= {"N", "Na", "A"}


@pytest.mark.parametrize("name", NAMES)
def test_its_colours_lie_where_it_is_drawn(name: str) -> None:
    """Every drawn cell has a letter of the palette, no blank cell has one, and every named colour is used."""
    art = picture(name)
    assert len(art.colours) == len(art.picture)
    for line, letters in zip(art.picture, art.colours, strict=True):
        assert [each != " " for each in line] == [each != " " for each in letters]
    assert {each for row in art.colours for each in row} - {" "} == set(art.palette)


@pytest.mark.parametrize("name", NAMES)
def test_its_colours_can_be_seen_on_any_ground(name: str) -> None:
    """Nothing is drawn in black or in the brightest white: it could not be seen in a black or a white window."""
    assert not {"black", "bright_white"} & set(picture(name).palette.values())


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@pytest.mark.parametrize("name", NAMES)
def test_a_small_window_shows_it(name: str, encoding: str) -> None:
    """In 80 by 24 the card has its picture, with room under it for a few lines of the scene."""
    width, height = WINDOW
    console = Console(file=_File(encoding), width=width, height=height, force_terminal=True)
    page = Page(story(), console)
    cards = {each.art: Card(1, each.title, each.card, each.art) for each in story().chapters}
    lines = cards.get(name, Title(story().title)).drawn_lines(page)
    drawn = picture(name).picture if encoding == "utf-8" else picture(name).plain
    assert [line.plain.strip() for line in lines[: len(drawn)]] == [line.strip() for line in drawn]
    assert len(lines) <= height - 6


class _File(StringIO):
    """A terminal's file that says which encoding it writes."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]  # a read-only name there, a property here
        """What the terminal writes."""
        return self._encoding
