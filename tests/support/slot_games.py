"""Games in slots, for tests: saving a playthrough as a session does, and asking what is where."""

from __future__ import annotations

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.saving import Containment, Slots, Written
from desperado_adventure.saving.making import make_save
from desperado_adventure.saving.saved import SavedState

TIME = "2026-11-22T10:00:00Z"
GAME = "0123456789abcdef"


def save_in(
    slots: Slots,
    name: str,
    machine: Machine,
    playthrough: Playthrough,
    *,
    game: str = GAME,
    base: SavedState | None = None,
    label: str = "The Bar: The counter",
    known: bytes | None = None,
) -> Written:
    """Save a playthrough in a slot."""
    save = make_save(machine.story, playthrough, base, label, TIME, game)
    return slots.put(name, save, Containment(machine), known=known)
