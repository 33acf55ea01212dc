"""The state: where a playthrough stands, as a value."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Entry(StrEnum):
    """How a scene is come to.

    ARRIVE: its `arrive` effects happen, and its text is to be told. CONTINUE: an arrival that a cutaway interrupted
    goes on, so the text is still to be told. RESUME: the scene was told before, and the player only comes back to it.
    """

    ARRIVE = "arrive"
    CONTINUE = "continue"
    RESUME = "resume"


class Frame(NamedTuple):
    """Where a cutaway comes back to: a scene, and how it is come to then."""

    scene: str
    entry: Entry


class State(NamedTuple):
    """A scene, the value of every slot in the order of `Story.slots`, the cutaways under way (outermost first).

    `fallen` is the state before the choice that killed, while the player decides whether to let the death stand; where
    the story killed before the first choice, that is the state before the story began, whose scene is "".
    """

    scene: str
    values: tuple[int, ...]
    stack: tuple[Frame, ...] = ()
    fallen: State | None = None
