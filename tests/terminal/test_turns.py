"""The blocks of a turn: what a player is told of items besides the story's words."""

from __future__ import annotations

from small_stories import small_story

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.terminal.blocks import Notice
from desperado_adventure.terminal.turns import blocks_of_events

THINGS = """
places: {pockets: {title: Your pockets}}
items: {coin: {title: a peso}, key: {title: the key}, card: {title: a card, at: pockets}}
"""
SCENES = """
door:
  text: A door.
  choices:
    one: {say: Take one., do: ["put(coin, pockets)"], goto: end}
    all: {say: Take all., do: ["put(coin, pockets)", "put(key, pockets)", "lose(card)"], goto: end}
"""


def notices(choice: str) -> list[str]:
    """Return the program's own sentences after a choice of the door."""
    machine = Machine(small_story(SCENES, THINGS))
    game = Playthrough.begin(machine).choose(machine, f"bar.door.{choice}")
    return [block.text for block in blocks_of_events(machine, game.events, game.state) if isinstance(block, Notice)]


def test_a_thing_that_is_gained_is_named() -> None:
    """One item is one sentence."""
    assert notices("one") == ["You have it now: a peso."]


def test_what_is_gained_or_lost_at_once_is_one_sentence() -> None:
    """Items that come together are told together, and so are those that go."""
    assert notices("all") == ["You have them now: a peso, the key.", "No longer yours: a card."]
