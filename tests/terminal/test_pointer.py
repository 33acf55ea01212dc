"""The pointer reaches every row of every offer, in windows of every size."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache

import pytest
from rich.console import Console
from story_shipped import machine, runs, story

from desperado_adventure.terminal.answers import Command, Offer, Verb
from desperado_adventure.terminal.page import Page
from desperado_adventure.terminal.pointer import Pointer
from desperado_adventure.terminal.question import Question
from desperado_adventure.terminal.rows import Row
from desperado_adventure.terminal.widths import cells

SIZES = [(200, 60), (120, 40), (80, 24), (60, 20), (40, 12), (20, 8)]
LONG = "Put the whole of it on the counter, slowly, so that everybody in the room can count what is in it twice over. "
HARD = Question(
    (
        Offer("Go.", Command(Verb.LOOK)),
        Offer(LONG * 2, Command(Verb.LOOK), LONG),
        Offer("".join(f"👨‍👩‍👧‍👦🇲🇽{number}" for number in range(20)), Command(Verb.LOOK)),
        Offer("Donaudampfschifffahrtsgesellschaft" * 3, Command(Verb.LOOK), "No."),
        *(Offer(f"Another one, number {number}.", Command(Verb.LOOK)) for number in range(20)),
    ),
    "Everybody is looking · hurt twice · the case in your hand · and it is late",
)


@cache
def questions() -> tuple[Question, ...]:
    """Return the different questions of all walkthroughs, and one that is harder."""
    found: dict[Question, None] = {}
    for run in runs():
        for step in run.playthrough.steps:
            options = machine().options(step.state)
            offers = tuple(Offer(option.say, Command(Verb.CHOOSE, option.id), option.barred) for option in options)
            found[Question(offers, " · ".join(machine().status(step.state)))] = None
    return (*found, HARD)


def walk(pointer: Pointer) -> Iterator[list[Row]]:
    """Yield the rows of each step of the pointer, down and round to where it began."""
    begin, steps = pointer.at, 0
    while True:
        yield pointer.rows
        pointer.down()
        steps += 1
        assert steps < 1_000
        if pointer.at == begin and not pointer.is_inside and steps >= len(pointer.question.offers):
            return


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_every_row_of_every_offer_is_reached(columns: int, rows: int) -> None:
    """Walking down shows each offer and each reason whole, in rows that fit, and the pointer is always in sight."""
    page = Page(story(), Console(file=io.StringIO(), width=columns, height=rows, force_terminal=True))
    for question in questions():
        if not question.offers:
            continue
        seen: dict[int, list[str]] = {}
        pointer = Pointer(question, page, 0)
        for shown in walk(pointer):
            assert len(shown) < rows
            assert max(cells(row.words) for row in shown) <= columns
            own = [row.words.strip().removeprefix("› ") for row in shown if row.stop == pointer.at]
            before = seen.setdefault(pointer.at, [])
            known = max(number for number in range(len(own) + 1) if before[len(before) - number :] == own[:number])
            before += own[known:]
        for index, offer in enumerate(question.offers):
            words = "".join("".join(seen[index]).split())
            for expected in (offer.words, offer.barred):
                assert "".join(expected.split()) in words


def test_up_goes_back_to_the_beginning_of_a_long_offer_first() -> None:
    """In a small window a step up from the rest of an offer shows its beginning, and another one goes on up."""
    page = Page(story(), Console(file=io.StringIO(), width=20, height=8, force_terminal=True))
    pointer = Pointer(HARD, page, 0)
    pointer.down()
    first = pointer.rows
    pointer.down()
    assert pointer.at == 1
    assert pointer.rows != first
    pointer.up()
    assert pointer.rows == first
    pointer.up()
    assert pointer.at == 0
