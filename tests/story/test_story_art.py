"""The pictures of the shipped story: each fits, each has its ASCII and its sentence, and every chapter has one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from io import StringIO
from itertools import combinations

import pytest
from rich.console import Console
from story_games import STORY
from themes import THEMES, difference

from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_story
from desperado_adventure.loading.palettes import ON_BLACK
from desperado_adventure.loading.pictures import TALLEST, WIDEST
from desperado_adventure.model.story import Art, Story
from desperado_adventure.terminal.blocks import Card, Title
from desperado_adventure.terminal.page import Page

WINDOW = (80, 24)
ROWS = 10  # a chapter's card and its first words stand under the picture in a window of 24 lines
LEAST_DIFFERENCE = 18
"""The least difference, in CIELAB, between two colours of a picture. Bright blue beside dim text has 15 in Solarized
Dark, and beside text none; red beside bright red has 19 and is still told apart."""

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
    """Every drawn cell has a letter of the palette, a blank one only if it is dark, and every named colour is used."""
    art = picture(name)
    assert len(art.colours) == len(art.picture)
    for line, letters in zip(art.picture, art.colours, strict=True):
        dark = [art.palette.get(each) == ON_BLACK for each in letters]
        assert [each != " " for each in line] == [a != " " and not b for a, b in zip(letters, dark, strict=True)]
    assert {each for row in art.colours for each in row} - {" "} == set(art.palette)


@pytest.mark.parametrize("name", NAMES)
def test_its_colours_differ_in_every_theme(name: str) -> None:
    """No two colours of one picture look alike in any theme. (That each can be seen at all, the loader sees to.)"""
    words = {word.removesuffix(ON_BLACK).strip() for word in picture(name).palette.values()} - {""}
    for one, other in combinations(sorted("" if word == "default" else word for word in words), 2):
        apart = {key: difference(theme.drawn(one), theme.drawn(other)) for key, theme in THEMES.items()}
        alike = [key for key, value in apart.items() if value < LEAST_DIFFERENCE]
        assert alike == [], (one, other)


@pytest.mark.parametrize("name", NAMES)
def test_its_silhouettes_stand_before_a_light(name: str) -> None:
    """What is dark everywhere has a colour on both sides: alone it would be lost on a black background."""
    art = picture(name)
    for letters in art.colours:
        words = ["" if each == " " else art.palette[each] for each in letters]
        for start, end in dark_runs(words):
            assert words[start - 1 : start] not in ([], [""]), letters
            assert words[end : end + 1] not in ([], [""]), letters


def dark_runs(words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the first index, and the one after the last, of each run of cells that are dark, wholly or in part."""
    start = -1
    for index, word in enumerate([*words, ""]):
        if word.endswith(ON_BLACK):
            start = index if start < 0 else start
        elif start >= 0:
            yield start, index
            start = -1


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@pytest.mark.parametrize("name", NAMES)
def test_a_small_window_shows_it(name: str, encoding: str) -> None:
    """In 80 by 24 the card has its picture, with room under it for a few lines of the scene."""
    width, height = WINDOW
    console = Console(file=_File(encoding), width=width, height=height, force_terminal=True)
    page = Page(story(), console)
    cards = {each.art: _card(each.id, each.art) for each in story().chapters}
    lines = cards.get(name, Title(story().title)).drawn_lines(page)
    drawn = picture(name).picture if encoding == "utf-8" else picture(name).plain
    assert [line.plain.strip() for line in lines[: len(drawn)]] == [line.strip() for line in drawn]
    assert len(lines) <= height - 6


def _card(chapter: str, art: str) -> Card:
    machine = Machine(story())
    _, title, line = machine.titles.opening(machine.begin().state.values, chapter)
    return Card(1, title, line, art)


class _File(StringIO):
    """A terminal's file that says which encoding it writes."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]  # a read-only name there, a property here
        """What the terminal writes."""
        return self._encoding
