"""Slots: the saves of a story, each in a file, all in one folder for each story."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

from ..engine import Machine, Playthrough
from .format import LARGEST, decode, encode
from .making import make_save
from .refusals import Reason, SaveProblem
from .resuming import Resumed, resume
from .saved import Save, SavedState
from .writing import BACKUP, locked, sweep, write_durably

AUTOSAVE = "autosave"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _-]{0,39}\Z")


class SlotSummary(NamedTuple):
    """A slot in a list: its name, and its save, or the problem for which the save cannot be read."""

    name: str
    save: Save | None
    problem: SaveProblem | None


class Slots:
    """The saves of one story in one folder. Every method raises SaveProblem and nothing else."""

    def __init__(self, folder: Path, story: str) -> None:
        """Keep saves under `folder`/`story`; nothing is created before the first save."""
        self.folder = folder / story

    def path(self, name: str) -> Path:
        """Return the file of a slot."""
        if not _NAME.match(name):
            raise SaveProblem(Reason.NAME, name)
        return self.folder / f"{name}.json"

    @property
    def is_closed(self) -> bool:
        """Whether permission to enter the folder is missing, so that nothing in it can be read or overwritten."""
        try:
            os.stat(f"{self.folder}/.")  # noqa: PTH116  # a Path drops the dot, which tests the right to enter
        except PermissionError:
            return True
        except OSError:
            return False
        return False

    def save(  # one parameter for each part of a save
        self,
        name: str,
        machine: Machine,
        playthrough: Playthrough,
        label: str,
        time: str,
        base: SavedState | None = None,
    ) -> bool:
        """Write a playthrough into a slot; False when it is written but the disk did not confirm it."""
        return self.write(name, encode(make_save(machine.story, playthrough, base, label, time), name))

    def write(self, name: str, content: bytes) -> bool:
        """Write a slot's content, with the previous one kept as its backup."""
        path = self.path(name)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with locked(path):
                sweep(path)
                return write_durably(path, content)
        except OSError as error:
            raise SaveProblem(Reason.UNWRITABLE, name, error.strerror or str(error)) from error

    def read(self, name: str, *, backup: bool = False) -> Save:
        """Return the save in a slot's file, or in its backup."""
        path = self.path(name)
        return decode(_read_bytes(path.with_name(path.name + BACKUP) if backup else path, name), name)

    def content(self, name: str) -> bytes:
        """Return the bytes of a slot's file, whatever they are."""
        return _read_bytes(self.path(name), name)

    def load(self, name: str, machine: Machine, *, backup: bool = False) -> Resumed:
        """Resume the save in a slot. The file is not changed."""
        return resume(machine, self.read(name, backup=backup), name)

    def set_aside(self, name: str) -> str:
        """Rename a damaged file, so that it is not overwritten; return its new name."""
        path = self.path(name)
        for number in range(1, 1000):
            aside = path.with_name(f"{path.name}.damaged-{number}")
            if not aside.exists():
                try:
                    path.rename(aside)
                except OSError as error:
                    raise SaveProblem(Reason.UNWRITABLE, name, error.strerror or str(error)) from error
                return aside.name
        raise SaveProblem(Reason.UNWRITABLE, name, "there are too many damaged files")

    def list(self) -> tuple[SlotSummary, ...]:
        """Return all slots, the newest first; those that cannot be read last."""
        try:
            names = sorted(path.stem for path in self.folder.glob("*.json") if _NAME.match(path.stem))
        except OSError:
            names = []
        summaries = [self._summary(name) for name in names]
        readable = [slot for slot in summaries if slot.save is not None]
        readable.sort(key=lambda slot: slot.save.time if slot.save else "", reverse=True)
        return (*readable, *(slot for slot in summaries if slot.save is None))

    def _summary(self, name: str) -> SlotSummary:
        try:
            return SlotSummary(name, self.read(name), None)
        except SaveProblem as problem:
            return SlotSummary(name, None, problem)

    def delete(self, name: str) -> None:
        """Remove a slot and its backup."""
        path = self.path(name)
        try:
            path.unlink()
            path.with_name(path.name + BACKUP).unlink(missing_ok=True)
        except FileNotFoundError as error:
            raise SaveProblem(Reason.MISSING, name) from error
        except OSError as error:
            raise SaveProblem(Reason.UNWRITABLE, name, error.strerror or str(error)) from error


def _read_bytes(path: Path, name: str) -> bytes:
    """Return a regular file's bytes; a link, a pipe or a device is refused, not followed or waited for."""
    try:
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(path, flags)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise SaveProblem(Reason.UNREADABLE, name, "it is not a regular file")
            return file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise SaveProblem(Reason.MISSING, name) from error
    except OSError as error:
        raise SaveProblem(Reason.UNREADABLE, name, error.strerror or str(error)) from error
