"""Playthroughs in files: a readable format, a write that survives a crash, slots, and old saves on new stories."""

from .problems import SaveProblem
from .resuming import Resumed, resume
from .slots import AUTOSAVE, Slots, SlotSummary

__all__ = ["AUTOSAVE", "Resumed", "SaveProblem", "SlotSummary", "Slots", "resume"]
