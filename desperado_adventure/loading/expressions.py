"""The language of guards and effects: a tokenizer, a parser by precedence, and checks that need only names and kinds.

    condition  = conjunct { "or" conjunct }
    conjunct   = negation { "and" negation }
    negation   = "not" negation | comparison
    comparison = sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=") sum ]
    sum        = term { ("+" | "-") term }
    term       = number | name | name "(" name ")" | "(" condition ")" | "-" term
    effect     = name ("=" | "+=" | "-=") condition | ("put" | "lose" | "leave" | "fetch") "(" names ")"

Every name is resolved here, to slots and numbers, so an expression that has been parsed has nothing left to go wrong.
Author text never reaches Python's own `eval` or `ast`: the string is at most `LONGEST` characters, the tree at most
`DEEPEST` levels.
"""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from ..model.expressions import (
    All,
    Assign,
    Compare,
    Condition,
    Effect,
    Either,
    Expression,
    Given,
    Not,
    Number,
    Read,
    Sum,
)
from ..model.story import Slot
from .names import Names
from .suggesting import did_you_mean

LONGEST = 1_000
DEEPEST = 24

_TOKEN = re.compile(r"\s*(?:(\d+)|([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)|(==|!=|<=|>=|\+=|-=|[<>=()+\-,])|(\S))")
_COMPARISONS = frozenset(("==", "!=", "<", "<=", ">", ">="))
_WORDS = frozenset(("and", "or", "not", "true", "false"))
FUNCTIONS = ("has", "carried", "room", "seen", "taken")
EFFECTS = ("put", "lose", "leave", "fetch")
FLAG = "flag"
NUMBER = "number"


class Fault(Exception):  # it is the author's fault, and no error of ours
    """An expression is wrong at this offset; the parts become a diagnostic. `name` is set when a name is unknown."""

    def __init__(self, code: str, offset: int, message: str, cure: str = "", name: str = "") -> None:
        super().__init__(message)
        self.code, self.offset, self.message, self.cure, self.name = code, offset, message, cure, name


class _Token(NamedTuple):
    kind: str
    text: str
    offset: int


class Typed(NamedTuple):
    """An expression, its kind ("flag", "number" or the name of a set variable), and the values it can have."""

    tree: Expression
    kind: str
    low: int
    high: int


def _tokenize(source: str) -> list[_Token]:
    if len(source) > LONGEST:
        raise Fault(
            "DA305", 0, f"This expression has {len(source):,} characters; {LONGEST:,} are allowed.", "Split it."
        )
    tokens = []
    position = 0
    while match := _TOKEN.match(source, position):
        number, name, sign, other = match.groups()
        offset = match.end() - len(number or name or sign or other)
        if other:
            raise Fault("DA301", offset, f"`{other}` has no meaning in an expression.", _cure_for_sign(other))
        if number and len(number) > 1 and number.startswith("0"):
            raise Fault("DA107", offset, f"`{number}` begins with a zero.", f"Write {int(number[:9])}.")
        if number and len(number) > 9:
            raise Fault("DA303", offset, f"`{number}` is too large a number.", "Counters hold at most nine digits.")
        tokens.append(_Token("number" if number else "name" if name else "sign", number or name or sign, offset))
        position = match.end()
    tokens.append(_Token("end", "", len(source)))
    return tokens


def _cure_for_sign(sign: str) -> str:
    meant = {"&": "and", "|": "or", "!": "not or !=", "=": "=="}.get(sign)
    return (
        f"Write `{meant}`." if meant else "Expressions know names, whole numbers, and or not, == != < <= > >=, + and -."
    )


class _Parser:
    """Reads one expression or effect, for one chapter (in which bare scene keys are looked up)."""

    def __init__(self, source: str, names: Names, chapter: str) -> None:
        self._source = source
        self._names = names
        self._chapter = chapter
        self._tokens = _tokenize(source)
        self._position = 0
        self._depth = 0

    def condition(self) -> Expression:
        typed = self._either()
        self._end()
        self._must_be_flag(typed, 0)
        return typed.tree

    def effects(self) -> tuple[Effect, ...]:
        first, second = self._peek(), self._tokens[min(1, len(self._tokens) - 1)]
        if first.kind != "name":
            raise Fault("DA304", first.offset, "An effect begins with a name.", self._effect_forms())
        if second.text == "(":
            effects = self._call_effect()
        elif second.text in ("=", "+=", "-="):
            effects = (self._assignment(second.text),)
        elif second.text == "==":
            raise Fault("DA304", second.offset, "`==` compares; an effect assigns.", "Write `=`.")
        else:
            raise Fault("DA304", first.offset, f"`{self._source.strip()}` does nothing.", self._effect_forms())
        self._end()
        return effects

    @staticmethod
    def _effect_forms() -> str:
        return (
            "Effects are `name = …`, `name += …`, `name -= …`, "
            "`put(item, place)`, `lose(item)`, `leave(place)`, `fetch(place)`."
        )

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
                raise Fault("DA301", sign.offset, "`=` assigns; a condition compares.", "Write `==`.")
            return left
        self._take()
        offset = self._peek().offset
        right = self._sum(left.kind)
        self._check_comparison(left, sign, right, offset)
        if self._peek().text in _COMPARISONS:
            raise Fault("DA301", self._peek().offset, "Comparisons do not chain.", "Write `a < b and b < c`.")
        return Typed(Compare(sign.text, left.tree, right.tree), FLAG, 0, 1)

    def _check_comparison(self, left: Typed, sign: _Token, right: Typed, offset: int) -> None:
        if left.kind != right.kind:
            raise Fault(
                "DA302",
                offset,
                f"This compares {_kind_name(left.kind)} with {_kind_name(right.kind)}.",
                "Compare numbers with numbers, and a set variable with one of its words.",
            )
        if left.kind != NUMBER and sign.text not in ("==", "!="):
            raise Fault("DA302", sign.offset, f"`{sign.text}` compares numbers only.", "Use == or !=.")
        if left.kind == NUMBER and _is_settled(left, sign.text, right):
            raise Fault(
                "DA303",
                offset,
                f"The left side {_extent(left)} and the right side {_extent(right)}, "
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
                    "DA302", sign.offset, f"`{sign.text}` joins numbers only.", "Use counters and numbers here."
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
                raise Fault("DA302", token.offset, "`-` goes before numbers only.", "Use `not` for flags.")
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
            "DA301", token.offset, f"The expression {where} where a name or a number should stand.", "Complete it."
        )

    def _name(self, token: _Token, wanted: str | None) -> Typed:
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
                    "DA203",
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
        kind = FLAG if slot.kind == "flag" else NUMBER if slot.kind == "counter" else slot.name
        return Typed(Read(index), kind, slot.low, slot.high)

    def _unknown(self, token: _Token) -> NoReturn:
        if token.text in _WORDS:
            raise Fault(
                "DA301", token.offset, f"`{token.text}` stands where a name or a number should.", "Complete it."
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
        raise Fault("DA203", token.offset, f"Nothing is called `{token.text}`.", cure, token.text)

    def _call(self, function: _Token) -> Typed:
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
            raise Fault("DA301", argument.offset, f"`{name}(` wants a name.", f"Write `{name}(…)` with one name in it.")
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

    def _unknown_function(self, token: _Token) -> NoReturn:
        known = [*FUNCTIONS, *(f"in_{place}" for place in self._names.places)]
        raise Fault(
            "DA208",
            token.offset,
            f"There is no function `{token.text}`.",
            did_you_mean(token.text, known) + f"There are {', '.join(known)}.",
            token.text,
        )

    def _any_item(self, token: _Token, test: object) -> Expression:
        tests = tuple(test(slot) for slot in self._read_items(token))  # type: ignore[operator]  # slot index → expression
        return tests[0] if len(tests) == 1 else Either(tests)

    def _read_items(self, token: _Token) -> tuple[int, ...]:
        slots = self._items(token)
        self._names.read.update(slots)
        return slots

    def _items(self, token: _Token) -> tuple[int, ...]:
        slots = self._names.items.get(token.text) or self._names.groups.get(token.text)
        if slots is None:
            known = [*self._names.items, *self._names.groups]
            raise Fault(
                "DA204",
                token.offset,
                f"There is no item `{token.text}`.",
                did_you_mean(token.text, known) + "Items are declared in story.yaml, under `items:`.",
                token.text,
            )
        return slots

    def _room(self, token: _Token) -> Typed:
        place = self._place(token)
        tree: Expression = Number(self._names.capacities[place])
        low = high = self._names.capacities[place]
        for slot, size in self._names.sizes.items():
            if size and place in self._names.fitting[slot]:
                tree = Sum(tree, -size, Compare("==", Read(slot), Number(place + 1)))
                low -= size
        return Typed(tree, NUMBER, low, high)

    def _place(self, token: _Token) -> int:
        place = self._names.places.get(token.text)
        if place is None:
            raise Fault(
                "DA205",
                token.offset,
                f"There is no place `{token.text}`.",
                did_you_mean(token.text, self._names.places) + "Places are declared in story.yaml, under `places:`.",
                token.text,
            )
        return place

    def _leavable(self, token: _Token) -> int:
        slot = self._names.left.get(self._place(token))
        if slot is None:
            raise Fault(
                "DA205", token.offset, f"`{token.text}` cannot be left behind.", "Give the place `leavable: true`."
            )
        self._names.read.add(slot)
        return slot

    def _scene(self, token: _Token) -> str:
        scene = self._names.resolve_scene(token.text, self._chapter)
        if scene is None:
            raise unknown_scene(token.text, self._chapter, self._names, token.offset)
        return scene

    def _choice(self, token: _Token) -> str:
        for candidate in (token.text, f"{self._chapter}.{token.text}"):
            if candidate in self._names.choices:
                return candidate
        here = f"{self._chapter}."
        known = [*self._names.choices, *(name[len(here) :] for name in self._names.choices if name.startswith(here))]
        raise Fault(
            "DA202",
            token.offset,
            f"There is no choice `{token.text}`.",
            did_you_mean(token.text, known) + "Write `chapter.scene.choice`, or `scene.choice` in the same chapter.",
            token.text,
        )

    # -- effects ------------------------------------------------------------------------------------------------------

    def _assignment(self, sign: str) -> Assign:
        target = self._take()
        index = self._names.variables.get(target.text)
        if index is None:
            self._unknown(target)
        slot = self._names.slots[index]
        self._names.written.add(index)
        self._take()
        offset = self._peek().offset
        kind = FLAG if slot.kind == "flag" else NUMBER if slot.kind == "counter" else slot.name
        if sign != "=":
            if kind != NUMBER:
                raise Fault("DA302", target.offset, f"`{sign}` counts, and `{slot.name}` is no counter.", "Use `=`.")
            value = self._sum(None)
            self._must_be_number(value, offset)
            return Assign(index, Sum(Read(index), 1 if sign == "+=" else -1, value.tree))
        value = self._either() if kind == FLAG else self._sum(kind)
        if value.kind != kind:
            raise Fault(
                "DA302",
                offset,
                f"`{slot.name}` is {_kind_name(kind)}, and this is {_kind_name(value.kind)}.",
                "Write true or false for a flag, a number for a counter, one of its words for a set.",
            )
        if kind == NUMBER and (value.low > slot.high or value.high < slot.low):
            raise Fault(
                "DA303",
                offset,
                f"`{slot.name}` lies in {slot.low}..{slot.high}.",
                "Assign a number in the range, or widen the range where it is declared.",
            )
        return Assign(index, value.tree)

    def _call_effect(self) -> tuple[Effect, ...]:
        function = self._take()
        if function.text not in EFFECTS:
            raise Fault(
                "DA304",
                function.offset,
                f"There is no effect `{function.text}(…)`.",
                did_you_mean(function.text, EFFECTS) + self._effect_forms(),
            )
        self._take()
        argument = self._take()
        if argument.kind != "name":
            raise Fault("DA304", argument.offset, f"`{function.text}(` wants a name.", self._effect_forms())
        if function.text in ("leave", "fetch"):
            effects = self._leave_or_fetch(function.text, argument)
        else:
            place = -1
            if function.text == "put":
                self._expect(",")
                place = self._place(self._take())
            effects = self._put(argument, place)
        self._expect(")")
        return effects

    def _leave_or_fetch(self, function: str, argument: _Token) -> tuple[Effect, ...]:
        slot = self._leavable(argument)
        self._names.written.add(slot)
        return (Assign(slot, Number(int(function == "leave"))),)

    def _put(self, argument: _Token, place: int) -> tuple[Effect, ...]:
        target = Number(place + 1)
        if argument.text == "carried":
            slots = [slot for slot in self._names.sizes if place < 0 or place in self._names.fitting[slot]]
            return tuple(Given(Condition(-1, self._names.is_carried(slot)), (Assign(slot, target),)) for slot in slots)
        slots = list(self._items(argument))
        for slot in slots:
            if place >= 0 and place not in self._names.fitting[slot]:
                item, where = self._names.slots[slot].name, self._names.place_ids[place]
                raise Fault(
                    "DA417",
                    argument.offset,
                    f"`{item}` does not fit into `{where}`.",
                    f"Add `{where}` to the item's `fits:`.",
                )
        self._names.written.update(slots)
        return tuple(Assign(slot, target) for slot in slots)

    # -- tokens -------------------------------------------------------------------------------------------------------

    def _peek(self) -> _Token:
        return self._tokens[self._position]

    def _take(self) -> _Token:
        token = self._tokens[self._position]
        if token.kind != "end":
            self._position += 1
        return token

    def _expect(self, sign: str) -> None:
        token = self._take()
        if token.text != sign:
            found = f"`{token.text}`" if token.text else "the end"
            raise Fault("DA301", token.offset, f"`{sign}` should stand here, and {found} does.", f"Write `{sign}`.")

    def _end(self) -> None:
        token = self._peek()
        if token.kind != "end":
            cure = "Join conditions with `and` or `or`."
            if token.kind == "name":
                cure = did_you_mean(token.text, ("and", "or")) + cure
            raise Fault("DA301", token.offset, f"`{token.text}` comes after the end of the expression.", cure)

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Fault(
                "DA305", self._peek().offset, f"This is nested more than {DEEPEST} deep.", "Split the expression."
            )

    def _must_be_flag(self, typed: Typed, offset: int) -> None:
        if typed.kind != FLAG:
            raise Fault(
                "DA302",
                offset,
                f"This is {_kind_name(typed.kind)}, and a condition should stand here.",
                "Compare it with something: `>= 1`, or `==` and a word.",
            )

    def _must_be_number(self, typed: Typed, offset: int) -> None:
        if typed.kind != NUMBER:
            raise Fault(
                "DA302", offset, f"This is {_kind_name(typed.kind)}, and a number should stand here.", "Write one."
            )


def _extent(typed: Typed) -> str:
    return f"is {typed.low}" if typed.low == typed.high else f"lies in {typed.low}..{typed.high}"


def _kind_name(kind: str) -> str:
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
        "DA201",
        offset,
        f"There is no scene `{name}`.",
        did_you_mean(name, known) + "Write `chapter.scene`, or the bare key of a scene in the same chapter.",
        name,
    )


def parse_condition(source: str, names: Names, chapter: str) -> Expression:
    """Return the condition's tree; raises Fault."""
    return _cached("condition", source, names, chapter, lambda: _Parser(source, names, chapter).condition())  # type: ignore[return-value]  # the cache holds what the function returns


def parse_effects(source: str, names: Names, chapter: str) -> tuple[Effect, ...]:
    """Return the effects that one item of a `do:` list stands for; raises Fault."""
    return _cached("effect", source, names, chapter, lambda: _Parser(source, names, chapter).effects())  # type: ignore[return-value]  # as above


def _cached(kind: str, source: str, names: Names, chapter: str, parse: object) -> object:
    """Parse the same words in the same chapter only once: big stories repeat their guards."""
    key = (kind, source, chapter)
    found = names.parsed.get(key)
    if found is None:
        found = names.parsed[key] = parse()  # type: ignore[operator]  # a function without arguments
    return found


def slot_kind(slot: Slot) -> str:
    """Return the kind of a variable's values as expressions know it."""
    return FLAG if slot.kind == "flag" else NUMBER if slot.kind == "counter" else slot.name
