"""Packing in plain mode: what lies where is told once, and then what has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from glass import GLASS
from plain_games import played
from terminals import write_story

from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_story

PLACES = """\
The guitar case (room for 8 more): nothing
Your sleeves (room for 1 more): nothing
Your pockets (room for 2 more): nothing
On the bed: the guitar (size 4), the sawn-off shotgun (size 4), the two big pistols (size 2), \
the spring pistols (size 1)
Type for example: guitar to case.
Two choices:
1. Close the case and go.
2. Go without it.
"""
BARRED = "Two choices:\n1. Close the case and go.\n2. Go without it. (Not now: Not with the guns in it.)"
DOUBT = (
    "There is still room, and you would leave behind: the guitar, the two big pistols, the spring pistols. "
    "Answer yes, or the same again, to go all the same; or no, to stay."
)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """The machine of the story that has one of everything."""
    story = load_story(write_story(tmp_path / "story", GLASS)).story
    assert story is not None
    return Machine(story)


def told(machine: Machine, *typed: str) -> list[str]:
    """Go to the packing scene and type these lines; return what each of them was answered with."""
    return [turn.written.rstrip("\n") for turn in played(machine, ["3", *typed])][2:]


def test_what_lies_where_is_told_once_and_then_what_has_moved(machine: Machine) -> None:
    """On arrival a line for each place, with room and sizes, and how to move; after a move, where the item is now."""
    assert played(machine, ["3"])[1].written.endswith(PLACES + "\n")
    assert told(machine, "rigs up my sleeves", "shotgun to case", "guitar to case", "guitar to bed") == [
        "Moved: the spring pistols. Your sleeves, full.",
        f"Moved: the sawn-off shotgun. The guitar case, room for 4 more.\n\n{BARRED}",
        "Moved: the guitar. The guitar case, full.",
        "Moved: the guitar. On the bed.",
    ]


def test_undo_and_redo_of_a_move_tell_only_the_item(machine: Machine) -> None:
    """Neither tells the scene or the other places again."""
    assert told(machine, "rigs up my sleeves", "undo", "redo")[1:] == [
        "Undone. Back where it was: the spring pistols (On the bed).",
        "Done again: the spring pistols.\n\nMoved: the spring pistols. Your sleeves, full.",
    ]


def test_all_is_told_again_for_who_asks(machine: Machine) -> None:
    """`case` tells the places, Enter the choices, and `look` the whole scene."""
    guitar = "the guitar (size 4)"
    moved = PLACES.replace("more): nothing", f"more): {guitar}", 1).replace(f"{guitar}, the sawn", "the sawn")
    moved = moved.replace("room for 8", "room for 4")
    *_, case, choices, look = told(machine, "guitar to case", "case", "", "look")
    places = moved.partition("Type for example")[0]
    assert case == "What you carry:\n" + places.rstrip()
    assert choices == "Two choices:" + moved.rstrip().partition("Two choices:")[2]
    assert look.startswith("Scene: A rented room\n\nThe bed is made.")
    assert look.partition("Type for example")[0].endswith(places)


@pytest.mark.parametrize("answer", ["1", "yes", "y", "YES", "close the case"])
def test_leaving_what_fits_is_asked_about_once(machine: Machine, answer: str) -> None:
    """The first answer is a question without a list; yes, or the same again, goes."""
    *_, asked, gone = told(machine, "shotgun to case", "1", answer)
    assert asked == DOUBT
    assert gone.startswith("You chose: Close the case and go.")


def test_any_other_answer_to_the_question_is_a_new_one(machine: Machine) -> None:
    """A move is made, and then the question is another."""
    *_, asked, moved, again = told(machine, "shotgun to case", "1", "guitar to case", "1")
    assert (asked, moved) == (DOUBT, "Moved: the guitar. The guitar case, full.")
    assert again.startswith("There is still room, and you would leave behind: the spring pistols.")


@pytest.mark.parametrize("answer", ["no", "n", " NO "])
def test_no_stays(machine: Machine, answer: str) -> None:
    """No is an answer to that question, and no choice that has the word; after it the question is asked again."""
    *_, asked, stayed, again = told(machine, "shotgun to case", "1", answer, "1")
    assert (asked, stayed, again) == (DOUBT, "You stay, and go on packing.", DOUBT)


def test_a_full_place_is_called_full(machine: Machine) -> None:
    """`case` and a refusal say the same of a place without room as the move that filled it."""
    *_, case, refused = told(machine, "shotgun to case", "guitar to case", "case", "big pistols to case")
    assert "The guitar case (full): the guitar (size 4), the sawn-off shotgun (size 4)\n" in case
    assert refused == (
        "That cannot be moved. It takes room for 2, and there is none left: the two big pistols (The guitar case)."
    )


def test_the_example_packs_what_is_still_out(machine: Machine) -> None:
    """How to move is told with an item that lies outside, while there is one that can go in."""
    *_, look = told(machine, "guitar to case", "look")
    assert "Type for example: shotgun to case." in look


def test_an_unknown_thing_is_not_taken_for_all(machine: Machine) -> None:
    """An article alone names nothing: what is unknown after it is answered with how to type a move."""
    *_, refused = told(machine, "put the piano in the case")
    assert refused.startswith("That cannot be moved. Type it like “move ")


def test_a_refusal_says_why_and_nothing_else(machine: Machine) -> None:
    """What does not fit is refused with its reason, and the choices are not told again."""
    *_, refused = told(machine, "shotgun to case", "big pistols to case", "guitar to case")
    assert refused.startswith("That cannot be moved. It takes room for 4, and there is room for 2 more: the guitar")
    assert "\n" not in refused
