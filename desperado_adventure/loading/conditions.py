"""The parser of conditions, by recursive descent, with the checks that need only names and kinds.

    condition  = conjunct { "or" conjunct }
    conjunct   = negation { "and" negation }
    negation   = "not" negation | comparison
    comparison = sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=") sum ]
    sum        = term { ("+" | "-") term }
    term       = number | name | name "(" name ")" | "(" condition ")" | "-" term

Every name is resolved here, to slots and numbers, so an expression that has been parsed cannot fail later.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn, TypeVar

from ..model import codes
from ..model.expressions import All, Compare, Comparison, Either, Expression, Not, Number, Read, Sum
from .condition_functions import find_function, function_names
from .lookup import Lookup, unknown
from .names import Names
from .suggesting import did_you_mean
from .tokens import Fault, Token, TokenKind, Tokens
from .values import Simple, Typed, ValueKind, WordOf, extent, is_settled, kind_name, kind_of, truth

_COMPARISONS = {comparison.value: comparison for comparison in Comparison}
_WORDS = frozenset(("and", "or", "not", "true", "false"))

_WANTED = {
    Simple.FLAG: ("a condition", "Compare it with something: `>= 1`, or `==` and a word."),
    Simple.NUMBER: ("a number", "Write one."),
}
"""What a kind is called where it should stand, and what to do when it does not."""


class ConditionParser(Tokens):
    """Parses one expression of one chapter, in which bare scene keys are looked up."""

    def __init__(self, source: str, names: Names, chapter: str) -> None:
        """Parse for this chapter; raises Fault."""
        super().__init__(source)
        self._names = names
        self._lookup = Lookup(names, chapter)

    def condition(self) -> Expression:
        """Return the condition's tree; raises Fault."""
        typed = self._either()
        self._end()
        self._must_be(Simple.FLAG, typed, 0)
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
            self._must_be(Simple.FLAG, operands[-1], offset)
            self._take()
            offset = self._peek().offset
            operands.append(operand())  # type: ignore[operator]  # as above
        if len(operands) == 1:
            return first
        self._must_be(Simple.FLAG, operands[-1], offset)
        return truth(node(tuple(each.tree for each in operands)))

    def _negation(self) -> Typed:
        if self._peek().text != "not":
            return self._comparison()
        self._take()
        self._deeper()
        offset = self._peek().offset
        operand = self._negation()
        self._depth -= 1
        self._must_be(Simple.FLAG, operand, offset)
        return truth(Not(operand.tree))

    def _comparison(self) -> Typed:
        left = self._sum(None)
        sign = self._peek()
        comparison = _COMPARISONS.get(sign.text)
        if comparison is None:
            if sign.text == "=":
                raise Fault(
                    codes.EXPRESSION_DOES_NOT_PARSE, sign.offset, "`=` assigns; a condition compares.", "Write `==`."
                )
            return left
        self._take()
        offset = self._peek().offset
        right = self._sum(left.kind)
        self._check_comparison(left, comparison, right, sign.offset, offset)
        if self._peek().text in _COMPARISONS:
            raise Fault(
                codes.EXPRESSION_DOES_NOT_PARSE,
                self._peek().offset,
                "Comparisons do not chain.",
                "Write `a < b and b < c`.",
            )
        return truth(Compare(comparison, left.tree, right.tree))

    @staticmethod
    def _check_comparison(left: Typed, comparison: Comparison, right: Typed, sign_offset: int, offset: int) -> None:
        if left.kind != right.kind:
            raise Fault(
                codes.DIFFERENT_KINDS,
                offset,
                f"This compares {kind_name(left.kind)} with {kind_name(right.kind)}.",
                "Compare numbers with numbers, and a set variable with one of its words.",
            )
        if left.kind is not Simple.NUMBER and comparison not in (Comparison.EQUAL, Comparison.UNEQUAL):
            raise Fault(codes.DIFFERENT_KINDS, sign_offset, f"`{comparison}` compares numbers only.", "Use == or !=.")
        if left.kind is Simple.NUMBER and is_settled(left, comparison, right):
            raise Fault(
                codes.OUTSIDE_THE_RANGE,
                offset,
                f"The left side {extent(left)} and the right side {extent(right)}, "
                f"so `{comparison}` always comes out the same.",
                "Compare with a number inside the range, or widen the range where the variable is declared.",
            )

    def _sum(self, wanted: ValueKind | None) -> Typed:
        left = self._term(wanted)
        while self._peek().text in ("+", "-"):
            sign = self._take()
            right = self._term(None)
            if left.kind is not Simple.NUMBER or right.kind is not Simple.NUMBER:
                raise Fault(
                    codes.DIFFERENT_KINDS,
                    sign.offset,
                    f"`{sign.text}` joins numbers only.",
                    "Use counters and numbers here.",
                )
            factor = 1 if sign.text == "+" else -1
            low = left.low + (right.low if factor == 1 else -right.high)
            high = left.high + (right.high if factor == 1 else -right.low)
            left = Typed(Sum(left.tree, factor, right.tree), Simple.NUMBER, low, high)
        return left

    def _term(self, wanted: ValueKind | None) -> Typed:
        token = self._take()
        if token.kind is TokenKind.NUMBER:
            return Typed(Number(int(token.text)), Simple.NUMBER, int(token.text), int(token.text))
        if token.text == "-":
            self._deeper()
            inner = self._term(None)
            self._depth -= 1
            if inner.kind is not Simple.NUMBER:
                raise Fault(
                    codes.DIFFERENT_KINDS, token.offset, "`-` goes before numbers only.", "Use `not` for flags."
                )
            return Typed(Sum(Number(0), -1, inner.tree), Simple.NUMBER, -inner.high, -inner.low)
        if token.text == "(":
            self._deeper()
            inner = self._either()
            self._depth -= 1
            self._expect(")")
            return inner
        if token.kind is TokenKind.NAME:
            if self._peek().text == "(":
                return self._call(token)
            return self._name(token, wanted)
        where = "ends" if token.kind is TokenKind.END else f"has `{token.text}`"
        raise Fault(
            codes.EXPRESSION_DOES_NOT_PARSE,
            token.offset,
            f"The expression {where} where a name or a number should stand.",
            "Complete it.",
        )

    def _name(self, token: Token, wanted: ValueKind | None) -> Typed:
        if token.text in ("true", "false"):
            value = int(token.text == "true")
            return Typed(Number(value), Simple.FLAG, value, value)
        if isinstance(wanted, WordOf):
            if token.text in wanted.words:
                index = wanted.words.index(token.text)
                return Typed(Number(index), wanted, index, index)
            if token.text not in self._names.variables:
                raise Fault(
                    codes.UNKNOWN_NAME,
                    token.offset,
                    f"`{wanted.variable}` is never `{token.text}`.",
                    did_you_mean(token.text, wanted.words) + f"It is one of {', '.join(wanted.words)}.",
                    f"{wanted.variable}={token.text}",
                )
        if token.text not in self._names.variables:
            self._unknown(token)
        index = self._names.variables[token.text]
        slot = self._names.slots[index]
        self._names.read.add(index)
        return Typed(Read(index), kind_of(slot), slot.low, slot.high)

    def _unknown(self, token: Token) -> NoReturn:
        if token.text in _WORDS:
            raise Fault(
                codes.EXPRESSION_DOES_NOT_PARSE,
                token.offset,
                f"`{token.text}` stands where a name or a number should.",
                "Complete it.",
            )
        names, word = self._names, token.text

        def cure() -> str:
            if owner := names.set_with(word):
                return f"`{word}` is a value of `{owner}`: write `{owner} == {word}`."
            meant = did_you_mean(word, [*names.variables, "and", "or", "not"])
            return meant + "Variables are declared in story.yaml, under `variables:`."

        raise Fault(codes.UNKNOWN_NAME, token.offset, f"Nothing is called `{word}`.", cure, word)

    def _call(self, token: Token) -> Typed:
        function = find_function(token.text, self._names)
        if function is None:
            known = function_names(self._names)
            all_of_them = f"There are {', '.join(known)}."
            raise unknown(codes.UNKNOWN_FUNCTION, "function", token.text, lambda: known, all_of_them, token.offset)
        self._take()
        argument = self._take()
        if argument.kind is not TokenKind.NAME:
            raise Fault(
                codes.EXPRESSION_DOES_NOT_PARSE,
                argument.offset,
                f"`{token.text}(` wants a name.",
                f"Write `{token.text}(…)` with one name in it.",
            )
        self._expect(")")
        return function.read(argument, self._lookup)

    def _must_be(self, kind: Simple, typed: Typed, offset: int) -> None:
        if typed.kind is not kind:
            wanted, cure = _WANTED[kind]
            message = f"This is {kind_name(typed.kind)}, and {wanted} should stand here."
            raise Fault(codes.DIFFERENT_KINDS, offset, message, cure)


Parsed = TypeVar("Parsed")


def parse_condition(source: str, names: Names, chapter: str) -> Expression:
    """Return the condition's tree; raises Fault."""
    return parsed_once(_parse, source, names, chapter)


def _parse(source: str, names: Names, chapter: str) -> Expression:
    return ConditionParser(source, names, chapter).condition()


def parsed_once(parse: Callable[[str, Names, str], Parsed], source: str, names: Names, chapter: str) -> Parsed:
    """Parse the same words in the same chapter only once, because large stories repeat their guards."""
    key = (parse, source, chapter)
    result = names.parsed.get(key)
    if result is None:
        result = names.parsed[key] = parse(source, names, chapter)
    return result  # type: ignore[return-value]  # under the key of a parser lies a result of that parser
