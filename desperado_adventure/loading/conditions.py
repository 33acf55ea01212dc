"""The parser of conditions, by recursive descent, with the checks that need only names and kinds.

    condition  = conjunct { "or" conjunct }
    conjunct   = negation { "and" negation }
    negation   = "not" negation | comparison
    comparison = sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=") sum ]
    sum        = product { ("+" | "-") product }
    product    = term { ("*" | "/" | "%") term }
    term       = number | name | name "(" name ")" | "(" condition ")" | "-" term

Every name is resolved here, to slots and numbers, so an expression that has been parsed cannot fail later.

All that is wrong is told at once. A wrong name or kind is noted, and `values.ANYTHING` stands for it from there on.
Where the grammar is broken nothing can stand, so only what follows the next `and` or `or` is examined then.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ..model import codes, limits
from ..model.expressions import All, Compare, Comparison, Either, Expression, Not, Number, Sum
from .arithmetic import computed
from .comparing import compared, comparison_fault
from .counting import COUNTS, count_as_asked
from .faults import Fault, FaultList, Faults
from .foreign import COMPARING, OPENINGS, TRUTHS, condition_meant
from .names import Names
from .operands import OperandParser
from .tokens import TokenKind
from .values import ANYTHING, Simple, Typed, ValueKind, fits, kind_name, truth

_COMPARISONS = {comparison.value: comparison for comparison in Comparison}

Parsed = TypeVar("Parsed")

_BEHIND_NAMES = frozenset(("", "and", "or", *_COMPARISONS))
"""What follows a name that stands for itself."""

_DIGITS = 9
"""How many digits of a number are read; that it has more has been noted."""


class ConditionParser(OperandParser):
    """Parses one expression of one chapter, in which bare scene keys are looked up."""

    def condition(self) -> Expression:
        """Return the condition's tree; raises Faults."""
        self._skip_opening()
        if meant := condition_meant(self._source):
            message = "A range is asked for by two comparisons."
            raise Faults((Fault(codes.EXPRESSION_DOES_NOT_PARSE, 0, message, f"Write `{meant}`."),))
        typed = self._whole(self._either)
        self._must_be(Simple.FLAG, typed, 0)
        self._faults.raise_all()
        return typed.tree

    def value(self) -> Typed:
        """Return the tree of a condition or a number; raises Faults."""
        typed = self._whole(self._either)
        self._faults.raise_all()
        return typed

    def _skip_opening(self) -> None:
        """Note an `if` before the condition, as other languages have it, and move behind it."""
        first, second = self._tokens[0], self._tokens[min(1, len(self._tokens) - 1)]
        if first.text in OPENINGS and first.text not in self._names.variables and second.text not in _BEHIND_NAMES:
            meant = OPENINGS[first.text].replace("CONDITION", self._words(second.offset, len(self._source)))
            message = f"A condition begins without `{first.text}`."
            self._faults.note(Fault(codes.EXPRESSION_DOES_NOT_PARSE, first.offset, message, f"Write `{meant}`."))
            self._take()

    def _whole(self, parse: Callable[[], Parsed]) -> Parsed:
        """Return what the whole source is parsed to; raises Faults where the grammar is broken."""
        if len(self._source) > limits.EXPRESSION.most:
            self._faults.raise_all()
        try:
            result = parse()
            self._end()
        except Fault as fault:
            self._faults.note(fault)
            self._look_behind(fault.offset)
            self._faults.raise_all()
            raise  # never: one has just been noted
        if not COUNTS.isdisjoint([token.text for token in self._tokens]):
            self._count(result)
        return result

    def _count(self, result: object) -> None:
        """Let the story count as far as a parsed expression asks."""
        count_as_asked(result, self._names)

    def _look_behind(self, offset: int) -> None:
        """Note the wrong names and kinds behind a place where the grammar is broken, from the next `and` or `or` on."""
        self._depth = 0
        self._position = 0
        while self._skip_to_junction(offset):
            offset = self._peek().offset
            faults, self._faults = self._faults, FaultList()
            try:
                self._must_be(Simple.FLAG, self._negation(), offset)
            except Fault:
                self._faults = FaultList()
            if self._peek().text in ("and", "or", ""):
                faults.note_list(self._faults)
            self._faults = faults

    def _skip_to_junction(self, offset: int) -> bool:
        """Move behind the next `and` or `or` that is not before this offset; return whether there is one."""
        while (token := self._take()).kind is not TokenKind.END:
            if token.offset >= offset and token.text in ("and", "or"):
                return True
        return False

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
        begin = self._peek().offset
        left = self._sum(None)
        sign = self._peek()
        comparison = self._compares()
        if comparison is None:
            return left
        offset = self._peek().offset
        right = self._sum(left.kind)
        words = self._words(begin, sign.offset), self._words(offset, self._peek().offset)
        if fault := comparison_fault((left, right), comparison, words, (sign.offset, offset)):
            self._faults.note(fault)
        if (chained := self._peek()).text in _COMPARISONS:
            self._take()
            third = self._peek().offset
            self._sum(left.kind)
            first, second = words
            cure = f"Write `{first} {comparison} {second} and {second} {chained.text} {self._words(third)}`."
            message = "Comparisons do not chain."
            self._faults.note(Fault(codes.EXPRESSION_DOES_NOT_PARSE, chained.offset, message, cure))
        return truth(Compare(comparison, left.tree, right.tree))

    def _compares(self) -> Comparison | None:
        """Return the comparison that the next tokens are, and move behind it; None if they are none.

        Noted if it is written in words, or with the sign of an assignment.
        """
        sign = self._peek()
        if sign.text in _COMPARISONS:
            self._take()
            return _COMPARISONS[sign.text]
        meant = COMPARING.get(sign.text) if sign.text not in self._names.variables else None
        if meant is None and sign.text != "=":
            return None
        self._take()
        if sign.text == "is" and self._peek().text == "not":
            self._take()
            meant = "!="
        message = "`=` assigns; a condition compares." if meant is None else f"`{sign.text}` is written as a sign."
        comparison = _COMPARISONS[meant or "=="]
        cure = f"Write `{comparison}`."
        behind = self._peek()
        if behind.text not in self._names.variables and (meant := TRUTHS.get(behind.text.lower())):
            cure = f"Write `{comparison} {meant}`."
            self._tokens[self._position] = behind._replace(text=meant)
        self._faults.note(Fault(codes.EXPRESSION_DOES_NOT_PARSE, sign.offset, message, cure))
        return comparison

    def _words(self, begin: int, end: int | None = None) -> str:
        """Return the author's words between two offsets, or up to the present token."""
        return self._source[begin : self._peek().offset if end is None else end].strip()

    def _sum(self, wanted: ValueKind | None) -> Typed:
        return self._computation(("+", "-"), self._product, wanted)

    def _product(self, wanted: ValueKind | None) -> Typed:
        return self._computation(("*", "/", "%"), self._term, wanted)

    def _computation(
        self, signs: tuple[str, ...], operand: Callable[[ValueKind | None], Typed], wanted: ValueKind | None
    ) -> Typed:
        left = operand(wanted)
        while self._peek().text in signs:
            sign = self._take()
            left = computed(sign, left, operand(None), self._faults)
        return left

    def _term(self, wanted: ValueKind | None) -> Typed:
        token = self._take()
        if token.kind is TokenKind.NUMBER:
            number = int(token.text[:_DIGITS])
            return Typed(Number(number), Simple.NUMBER, number, number)
        if token.text == "-":
            self._deeper()
            inner = self._term(None)
            self._depth -= 1
            if not fits(inner, Simple.NUMBER):
                message = "`-` goes before numbers only."
                self._faults.note(Fault(codes.DIFFERENT_KINDS, token.offset, message, "Use `not` for flags."))
            if inner.kind is not Simple.NUMBER:
                return ANYTHING
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
            self._cure_for_gap(token),
        )

    def _must_be(self, kind: Simple, typed: Typed, offset: int) -> None:
        """Note a fault if an expression is of another kind."""
        if not fits(typed, kind):
            wanted = "a condition" if kind is Simple.FLAG else "a number"
            message = f"This is {kind_name(typed.kind)}, and {wanted} should stand here."
            cure = "Write a number, or the name of a counter."
            if kind is Simple.FLAG:
                cure = f"Compare it with something: `{compared(typed.kind, self._words(offset))}`."
            self._faults.note(Fault(codes.DIFFERENT_KINDS, offset, message, cure))


def parse_condition(source: str, names: Names, chapter: str) -> Expression:
    """Return the condition's tree; raises Faults."""
    return parsed_once(_parse, source, names, chapter)


def parse_value(source: str, names: Names, chapter: str) -> Typed:
    """Return an expression with its kind and range; raises Faults."""
    return parsed_once(_parse_value, source, names, chapter)


def _parse_value(source: str, names: Names, chapter: str) -> Typed:
    return ConditionParser(source, names, chapter).value()


def _parse(source: str, names: Names, chapter: str) -> Expression:
    return ConditionParser(source, names, chapter).condition()


def parsed_once(parse: Callable[[str, Names, str], Parsed], source: str, names: Names, chapter: str) -> Parsed:
    """Parse the same words in the same chapter only once, because large stories repeat their guards; raises Faults."""
    key = (parse, source, chapter)
    result = names.parsed.get(key)
    if result is None:
        try:
            result = parse(source, names, chapter)
        except Faults as faults:
            result = faults
        names.parsed[key] = result
    if isinstance(result, Faults):
        raise Faults(result.found)
    return result  # type: ignore[return-value]  # under the key of a parser lies a result of that parser
