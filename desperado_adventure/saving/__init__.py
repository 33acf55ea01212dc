"""Playthroughs in files: a readable format, crash-safe writing, slots, and the resuming of old saves."""

from .refusals import Reason, SaveProblem
from .resuming import How, Resumed, resume
from .slots import AUTOSAVE, Slots, SlotSummary

__all__ = ["AUTOSAVE", "How", "Reason", "Resumed", "SaveProblem", "SlotSummary", "Slots", "resume"]
