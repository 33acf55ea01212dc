"""What would be left behind by a choice that ends packing."""

from __future__ import annotations

import pytest
from small_stories import small_story

from desperado_adventure.engine import Machine, Playthrough, Refused
from desperado_adventure.terminal.unpacked_items import unpacked_items

THINGS = """
places:
  case: {title: The case, capacity: 4, leavable: true}
  floor: {title: The floor, carried: false}
items:
  anvil: {title: the anvil, size: 5, fits: [case, floor], at: floor}
  lamp: {title: the lamp, size: 2, fits: [case, floor], at: floor}
  saw: {title: the saw, size: 3, fits: [case, floor], at: floor}
"""
CELLAR = """
floor:
  text: A cellar.
  pack: [case, floor]
  choices:
    look: {say: Look., text: Dark., once: true}
    ask:
      say: Ask.
      text: Whom?
      choices:
        none: {say: Nobody., text: Good.}
    shut: {say: Shut it., requires: "not has(anvil)", barred: Too heavy., goto: end}
    lift: {say: Lift it., requires: has(anvil), barred: Too heavy., goto: end}
"""


@pytest.fixture(scope="module")
def machine() -> Machine:
    """Return the machine of the cellar."""
    return Machine(small_story(CELLAR, THINGS))


def _left(machine: Machine, *road: str) -> tuple[str, ...]:
    *before, choice = road
    return unpacked_items(machine, Playthrough.replay(machine, before).state, choice)


def test_what_there_is_room_for_is_left_behind(machine: Machine) -> None:
    """All that a carried place could take now counts, and nothing that is too large for it."""
    assert _left(machine, "bar.floor.shut") == ("the lamp", "the saw")


def test_what_there_is_no_room_for_any_more_is_not_left_behind(machine: Machine) -> None:
    """Once the case is too full for anything else, nobody is asked."""
    assert _left(machine, "move saw case", "bar.floor.shut") == ()
    assert _left(machine, "move lamp case", "bar.floor.shut") == ()


@pytest.mark.parametrize("choice", ["bar.floor.look", "bar.floor.ask"])
def test_a_choice_that_stays_leaves_nothing_behind(machine: Machine, choice: str) -> None:
    """A choice after which the player still packs, or small talk within the scene, leaves nothing behind."""
    assert _left(machine, choice) == ()


def test_outside_a_packing_scene_nothing_is_left_behind(machine: Machine) -> None:
    """In small talk within a packing scene nobody packs."""
    assert _left(machine, "bar.floor.ask", "bar.floor.ask.none") == ()


def test_a_choice_that_cannot_be_taken_is_refused(machine: Machine) -> None:
    """A barred choice is refused with its reason, and no question is asked."""
    with pytest.raises(Refused, match="Too heavy"):
        _left(machine, "bar.floor.lift")
