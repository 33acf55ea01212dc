"""The kind and the range of an expression's values: a truth value, a number, or a word of a set."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple, TypeAlias

from ..model.expressions import COMPARISONS, Comparison, Expression, Number
from ..model.story import Slot, SlotKind


class Simple(Enum):
    """The kinds of value that every story has, with the names that an author reads."""

    FLAG = "a flag"
    NUMBER = "a number"
    ANY = "anything"
    """The kind of what is wrong and has been reported: it fits everywhere, and causes no further fault."""


class WordOf(NamedTuple):
    """The kind of value that a set or a name has: one of its words, which stand for `first` and what comes after it."""

    variable: str
    words: tuple[str, ...]
    first: int = 0

    def value(self, word: str) -> int:
        """Return the value that one of the words stands for."""
        return self.first + self.words.index(word)

    def word(self, value: int) -> str:
        """Return the word that stands for a value."""
        return self.words[value - self.first]

    @property
    def is_name(self) -> bool:
        """Whether this is a name that the player types, which can also be none of the words."""
        return self.first > 0

    @property
    def known(self) -> str:
        """The sentence that says which words there are."""
        listed = f"It is one of {', '.join(self.words)}." if self.words else "It has no words."
        return f"{listed} What a name is compared with is listed under `words:`." if self.is_name else listed


ValueKind: TypeAlias = "Simple | WordOf"


class Typed(NamedTuple):
    """An expression, the kind of its values, and the lowest and the highest of them."""

    tree: Expression
    kind: ValueKind
    low: int
    high: int


ANYTHING = Typed(Number(0), Simple.ANY, 0, 0)
"""Stands for a part of an expression that is wrong and has been reported."""


def fits(typed: Typed, kind: ValueKind) -> bool:
    """Whether an expression is of this kind, or has been reported."""
    return typed.kind == kind or typed.kind is Simple.ANY


def truth(tree: Expression) -> Typed:
    """Return an expression that is true or false."""
    return Typed(tree, Simple.FLAG, 0, 1)


def kind_of(slot: Slot) -> ValueKind:
    """Return the kind of a variable's values."""
    if slot.kind is SlotKind.SET:
        return WordOf(slot.name, slot.labels)
    if slot.kind is SlotKind.NAME:
        return WordOf(slot.name, slot.labels[1:-1], 1)
    return Simple.FLAG if slot.kind is SlotKind.FLAG else Simple.NUMBER


def kind_name(kind: ValueKind) -> str:
    """Return what an author calls a kind of value."""
    return f"one of the words of `{kind.variable}`" if isinstance(kind, WordOf) else kind.value


def extent(typed: Typed) -> str:
    """Return the range of a number's values as a predicate: "is 3", or "lies in 0..4"."""
    return f"is {typed.low}" if typed.low == typed.high else f"lies in {typed.low}..{typed.high}"


def is_settled(left: Typed, comparison: Comparison, right: Typed) -> bool:
    """Whether the ranges alone decide the comparison of two numbers."""
    if comparison in (Comparison.EQUAL, Comparison.UNEQUAL):
        return left.high < right.low or right.high < left.low
    holds = COMPARISONS[comparison]
    corners = {holds(one, other) for one in (left.low, left.high) for other in (right.low, right.high)}
    return len(corners) == 1
