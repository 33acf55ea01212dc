"""The state of a playthrough, as a value."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Entry(StrEnum):
    """How a scene is entered.

    ARRIVE: its `arrive` effects happen, and its text is to be told. CONTINUE: an arrival that a cutaway interrupted
    goes on, so the text is still to be told. RESUME: the scene was told before, and the player only comes back to it.
    """

    ARRIVE = "arrive"
    CONTINUE = "continue"
    RESUME = "resume"


class Frame(NamedTuple):
    """Where a cutaway returns to: a scene, and how that scene is entered then."""

    scene: str
    entry: Entry


class State(NamedTuple):
    """A scene, the value of every slot in the order of `Story.slots`, the cutaways under way (outermost first).

    `fallen` is None, except while the player decides whether a death stands: then it is the state before the fatal
    choice. If the death came before the first choice, it is the state before the story began, whose scene is "".
    """

    scene: str
    values: tuple[int, ...]
    stack: tuple[Frame, ...] = ()
    fallen: State | None = None
