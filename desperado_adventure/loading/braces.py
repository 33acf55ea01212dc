"""What the braces of a text begin with: a sign, a value to print, a condition or another subject, or words.

    {&waltz|polka}    {!once}    a sign, and what varies
    {gold}            a value, up to the closing brace
    {heat >= 2: …}    a subject, on which the alternatives depend; `noon:` and `2..4:` are their labels
    {first|then}      words

Words may hold colons, so a colon alone makes no subject. What is before it must look like an expression: it has only
small letters, digits and signs of expressions, or a sign that only expressions have, or a name that the story knows
and a sign that words seldom have. Where that is unclear it is taken for an expression, and a backslash before the colon
makes it words.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import Enum, auto
from typing import NamedTuple

from ..model.text import SAY
from .suggesting import likeliest
from .values import Simple, ValueKind, WordOf

_END = re.compile(r"[:{}\\]|\|(?!\|)(?<!\|\|)")
_END_OF_WORDS = re.compile(r"[:{}\\|]")
_LIKE = re.compile(r"(?:[a-z0-9_.\s()<>=!+\-/%,]|(?<=\s)\*(?=\s)|(?<=[\w)])\*(?=[\w(-]))+\Z")
"""Matches what may be an expression; an asterisk multiplies if it has blanks on both sides, or on neither."""

_STRONG = re.compile(r"[<>=!]=|&&|\$[a-z_]|\b[a-z_]+\(")
_WEAK = re.compile(r"[%<>=\"'“”?/*|&+]|\bnot\b|\bif\b")
_JOINING = re.compile(r"\b(?:and|or|not|else|if|in)\b")
_SENTENCE = re.compile(r"[\w\"'”’]\s+[\"'“‘]?[A-Za-z_]|[.;!]\s")
_CALL = re.compile(r"\s*(?:not\s+)?(?:has|seen|taken|carried)\s+[\w.]+\s*\Z")
_TRUTH = re.compile(r"\A\s*not\s|\b(?:true|false)\b")
_OPERATOR = re.compile(r"[<>=+/%*()]|\d")
_NAME = re.compile(r"[A-Za-z_]\w*")
_ONE_NAME = re.compile(r"\s*[A-Za-z_]\w*(?:\.\w+)*\s*\Z")
_BLANKS = re.compile(r"[ \t\n]*")
_ITEM = r"(?:(?:[<>]=?|==?|!=)?\s*-?\d+(?:\s*(?:\.{2,3}|-|–|to)\s*-?\d+)?|[A-Za-z_]\w*)"
_LABEL = re.compile(rf"\s*{_ITEM}(?:\s*,\s*{_ITEM})*\s*\Z")
ELSE = "else"
TRUTHS = frozenset(("true", "false", "yes", "no"))
"""What authors write before the words for a flag, where nothing has to stand."""

COLON = " Or write `\\:` for a colon that is only a colon."
BRACE = " Or write `\\{` for a brace that is only a brace."
"""What is added to the cure of something that looks like an expression, and may be words."""


class HeadKind(Enum):
    """What braces begin with."""

    CYCLE = auto()
    ONCE = auto()
    SHUFFLE = auto()
    WORDS = auto()
    VALUE = auto()
    SUBJECT = auto()


_SIGNS = {"&": HeadKind.CYCLE, "!": HeadKind.ONCE, "~": HeadKind.SHUFFLE}


class Head(NamedTuple):
    """What braces begin with, its source and where that begins; `end` is where the reading goes on."""

    kind: HeadKind
    source: str
    begin: int
    end: int


class Label(NamedTuple):
    """What stands before the colon of an alternative, where it begins, and where the alternative's words do."""

    source: str
    begin: int
    end: int


def read_head(text: str, at: int, names: Collection[str]) -> Head:
    """Return what the braces whose content begins here begin with; `names` are those of the story's variables."""
    kind = _SIGNS.get(text[at : at + 1])
    if kind is not None:
        return Head(kind, "", at, at + 1)
    for ends in (_END, _END_OF_WORDS):
        stop = ends.search(text, at)
        if stop is None:
            break
        source = text[at : stop.start()]
        if stop.group() == ":" and _is_subject(source, names):
            return Head(HeadKind.SUBJECT, source, at, _behind_blanks(text, stop.end()))
        if stop.group() == "}" and _is_value(source, names):
            return Head(HeadKind.VALUE, source, at, stop.end())
    return Head(HeadKind.WORDS, "", at, at)


def read_label(text: str, at: int, kind: ValueKind, names: Collection[str], *, is_first: bool) -> Label | None:
    """Return the label of the alternative that begins here, if it has one, for a subject of this kind."""
    stop = _END.search(text, at)
    if stop is None or stop.group() != ":":
        return None
    source = text[at : stop.start()]
    if not _is_label(source, kind, names, is_first=is_first) or text[stop.end() : stop.end() + 1].isdigit():
        return None
    blanks = len(source) - len(source.lstrip())
    return Label(source.strip(), at + blanks, _behind_blanks(text, stop.end()))


def _is_label(source: str, kind: ValueKind, names: Collection[str], *, is_first: bool) -> bool:
    word = source.strip().lower()
    if word == ELSE:
        return True
    if kind is Simple.FLAG and is_first:
        return source.strip() in TRUTHS
    if kind is Simple.FLAG:
        return _is_case(source, names)
    if isinstance(kind, WordOf) and word in kind.words:
        return True
    is_small = source == source.lower()
    return is_small and _LABEL.match(source) is not None


def _is_case(source: str, names: Collection[str]) -> bool:
    """Whether this is the condition of a later alternative; plain small words before a colon are words there."""
    if _CALL.match(source) or is_surely_expression(source, names):
        return True
    if not _LIKE.match(source) or not _is_formula(source):
        return False
    is_plain = _ONE_NAME.match(source) is None and _OPERATOR.search(source) is None
    return bool(source.strip()) and (not is_plain or knows(source, names) or _TRUTH.search(source) is not None)


def _is_subject(source: str, names: Collection[str]) -> bool:
    return bool(source.strip()) and (_LIKE.match(source) is not None or is_surely_expression(source, names))


def _is_value(source: str, names: Collection[str]) -> bool:
    if not source.strip():
        return False
    is_one_name = _ONE_NAME.match(source) is not None
    if _LIKE.match(source):
        return is_one_name or _OPERATOR.search(source) is not None or knows(source, names)
    if is_surely_expression(source, names):
        return True
    return is_one_name and bool(likeliest(source.strip().lower(), (*names, SAY)))


def is_surely_expression(source: str, names: Collection[str]) -> bool:
    """Whether words are an expression, though perhaps a wrong one, and not text for the player."""
    if _STRONG.search(source):
        return True
    return knows(source, names) and (_ONE_NAME.match(source) is not None or _WEAK.search(source) is not None)


def _is_formula(source: str) -> bool:
    """Whether there are no words beside one another, as in a sentence; `a ? b` is judged by what is before the `?`."""
    return _SENTENCE.search(_JOINING.sub("(", source.partition("?")[0])) is None


def knows(source: str, names: Collection[str]) -> bool:
    """Whether a name of the story stands in these words, if only in other letters, and they are no sentence."""
    return _is_formula(source) and any(word in names or word.lower() in names for word in _NAME.findall(source))


def _behind_blanks(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks is not None else at
