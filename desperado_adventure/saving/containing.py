"""When one save holds all that another holds, so that the other need not be kept.

Choices say what was reached only together with the story that they were taken in. So saves of two versions of a story
are compared only where the choices of both still lead where they led, in the story as it is now.
"""

from __future__ import annotations

from ..engine import Machine
from ..engine.playthrough import is_beginning
from .refusals import SaveProblem
from .renaming import Renaming
from .resuming import How, resume
from .saved import Save

_WITH_ITS_ROAD = (How.SAME, How.REPLAYED, How.RENAMED)


class Containment:
    """Compares saves of one story."""

    def __init__(self, machine: Machine) -> None:
        """Take the story as it is now."""
        self._machine = machine
        self._names = Renaming(machine.story)

    def holds(self, greater: Save, lesser: Save) -> bool:
        """Whether every road of `lesser`, with present names, is the beginning of one of `greater` from the same start.

        A save in which no choice was ever taken, from the story's beginning, is contained in every save.
        """
        if not is_begun(lesser):
            return True
        if greater.story != lesser.story or not self._has_its_roads(greater, lesser):
            return False
        if greater.fingerprint == lesser.fingerprint:
            return True
        return self._leads_where_it_led(greater) and self._leads_where_it_led(lesser)

    def _has_its_roads(self, greater: Save, lesser: Save) -> bool:
        greater, lesser = self._names.save(greater), self._names.save(lesser)
        if greater.base != lesser.base:
            return False
        return all(any(is_beginning(road, other) for other in greater.roads) for road in lesser.roads)

    def _leads_where_it_led(self, save: Save) -> bool:
        try:
            return resume(self._machine, save, "").how in _WITH_ITS_ROAD
        except SaveProblem:
            return False


def is_begun(save: Save) -> bool:
    """Whether anything was reached in a game."""
    return save.base is not None or any(save.roads)
