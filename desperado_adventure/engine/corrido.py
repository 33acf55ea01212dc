"""The corrido of a playthrough: opening, the quatrains that its turning points have brought, farewell."""

from __future__ import annotations

from .machine import Machine
from .playthrough import Playthrough
from .views import Sung


def corrido(machine: Machine, playthrough: Playthrough) -> tuple[str, ...]:
    """Return the song as quatrains of four lines each; a turning point passed twice is sung once, as it was first."""
    sung: dict[str, tuple[str, ...]] = {}
    for step in playthrough.steps:
        for event in step.events:
            if isinstance(event, Sung):
                sung.setdefault(event.source, event.quatrains)
    verses = [quatrain for quatrains in sung.values() for quatrain in quatrains]
    return (*machine.story.opening, *verses, *machine.story.farewell)
