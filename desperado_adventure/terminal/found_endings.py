"""The record of the endings that a player has found, in all playthroughs. No story depends on it."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import TypeAlias

from ..engine import Machine
from ..model import limits
from ..model.json_text import json_text
from ..model.state import State
from ..model.story import Story
from ..saving.writing import BACKUP, Busy, locked, make_folder, write_durably
from .words import say

_FILE = "endings"
_Record: TypeAlias = "dict[str, str]"


class FoundEndings:
    """The ids of the endings found, in a file beside the slots. If it is lost or damaged, its backup counts.

    Where the title of an ending varies, the record also holds the title under which it was found: first all ids, and
    then an object for each such title. Earlier versions of the program read the ids only.
    """

    def __init__(self, folder: Path | None) -> None:
        """Keep the record in this folder, or only in memory when `folder` is None."""
        self._path = folder / _FILE if folder is not None else None
        self._record: _Record | None = None

    @property
    def _known(self) -> _Record:
        if self._record is None:
            self._record = self._read()
        return self._record

    @property
    def found(self) -> set[str]:
        """The ids found so far."""
        return set(self._known)

    def found_in(self, story: Story) -> dict[str, str]:
        """Return those endings of a story that have been found, under whatever name: ids, with the titles recorded.

        A title is "" when none was recorded.
        """
        now = {story.aliases.get(each, each): title for each, title in self._known.items()}
        return {each: now[each] for each, scene in story.scenes.items() if scene.ending is not None and each in now}

    def _read(self) -> _Record:
        """Return what the file holds, or its backup if the file is damaged."""
        if self._path is None:
            return {}
        found = _read_record(self._path)
        return found if found is not None else _read_record(self._path.with_name(_FILE + BACKUP)) or {}

    def add(self, ending: str, title: str = "") -> None:
        """Add an ending, or the title under which it was found now; if the file cannot be written, the game goes on."""
        if self._known.get(ending) == title:
            return
        self._known[ending] = title
        if self._path is not None:
            with contextlib.suppress(OSError, Busy):
                make_folder(self._path.parent)
                with locked(self._path.parent):
                    others = self._read()  # another process may have added one
                    self._record = {**others, **self._known}
                    write_durably(self._path, _encoded(self._record))

    def page(self, machine: Machine, state: State) -> list[str]:
        """Return the page of endings: the title of each one found; how many others, and the author's hints for them.

        The hints are as they are in this state.
        """
        titles, story = machine.titles, machine.story
        found = self.found_in(story)
        others = [each for each, scene in story.scenes.items() if scene.ending is not None and each not in found]
        hints = [f"  {hint}" for each in others if (hint := titles.hint(state, each))]
        lines = [say("endings.found", title=title or titles.ending(each)) for each, title in found.items()]
        if others:
            lines.append(say("endings.open" if hints else "endings.unsaid", number=len(others)))
        return [*lines, *hints]


def _encoded(record: _Record) -> bytes:
    titles = [{"ending": each, "title": title} for each, title in sorted(record.items()) if title]
    return json_text([*sorted(record), *titles], indent=1).encode()


def _read_record(path: Path) -> _Record | None:
    """Return the titles in a file by id, "" where there is none; None when the file is missing or damaged."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            document = json.loads(file.read(limits.SAVE.most))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(document, list):
        return None
    record = {each: "" for each in document if isinstance(each, str)}
    for each in document:
        if isinstance(each, dict) and isinstance(each.get("title"), str) and each.get("ending") in record:
            record[each["ending"]] = each["title"]
    return record
