"""The one error that saving and resuming raise, and its reasons."""

from __future__ import annotations

import errno
from enum import StrEnum


class Reason(StrEnum):
    """Why a save cannot be written, read or trusted. The values are parts of the keys of the player's sentences.

    NAME: no slot can have this name. RESERVED: no new slot may have it. NOT_ON_SHELF: no kept game is called so.
    UNREADABLE, UNWRITABLE: the disk refuses, which may pass. CLOSED: the folder cannot be used at all, by this user or
    in this place. BUSY: another process is writing. DAMAGED: the file does not follow the format. FOREIGN: the save
    belongs to another story. NEWER: this program does not know its format, or something in it. LARGE: the game is too
    long for a file that could be read again. LOST: the story has neither its scene any more, nor an earlier scene of
    the playthrough in the same chapter. SHELF_FULL, NOT_KEPT: the action would replace a game, and that game cannot be
    put on the shelf.
    """

    NAME = "name"
    RESERVED = "reserved"
    NOT_ON_SHELF = "not_on_shelf"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    UNWRITABLE = "unwritable"
    CLOSED = "closed"
    BUSY = "busy"
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    NEWER = "newer"
    LARGE = "large"
    LOST = "lost"
    SHELF_FULL = "shelf_full"
    NOT_KEPT = "not_kept"


_CLOSED = frozenset(
    (
        errno.EACCES,
        errno.EPERM,
        errno.EROFS,
        errno.ENOTDIR,
        errno.EEXIST,
        errno.EISDIR,
        errno.ENAMETOOLONG,
        errno.ELOOP,
        errno.ENOENT,
    )
)
"""The errors of a folder that will not be any better at the next turn."""


class SaveProblem(Exception):  # the project's word for it
    """A save cannot be written, read or trusted.

    `subject` is the slot or file; `detail` says more, in words for a person. The terminal makes a sentence of them.
    """

    def __init__(self, reason: Reason, subject: str, detail: str = "") -> None:
        """Keep the parts; the exception's own text is for developers only."""
        super().__init__(f"{reason}: {subject} {detail}".strip())
        self.reason = reason
        self.subject = subject
        self.detail = detail


def writing_failed(error: OSError, name: str) -> SaveProblem:
    """Return the problem of a save of this name that could not be written."""
    reason = Reason.CLOSED if error.errno in _CLOSED else Reason.UNWRITABLE
    return SaveProblem(reason, name, error.strerror or str(error))
