"""A playthrough forgets no road: what is undone can be done again, or is a branch."""

from __future__ import annotations

import random

from lantern import LANTERN

from desperado_adventure.engine import Machine, Playthrough, Refused
from desperado_adventure.engine.playthrough import is_beginning
from desperado_adventure.loading import load_text

_STORY = load_text(LANTERN).story
assert _STORY is not None
MACHINE = Machine(_STORY)


def begin(*choices: str) -> Playthrough:
    """Return a playthrough after these choices."""
    return Playthrough.replay(MACHINE, [f"hill.{choice}" for choice in choices])


def test_what_is_left_for_another_choice_becomes_a_branch() -> None:
    """After an undo, another choice does not destroy the road that was undone."""
    game = begin("gate.look", "well.down").undo().choose(MACHINE, "hill.well.back")
    assert game.undone == ()
    assert game.branches == (("hill.gate.look", "hill.well.down"),)
    assert game.roads == (("hill.gate.look", "hill.well.back"), ("hill.gate.look", "hill.well.down"))


def test_the_same_choice_again_is_a_redo() -> None:
    """If what was undone last is chosen again, the rest of it can still be redone, and there is no branch."""
    game = begin("gate.look", "well.down", "water.up").undo().undo().choose(MACHINE, "hill.well.down")
    assert (game.undone, game.branches) == (("hill.water.up",), ())
    assert game.redo(MACHINE) == begin("gate.look", "well.down", "water.up")


def test_a_branch_that_is_gone_again_is_no_branch() -> None:
    """A road that the player takes to its end once more is kept once."""
    game = begin("gate.in").undo().choose(MACHINE, "hill.gate.jump").undo().choose(MACHINE, "hill.gate.in")
    assert game.branches == (("hill.gate.jump",),)


def test_a_beginning_of_a_branch_is_not_kept_twice() -> None:
    """Of two roads of which one goes on where the other ends, only the longer is a branch."""
    game = begin("gate.look", "well.down", "water.up").undo().undo().undo()
    game = game.choose(MACHINE, "hill.gate.in").undo().choose(MACHINE, "hill.gate.look").undo()
    game = game.choose(MACHINE, "hill.gate.jump")
    assert set(game.branches) == {("hill.gate.look", "hill.well.down", "hill.water.up"), ("hill.gate.in",)}


def test_no_road_is_ever_lost() -> None:
    """Whatever a player does, each road that he ever went is the beginning of one that is kept."""
    for seed in range(60):
        chance, game = random.Random(seed), Playthrough.begin(MACHINE)
        gone: set[tuple[str, ...]] = {()}
        for _ in range(60):
            options = MACHINE.commands(game.state)
            try:
                kind = chance.random()
                if kind < 0.35 or not options:
                    game = game.undo()
                elif kind < 0.45:
                    game = game.redo(MACHINE)
                else:
                    game = game.choose(MACHINE, chance.choice(options))
            except Refused:
                continue
            gone.add(game.choices)
            roads = game.roads
            assert all(any(is_beginning(road, kept) for kept in roads) for road in gone)
            assert not [
                road for road in game.branches for other in roads if road is not other and is_beginning(road, other)
            ]
