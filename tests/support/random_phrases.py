"""Random conditions, effects and texts over the names that a random story declares; all of them are valid."""

from __future__ import annotations

import random
from collections.abc import Callable

from plain_yaml import Node

_COMPARISONS = {"==", "!=", "<", "<=", ">", ">="}
_VERSE = "One\nTwo\nThree\nFour"


class Names:
    """What a random story declares: ranges, words, places, items, and the full ids of its scenes and choices.

    `conditions`, `numbers` (with their ranges) and `effects` are definitions.
    """

    def __init__(self) -> None:
        """Begin empty."""
        self.flags: list[str] = []
        self.counters: dict[str, tuple[int, int]] = {}
        self.sets: dict[str, list[str]] = {}
        self.forms: set[str] = set()
        self.typed: dict[str, list[str]] = {}
        self.places: list[str] = []
        self.leavable: list[str] = []
        self.rooms: dict[str, tuple[int, int]] = {}
        self.fits: dict[str, list[str]] = {}
        self.scenes: list[str] = []
        self.choices: list[str] = []
        self.conditions: list[str] = []
        self.numbers: dict[str, tuple[int, int]] = {}
        self.effects: list[str] = []
        self.computes_counts = False
        """Whether visits and takings are computed with, so that they are counted far; such stories are large."""


def _is_settled(sign: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether the ranges alone decide the comparison, so that the loader refuses it (DA303)."""
    if sign in ("==", "!="):
        return left[1] < right[0] or right[1] < left[0]
    if sign in ("<", ">="):
        return left[1] < right[0] or left[0] >= right[1]
    return left[1] <= right[0] or left[0] > right[1]


Extent = tuple[int, int]
"""The lowest and the highest of some numbers."""

_LAWS: dict[str, Callable[[int, int], int]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "/": lambda one, other: one // other if other else 0,
    "%": lambda one, other: one % other if other else 0,
}


def _extent(sign: str, left: Extent, right: Extent) -> Extent:
    """Return the range of the results of `sign` for numbers in these ranges; for `%` a part of it.

    What a part of a range does not settle, the whole does not settle either.
    """
    sides = {*right, *(number for number in (-1, 0, 1) if right[0] <= number <= right[1])}
    results = [_LAWS[sign](one, other) for one in left for other in sides]
    return min(results), max(results)


class Phrases:
    """Makes phrases; `counted` are the scenes and choices whose visits are counted, at most `most_counted`."""

    def __init__(self, chance: random.Random, names: Names, most_counted: int) -> None:
        """Make phrases with these names; everything that is decided here comes from `chance`."""
        self.chance = chance
        self.names = names
        self.most_counted = most_counted
        self.counted: set[str] = set()
        self._written = 0

    def happens(self, probability: float) -> bool:
        """Return true with this probability."""
        return self.chance.random() < probability

    def may_count(self, owner: str) -> bool:
        """Whether the story stays small when the visits of this scene, or the takings of this choice, are counted.

        In the status line, whose owner is "", nothing can be counted.
        """
        if not owner:
            return False
        if owner not in self.counted and len(self.counted) >= self.most_counted:
            return False
        self.counted.add(owner)
        return True

    # -- conditions ---------------------------------------------------------------------------------------------------

    def condition(self, depth: int = 0) -> str:
        """Return a condition; a composed one below the top stands in brackets."""
        kind = self.chance.random()
        if depth < 2 and kind < 0.25:
            parts = [self.condition(depth + 1) for _ in range(self.chance.choice((2, 2, 3)))]
            joined = self.chance.choice((" and ", " or ")).join(parts)
            return f"({joined})" if depth else joined
        if depth < 2 and kind < 0.35:
            return f"not {self.condition(depth + 1)}"
        if kind < 0.38:
            return self._settled()
        if kind < 0.48:
            return self.comparison()
        return self.chance.choice(self._atoms())()

    def _atoms(self) -> list[Callable[[], str]]:
        """Return a condition without `and`, `or` and `not`."""
        names = self.names
        atoms = [self._flag, self._flag, self._counter, self._counter, self._seen, self._taken]
        atoms += [self._how_often]
        atoms += [self._word] * len(names.sets)
        atoms += [self._named] * len(names.typed)
        if names.fits:
            atoms += [self._has, self._has, self._inside, self._room, self._room]
        if names.conditions:
            atoms += [self._defined, self._defined]
        if names.leavable:
            atoms += [self._carried, self._carried]
        return atoms

    def define(self) -> dict[str, Node]:
        """Return definitions, which use one another, and take part in all phrases from now on."""
        found: dict[str, Node] = {}
        for number in range(self.chance.randint(1, 3)):
            found[f"known{number}"] = self.condition()
            self.names.conditions.append(f"known{number}")
        source, extent = self._number()
        if extent[0] < extent[1]:
            found["sum"] = source
            self.names.numbers["sum"] = extent
        if effects := self.effects():
            found["change"] = effects
            self.names.effects.append("change")
        return dict(self.chance.sample(list(found.items()), len(found)))

    def _defined(self) -> str:
        return self.chance.choice(self.names.conditions)

    def _settled(self) -> str:
        """Return a condition that is always true or always false, which the ranges alone do not show."""
        flag, counter = self._flag(), self.chance.choice(list(self.names.counters))
        forms = ("true", "false", f"({flag} or not {flag})", f"({flag} and not {flag})", f"{counter} == {counter}")
        return self.chance.choice(forms)

    def _flag(self) -> str:
        return self.chance.choice(self.names.flags)

    def _word(self) -> str:
        name = self.chance.choice(list(self.names.sets))
        return f"{name} {self.chance.choice(('==', '!='))} {self.chance.choice(self.names.sets[name])}"

    def _named(self) -> str:
        name = self.chance.choice(list(self.names.typed))
        return f"{name} {self.chance.choice(('==', '==', '!='))} {self.chance.choice(self.names.typed[name])}"

    def _counter(self) -> str:
        counted = self.names.counters | self.names.numbers
        name = self.chance.choice(list(counted))
        return self._against_number(name, counted[name])

    def _against_number(self, left: str, extent: tuple[int, int]) -> str:
        sign = self.chance.choice(sorted(_COMPARISONS))
        values = [value for value in range(extent[0], extent[1] + 1) if not _is_settled(sign, extent, (value, value))]
        few = values if len(values) < 6 else [values[0], values[1], values[len(values) // 2], values[-1]]
        return f"{left} {sign} {self.chance.choice(few)}"

    def _has(self) -> str:
        return f"has({self._thing()})"

    def _thing(self) -> str:
        return self.chance.choice([*self.names.fits, "anything"])

    def _inside(self) -> str:
        return f"in_{self.chance.choice(self.names.places)}({self._thing()})"

    def _room(self) -> str:
        place = self.chance.choice(self.names.places)
        extent = self.names.rooms[place]
        return self._against_number(f"room({place})", extent) if extent[0] < extent[1] else self._has()

    def _carried(self) -> str:
        return f"carried({self.chance.choice(self.names.leavable)})"

    def _seen(self) -> str:
        scene = self.chance.choice(self.names.scenes)
        return f"seen({scene})" if self.may_count(scene) else self._flag()

    def _taken(self) -> str:
        choice = self.chance.choice(self.names.choices) if self.names.choices else ""
        return f"taken({choice})" if choice and self.may_count(choice) else self._counter()

    def _how_often(self) -> str:
        """Return a comparison of a count with a small number, so that it is not counted far."""
        count = self._count_of(is_visit=self.happens(0.5))
        sign = self.chance.choice(sorted(_COMPARISONS))
        number = self.chance.choice((1, 2))
        if not count:
            return self._counter()
        return f"{count} {sign} {number}" if self.happens(0.7) else f"{number} {sign} {count}"

    def _count_of(self, *, is_visit: bool) -> str:
        """Return a count of visits or of takings; nothing if the story would be too large."""
        owners = self.names.scenes if is_visit else self.names.choices
        owner = self.chance.choice(owners) if owners else ""
        return f"{'visits' if is_visit else 'takings'}({owner})" if self.may_count(owner) else ""

    def comparison(self) -> str:
        """Return a comparison of two numbers that may be sums."""
        for _ in range(8):
            left, right = self._number(), self._number()
            sign = self.chance.choice(sorted(_COMPARISONS))
            if not _is_settled(sign, left[1], right[1]):
                return f"{left[0]} {sign} {right[0]}"
        return self._counter()

    def _number(self, depth: int = 0) -> tuple[str, tuple[int, int]]:
        """Return a number and its range, or a part of that."""
        kind = self.chance.random()
        if depth < 2 and kind < 0.35:
            return self._computed(self._number(depth + 1), self._number(depth + 1))
        if kind < 0.45:
            number = self.chance.randint(0, 3)
            return str(number), (number, number)
        if self.names.computes_counts and kind < 0.5 and (count := self._count_of(is_visit=self.happens(0.5))):
            return count, (0, 999)
        name = self.chance.choice(list(self.names.counters))
        low, high = self.names.counters[name]
        return (f"-{name}", (-high, -low)) if kind < 0.55 else (name, (low, high))

    def _computed(self, one: tuple[str, tuple[int, int]], other: tuple[str, tuple[int, int]]) -> tuple[str, Extent]:
        """Return the sum, the product or another result of two numbers, and its range or a part of that."""
        (left, first), (right, second) = one, other
        signs = "++--*/%" if second != (0, 0) else "++--*"
        sign = self.chance.choice(signs)
        return f"({left} {sign} {right})", _extent(sign, first, second)

    # -- effects ------------------------------------------------------------------------------------------------------

    def effects(self, most: int = 2, depth: int = 0) -> list[Node]:
        """Return no effect or some, a few of them under a condition."""
        found: list[Node] = []
        for _ in range(self.chance.randint(0, most)):
            if depth < 2 and self.happens(0.2):
                inner = self.effects(2, depth + 1) or [self._set_flag()]
                found.append({"when": self.condition(), "do": inner})
            else:
                found.append(self._effect())
        return found

    def _effect(self) -> str:
        kind = self.chance.random()
        if self.names.effects and self.happens(0.2):
            return self.chance.choice(self.names.effects)
        if self.names.fits and kind < 0.35:
            return self._handling()
        if self.names.leavable and kind < 0.45:
            return f"{self.chance.choice(('leave', 'fetch'))}({self.chance.choice(self.names.leavable)})"
        if kind < 0.6:
            return self._set_flag()
        if self.names.sets and kind < 0.7:
            name = self.chance.choice(list(self.names.sets))
            return f"{name} = {self.chance.choice(self.names.sets[name])}"
        return self._count()

    def _set_flag(self) -> str:
        value = self.chance.choice(("true", "true", "false", self.condition(1)))
        return f"{self._flag()} = {value}"

    def _count(self) -> str:
        """Return an effect on a counter; numbers beyond the range are cut off at its end."""
        if "purse" in self.names.counters and self.happens(0.3):
            return self._pay()
        name = self.chance.choice([name for name, (low, high) in self.names.counters.items() if high - low < 10])
        low, high = self.names.counters[name]
        if self.happens(0.65):
            amount = self.chance.choice(("1", "1", "1", "2", str(high - low + 3), self._number(1)[0]))
            return f"{name} {self.chance.choice(('+=', '-='))} {amount}"
        number, (least, most) = self._number()
        if most < low or least > high or self.happens(0.5):
            number = str(self.chance.randint(low, high))
        return f"{name} = {number}"

    def _pay(self) -> str:
        """Return an effect on the purse, which has too many values for tables; it takes few of them."""
        forms = ("+= 1000", "+= 2500", "-= 1500", "= 0", "= 4000", "/= 2", "%= 1700", "= heat * 1200", "= purse")
        return f"purse {self.chance.choice((*forms, f'+= {self._number(1)[0]}'))}"

    def _handling(self) -> str:
        """Return an effect on an item, or on everything that is carried."""
        item = self.chance.choice(list(self.names.fits))
        kind = self.chance.random()
        if kind < 0.3:
            return f"lose({self._thing()})"
        if kind < 0.4:
            return f"put(carried, {self.chance.choice(self.names.places)})"
        common = [place for place in self.names.places if all(place in fits for fits in self.names.fits.values())]
        if common and kind < 0.5:
            return f"put(anything, {self.chance.choice(common)})"
        return f"put({item}, {self.chance.choice(self.names.fits[item])})"

    # -- texts --------------------------------------------------------------------------------------------------------

    def words(self) -> str:
        """Return words that are nowhere else in the story."""
        self._written += 1
        return f"Words {self._written}"

    def line(self, owner: str, varies: float = 0.4, depth: int = 0) -> str:
        """Return words of one paragraph that may vary; sequences count the visits or takings of the owner."""
        words = self.words()
        if not self.happens(varies):
            return words
        parts = [self.line(owner, 0.2 if depth < 2 else 0, depth + 1) for _ in range(self.chance.choice((1, 2, 2, 3)))]
        kind = self.chance.random()
        if kind < 0.25:
            return f"{words}{self.chance.choice(('', '.', ','))} {self._value()} {parts[0]}"
        if kind < 0.45:
            return f"{words} {{{self._for_values(parts)}}}"
        if kind < 0.52:
            cases = [f"{self.condition(1)}: {part}" for part in parts]
            return f"{words} {{{'|'.join([*cases, *self._else(0.6)])}}}"
        if kind < 0.75 or not self.may_count(owner):
            return f"{words} {{{self.condition(1)}: {'|'.join(parts[:2])}}}"
        sign = self.chance.choice(("", "&", "!"))
        return f"{words} {{{sign}{'|'.join(parts if len(parts) > 1 else [*parts, self.words()])}}}"

    def _else(self, probability: float) -> list[str]:
        return [f"else: {self.words()}"] if self.happens(probability) else []

    def _value(self) -> str:
        """Return braces that print a value."""
        if self.names.typed and self.happens(0.3):
            return f"{{{self.chance.choice(list(self.names.typed))}}}"
        if self.names.sets and self.happens(0.4):
            name = self.chance.choice(list(self.names.sets))
            return f"{{{name}{self.chance.choice(('.they', '.them')) if name in self.names.forms else ''}}}"
        number, (low, high) = self._number()
        return f"{{{number}{' in words' if low >= -99 and high <= 99 and self.happens(0.4) else ''}}}"

    def _for_values(self, parts: list[str]) -> str:
        """Return the inside of braces whose alternatives are for the values of a variable."""
        if self.names.typed and self.happens(0.3):
            name = self.chance.choice(list(self.names.typed))
            cases = [f"{word}: {self.words()}" for word in self.names.typed[name]]
            return f"{name}: {'|'.join([*cases, *self._else(0.6)])}"
        if self.names.sets and self.happens(0.5):
            name = self.chance.choice(list(self.names.sets))
            first, *rest = self.chance.sample(self.names.sets[name], len(self.names.sets[name]))
            forms = (
                [self.words() for _ in (first, *rest)],
                [f"{first}: {parts[0]}", f"{', '.join(rest)}: {self.words()}"],
                [f"{first}: {parts[0]}", f"{rest[0]}: {self.words()}", *self._else(0.7)],
            )
            return f"{name}: {'|'.join(self.chance.choice(forms))}"
        number, (low, high) = self._number()
        if low == high:
            return f"{self.condition(1)}: {parts[0]}"
        if low <= 1 <= high and self.happens(0.5):
            return f"{number}: {parts[0]}|{self.words()}"
        middle = self.chance.randint(low, high - 1)
        first_label = str(low) if low == middle else f"{low}..{middle}"
        last_label = str(high) if high == middle + 1 else f"{middle + 1}..{high}"
        last = self.chance.choice((f"{last_label}: {self.words()}", *self._else(1)))
        return f"{number}: {first_label}: {parts[0]}|{last}"

    def text(self, owner: str) -> Node:
        """Return up to two paragraphs as a block, or a list of paragraphs of which some have a condition or join."""
        says = "{say}, " if owner in self.names.choices and self.happens(0.2) else ""
        if self.happens(0.7):
            gap = self.chance.choice(("\n\n", "\n\n", "\\\n"))
            return says + gap.join(self.line(owner) for _ in range(self.chance.choice((1, 1, 2))))
        guarded: dict[str, Node] = {"when": self.condition(), "text": says + self.line(owner)}
        if self.happens(0.4):
            guarded["join"] = True
        beside: Node = {"join": True, "text": self.line(owner)} if self.happens(0.4) else self.line(owner)
        return [guarded, beside] if self.happens(0.5) else [self.words(), guarded, beside]

    def verse(self) -> Node:
        """Return a quatrain, or two of which the first has a condition."""
        return _VERSE if self.happens(0.3) else [{"when": self.condition(), "text": _VERSE}, _VERSE]
