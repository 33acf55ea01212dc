"""When one save holds all that another holds, so that the other need not be kept."""

from __future__ import annotations

from ..engine.playthrough import is_beginning
from .renaming import Renaming
from .saved import Save


def contains(greater: Save, lesser: Save, names: Renaming) -> bool:
    """Whether every road of `lesser` is the beginning of a road of `greater`, with present names, from the same start.

    A save in which no choice was ever taken, from the story's beginning, is contained in every save.
    """
    greater, lesser = names.save(greater), names.save(lesser)
    if lesser.base is None and not any(lesser.roads):
        return True
    if greater.story != lesser.story or greater.base != lesser.base:
        return False
    return all(any(is_beginning(road, other) for other in greater.roads) for road in lesser.roads)
