"""A chain of scenes that the story passes by itself: when it has to end.

It ends where it comes to the same state again, because it would then go on for ever, and after `limits.CHAIN` scenes.
"""

from __future__ import annotations

from typing import TypeAlias

from ..model import limits
from ..model.state import Frame
from .closures import Values
from .listener import Listener

_SHORT_CHAIN = 8
"""How many scenes a step passes before it begins to look for a circle: most steps pass one or two."""

_Hop: TypeAlias = "tuple[str, Values, tuple[Frame, ...], bool]"
"""Where a chain passes: the scene, the values there, the cutaways under way, whether the text is still to be told."""


class Chain:
    """The scenes that one step has passed so far. `listener` is told why a chain was ended."""

    __slots__ = ("_first", "_length", "_listener", "_passed")

    def __init__(self, first: str, listener: Listener | None) -> None:
        """Begin with the scene `first`."""
        self._first, self._listener = first, listener
        self._length = 0
        self._passed: dict[_Hop, None] = {}

    def must_end(self, scene: str, values: Values, stack: tuple[Frame, ...], *, is_arriving: bool) -> bool:
        """Whether the story must rest in this scene, to which it has just come; else it is noted as passed."""
        self._length += 1
        if self._length <= _SHORT_CHAIN:
            return False
        here = (scene, values, stack, is_arriving)
        if here in self._passed:
            if self._listener is not None:
                hops = list(self._passed)
                self._listener.circled(tuple([passed for passed, *_ in hops[hops.index(here) :]]))
            return True
        self._passed[here] = None
        is_too_long = self._length > limits.CHAIN.most
        if is_too_long and self._listener is not None:
            self._listener.overran(self._first)
        return is_too_long
