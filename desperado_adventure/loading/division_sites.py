"""The sites of divisions: where each was written, so that the proof can say which divisor becomes zero.

A parsed expression can stand in many places, since the same words are parsed only once. So the divisions get their
sites where the expression is put to use.
"""

from __future__ import annotations

from ..model.expressions import All, Assign, Compare, Compute, Effect, Either, Expression, Given, Not, Sum
from ..model.site import SiteKind
from .sites import Sites


class Divisions:
    """Puts the divisions of expressions at sites of one owner, the id of a scene or choice ("" for the story)."""

    def __init__(self, sites: Sites, owner: str) -> None:
        """Add to these sites."""
        self._sites, self._owner = sites, owner

    def placed(self, tree: Expression, source: str, offset: int = 0) -> Expression:
        """Return the tree of the words `source`, which stand at this offset of the text that the sites locate."""
        return self._expression(tree, source, offset) if _divides(source) else tree

    def placed_effects(self, effects: tuple[Effect, ...], source: str) -> tuple[Effect, ...]:
        """Return the effects of the words `source`, which are the whole text that the sites locate."""
        return tuple([self._effect(effect, source) for effect in effects]) if _divides(source) else effects

    def _effect(self, effect: Effect, source: str) -> Effect:
        if isinstance(effect, Given):
            return effect._replace(effects=self.placed_effects(effect.effects, source))
        return Assign(effect.slot, self._expression(effect.value, source, 0))

    def _expression(self, tree: Expression, source: str, offset: int) -> Expression:
        if isinstance(tree, Not):
            return Not(self._expression(tree.operand, source, offset))
        if isinstance(tree, All | Either):
            return type(tree)(tuple([self._expression(each, source, offset) for each in tree.operands]))
        if isinstance(tree, Sum | Compare | Compute):
            left, right = self._expression(tree.left, source, offset), self._expression(tree.right, source, offset)
            if isinstance(tree, Compute) and tree.site < -1:
                site = self._sites.add(SiteKind.DIVISION, self._owner, offset - 1 - tree.site, source.strip(), 1)
                return Compute(tree.operator, left, right, site)
            return tree._replace(left=left, right=right)
        return tree


def _divides(source: str) -> bool:
    return "/" in source or "%" in source
