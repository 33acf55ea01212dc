"""A game in windows of six sizes: ten scenes with packing among them, undo, help, and leaving."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from journeys import Journey, commands_of, journey

from desperado_adventure.terminal.answers import Command, Verb
from desperado_adventure.terminal.blocks import Block, Prose
from desperado_adventure.terminal.board import board_of

SIZES = [(200, 60), (120, 40), (80, 24), (60, 20), (40, 12), (20, 8)]
SCENES = 14
"""Choices and moves: ten scenes, the packing scene with its four moves among them."""

BY_ARROWS = ("guitar case", "cartridges pockets")
"""The moves that are made by arrows and Enter; the others are typed."""


def flat(words: str) -> str:
    """Return words without their blanks and line ends."""
    return "".join(words.split())


def assert_all_is_told(road: Journey, blocks: Sequence[Block]) -> None:
    """Every paragraph of these blocks was on the pages that were read, whole."""
    lines = [line for page in road.pages for line in page.split("\n") if not line.strip().startswith("Enter:")]
    told = flat("".join(lines))
    for block in blocks:
        for passage in block.passages if isinstance(block, Prose) else ():
            assert flat(passage.plain) in told


def assert_all_is_offered(road: Journey) -> None:
    """Walking with the pointer shows every offer with its reason, and every item with its size."""
    seen = road.walk()
    for offer in road.session.offers():
        assert flat(offer.words)[-30:] in seen
        assert flat(offer.barred)[-20:] in seen
    board = board_of(road.session.machine, road.session.playthrough.state)
    for item in board.items if board is not None else ():
        assert all(word in seen for word in (*item.title.split(), f"({item.size})"))


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_game_can_be_played_in_a_window_of_this_size(tmp_path: Path, columns: int, rows: int) -> None:
    """Everything is told and offered, nothing is wider than the window, and undo, help and leaving work."""
    with journey(tmp_path, columns, rows) as road:
        road.read()
        assert_all_is_offered(road)
        for command in commands_of("sung")[:SCENES]:
            if command.verb is Verb.MOVE and command.argument in BY_ARROWS:
                road.carry(*command.argument.split())
            else:
                assert_all_is_told(road, road.take(command))
            assert_all_is_offered(road)
        assert_all_is_told(road, road.type("undo", Command(Verb.UNDO)))
        before = road.terminal.text
        road.type("help", Command(Verb.HELP))
        assert "look" in "\n".join(road.pages)
        assert road.terminal.text.endswith(before[-columns * 2 :].split("\n", 1)[-1])
        road.terminal.type("quit\r")
        assert road.terminal.wait() == 0
        assert "Saved." in road.terminal.text
        assert road.terminal.screen.too_wide == []
