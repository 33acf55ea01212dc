"""The language of guards: a parser by precedence, and the checks that need only names and kinds.

    condition  = conjunct { "or" conjunct }
    conjunct   = negation { "and" negation }
    negation   = "not" negation | comparison
    comparison = sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=") sum ]
    sum        = term { ("+" | "-") term }
    term       = number | name | name "(" name ")" | "(" condition ")" | "-" term

Every name is resolved here, to slots and numbers, so an expression that has been parsed has nothing left to go wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, NoReturn, TypeVar

from ..model import codes
from ..model.expressions import All, Compare, Either, Expression, Not, Number, Read, Sum
from ..model.story import Slot
from .names import Names
from .suggesting import did_you_mean
from .tokens import Fault, Token, Tokens

_COMPARISONS = frozenset(("==", "!=", "<", "<=", ">", ">="))
_WORDS = frozenset(("and", "or", "not", "true", "false"))
FUNCTIONS = ("has", "carried", "room", "seen", "taken")
FLAG = "flag"
NUMBER = "number"


class Typed(NamedTuple):
    """An expression, its kind ("flag", "number" or the name of a set variable), and the values it can have."""

    tree: Expression
    kind: str
    low: int
    high: int


class ConditionParser(Tokens):
    """Reads one expression, for one chapter (in which bare scene keys are looked up)."""

    def __init__(self, source: str, names: Names, chapter: str) -> None:
        """Read for this chapter; raises Fault."""
        super().__init__(source)
        self._names = names
        self._chapter = chapter

    def condition(self) -> Expression:
        """Return the condition's tree; raises Fault."""
        typed = self._either()
        self._end()
        self._must_be_flag(typed, 0)
        return typed.tree

    # -- conditions ---------------------------------------------------------------------------------------------------

    def _either(self) -> Typed:
        return self._junction("or", self._all, Either)

    def _all(self) -> Typed:
        return self._junction("and", self._negation, All)

    def _junction(self, word: str, operand: object, node: type[All] | type[Either]) -> Typed:
        offset = self._peek().offset
        first: Typed = operand()  # type: ignore[operator]  # one of the two methods above
        operands = [first]
        while self._peek().text == word:
            self._must_be_flag(operands[-1], offset)
            self._take()
            offset = self._peek().offset
            operands.append(operand())  # type: ignore[operator]  # as above
        if len(operands) == 1:
            return first
        self._must_be_flag(operands[-1], offset)
        return Typed(node(tuple(each.tree for each in operands)), FLAG, 0, 1)

    def _negation(self) -> Typed:
        if self._peek().text != "not":
            return self._comparison()
        self._take()
        self._deeper()
        offset = self._peek().offset
        operand = self._negation()
        self._depth -= 1
        self._must_be_flag(operand, offset)
        return Typed(Not(operand.tree), FLAG, 0, 1)

    def _comparison(self) -> Typed:
        left = self._sum(None)
        sign = self._peek()
        if sign.text not in _COMPARISONS:
            if sign.text == "=":
                raise Fault(
                    codes.EXPRESSION_DOES_NOT_PARSE, sign.offset, "`=` assigns; a condition compares.", "Write `==`."
                )
            return left
        self._take()
        offset = self._peek().offset
        right = self._sum(left.kind)
        self._check_comparison(left, sign, right, offset)
        if self._peek().text in _COMPARISONS:
            raise Fault(
                codes.EXPRESSION_DOES_NOT_PARSE,
                self._peek().offset,
                "Comparisons do not chain.",
                "Write `a < b and b < c`.",
            )
        return Typed(Compare(sign.text, left.tree, right.tree), FLAG, 0, 1)

    def _check_comparison(self, left: Typed, sign: Token, right: Typed, offset: int) -> None:
        if left.kind != right.kind:
            raise Fault(
                codes.DIFFERENT_KINDS,
                offset,
                f"This compares {kind_name(left.kind)} with {kind_name(right.kind)}.",
                "Compare numbers with numbers, and a set variable with one of its words.",
            )
        if left.kind != NUMBER and sign.text not in ("==", "!="):
            raise Fault(codes.DIFFERENT_KINDS, sign.offset, f"`{sign.text}` compares numbers only.", "Use == or !=.")
        if left.kind == NUMBER and _is_settled(left, sign.text, right):
            raise Fault(
                codes.OUTSIDE_THE_RANGE,
                offset,
                f"The left side {extent(left)} and the right side {extent(right)}, "
                f"so `{sign.text}` always comes out the same.",
                "Compare with a number inside the range, or widen the range where the variable is declared.",
            )

    def _sum(self, wanted: str | None) -> Typed:
        left = self._term(wanted)
        while self._peek().text in ("+", "-"):
            sign = self._take()
            right = self._term(None)
            if left.kind != NUMBER or right.kind != NUMBER:
                raise Fault(
                    codes.DIFFERENT_KINDS,
                    sign.offset,
                    f"`{sign.text}` joins numbers only.",
                    "Use counters and numbers here.",
                )
            factor = 1 if sign.text == "+" else -1
            low = left.low + (right.low if factor == 1 else -right.high)
            high = left.high + (right.high if factor == 1 else -right.low)
            left = Typed(Sum(left.tree, factor, right.tree), NUMBER, low, high)
        return left

    def _term(self, wanted: str | None) -> Typed:
        token = self._take()
        if token.kind == "number":
            return Typed(Number(int(token.text)), NUMBER, int(token.text), int(token.text))
        if token.text == "-":
            self._deeper()
            inner = self._term(None)
            self._depth -= 1
            if inner.kind != NUMBER:
                raise Fault(
                    codes.DIFFERENT_KINDS, token.offset, "`-` goes before numbers only.", "Use `not` for flags."
                )
            return Typed(Sum(Number(0), -1, inner.tree), NUMBER, -inner.high, -inner.low)
        if token.text == "(":
            self._deeper()
            inner = self._either()
            self._depth -= 1
            self._expect(")")
            return inner
        if token.kind == "name":
            if self._peek().text == "(":
                return self._call(token)
            return self._name(token, wanted)
        where = "ends" if token.kind == "end" else f"has `{token.text}`"
        raise Fault(
            codes.EXPRESSION_DOES_NOT_PARSE,
            token.offset,
            f"The expression {where} where a name or a number should stand.",
            "Complete it.",
        )

    def _name(self, token: Token, wanted: str | None) -> Typed:
        if token.text in ("true", "false"):
            value = int(token.text == "true")
            return Typed(Number(value), FLAG, value, value)
        if wanted is not None and wanted not in (FLAG, NUMBER):
            labels = self._names.variable(wanted).labels
            if token.text in labels:
                index = labels.index(token.text)
                return Typed(Number(index), wanted, index, index)
            if token.text not in self._names.variables:
                raise Fault(
                    codes.UNKNOWN_NAME,
                    token.offset,
                    f"`{wanted}` is never `{token.text}`.",
                    did_you_mean(token.text, labels) + f"It is one of {', '.join(labels)}.",
                    f"{wanted}={token.text}",
                )
        if token.text not in self._names.variables:
            self._unknown(token)
        index = self._names.variables[token.text]
        slot = self._names.slots[index]
        self._names.read.add(index)
        return Typed(Read(index), slot_kind(slot), slot.low, slot.high)

    def _unknown(self, token: Token) -> NoReturn:
        if token.text in _WORDS:
            raise Fault(
                codes.EXPRESSION_DOES_NOT_PARSE,
                token.offset,
                f"`{token.text}` stands where a name or a number should.",
                "Complete it.",
            )
        owner = self._names.set_with(token.text)
        cure = (
            f"`{token.text}` is a value of `{owner}`: write `{owner} == {token.text}`."
            if owner
            else (
                did_you_mean(token.text, [*self._names.variables, "and", "or", "not"])
                + "Variables are declared in story.yaml, under `variables:`."
            )
        )
        raise Fault(codes.UNKNOWN_NAME, token.offset, f"Nothing is called `{token.text}`.", cure, token.text)

    def _call(self, function: Token) -> Typed:
        name, place = function.text, None
        if name.startswith("in_"):
            place = self._names.places.get(name[3:])
            if place is None:
                self._unknown_function(function)
        elif name not in FUNCTIONS:
            self._unknown_function(function)
        self._take()
        argument = self._take()
        if argument.kind != "name":
            raise Fault(
                codes.EXPRESSION_DOES_NOT_PARSE,
                argument.offset,
                f"`{name}(` wants a name.",
                f"Write `{name}(…)` with one name in it.",
            )
        self._expect(")")
        if place is not None:
            return Typed(
                self._any_item(argument, lambda slot: Compare("==", Read(slot), Number(place + 1))), FLAG, 0, 1
            )
        if name == "has":
            return Typed(self._any_item(argument, self._names.is_carried), FLAG, 0, 1)
        if name == "carried":
            return Typed(Compare("==", Read(self._leavable(argument)), Number(0)), FLAG, 0, 1)
        if name == "room":
            return self._room(argument)
        if name == "seen":
            scene = self._scene(argument)
            return Typed(Compare(">=", Read(self._names.count("seen", scene)), Number(1)), FLAG, 0, 1)
        choice = self._choice(argument)
        return Typed(Compare(">=", Read(self._names.count("taken", choice)), Number(1)), FLAG, 0, 1)

    def _unknown_function(self, token: Token) -> NoReturn:
        known = [*FUNCTIONS, *(f"in_{place}" for place in self._names.places)]
        raise Fault(
            codes.UNKNOWN_FUNCTION,
            token.offset,
            f"There is no function `{token.text}`.",
            did_you_mean(token.text, known) + f"There are {', '.join(known)}.",
            token.text,
        )

    def _any_item(self, token: Token, test: object) -> Expression:
        tests = tuple(test(slot) for slot in self._read_items(token))  # type: ignore[operator]  # slot index → expression
        return tests[0] if len(tests) == 1 else Either(tests)

    def _read_items(self, token: Token) -> tuple[int, ...]:
        slots = self._items(token)
        self._names.read.update(slots)
        return slots

    def _items(self, token: Token) -> tuple[int, ...]:
        slots = self._names.items.get(token.text) or self._names.groups.get(token.text)
        if slots is None:
            known = [*self._names.items, *self._names.groups]
            raise Fault(
                codes.UNKNOWN_ITEM,
                token.offset,
                f"There is no item `{token.text}`.",
                did_you_mean(token.text, known) + "Items are declared in story.yaml, under `items:`.",
                token.text,
            )
        return slots

    def _room(self, token: Token) -> Typed:
        place = self._place(token)
        tree: Expression = Number(self._names.capacities[place])
        low = high = self._names.capacities[place]
        for slot, size in self._names.sizes.items():
            if size and place in self._names.fitting[slot]:
                tree = Sum(tree, -size, Compare("==", Read(slot), Number(place + 1)))
                low -= size
        return Typed(tree, NUMBER, low, high)

    def _place(self, token: Token) -> int:
        place = self._names.places.get(token.text)
        if place is None:
            raise Fault(
                codes.UNKNOWN_PLACE,
                token.offset,
                f"There is no place `{token.text}`.",
                did_you_mean(token.text, self._names.places) + "Places are declared in story.yaml, under `places:`.",
                token.text,
            )
        return place

    def _leavable(self, token: Token) -> int:
        slot = self._names.left.get(self._place(token))
        if slot is None:
            raise Fault(
                codes.UNKNOWN_PLACE,
                token.offset,
                f"`{token.text}` cannot be left behind.",
                "Give the place `leavable: true`.",
            )
        self._names.read.add(slot)
        return slot

    def _scene(self, token: Token) -> str:
        scene = self._names.resolve_scene(token.text, self._chapter)
        if scene is None:
            raise unknown_scene(token.text, self._chapter, self._names, token.offset)
        return scene

    def _choice(self, token: Token) -> str:
        for candidate in (token.text, f"{self._chapter}.{token.text}"):
            if candidate in self._names.choices:
                return candidate
        here = f"{self._chapter}."
        known = [*self._names.choices, *(name[len(here) :] for name in self._names.choices if name.startswith(here))]
        raise Fault(
            codes.UNKNOWN_CHOICE,
            token.offset,
            f"There is no choice `{token.text}`.",
            did_you_mean(token.text, known) + "Write `chapter.scene.choice`, or `scene.choice` in the same chapter.",
            token.text,
        )

    def _must_be_flag(self, typed: Typed, offset: int) -> None:
        if typed.kind != FLAG:
            raise Fault(
                codes.DIFFERENT_KINDS,
                offset,
                f"This is {kind_name(typed.kind)}, and a condition should stand here.",
                "Compare it with something: `>= 1`, or `==` and a word.",
            )


def extent(typed: Typed) -> str:
    """Return the range of a number's values, as an author writes it."""
    return f"is {typed.low}" if typed.low == typed.high else f"lies in {typed.low}..{typed.high}"


def kind_name(kind: str) -> str:
    """Return what an author calls a kind of value."""
    return {FLAG: "a flag", NUMBER: "a number"}.get(kind, f"one of the words of `{kind}`")


def _is_settled(left: Typed, sign: str, right: Typed) -> bool:
    """Whether the ranges alone decide the comparison."""
    if sign in ("==", "!="):
        return left.high < right.low or right.high < left.low
    if sign in ("<", ">="):
        return left.high < right.low or left.low >= right.high
    return left.high <= right.low or left.low > right.high


def unknown_scene(name: str, chapter: str, names: Names, offset: int = 0) -> Fault:
    """Return the fault that says that there is no such scene."""
    known = [*names.scenes, *(scene.split(".", 1)[1] for scene in names.scenes if scene.startswith(f"{chapter}."))]
    return Fault(
        codes.UNKNOWN_SCENE,
        offset,
        f"There is no scene `{name}`.",
        did_you_mean(name, known) + "Write `chapter.scene`, or the bare key of a scene in the same chapter.",
        name,
    )


Parsed = TypeVar("Parsed")


def parse_condition(source: str, names: Names, chapter: str) -> Expression:
    """Return the condition's tree; raises Fault."""
    return cached("condition", source, names, chapter, lambda: ConditionParser(source, names, chapter).condition())


def cached(kind: str, source: str, names: Names, chapter: str, parse: Callable[[], Parsed]) -> Parsed:
    """Parse the same words in the same chapter only once: big stories repeat their guards."""
    key = (kind, source, chapter)
    found = names.parsed.get(key)
    if found is None:
        found = names.parsed[key] = parse()
    return found  # type: ignore[return-value]  # the cache holds for each kind what its parser returns


def slot_kind(slot: Slot) -> str:
    """Return the kind of a variable's values as expressions know it."""
    return FLAG if slot.kind == "flag" else NUMBER if slot.kind == "counter" else slot.name
