"""The record of the endings that a player has found, in all playthroughs. No story depends on it."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from ..model import limits
from ..model.json_text import json_text
from ..model.story import Story
from ..saving.writing import Busy, locked, make_folder, write_durably
from .words import say

_FILE = "endings"


class FoundEndings:
    """The ids of the endings found, in a file beside the slots. A lost or damaged file counts as an empty one."""

    def __init__(self, folder: Path | None) -> None:
        """Keep the record in this folder, or only in memory when `folder` is None."""
        self._path = folder / _FILE if folder is not None else None
        self._found: set[str] | None = None

    @property
    def found(self) -> set[str]:
        """The ids found so far."""
        if self._found is None:
            self._found = self._read()
        return self._found

    def _read(self) -> set[str]:
        if self._path is None:
            return set()
        try:
            if not self._path.is_file():
                return set()
            with self._path.open("rb") as file:
                document = json.loads(file.read(limits.SAVE.most))
        except (OSError, ValueError, RecursionError):
            return set()
        return {each for each in document if isinstance(each, str)} if isinstance(document, list) else set()

    def add(self, ending: str) -> None:
        """Add an ending; if the file cannot be written, the game goes on."""
        if ending in self.found:
            return
        self.found.add(ending)
        if self._path is not None:
            with contextlib.suppress(OSError, Busy):
                make_folder(self._path.parent)
                with locked(self._path.parent):
                    self.found.update(self._read())  # another process may have added one
                    write_durably(self._path, json_text(sorted(self.found), indent=1).encode())

    def page(self, story: Story) -> list[str]:
        """Return the page of endings: the title of each one found, the author's hint for each of the others."""
        lines = []
        for scene in story.scenes.values():
            if scene.ending is None:
                continue
            if scene.id in self.found:
                lines.append(say("endings.found", title=scene.ending.title))
            elif scene.ending.hint:
                lines.append(say("endings.open", hint=scene.ending.hint))
            else:
                lines.append(say("endings.nohint"))
        return lines
