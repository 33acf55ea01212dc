"""Slots: where games are saved, by names that players choose. What lies in a slot is never lost to another game.

The law: a save may replace what lies in its slot only if it contains it (`containing.py`), or if what lies there has
been put on the shelf first (`shelf.py`). A file that cannot be read as a save is renamed and stays.

A session remembers the bytes that it last read or wrote in its slot. If others lie there at its next turn, another
process plays there too. Then the session goes on in a slot of its own, a copy with a new name, so that neither game
overwrites the other.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from .containing import contains
from .format import decode, encode
from .refusals import Reason, SaveProblem
from .renaming import Renaming
from .save_folder import SaveFolder
from .saved import Save
from .shelf import NAMES as SHELF_NAMES
from .shelf import Shelf, readable
from .writing import flush_folder, write_durably

AUTOSAVE = "autosave"
NOTHING = b""
"""What a session remembers of a slot that holds no file."""

_LONGEST_NAME = 40
_NAME = re.compile(rf"[A-Za-z0-9][A-Za-z0-9 _-]{{0,{_LONGEST_NAME - 1}}}")
_NOT_FOR_FILES = re.compile(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])")
_MOST_ASIDE = 1000


class Replaced(NamedTuple):
    """Where the content of a slot is that something else replaces: its name on the shelf, or that of a file set aside.

    Both are "" when there was no need: no file, a game without a choice, one that its successor or the shelf contains.
    """

    kept: str = ""
    aside: str = ""


class Written(NamedTuple):
    """What has become of a save.

    `slot` is where it is, another one than was asked for when another process plays there. `content` are the bytes that
    now lie there. `is_confirmed` is False when the disk did not confirm that the save would survive a power cut.
    `replaced` is where that is now which lay there before.
    """

    slot: str
    content: bytes
    is_confirmed: bool
    replaced: Replaced


class Slots(SaveFolder):
    """The slots of one story in one folder, and its shelf. Every method raises SaveProblem and nothing else."""

    def __init__(self, folder: Path, story: str) -> None:
        """Keep saves under `folder`/`story`; nothing is created before the first save."""
        super().__init__(folder / story, _NAME)
        self.shelf = Shelf(self.folder)

    def put(self, name: str, save: Save, names: Renaming, *, known: bytes | None = None) -> Written:
        """Write a save into a slot. A game that it would replace and does not contain is put on the shelf first.

        `known` is what the session has last read or written there, None for a save that a player asks for by name.
        `names` are those that the story has now. Raises SaveProblem, and then the slot is as it was.
        """
        _check_new(name)
        content = encode(save, name)
        with self.writing(name) as is_folder_confirmed:
            slot, replaced = name, Replaced()
            there = self._replaceable(name)
            if there and not _is_contained(there, save, names):
                if known is not None and there != known and readable(there) is not None:
                    slot = self._free_name(name)
                else:
                    replaced = self._keep(name, there, names)
            is_confirmed = write_durably(self.path(slot), content) and is_folder_confirmed
        return Written(slot, content, is_confirmed, replaced)

    def clear(self, name: str, names: Renaming, successor: Save | None = None) -> Replaced:
        """Make sure that `successor`, or any game, may take this slot. A game stays there until it is written over."""
        if not os.path.lexists(self.path(name)):
            return Replaced()
        with self.writing(name):
            try:
                there = self.present(name)
            except SaveProblem:
                return Replaced(aside=self._set_aside(name))
            if not there or (successor is not None and _is_contained(there, successor, names)):
                return Replaced()
            return self._keep(name, there, names)

    def holder(self, name: str) -> SaveFolder:
        """Return where a save of this name is: on the shelf if it is there, else in the slots."""
        return self.shelf if name in self.shelf.names() else self

    def restore(self, kept: str, name: str, names: Renaming) -> Written:
        """Copy a kept game into a slot; the game that is there is kept."""
        return self.put(name, self.shelf.read(kept), names)

    def keep(self, name: str, names: Renaming) -> str:
        """Put the game in a slot on the shelf, whatever it is; return its name there, "" when it is there already."""
        content = self.content(name)
        with self.writing(name):
            return self.shelf.keep(content, name, names)

    def present(self, name: str) -> bytes:
        """Return the bytes in a slot, `NOTHING` when there is no file."""
        try:
            return self.content(name)
        except SaveProblem as problem:
            if problem.reason is Reason.MISSING:
                return NOTHING
            raise

    def _replaceable(self, name: str) -> bytes:
        """Return the bytes in a slot that is to be written; raises SaveProblem CLOSED when it is no regular file."""
        try:
            return self.present(name)
        except SaveProblem as problem:
            raise SaveProblem(Reason.CLOSED, name, problem.detail) from problem

    def set_aside(self, name: str) -> str:
        """Rename a file that cannot be used, so that it is not overwritten; return its new name."""
        with self.writing(name):
            return self._set_aside(name)

    def _set_aside(self, name: str) -> str:
        path = self.path(name)
        for number in range(1, _MOST_ASIDE):
            aside = path.with_name(f"{path.name}.damaged-{number}")
            if not aside.exists() and not aside.is_symlink():
                path.rename(aside)
                flush_folder(self.folder)
                return aside.name
        raise SaveProblem(Reason.UNWRITABLE, name, "there are too many damaged files")

    def _keep(self, name: str, there: bytes, names: Renaming) -> Replaced:
        """Keep what lies in a slot: a damaged file beside it, a game without choices not, all else on the shelf."""
        try:
            save = decode(there, name)
        except SaveProblem as problem:
            if problem.reason is Reason.DAMAGED:
                return Replaced(aside=self._set_aside(name))
            return Replaced(self.shelf.keep(there, name, names))
        return Replaced(self.shelf.keep(there, name, names)) if _is_begun(save) else Replaced()

    def _free_name(self, name: str) -> str:
        number = 2
        while True:
            ending = f"-{number}"
            free = name[: _LONGEST_NAME - len(ending)].rstrip() + ending
            if not os.path.lexists(self.path(free)):
                return free
            number += 1


def _check_new(name: str) -> None:
    """Refuse a name that a slot cannot have, or should not: one of the shelf, one that some system forbids or hides."""
    if not _NAME.fullmatch(name) or SHELF_NAMES.fullmatch(name) or _NOT_FOR_FILES.fullmatch(name) or name[-1] == " ":
        raise SaveProblem(Reason.NAME, name)


def _is_begun(save: Save) -> bool:
    """Whether anything was reached in a game."""
    return save.base is not None or any(save.roads)


def _is_contained(there: bytes, save: Save, names: Renaming) -> bool:
    """Whether a save contains what lies in a slot. Bytes that are no save are contained in none."""
    lesser = readable(there)
    return lesser is not None and contains(save, lesser, names)
