"""The record of the endings that a player has found, in all playthroughs. No story depends on it."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from ..model import limits
from ..model.json_text import json_text
from ..model.story import Story
from ..saving.writing import BACKUP, Busy, locked, make_folder, write_durably
from .words import say

_FILE = "endings"


class FoundEndings:
    """The ids of the endings found, in a file beside the slots. If it is lost or damaged, its backup counts."""

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

    def found_in(self, story: Story) -> set[str]:
        """Return the ids of those endings of a story that have been found, under whatever name."""
        now = {story.aliases.get(each, each) for each in self.found}
        return {scene.id for scene in story.scenes.values() if scene.ending is not None and scene.id in now}

    def _read(self) -> set[str]:
        """Return what the file holds, or its backup if the file is damaged."""
        if self._path is None:
            return set()
        found = _read_list(self._path)
        return found if found is not None else _read_list(self._path.with_name(_FILE + BACKUP)) or set()

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
        """Return the page of endings: the title of each one found; how many others, and the author's hints for them."""
        found = self.found_in(story)
        endings = [(scene.id, scene.ending) for scene in story.scenes.values() if scene.ending is not None]
        others = [ending for each, ending in endings if each not in found]
        hints = ["  " + ending.hint for ending in others if ending.hint]
        lines = [say("endings.found", title=ending.title) for each, ending in endings if each in found]
        if others:
            lines.append(say("endings.open" if hints else "endings.unsaid", number=len(others)))
        return [*lines, *hints]


def _read_list(path: Path) -> set[str] | None:
    """Return the ids in a file; None when it is missing or damaged."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            document = json.loads(file.read(limits.SAVE.most))
    except (OSError, ValueError, RecursionError):
        return None
    return {each for each in document if isinstance(each, str)} if isinstance(document, list) else None
