"""What authors write in expressions out of habit, from ink, Twine, ChoiceScript or a programming language.

Each is reported with what is written here, filled in with the author's own words, and read as it was meant.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SIGNS = {
    "&&": "and", "&": "and", "||": "or", "|": "or", "!": "not", "<>": "!=", "=>": ">=", "=<": "<=", "===": "==",
    "!==": "!=", "=+": "+=", "≥": ">=", "≤": "<=", "≠": "!=", ":=": "=",
}  # fmt: skip
_WORDS = frozenset(("and", "or", "not", "true", "false"))

COMPARING = {
    "is": "==", "equals": "==", "eq": "==", "isnt": "!=", "neq": "!=", "ne": "!=", "gt": ">", "gte": ">=",
    "lt": "<", "lte": "<=",
}  # fmt: skip
"""Words for the signs that compare."""

CHANCE = frozenset(("random", "rand", "dice", "roll", "either", "randint", "seed_random"))
"""Functions that throw dice elsewhere."""

TRUTHS = {"yes": "true", "on": "true", "no": "false", "off": "false"}
"""Words for true and false."""

CALLS = {
    "give": "put", "take": "put", "get": "put", "gain": "put", "add": "put", "drop": "lose", "remove": "lose",
    "destroy": "lose", "take_away": "lose",
}  # fmt: skip
"""What effects on items are called elsewhere."""


class Meant(NamedTuple):
    """What is written here for something foreign, and what the author is told."""

    text: str
    message: str
    cure: str


def meant_by(text: str) -> Meant | None:
    """Return what is meant by a foreign token; None if it is none."""
    if text in _SIGNS:
        meant = _SIGNS[text]
        return Meant(meant, f"`{text}` has no meaning in an expression.", f"Write `{meant}`.")
    if text.lower() in _WORDS and not text.islower():
        return Meant(text.lower(), f"`{text}` is written in small letters.", f"Write `{text.lower()}`.")
    if re.fullmatch(r"\d+\.\d+", text):
        whole = text.partition(".")[0]
        return Meant(whole, f"`{text}` is no whole number.", f"Numbers are whole: write `{whole}`, or count in tenths.")
    if text[0] == "$":
        return Meant(text[1:], f"`{text}` begins with a dollar sign.", f"Write `{text[1:]}`.")
    if text[0] in "\"'“„":
        words = text[1:-1].strip()
        if re.fullmatch(r"\w+(?:\.\w+)*", words):
            words = words.lower()  # as all ids are
            return Meant(words, "Names and words stand without quotes in an expression.", f"Write `{words}`.")
        message = "An expression holds no text in quotes."
        return Meant(text, message, "Declare a set, like `mood: [calm, angry]`, and compare it with one of its words.")
    return None


_NAME = r"(?P<name>[^\W\d]\w*)"
_VALUE = r"(?P<value>[^=\s].*?)"

_EFFECTS = (
    (
        re.compile(rf"\W*(?:(?:set|let|var|temp)\b)?\W*{_NAME}\s*(?:\bto\b|\bis\b|:=|:|=)\s*{_VALUE}\s*[;>)]*"),
        "NAME = VALUE",
    ),
    (re.compile(rf"\W*{_NAME}\s*\+\+;?|\+\+\s*(?P<other>\w+)"), "NAME += 1"),
    (re.compile(rf"\W*{_NAME}\s*--;?|--\s*(?P<other>\w+)"), "NAME -= 1"),
    (re.compile(rf"{_NAME}\s*\+\s*(?P<value>\w+)"), "NAME += VALUE"),
    (re.compile(rf"{_NAME}\s*-\s*(?P<value>\w+)"), "NAME -= VALUE"),
    (re.compile(rf"(?:!|not\b)\s*{_NAME}"), "NAME = false"),
    (re.compile(rf"(?:toggle|flip|invert)\s+{_NAME}"), "NAME = not NAME"),
    (re.compile(rf"(?:add|increase|inc)\s+(?:(?P<value>\d+)\s+to\s+)?{_NAME}"), "NAME += VALUE"),
)
"""Effects of other languages, as a whole, and what is written here."""

_BETWEEN = re.compile(rf"{_NAME}\s+(?:between|in)\s+(?P<low>\d+)\s*(?:and|to|\.\.|-)\s*(?P<high>\d+)")

OPENINGS = {
    "if": "CONDITION", "elif": "CONDITION", "elseif": "CONDITION", "when": "CONDITION", "while": "CONDITION",
    "unless": "not (CONDITION)",
}  # fmt: skip
"""Words with which conditions begin elsewhere, and what is written here for what follows them."""


class Rewritten(NamedTuple):
    """A whole expression as it is written here, and the variable that it is about with its offset, "" if none."""

    source: str
    name: str
    offset: int


def effect_meant(source: str) -> Rewritten | None:
    """Return what is meant by an effect in the form of another language; None if it has none of these forms."""
    for pattern, meant in _EFFECTS:
        if match := pattern.fullmatch(source.strip()):
            parts = match.groupdict()
            name = parts["name"] or parts["other"]
            offset = source.index(name, len(source) - len(source.lstrip()) + match.start())
            value = (parts.get("value") or "1").strip("\"'")
            return Rewritten(meant.replace("NAME", name).replace("VALUE", value), name, offset)
    return None


def condition_meant(source: str) -> str:
    """Return what is meant by a condition in the form of another language, "" if it has none of these forms."""
    match = _BETWEEN.fullmatch(source.strip())
    return f"{match['name']} >= {match['low']} and {match['name']} <= {match['high']}" if match else ""
