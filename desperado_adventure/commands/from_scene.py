"""`play --from SCENE`: the game begins in that scene, by a way on which a player comes to it, as `watch` finds it."""

from __future__ import annotations

import sys
from pathlib import Path

from ..engine import Machine
from ..model.story import Story
from ..terminal.blocks import Block
from ..terminal.session import Session
from ..terminal.signals import working
from .budget import DEFAULT
from .preview.ways import Arrival, Ways, scene_named


class Beginning:
    """A scene in which a game begins, and the way to it. Raises CannotDo when the story has no scene of this name."""

    def __init__(self, story: Story, folder: Path, words: str) -> None:
        """Look for a way to the scene that the words name; Ctrl-C cuts the proof short, which is asked last."""
        chapter = story.scenes[story.start].chapter
        self._scene = scene_named(story, words, chapter)
        with working():
            ways = Ways(folder, DEFAULT, lambda lines: sys.stderr.writelines(f"{line}\n" for line in lines))
            self._arrival: Arrival = ways.arrival(Machine(story), self._scene)

    def blocks(self, session: Session) -> list[Block]:
        """Begin the game and return its first blocks."""
        if self._arrival.is_made_up:
            return session.begin_at(self._scene)
        playthrough = self._arrival.position.playthrough
        if playthrough.state.scene == self._scene:
            return session.start_from(playthrough, None)
        return session.arrive(playthrough)
