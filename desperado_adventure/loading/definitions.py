"""What the names under `define:` stand for, kept as trees, and how large that becomes where they are used.

A definition stands in an expression as its tree does, so the engine and the proof know nothing of it. The trees of
definitions share parts, so they stay small in memory while whatever walks through them would not: their sizes are
counted as if nothing were shared.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..model.expressions import Effect, Expression
from .values import Typed


class Extent(NamedTuple):
    """How many nodes a tree has, and how many are above one another at most."""

    nodes: int
    levels: int


class Definitions:
    """The definitions of a story.

    `names` are those of all definitions, `broken` those of the ones that cannot be read, which has been reported.
    """

    def __init__(self) -> None:
        """Begin without definitions."""
        self.values: dict[str, Typed] = {}
        self.effects: dict[str, tuple[Effect, ...]] = {}
        self.broken: set[str] = set()
        self.used: set[str] = set()
        self.names: tuple[str, ...] = ()
        self.extents: dict[str, Extent] = {}
        self._known: dict[int, Extent] = {}

    def add_value(self, name: str, typed: Typed, extent: Extent) -> None:
        """Add a condition or a number of this extent."""
        self.values[name] = typed
        self.extents[name] = self._known[id(typed.tree)] = extent

    def add_effects(self, name: str, effects: tuple[Effect, ...], extent: Extent) -> None:
        """Add effects of this extent."""
        self.effects[name] = effects
        self.extents[name] = extent
        for effect in effects:
            self._known.setdefault(id(effect), self.extent((effect,)))

    def extent(self, trees: Iterable[Expression | Effect]) -> Extent:
        """Return how large these trees are together; the sizes of definitions in them are known."""
        return self._extent(tuple(trees))

    def _extent(self, node: tuple[object, ...]) -> Extent:
        known = self._known.get(id(node))
        if known is not None:
            return known
        inner = [self._extent(part) for part in node if isinstance(part, tuple)]
        itself = int(hasattr(node, "_fields"))  # a plain tuple only holds nodes
        levels = max((each.levels for each in inner), default=0)
        return Extent(sum(each.nodes for each in inner) + itself, levels + itself)
