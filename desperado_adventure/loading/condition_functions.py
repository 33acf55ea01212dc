"""The functions of conditions, in one table: `has(gun)`, `in_case(gun)`, `room(case)`, `seen(bar.door)` and the others.

The parser, its messages and the test of the manual read this table. The parser turns a function into an expression
over slots. The machine, the proof and its generated code know only slots, so a new function is an entry here and a line
in the manual, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple

from ..model import limits
from ..model.expressions import Compare, Comparison, Either, Expression, Number, Read, Sum
from ..model.story import SlotKind
from .lookup import Lookup
from .names import Counted, Names
from .tokens import Token
from .values import Simple, Typed, truth

_PLACE = "PLACE"
"""The end of a name that stands for one function for each place."""


class Function(NamedTuple):
    """A function of one argument: its name, what the argument names, what it gives, an example, and what that means.

    `value` returns the expression with the kind and the range of its values, from the result of `argument`. A
    function whose name ends with `PLACE` gets the index of the `place` too.
    """

    name: str
    argument: Callable[[Lookup, Token], Any]
    value: Callable[..., Typed]
    example: str
    about: str

    def read(self, token: Token, lookup: Lookup) -> Typed:
        """Return what the function gives for the argument that the token names; raises Fault."""
        return self.value(lookup.names, self.argument(lookup, token))


def _has(names: Names, items: tuple[int, ...]) -> Typed:
    return truth(_any(names.is_carried(slot) for slot in items))


def _is_in(_: Names, items: tuple[int, ...], place: int) -> Typed:
    return truth(_any(_lies_in(slot, place) for slot in items))


def _is_with_you(_: Names, left: int) -> Typed:
    return truth(Compare(Comparison.EQUAL, Read(left), Number(0)))


def _room(names: Names, place: int) -> Typed:
    tree: Expression = Number(names.capacities[place])
    low = high = names.capacities[place]
    for slot, size in names.sizes.items():
        if size and place in names.fitting[slot]:
            tree = Sum(tree, -size, _lies_in(slot, place))
            low -= size
    return Typed(tree, Simple.NUMBER, low, high)


def _has_happened(counted: Counted, names: Names, owner: str) -> Typed:
    return truth(Compare(Comparison.AT_LEAST, Read(names.count(counted, owner)), Number(1)))


def _how_often(counted: Counted, names: Names, owner: str) -> Typed:
    # Whether the slot counts as far as that is decided by what is done with the number (`counting.py`).
    return Typed(Read(names.count(counted, owner)), Simple.NUMBER, 0, limits.COUNTED.most)


def _lies_in(slot: int, place: int) -> Expression:
    return Compare(Comparison.EQUAL, Read(slot), Number(place + 1))


def _any(tests: Iterable[Expression]) -> Expression:
    operands = tuple(tests)
    return operands[0] if len(operands) == 1 else Either(operands)


FUNCTIONS = (
    Function("has", Lookup.items_read, _has, "has(letter)", "the item is in a place that the player carries"),
    Function("carried", Lookup.leavable, _is_with_you, "carried(case)", "the leavable place has not been left behind"),
    Function("room", Lookup.place, _room, "room(case) >= 2", "there is room for a thing of size 2"),
    Function(
        "seen",
        Lookup.scene,
        partial(_has_happened, SlotKind.SEEN),
        "seen(bar.counter)",
        "the scene was visited before now: it has been left for another scene, or for itself",
    ),
    Function(
        "taken",
        Lookup.choice,
        partial(_has_happened, SlotKind.TAKEN),
        "taken(counter.look)",
        "the choice was taken before now",
    ),
    Function(
        "visits",
        Lookup.scene,
        partial(_how_often, SlotKind.SEEN),
        "visits(bar.counter) >= 2",
        "the scene was visited at least twice before now",
    ),
    Function(
        "takings",
        Lookup.choice,
        partial(_how_often, SlotKind.TAKEN),
        "takings(counter.look) == 1",
        "the choice was taken exactly once before now",
    ),
    Function(
        f"in_{_PLACE}",
        Lookup.items_read,
        _is_in,
        "in_case(guitar)",
        "the item is in this place: `in_` and the place's id, whichever it is",
    ),
)
_BY_NAME = {function.name: function for function in FUNCTIONS if not function.name.endswith(_PLACE)}
_BY_PLACE = tuple(
    (function.name.removesuffix(_PLACE), function) for function in FUNCTIONS if function.name.endswith(_PLACE)
)


def find_function(name: str, names: Names) -> Function | None:
    """Return the function of this name, None if a story with these places has none."""
    for prefix, function in _BY_PLACE:
        if name.startswith(prefix):
            place = names.places.get(name.removeprefix(prefix))
            return None if place is None else function._replace(value=partial(function.value, place=place))
    return _BY_NAME.get(name)


def function_names(names: Names) -> list[str]:
    """Return the names of all functions that a story with these places has."""
    return [*_BY_NAME, *(f"{prefix}{place}" for prefix, _ in _BY_PLACE for place in names.places)]
