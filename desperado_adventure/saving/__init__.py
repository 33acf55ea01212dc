"""Playthroughs in files: a readable format, a write that survives a crash, slots, and old saves on new stories."""

from .refusals import Reason, SaveProblem
from .resuming import How, Resumed, resume
from .slots import AUTOSAVE, Slots, SlotSummary

__all__ = ["AUTOSAVE", "How", "Reason", "Resumed", "SaveProblem", "SlotSummary", "Slots", "resume"]
