"""The corrido of a playthrough: the opening, the quatrains of its turning points, the farewell."""

from __future__ import annotations

from .machine import Machine
from .playthrough import Playthrough
from .views import Sung


def corrido(machine: Machine, playthrough: Playthrough) -> tuple[str, ...]:
    """Return the song as quatrains of four lines. A turning point that is passed twice is sung once, as at first."""
    sung: dict[str, tuple[str, ...]] = {}
    for step in playthrough.steps:
        for event in step.events:
            if isinstance(event, Sung):
                sung.setdefault(event.source, event.quatrains)
    verses = [quatrain for quatrains in sung.values() for quatrain in quatrains]
    return (*machine.story.opening, *verses, *machine.story.farewell)
