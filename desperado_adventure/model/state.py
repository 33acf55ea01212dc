"""The state: where a playthrough stands, as a value."""

from __future__ import annotations

from typing import NamedTuple


class Frame(NamedTuple):
    """Where a cutaway comes back to: a scene, to be arrived at anew or (`arrives` false) only resumed."""

    scene: str
    arrives: bool


class State(NamedTuple):
    """A scene, the value of every slot in the order of `Story.slots`, the cutaways under way (outermost first).

    `fallen` is the state before the choice that killed, while the player decides whether to let the death stand.
    """

    scene: str
    values: tuple[int, ...]
    stack: tuple[Frame, ...] = ()
    fallen: State | None = None
