"""Where pages end: never in a card, between a picture and its title, or between a heading and its text."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journeys import commands_of
from rich.console import Console
from rich.text import Text
from story_shipped import story

from desperado_adventure.engine import Machine
from desperado_adventure.terminal.blocks import Block, Card, Heading, Listing, Title, drawn_lines_of
from desperado_adventure.terminal.page import Gap, Page, PictureRow
from desperado_adventure.terminal.paging import pages, tail
from desperado_adventure.terminal.reading import Reading
from desperado_adventure.terminal.session import Session

RESERVED = 6
SIZES = [(200, 60), (120, 40), (120, 56), (80, 66), (80, 50), (80, 46), (80, 30), (80, 24), (60, 20)]


def page_of(columns: int, rows: int) -> Page:
    """Return a page of the shipped story for a window of this size."""
    return Page(story(), Console(file=io.StringIO(), width=columns, height=rows, force_terminal=True))


def turns() -> list[list[Block]]:
    """Return the blocks of every turn of a whole road."""
    session = Session(Machine(story()), None)
    found: list[list[Block]] = [[Title(story().title), *session.begin()]]
    return [*found, *(session.perform(command) for command in commands_of("sung"))]


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_nothing_that_belongs_together_is_torn(columns: int, rows: int) -> None:
    """On a whole road, each card with its picture and each heading with its picture and text is on one page."""
    page = page_of(columns, rows)
    for blocks in turns():
        found = pages(drawn_lines_of(blocks, page), rows, RESERVED)
        shown = [[line.plain for line in each] for each in found]
        for block in blocks:
            if isinstance(block, Title | Card | Heading):
                lines = [line.plain for line in drawn_lines_of([block], page)]
                lines = "\n".join(lines).strip("\n").split("\n")
                homes = [each for each in shown if lines[-1] in each]
                assert any("\n".join(lines) in "\n".join(each) for each in homes), (block, shown)
                if isinstance(block, Heading):
                    assert all(each[-2:] != [lines[-1], ""] and each[-1] != lines[-1] for each in homes)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_pages_fit_and_hold_every_line_in_order(columns: int, rows: int) -> None:
    """No page is higher than the window with its pause or question, and no word or picture is lost."""
    page = page_of(columns, rows)
    for blocks in turns():
        lines = drawn_lines_of(blocks, page)
        found = pages(lines, rows, RESERVED)
        assert all(len(each) < rows for each in found[:-1])
        assert len(found[-1]) + RESERVED <= rows
        words = [line.plain for line in lines if line.plain]
        assert [line.plain for each in found for line in each if line.plain] == words


@pytest.mark.parametrize("rows", range(20, 70))
def test_pictures_have_room_in_every_window_that_is_twice_as_high(rows: int) -> None:
    """The title and the first chapter show their pictures, with a pause rather than without them."""
    lines = drawn_lines_of(turns()[0], page_of(80, rows))
    shown = [line for each in pages(lines, rows, RESERVED) for line in each if isinstance(line, PictureRow)]
    assert len(shown) > 15


def test_a_page_of_a_list_ends_between_entries_and_leaves_air_under_it() -> None:
    """No entry of a list is torn where the window is higher than it, and the words for a pause stand by themselves."""
    page = page_of(40, 12)
    entries = [f"{number}  these are the words of an entry, and they are two lines" for number in range(9)]
    reading = Reading(page, [Listing("A list", tuple(entries))], lambda: 1)
    assert not reading.is_last
    while not reading.is_last:
        *_, last, air = reading.current
        assert last.plain.strip().endswith("two lines")
        assert not air.plain
        assert reading.unread[0].plain.strip()[0].isdigit()
        reading.turn()


def test_no_page_has_only_a_heading_or_two_lines() -> None:
    """At 80 × 24, on a whole road, no page before a pause has fewer than three lines of words."""
    page = page_of(80, 24)
    for blocks in turns():
        found = pages(drawn_lines_of(blocks, page), 24, RESERVED)
        for each in found[:-1]:
            assert sum(bool(line.plain) for line in each) >= 3, [line.plain for line in each]


LINES = st.lists(
    st.sampled_from(["word", "air", "gap", "picture"]).map(
        lambda kind: {"word": Text("word"), "air": Text(), "gap": Gap(), "picture": PictureRow("###")}[kind]
    ),
    max_size=60,
)


@given(LINES, st.integers(5, 30), st.integers(1, 5))
def test_any_lines_make_pages(lines: list[Text], rows: int, reserved: int) -> None:
    """Whatever the lines are, every page fits, no page but the last is empty, and no words are lost."""
    found = pages(lines, rows, reserved)
    assert all(each and len(each) < rows for each in found[:-1])
    assert len(found[-1]) + reserved <= rows
    words = [line for line in lines if line.plain]
    assert [line for each in found for line in each if line.plain] == words


@given(LINES, st.integers(1, 30))
def test_a_picture_is_cut_as_a_whole(lines: list[Text], room: int) -> None:
    """The last lines that fit begin with no part of a picture."""
    shown = tail(lines, room)
    assert len(shown) <= room
    cut = len(lines) - len(shown)
    assert not (cut and shown and isinstance(shown[0], PictureRow) and isinstance(lines[cut - 1], PictureRow))
