"""The log of a game: its commands, one a line, from which `desperado replay` makes the transcript again.

    # desperado log 1 story=desperado fingerprint=0123456789abcdef
    tale.bar.small                      a choice, by its id
    move shotgun case                   ids here too, whatever the player typed
    look                                and case, status, help, undo, redo, new

A game that goes on from a save, or loads one, has the whole save on a line of its own after the word `resume`, so that
a log needs no other file. After `arrive` it is a save whose last choice is told again: an author was put there. After
`begin` stands the scene in which the story was made to begin. Commands that depend on something outside the story are
not logged: saving, the page of endings, leaving.
"""

from __future__ import annotations

import contextlib
import time
from typing import TextIO

from ..engine import Playthrough
from ..model.story import Story
from ..saving import SaveProblem
from ..saving.format import encode
from ..saving.making import make_save
from ..saving.saved import SavedState
from .answers import Command, Verb
from .filtering import filtered

HEADER = "# desperado log 1 "
RESUME, ARRIVE, BEGIN_AT = "resume", "arrive", "begin"
LOGGED = (Verb.CHOOSE, Verb.MOVE, Verb.LOOK, Verb.CASE, Verb.STATUS, Verb.HELP, Verb.UNDO, Verb.REDO)


def now() -> str:
    """Return the present time as saves write it: in UTC, like 2026-01-31T12:00:00Z."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


class GameLog:
    """Writes each line at once. When the log cannot be written any more, it is closed, and the game goes on."""

    def __init__(self, target: TextIO | None, story: Story) -> None:
        """Write to this stream, or nowhere when it is None."""
        self._target = None if target is None else filtered(target)
        self._story = story
        self._is_new = True

    def begin(self) -> None:
        """Log that the story starts from its beginning."""
        if self._is_new:
            self._write_header()
        else:
            self._write(Verb.NEW)

    def resume(self, playthrough: Playthrough, base: SavedState | None, label: str, word: str = RESUME) -> None:
        """Log that a game goes on from here; `word` is RESUME or ARRIVE."""
        if self._target is None:
            return
        self._write_header()
        try:
            save = encode(make_save(self._story, playthrough, base, label, now()))
        except SaveProblem:  # it is too large
            self._close()
            return
        self._write(f"{word} " + " ".join(save.decode().split("\n")).strip())

    def begin_at(self, scene: str) -> None:
        """Log that the story was made to begin in this scene."""
        self._write_header()
        self._write(f"{BEGIN_AT} {scene}")

    def command(self, command: Command) -> None:
        """Log a command that has been carried out."""
        if command.verb is Verb.CHOOSE:
            self._write(command.argument)
        elif command.verb in LOGGED:
            self._write(f"{command.verb} {command.argument}".strip())

    def _write_header(self) -> None:
        if self._is_new:
            self._is_new = False
            self._write(f"{HEADER}story={self._story.id} fingerprint={self._story.fingerprint}")

    def _write(self, line: str) -> None:
        if self._target is None:
            return
        try:
            self._target.write(line + "\n")
            self._target.flush()
        except OSError:
            self._close()

    def _close(self) -> None:
        if self._target is not None:
            with contextlib.suppress(OSError):
                self._target.close()  # now, because a later close would try to write again
            self._target = None
