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

from .containing import Containment, is_begun
from .format import decode, encode
from .refusals import Reason, SaveProblem
from .save_folder import SaveFolder
from .saved import Save
from .shelf import NAMES as SHELF_NAMES
from .shelf import Shelf, readable
from .writing import BACKUP, flush_folder, write_durably

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

    def put(self, name: str, save: Save, containment: Containment, *, known: bytes | None = None) -> Written:
        """Write a save into a slot. A game that it would replace and does not contain is put on the shelf first.

        `known` is what the session has last read or written there, None for a save that a player asks for by name.
        Raises SaveProblem, and then the slot is as it was.
        """
        check_new(name)
        content = encode(save, name)
        with self.writing(name) as is_folder_confirmed:
            there = self._replaceable(name)
            slot, replaced = name, Replaced()
            if known is not None and there not in (NOTHING, known) and self._is_another_s(there, save, containment):
                slot = self._free_name(name)
            else:
                replaced = self._make_room(name, there, containment, save)
            is_confirmed = write_durably(self.path(slot), content) and is_folder_confirmed
        return Written(slot, content, is_confirmed, replaced)

    @staticmethod
    def _is_another_s(there: bytes, save: Save, containment: Containment) -> bool:
        other = readable(there)
        return other is not None and not containment.holds(save, other)

    def _make_room(self, name: str, there: bytes, containment: Containment, successor: Save | None) -> Replaced:
        if there:
            return self._keep(name, there, containment, successor)
        return Replaced(self._keep_backup(name, containment, successor))

    def clear(self, name: str, containment: Containment, successor: Save | None = None) -> Replaced:
        """Make sure that `successor`, or any game, may take this slot. A game stays there until it is written over."""
        path = self.path(name)
        if not (os.path.lexists(path) or os.path.lexists(path.with_name(path.name + BACKUP))):
            return Replaced()
        with self.writing(name):
            try:
                there = self.present(name)
            except SaveProblem:
                return Replaced(self._keep_backup(name, containment, successor), self._set_aside(path))
            return self._make_room(name, there, containment, successor)

    def holder(self, name: str) -> SaveFolder:
        """Return where a save of this name is: on the shelf if it is there, else in the slots."""
        return self.shelf if name in self.shelf.names() else self

    def restore(self, kept: str, name: str, containment: Containment) -> Written:
        """Copy a kept game into a slot; the game that is there is kept."""
        if kept not in self.shelf.names():
            raise SaveProblem(Reason.NOT_ON_SHELF, kept)
        return self.put(name, self.shelf.read(kept), containment)

    def keep(self, name: str, containment: Containment) -> str:
        """Put the game in a slot on the shelf, whatever it is; return its name there, "" when it is there already."""
        content = self.holder(name).content(name)
        with self.writing(name):
            return self.shelf.keep(content, name, containment)

    def present(self, name: str, *, backup: bool = False) -> bytes:
        """Return the bytes in a slot's file, or in its backup; `NOTHING` when there is none."""
        try:
            return self.content(name, backup=backup)
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

    def _set_aside(self, path: Path) -> str:
        """Rename a file that cannot be used, so that it is not overwritten; return its new name."""
        for number in range(1, _MOST_ASIDE):
            aside = path.with_name(f"{path.name}.damaged-{number}")
            if not os.path.lexists(aside):
                path.rename(aside)
                flush_folder(self.folder)
                return aside.name
        raise SaveProblem(Reason.UNWRITABLE, path.stem, "there are too many damaged files")

    def _keep(self, name: str, there: bytes, containment: Containment, successor: Save | None) -> Replaced:
        """Keep what lies in a slot, unless the successor contains it.

        A game without a choice is not kept. A damaged file is set aside, and the game in its backup is kept.
        """
        try:
            save = decode(there, name)
        except SaveProblem as problem:
            if problem.reason is not Reason.DAMAGED:
                return Replaced(self.shelf.keep(there, name, containment))
            kept = self._keep_backup(name, containment, successor)
            return Replaced(kept, self._set_aside(self.path(name)))
        if not is_begun(save) or (successor is not None and containment.holds(successor, save)):
            return Replaced()
        return Replaced(self.shelf.keep(there, name, containment))

    def _keep_backup(self, name: str, containment: Containment, successor: Save | None) -> str:
        """Keep the game in a backup whose file is damaged or missing, because the next save writes over it."""
        backup = self.present(name, backup=True)
        save = readable(backup)
        if save is None and backup:
            path = self.path(name)
            self._set_aside(path.with_name(path.name + BACKUP))
        if save is None or not is_begun(save) or (successor is not None and containment.holds(successor, save)):
            return ""
        return self.shelf.keep(backup, name, containment)

    def _free_name(self, name: str) -> str:
        number = 2
        while True:
            ending = f"-{number}"
            free = name[: _LONGEST_NAME - len(ending)].rstrip() + ending
            if not os.path.lexists(self.path(free)):
                return free
            number += 1


def check_new(name: str) -> None:
    """Raise SaveProblem for a name that no new slot may have: of other characters, or one that means something else.

    Those of the shelf are for kept games, and some systems forbid or hide others.
    """
    if not _NAME.fullmatch(name):
        raise SaveProblem(Reason.NAME, name)
    if SHELF_NAMES.fullmatch(name) or _NOT_FOR_FILES.fullmatch(name) or name[-1] == " ":
        raise SaveProblem(Reason.RESERVED, name)
