"""The control law: which scene a destination leads to, and how the story enters that scene.

The law reads no variable. It depends only on the destination, the scene that the story is in, and the cutaways under
way. So the machine, which plays the story, and the proof, which builds its graph, both call this one function.
"""

from __future__ import annotations

from typing import NamedTuple

from ..model.state import Entry, Frame
from ..model.story import Destination, Scene


class Way(NamedTuple):
    """Where a destination leads: the scene, how the story enters it, and the cutaways then under way (outermost first).

    `leaves` says whether the story leaves the scene that it was in, so that the `leave` effects of that scene happen.
    """

    scene: str
    entry: Entry
    stack: tuple[Frame, ...]
    leaves: bool


def follow(to: Destination, scene: Scene, stack: tuple[Frame, ...], *, is_arriving: bool = False) -> Way:
    """Return where a destination leads from a scene.

    `is_arriving` is true for a redirect that is taken on arrival: the text of the scene has not been told yet.
    A choice that leads nowhere leads back to its own scene, and so does a `return` outside any cutaway. The stack is
    bounded: the loader refuses a story in which a cutaway could play itself (`CUTAWAY_CALLS_ITSELF`).
    """
    host = scene.parent or scene.id
    if to.cutaway:
        if to.scene:
            frame = Frame(to.scene, Entry.ARRIVE)
        else:
            frame = Frame(host, Entry.CONTINUE if is_arriving else Entry.RESUME)
        return Way(to.cutaway, Entry.ARRIVE, (*stack, frame), leaves=bool(to.scene) and not to.enters)
    if to.scene:
        return Way(to.scene, Entry.ARRIVE, stack, leaves=not to.enters)
    if to.returns and stack:
        frame = stack[-1]
        return Way(frame.scene, frame.entry, stack[:-1], leaves=True)
    return Way(host, Entry.RESUME, stack, leaves=False)
