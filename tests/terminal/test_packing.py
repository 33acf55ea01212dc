"""Packing on the drawn screen: the case drawn as a case, moved in by arrows and by words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from glass import GLASS
from rich.console import Console
from terminals import Terminal, playing, write_story

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.loading import load_text
from desperado_adventure.terminal.board import board_of
from desperado_adventure.terminal.page import Page
from desperado_adventure.terminal.question import Question, first_stop, rows_of, stops
from desperado_adventure.terminal.rows import RowStyle
from desperado_adventure.terminal.session import Session
from desperado_adventure.terminal.widths import cells

SIZES = [(200, 60), (120, 40), (80, 24), (60, 20), (40, 12), (20, 8)]
INTO_PACKING = ("bar.door.pack",)
GUITAR, SHOTGUN, PISTOLS, RIGS = "the guitar", "the sawn-off shotgun", "the two big pistols", "the spring pistols"


@pytest.fixture(scope="module")
def machine() -> Machine:
    """Return the machine of the story that has one of everything."""
    story = load_text(GLASS).story
    assert story is not None
    return Machine(story)


@pytest.fixture
def packing(tmp_path: Path) -> Iterator[Terminal]:
    """A game in a window of 80 × 40 that has come to the packing scene."""
    folder = write_story(tmp_path / "story", GLASS)
    with playing("--story", str(folder), "--new", folder=tmp_path, rows=40) as game:
        game.wait_for_question()
        game.answer("think about the case")
        yield game


def _question(machine: Machine, *moves: str, held: str = "") -> Question:
    session = Session(machine, None)
    session.start_from(Playthrough.replay(machine, [*INTO_PACKING, *moves]), None)
    board = board_of(machine, session.playthrough.state)
    return Question(tuple(session.offers()), session.status, "", board, held)


def _page(machine: Machine, columns: int, rows: int) -> Page:
    return Page(machine.story, Console(width=columns, height=rows, force_terminal=True, _environ={}))


def _words(question: Question, page: Page, chosen: int = 0) -> str:
    return "\n".join(row.words for row in rows_of(question, page, chosen))


def _blocks(question: Question, page: Page) -> list[str]:
    """Return what stands in the first row of the cells, by its blocks."""
    row = next(row for row in rows_of(question, page, 0) if row.words.strip().startswith("│"))
    return [words for style, words in row.parts if style in (RowStyle.ITEM, RowStyle.POINTED)]


# -- what is drawn ----------------------------------------------------------------------------------------------------


def test_each_thing_in_the_case_is_as_wide_as_it_is_large(machine: Machine) -> None:
    """An item of size 4 lies over four of the eight cells, one of size 2 over two, and the rest is velvet."""
    question = _question(machine, "move shotgun case", "move pistols case")
    page = _page(machine, 80, 40)
    widths = [cells(words) + 1 for words in _blocks(question, page)]
    assert widths == [4 * widths[1] // 2, widths[1]]
    velvet = [words for style, words in rows_of(question, page, 0)[5].parts if style is RowStyle.VELVET]
    assert cells("".join(velvet)) == widths[1]


def test_the_lid_is_open_where_there_is_room(machine: Machine) -> None:
    """The lid stands over the case in a window of 24 rows, with the room that is left; in one of 18 it is left out."""
    assert "╱" in _words(_question(machine), _page(machine, 80, 24))
    assert "room for 8" in _words(_question(machine), _page(machine, 80, 24))
    assert "╱" not in _words(_question(machine), _page(machine, 80, 18))


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_sizes_room_and_places_are_told_in_every_window(machine: Machine, columns: int, rows: int) -> None:
    """With the pointer at each item, and it in the hand, all items with their sizes, places and room are shown."""
    page = _page(machine, columns, rows)
    questions = [_question(machine), _question(machine, held="guitar"), _question(machine, held="rigs")]
    views = [_words(each, page, stop) for each in questions for stop in range(len(stops(each)))]
    seen = " ".join(" ".join(view.split()) for view in views)
    for words in ("guitar (4)", "shotgun (4)", "pistols (2)", "pistols (1)", "On the bed", "guitar case", "room for 8",
                  "Your sleeves", "Your pockets", "Close the case", "Go without"):  # fmt: skip
        assert words in seen


@pytest.mark.parametrize(("columns", "rows"), SIZES)
@pytest.mark.parametrize("held", ["", "shotgun", "rigs"])
def test_no_row_is_wider_than_the_window_and_the_pointer_is_always_in_sight(
    machine: Machine, columns: int, rows: int, held: str
) -> None:
    """With the pointer at each stop, all rows fit, and one of them has the pointer."""
    question, page = _question(machine, "move guitar case", held=held), _page(machine, columns, rows)
    for stop in range(len(stops(question))):
        shown = rows_of(question, page, stop)
        assert max(cells(row.words) for row in shown) <= columns
        assert len(shown) + 1 < rows  # with the line for typing, a row of the story stays
        assert "›" in "".join(row.words for row in shown)


@pytest.mark.parametrize(
    ("moves", "example"),
    [
        ((), "“guitar to case”"),
        (("move guitar case", "move shotgun case"), "“spring pistols to sleeves”"),
    ],
)
def test_the_example_packs_what_lies_there(machine: Machine, moves: tuple[str, ...], example: str) -> None:
    """The hint names an item that is not packed yet, as long as one has room, in words that mean no other item."""
    assert example in _words(_question(machine, *moves), _page(machine, 80, 40))


def test_a_place_without_room_is_barred_with_its_reason(machine: Machine) -> None:
    """With an item in the hand each other place is shown; one that cannot take it says why."""
    question = _question(machine, "move guitar case", "move shotgun case", held="pistols")
    words = _words(question, _page(machine, 80, 24))
    assert "The guitar case — it takes 2, and it is full" in words
    assert "Your sleeves — it does not go there" in words
    assert "Back where it was" in words


def test_what_is_in_the_hand_stays_in_sight_in_a_small_window(machine: Machine) -> None:
    """In a window of 40 × 12 the item is named over the places, wherever the pointer is."""
    question, page = _question(machine, held="rigs"), _page(machine, 40, 12)
    for stop in range(len(stops(question))):
        assert "In your hand: the spring pistols" in _words(question, page, stop)


def test_leaving_is_the_last_thing_that_the_pointer_reaches(machine: Machine) -> None:
    """The pointer begins at what is not packed yet, and comes to the choices after all items."""
    question = _question(machine, "move guitar case")
    assert stops(question)[first_stop(question)].item == "shotgun"
    assert [stop.answer for stop in stops(question)][-2:] == ["1", "2"]
    assert [stop.item for stop in stops(question)][:4] == ["shotgun", "pistols", "rigs", "guitar"]


# -- in a terminal ----------------------------------------------------------------------------------------------------


def test_arrows_pick_up_and_put_down(packing: Terminal) -> None:
    """Enter takes an item up, the arrows choose where it goes, Enter puts it there, and the pointer is at the next."""
    packing.press("down", "enter")
    packing.wait_for("In your hand: the sawn-off shotgun (4). Where to?")
    packing.press("enter")
    packing.wait_for("room for 4")
    packing.wait_for("› the two big pistols")
    packing.press(" ")
    packing.wait_for("In your hand: the two big pistols")
    packing.press("escape")
    packing.wait_for("Enter takes it up")
    assert "room for 4" in packing.text


def test_a_thing_is_put_back_where_it_was(packing: Terminal) -> None:
    """The last line for an item in the hand puts it back, and nothing has changed."""
    packing.press("enter")
    packing.wait_for("In your hand: the guitar")
    packing.press("up", "enter")
    packing.wait_for("Enter takes it up")
    assert "room for 8" in packing.text
    assert "› the guitar" in packing.text


def test_a_barred_place_says_why(packing: Terminal) -> None:
    """Putting an item where it does not go is refused in a sentence."""
    packing.press("enter")
    packing.wait_for("In your hand: the guitar")
    packing.press("down", "enter")
    packing.wait_until(lambda: "there: the guitar (Your sleeves)." in " ".join(packing.text.split()), "the reason")


def test_one_enter_does_not_leave_and_leaving_asks(packing: Terminal) -> None:
    """Leaving while there is room for what lies there asks first, and the first answer goes on packing."""
    packing.type("1")
    packing.wait_for("There is still room, and you would leave behind: the guitar")
    packing.wait_for("› 1  Go on packing")
    packing.type("1")
    packing.wait_for("Enter takes it up")
    packing.type("1")
    packing.wait_for("› 1  Go on packing")
    packing.type("2")
    packing.wait_for("The door is")


def test_the_places_have_numbers_while_a_thing_is_in_the_hand(packing: Terminal) -> None:
    """A number means one of the places in sight then, and never the choice that is out of sight."""
    packing.press("enter")
    packing.wait_for("› 1  The guitar case")
    packing.type("4")
    packing.wait_for("Enter takes it up")
    assert "room for 8" in packing.text
    packing.press("enter")
    packing.wait_for("4  Back where it was")
    packing.type("1")
    packing.wait_for("The guitar case, room for 4")
    packing.wait_for("Enter takes it up")


@pytest.mark.parametrize("line", ["case", "in the case", "guitar case", "guitar to case", "1 "])
def test_the_words_of_a_place_answer_where_a_thing_goes(packing: Terminal, line: str) -> None:
    """What is in the hand goes to the place that is typed, and be its word a command elsewhere."""
    packing.press("enter")
    packing.wait_for("Where to?")
    packing.answer(line)
    packing.wait_for("The guitar case, room for 4")


@pytest.mark.parametrize(
    ("line", "sign"), [("back", "Enter takes it up"), ("sleeves", "it does not go there"), ("i", "What you carry")]
)
def test_other_words_while_a_thing_is_in_the_hand(packing: Terminal, line: str, sign: str) -> None:
    """It can be put back by words; a barred place says why; commands are still commands."""
    packing.press("enter")
    packing.wait_for("Where to?")
    packing.type(line)
    packing.press("enter")
    packing.wait_for(sign)
    assert "room for 8" in packing.text


def test_what_else_is_typed_at_the_doubt_is_done(packing: Terminal) -> None:
    """Where the player is told that there is room, a move is a move, and a command is a command."""
    packing.type("1")
    packing.wait_for("› 1  Go on packing")
    packing.answer("guitar to case")
    packing.wait_for("The guitar case, room for 4")
    packing.type("1")
    packing.wait_for("› 1  Go on packing")
    packing.answer("undo")
    packing.wait_for("The guitar case, room for 8")
    packing.type("1")
    packing.wait_for("› 1  Go on packing")
    packing.type("quit")
    packing.press("enter")
    packing.wait_for("Until next time.")


def test_the_doubt_stays_in_sight_under_a_refusal(packing: Terminal) -> None:
    """Whoever types what means nothing still reads what he is asked; and numbers are those of the question."""
    packing.type("1")
    packing.wait_for("› 1  Go on packing")
    for line, said in (("hm", "There is no “hm” to choose here"), ("3", "There is no number 3 here: 1 to 2")):
        shown = packing.answer(line)
        assert said in shown
        assert "still room, and you would leave behind" in shown
    packing.answer("put everything in the case")
    assert "One thing at a time" in packing.text
    assert "still room, and you would leave behind" in packing.text


def test_leaving_with_a_full_case_does_not_ask(packing: Terminal) -> None:
    """When nothing more would fit, a choice leaves at once."""
    for line in ("guitar to case", "shotgun to case", "spring pistols to sleeves"):
        packing.answer(line)
    packing.type("1")
    packing.wait_for("The door is")
    assert "still room" not in packing.text


def test_words_move_things(packing: Terminal) -> None:
    """An item is moved by words too, and one without room is refused with both sizes."""
    packing.answer("shotgun to case")
    assert "room for 4" in packing.text
    packing.answer("guitar to case")
    assert "takes room for 2, and there is none left" in " ".join(packing.answer("big pistols to case").split())


def test_every_style_of_a_row_has_a_look() -> None:
    """A style that the screen does not know would be drawn as ordinary text, and nobody would notice."""
    from desperado_adventure.terminal.asking import STYLES  # noqa: PLC0415  # the key library is slow to import

    assert set(STYLES) == set(RowStyle)


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        ("quit", "Until next time."),
        ("undo", "Undone: “Go back"),
        ("status", "Nobody is looking"),
        ("?", "Commands, each followed by Enter"),
        ("guitar to case", "room for 4"),
        ("yes", "The door is"),
        ("leave it", "The door is"),
        ("close the case and go", "The door is"),
        ("no", "Enter takes it up"),
        ("go without it", "› 1  Go on packing"),
        ("go", "could be"),
        ("3", "› 1  Go on packing"),
    ],
)
def test_whatever_is_typed_at_the_doubt_does_what_it_says(packing: Terminal, line: str, sign: str) -> None:
    """The question whether something shall stay behind takes its two answers, and any line of the scene."""
    packing.type("1")
    packing.wait_for("› 1  Go on packing")
    packing.type(line if line == "?" else line + "\r")
    packing.wait_for(sign)
