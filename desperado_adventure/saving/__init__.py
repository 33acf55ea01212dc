"""Playthroughs in files: a readable format, crash-safe writing, slots and the shelf, and the resuming of old saves."""

from .containing import contains
from .differences import Change, ChangeKind
from .refusals import Reason, SaveProblem
from .renaming import Renaming
from .resuming import How, Resumed, resume
from .save_folder import Summary
from .slots import AUTOSAVE, NOTHING, Replaced, Slots, Written

__all__ = [
    "AUTOSAVE",
    "NOTHING",
    "Change",
    "ChangeKind",
    "How",
    "Reason",
    "Renaming",
    "Replaced",
    "Resumed",
    "SaveProblem",
    "Slots",
    "Summary",
    "Written",
    "contains",
    "resume",
]
