"""The tokens of guards and effects, and the exception for an expression that is wrong.

Author text never reaches Python's own `eval` or `ast`. `model.limits` says how long an expression may be,
and how deep it may be nested.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from ..model import codes, limits
from .problems import Cure
from .suggesting import did_you_mean

_TOKEN = re.compile(r"\s*(?:(\d+)|([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)|(==|!=|<=|>=|\+=|-=|[<>=()+\-,])|(\S))")


class Fault(Exception):  # a fault of the author, not an error of the program
    """An expression is wrong at this offset; the parts become a diagnostic. `name` is set when a name is unknown."""

    def __init__(self, code: codes.Code, offset: int, message: str, cure: Cure = "", name: str = "") -> None:
        super().__init__(message)
        self.code, self.offset, self.message, self.cure, self.name = code, offset, message, cure, name


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


def tokenize(source: str) -> list[Token]:
    """Return the tokens of an expression, an END last; raises Fault."""
    if len(source) > limits.EXPRESSION.most:
        raise Fault(
            codes.TOO_LONG_OR_TOO_DEEP,
            0,
            f"This expression has {len(source):,} characters.",
            f"{limits.EXPRESSION}: split it.",
        )
    tokens = []
    position = 0
    while match := _TOKEN.match(source, position):
        number, name, sign, other = match.groups()
        offset = match.end() - len(number or name or sign or other)
        if other:
            raise Fault(
                codes.EXPRESSION_DOES_NOT_PARSE,
                offset,
                f"`{other}` has no meaning in an expression.",
                _cure_for_sign(other),
            )
        if number and len(number) > 1 and number.startswith("0"):
            raise Fault(codes.LEADING_ZERO, offset, f"`{number}` begins with a zero.", f"Write {int(number[:9])}.")
        if number and len(number) > 9:
            raise Fault(
                codes.OUTSIDE_THE_RANGE,
                offset,
                f"`{number}` is too large a number.",
                "Counters hold at most nine digits.",
            )
        kind = TokenKind.NUMBER if number else TokenKind.NAME if name else TokenKind.SIGN
        tokens.append(Token(kind, number or name or sign, offset))
        position = match.end()
    tokens.append(Token(TokenKind.END, "", len(source)))
    return tokens


def _cure_for_sign(sign: str) -> str:
    meant = {"&": "and", "|": "or", "!": "not or !=", "=": "=="}.get(sign)
    return (
        f"Write `{meant}`." if meant else "Expressions know names, whole numbers, and or not, == != < <= > >=, + and -."
    )


class Tokens:
    """The tokens of an expression, read one after the other."""

    def __init__(self, source: str) -> None:
        """Split an expression into tokens; raises Fault."""
        self._source = source
        self._tokens = tokenize(source)
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
            actual = f"`{token.text}`" if token.text else "the end"
            raise Fault(
                codes.EXPRESSION_DOES_NOT_PARSE,
                token.offset,
                f"`{sign}` should stand here, and {actual} does.",
                f"Write `{sign}`.",
            )

    def _end(self) -> None:
        token = self._peek()
        if token.kind is not TokenKind.END:
            cure = "Join conditions with `and` or `or`."
            if token.kind is TokenKind.NAME:
                cure = did_you_mean(token.text, ("and", "or")) + cure
            raise Fault(
                codes.EXPRESSION_DOES_NOT_PARSE,
                token.offset,
                f"`{token.text}` comes after the end of the expression.",
                cure,
            )

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > limits.EXPRESSION_NESTING.most:
            raise Fault(
                codes.TOO_LONG_OR_TOO_DEEP,
                self._peek().offset,
                f"This is nested more than {limits.EXPRESSION_NESTING.most} deep.",
                "Split the expression.",
            )
