"""Playthroughs in files: a readable format, crash-safe writing, slots and the shelf, and the resuming of old saves."""

from .containing import Containment
from .differences import Change, ChangeKind
from .refusals import Reason, SaveProblem
from .resuming import How, Resumed, resume
from .save_folder import Summary
from .slots import AUTOSAVE, NOTHING, Replaced, Slots, Written, check_new

__all__ = [
    "AUTOSAVE",
    "NOTHING",
    "Change",
    "ChangeKind",
    "Containment",
    "How",
    "Reason",
    "Replaced",
    "Resumed",
    "SaveProblem",
    "Slots",
    "Summary",
    "Written",
    "check_new",
    "resume",
]
