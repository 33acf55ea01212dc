"""Every way to end a session, at every prompt, pause and menu, leaves the terminal as it was and the game saved."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from ways_out import Way, leave, started_game, ways

ALL = list(ways())
CHOSEN = ALL if os.environ.get("DESPERADO_WAYS_OUT") == "all" else ALL[::7]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a story and a game of one turn, to be copied."""
    return started_game(tmp_path_factory.mktemp("template"))


@pytest.mark.parametrize("way", CHOSEN, ids=str)
def test_no_way_out_breaks_the_terminal_or_loses_the_game(template: Path, tmp_path: Path, way: Way) -> None:
    """Modes, cursor and bracketed paste are as before, the code is that of the signal, and the turn is saved."""
    assert leave(way, template, tmp_path / "session") == []
