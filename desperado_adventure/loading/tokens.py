"""The tokens of guards and effects.

Author text never reaches Python's own `eval` or `ast`. `model.limits` says how long an expression may be,
and how deep it may be nested.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from ..model import codes, limits
from .faults import Fault, FaultList
from .foreign import meant_by
from .suggesting import did_you_mean

_TOKEN = re.compile(
    r"\s*(?:(\d+)(?!\w|\.\d)|(\w+(?:\.\w+)*)|([!=]==|=\+|&&?|\|\|?|<>|=>|=<|:=|[≥≤≠]|!(?!=)|\$\w+"
    r"|\"[^\"]*\"|'[^']*'|“[^”]*”|„[^“]*“)"
    r"|(==|!=|<=|>=|[+\-*/%]=|[<>=()+\-*/%,])|(\S))"
)
_ONE_EACH = "An effect does one thing: write what follows as an item of its own."
_KNOWN = "Expressions know names, whole numbers, and or not, == != < <= > >=, + - * / and %."


class TokenKind(Enum):
    """What a token is; END follows the last one."""

    NAME = auto()
    NUMBER = auto()
    SIGN = auto()
    END = auto()


class Token(NamedTuple):
    """A token: what it is, its text, and its offset in the source."""

    kind: TokenKind
    text: str
    offset: int


def tokenize(source: str, faults: FaultList) -> list[Token]:
    """Return the tokens of an expression, an END last, and note what is no token; of one that is too long, only END.

    What is no token is among them nevertheless, so that a parser cannot read over it.
    """
    if len(source) > limits.EXPRESSION.most:
        message = f"This expression has {len(source):,} characters."
        faults.note(Fault(codes.TOO_LONG_OR_TOO_DEEP, 0, message, f"{limits.EXPRESSION}: split it."))
        return [Token(TokenKind.END, "", 0)]
    tokens = []
    position = 0
    while match := _TOKEN.match(source, position):
        number, name, foreign, sign, other = match.groups()
        text = number or name or foreign or sign or other
        offset = match.end() - len(text)
        if meant := meant_by(text) if foreign or (name and not name.islower()) else None:
            faults.note(Fault(codes.EXPRESSION_DOES_NOT_PARSE, offset, meant.message, meant.cure))
            text = meant.text
        if other:
            message = f"`{other}` has no meaning in an expression."
            faults.note(Fault(codes.EXPRESSION_DOES_NOT_PARSE, offset, message, _ONE_EACH if other == ";" else _KNOWN))
        if number and len(number) > 1 and number.startswith("0"):
            message = f"`{number}` begins with a zero."
            faults.note(Fault(codes.LEADING_ZERO, offset, message, f"Write {int(number[:9])}."))
        elif number and len(number) > 9:
            message = f"`{number}` is too large a number."
            faults.note(Fault(codes.OUTSIDE_THE_RANGE, offset, message, "Counters hold at most nine digits."))
        tokens.append(Token(_kind(text), text, offset))
        position = match.end()
    tokens.append(Token(TokenKind.END, "", len(source)))
    return tokens


def _kind(text: str) -> TokenKind:
    if text.isdecimal():
        return TokenKind.NUMBER
    return TokenKind.NAME if text[0].isalnum() or text[0] == "_" else TokenKind.SIGN


class Tokens:
    """The tokens of an expression, read one after the other."""

    def __init__(self, source: str) -> None:
        """Split an expression into tokens."""
        self._source = source
        self._faults = FaultList()
        self._tokens = tokenize(source, self._faults)
        self._position = 0
        self._depth = 0

    def _peek(self) -> Token:
        return self._tokens[self._position]

    def _take(self) -> Token:
        token = self._tokens[self._position]
        if token.kind is not TokenKind.END:
            self._position += 1
        return token

    def _expect(self, sign: str) -> None:
        token = self._take()
        if token.text != sign:
            raise self._missing(sign, token)

    @staticmethod
    def _missing(sign: str, token: Token) -> Fault:
        actual = f"`{token.text}`" if token.text else "the end"
        message = f"`{sign}` should stand here, and {actual} does."
        return Fault(codes.EXPRESSION_DOES_NOT_PARSE, token.offset, message, f"Write `{sign}`.")

    def _end(self) -> None:
        token = self._peek()
        if token.kind is not TokenKind.END:
            cure = "Join conditions with `and` or `or`."
            if token.text in ("and", "or"):
                cure = _ONE_EACH
            elif token.text == ")":
                cure = "Take it out, or open a bracket before it."
            elif token.kind is TokenKind.NAME:
                cure = did_you_mean(token.text, ("and", "or")) + cure
            raise Fault(
                codes.EXPRESSION_DOES_NOT_PARSE,
                token.offset,
                f"`{token.text}` comes after the end of the expression.",
                cure,
            )

    def _cure_for_gap(self, token: Token) -> str:
        """Return what to try where a name or a number is missing before this token."""
        before = [each for each in self._tokens if each.offset < token.offset]
        return f"Write a name or a number behind `{before[-1].text}`." if before else "Begin with a name or a number."

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > limits.EXPRESSION_NESTING.most:
            raise Fault(
                codes.TOO_LONG_OR_TOO_DEEP,
                self._peek().offset,
                f"This is nested more than {limits.EXPRESSION_NESTING.most} deep.",
                "Split the expression.",
            )
