"""A folder of saves, each in a file `NAME.json`: reading, listing and removing them."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ..engine import Machine
from .format import LARGEST, decode
from .refusals import Reason, SaveProblem, writing_failed
from .resuming import Resumed, resume
from .saved import Save
from .writing import BACKUP, Busy, locked, make_folder, remove_durably

_SUFFIX = ".json"


class Summary(NamedTuple):
    """A save in a list: its name, and the save, or the problem for which it cannot be read."""

    name: str
    save: Save | None
    problem: SaveProblem | None


class SaveFolder:
    """Saves by name in one folder. Every method raises SaveProblem and nothing else."""

    def __init__(self, folder: Path, names: re.Pattern[str], locked_by: Path | None = None) -> None:
        """Take the folder, and the pattern of the names that saves in it can have; nothing is created yet.

        `locked_by` is the folder whose lock is taken for writing, when it is another one.
        """
        self.folder = folder
        self._names = names
        self._locked_by = locked_by or folder

    def path(self, name: str) -> Path:
        """Return the file of a save; raises SaveProblem NAME."""
        if not self._names.fullmatch(name):
            raise SaveProblem(Reason.NAME, name)
        return self.folder / f"{name}{_SUFFIX}"

    def content(self, name: str, *, backup: bool = False) -> bytes:
        """Return the bytes of a save's file, or of its backup, whatever they are."""
        path = self.path(name)
        return _read_bytes(path.with_name(path.name + BACKUP) if backup else path, name)

    def read(self, name: str, *, backup: bool = False) -> Save:
        """Return the save in a file, or in its backup."""
        return decode(self.content(name, backup=backup), name)

    def load(self, name: str, machine: Machine, *, backup: bool = False) -> Resumed:
        """Resume a save. The file is not changed."""
        return resume(machine, self.read(name, backup=backup), name)

    def summaries(self) -> tuple[Summary, ...]:
        """Return all saves, the newest first; those that cannot be read last."""
        summaries = [self._summary(name) for name in self.names()]
        readable = [each for each in summaries if each.save is not None]
        readable.sort(key=lambda each: each.save.time if each.save else "", reverse=True)
        return (*readable, *(each for each in summaries if each.save is None))

    def names(self) -> list[str]:
        """Return the names of all saves, sorted; of a folder that cannot be read, none."""
        try:
            found = [path.stem for path in self.folder.glob(f"*{_SUFFIX}")]
        except OSError:
            return []
        return sorted(name for name in found if self._names.fullmatch(name))

    def _summary(self, name: str) -> Summary:
        try:
            return Summary(name, self.read(name), None)
        except SaveProblem as problem:
            return Summary(name, None, problem)

    def delete(self, name: str) -> None:
        """Remove a save and its backup: the one way in which a game can be lost."""
        path = self.path(name)
        try:
            os.lstat(path)  # the link itself, if it is one
        except FileNotFoundError as error:
            raise SaveProblem(Reason.MISSING, name) from error
        except OSError as error:
            raise SaveProblem(Reason.UNREADABLE, name, error.strerror or str(error)) from error
        with self.writing(name):
            remove_durably(path)

    @property
    def problem(self) -> str:
        """Why the folder cannot be listed, in words for a person; "" when it can, or is not there yet."""
        try:
            os.listdir(self.folder)  # noqa: PTH208  # a Path lists nothing before it is asked
        except FileNotFoundError:
            return ""
        except OSError as error:
            return error.strerror or str(error)
        return ""

    @contextmanager
    def writing(self, name: str) -> Iterator[bool]:
        """Make the folder and lock it; yield False when the disk did not confirm a new folder.

        An OSError inside becomes the SaveProblem of this name.
        """
        try:
            is_confirmed = make_folder(self._locked_by)
            with locked(self._locked_by):
                yield is_confirmed
        except Busy as error:
            raise SaveProblem(Reason.BUSY, name) from error
        except OSError as error:
            raise writing_failed(error, name) from error


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
        detail = "it is a link" if error.errno == errno.ELOOP else error.strerror or str(error)
        raise SaveProblem(Reason.UNREADABLE, name, detail) from error
