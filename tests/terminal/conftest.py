"""A story that has one of everything, and a game of it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from glass import GLASS
from terminals import Terminal, playing, write_story


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A story that has one of everything, in a folder."""
    return write_story(tmp_path / "story", GLASS)


@pytest.fixture
def terminal(story: Path) -> Iterator[Terminal]:
    """A new game in a window of 80 × 40, waiting for its first answer."""
    with playing("--story", str(story), "--new", folder=story.parent, rows=40) as game:
        game.wait_for_question()
        yield game
