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
On the bed: the guitar (4), the sawn-off shotgun (4), the two big pistols (2), the spring pistols (1)
Type for example: guitar to case.
Two choices:
1. Close the case and go.
2. Go without it.
"""
BARRED = "Two choices:\n1. Close the case and go.\n2. Go without it. (Not now: Not with the guns in it.)"
DOUBT = (
    "There is still room for what you leave behind: the guitar, the two big pistols, the spring pistols. "
    "Answer yes, or the same again, to go all the same."
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
        "Done again.\n\nMoved: the spring pistols. Your sleeves, full.",
    ]


def test_all_is_told_again_for_who_asks(machine: Machine) -> None:
    """`case` tells the places, Enter the choices, and `look` the whole scene."""
    moved = PLACES.replace("more): nothing", "more): the guitar (4)", 1).replace("the guitar (4), the sawn", "the sawn")
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
    assert gone.startswith("> Close the case and go.")


def test_any_other_answer_to_the_question_is_a_new_one(machine: Machine) -> None:
    """A move is made, and then the question is another."""
    *_, asked, moved, again = told(machine, "shotgun to case", "1", "guitar to case", "1")
    assert (asked, moved) == (DOUBT, "Moved: the guitar. The guitar case, full.")
    assert again.startswith("There is still room for what you leave behind: the spring pistols.")


def test_a_refusal_says_why_and_nothing_else(machine: Machine) -> None:
    """What does not fit is refused with its reason, and the choices are not told again."""
    *_, refused = told(machine, "shotgun to case", "big pistols to case", "guitar to case")
    assert refused.startswith("That cannot be moved. It takes room for 4, and there is room for 2 more: the guitar")
    assert "\n" not in refused
