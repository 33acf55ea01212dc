"""What a player has not packed, although he could, when he takes a choice that ends packing."""

from __future__ import annotations

from ..engine import Machine
from ..model.state import State


def unpacked_items(machine: Machine, state: State, choice: str) -> tuple[str, ...]:
    """Return the titles of the items for which a carried place has room, if this choice leads away from packing.

    Raises Refused when the choice cannot be taken in this state.
    """
    packing = machine.packing(state)
    if packing is None or not _leads_away(machine, state, choice):
        return ()
    carried = {place.id for place in machine.story.places if place.carried}
    lying = {item for contents in packing.places if contents.place not in carried for item in contents.items}
    fitting = {item for item, place in packing.moves if item in lying and place in carried}
    return tuple([title for item, title in machine.titles.items(state).items() if item in fitting])


def _leads_away(machine: Machine, state: State, choice: str) -> bool:
    """Whether the choice leaves the scene: neither for its nested choices nor for a cutaway, which come back."""
    after = machine.choose(state, choice).state
    is_inside = machine.story.scenes[after.scene].parent == state.scene
    return after.scene != state.scene and not is_inside and len(after.stack) <= len(state.stack)
