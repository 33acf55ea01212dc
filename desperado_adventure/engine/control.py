"""The control law: which scene a destination leads to, and how that scene is come to.

It depends on no value of the state, only on the destination, the scene that it stands in and the cutaways under way. So
the machine, which plays, and the proof, which draws the graph of all that can happen, both ask this one function.
"""

from __future__ import annotations

from typing import NamedTuple

from ..model.state import Entry, Frame
from ..model.story import Destination, Scene


class Way(NamedTuple):
    """Where a destination leads: the scene, how it is come to, the cutaways then under way (outermost first).

    `leaves` says whether the scene that one was in is left, so that its `leave` effects happen.
    """

    scene: str
    entry: Entry
    stack: tuple[Frame, ...]
    leaves: bool


def follow(to: Destination, scene: Scene, stack: tuple[Frame, ...], *, is_arriving: bool = False) -> Way:
    """Return where a destination leads from a scene.

    `is_arriving` says that the text of the scene is still to be told: a redirect of an arrival asks.
    A choice that leads nowhere, and a `return` outside any cutaway, lead back to the scene itself. The stack cannot
    grow without end: the loader refuses a story in which a cutaway could play itself (`CUTAWAY_CALLS_ITSELF`).
    """
    host = scene.parent or scene.id
    if to.cutaway:
        if to.scene:
            frame = Frame(to.scene, Entry.ARRIVE)
        else:
            frame = Frame(host, Entry.CONTINUE if is_arriving else Entry.RESUME)
        return Way(to.cutaway, Entry.ARRIVE, (*stack, frame), leaves=bool(to.scene))
    if to.scene:
        return Way(to.scene, Entry.ARRIVE, stack, leaves=not to.enters)
    if to.returns and stack:
        frame = stack[-1]
        return Way(frame.scene, frame.entry, stack[:-1], leaves=True)
    return Way(host, Entry.RESUME, stack, leaves=False)
