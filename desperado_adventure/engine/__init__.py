"""The machine: begin, choose, view. Pure functions over frozen values; nothing here prints, reads or waits."""

from .machine import Machine
from .playthrough import Playthrough
from .views import Event, MoveBar, Option, Packing, Passage, Refusal, Refused, Step, View

__all__ = [
    "Event",
    "Machine",
    "MoveBar",
    "Option",
    "Packing",
    "Passage",
    "Playthrough",
    "Refusal",
    "Refused",
    "Step",
    "View",
]
