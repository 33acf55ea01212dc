"""The one way in which saving and resuming say no."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a save cannot be written, read or trusted. The words are part of the keys of the player's sentences.

    NAME: no slot can be called that. BUSY: another process is writing. DAMAGED: it is not what the format says.
    FOREIGN: it belongs to another story. NEWER: its format is one that this program does not know. LOST: neither its
    scene nor any before it is in the story any more.
    """

    NAME = "name"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    UNWRITABLE = "unwritable"
    BUSY = "busy"
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    NEWER = "newer"
    LOST = "lost"


class SaveProblem(Exception):  # the word that the house has for it
    """A save cannot be written, read or trusted.

    `subject` is the slot or file; `detail` says more, in words for a person. The player's sentence is the terminal's.
    """

    def __init__(self, reason: Reason, subject: str, detail: str = "") -> None:
        """Keep the parts; the text is only for a developer's eyes."""
        super().__init__(f"{reason}: {subject} {detail}".strip())
        self.reason = reason
        self.subject = subject
        self.detail = detail
