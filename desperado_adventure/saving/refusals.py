"""The one error that saving and resuming raise, and its reasons."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a save cannot be written, read or trusted. The values are parts of the keys of the player's sentences.

    NAME: no slot can have this name. BUSY: another process is writing. DAMAGED: the file does not follow the format.
    FOREIGN: the save belongs to another story. NEWER: this program does not know its format, or something in it. LARGE:
    the game is too long for a file that could be read again. LOST: the story has
    neither its scene any more, nor an earlier scene of the playthrough in the same chapter.
    """

    NAME = "name"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    UNWRITABLE = "unwritable"
    BUSY = "busy"
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    NEWER = "newer"
    LARGE = "large"
    LOST = "lost"


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
