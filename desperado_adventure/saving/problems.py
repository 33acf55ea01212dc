"""The one way in which saving and resuming say no."""

from __future__ import annotations


class SaveProblem(Exception):  # the word that the house has for it
    """A save cannot be written, read or trusted.

    `reason` is one of "name", "missing", "unreadable", "unwritable", "busy", "damaged", "foreign", "newer", "lost".
    `subject` is the slot or file; `detail` says more, in words for a person. The player's sentence is the terminal's.
    """

    def __init__(self, reason: str, subject: str, detail: str = "") -> None:
        """Keep the parts; the text is only for a developer's eyes."""
        super().__init__(f"{reason}: {subject} {detail}".strip())
        self.reason = reason
        self.subject = subject
        self.detail = detail
