"""Playthroughs in files: a readable format, crash-safe writing, slots, and the resuming of old saves."""

from .containing import contains
from .differences import Change, ChangeKind
from .refusals import Reason, SaveProblem
from .renaming import Renaming
from .resuming import How, Resumed, resume
from .slots import AUTOSAVE, Slots, SlotSummary

__all__ = [
    "AUTOSAVE",
    "Change",
    "ChangeKind",
    "How",
    "Reason",
    "Renaming",
    "Resumed",
    "SaveProblem",
    "SlotSummary",
    "Slots",
    "contains",
    "resume",
]
