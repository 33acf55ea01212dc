"""Reading JSON strictly: UTF-8, no key twice, whole numbers only, no half characters; and its parts by their kinds."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeVar

from ..model.byte_order_mark import without_mark

Part = TypeVar("Part")


class Malformed(Exception):  # named by what happened, as StopIteration is
    """A part of the file does not follow the format; the text says which, and is part of the player's sentence."""


def read_json(raw: bytes) -> object:
    """Return the value that these bytes are in JSON; raises Malformed, or RecursionError."""
    try:
        text = without_mark(raw.decode("utf-8"))
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_no_float)
    except ValueError as error:
        raise Malformed("it is not JSON in UTF-8") from error


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        raise Malformed("a key stands in it twice")
    return entries


def _no_constant(text: str) -> object:
    raise Malformed(f"{text} stands in it")


def _no_float(text: str) -> object:
    raise Malformed(f"the number {text[:20]} stands in it, and a save has whole numbers only")


def mapping(value: object, keys: frozenset[str] | None, what: str) -> dict[str, object]:
    """Return a mapping that has exactly these keys (None: any); raises Malformed with these words."""
    if not isinstance(value, dict):
        raise Malformed(what)
    if keys is not None and value.keys() != keys:
        raise Malformed(f"{what}: `{min(value.keys() ^ keys)[:40]}` is missing from it or has no place in it")
    return value


def items(value: object, part: Callable[[object], Part], what: str) -> tuple[Part, ...]:
    """Return the parts of a list; raises Malformed with these words when it is none."""
    if not isinstance(value, list):
        raise Malformed(what)
    return tuple([part(each) for each in value])


def word(value: object) -> str:
    """Return a text; raises Malformed."""
    if not isinstance(value, str):
        raise Malformed("a part of it is not the text that it should be")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise Malformed("a part of it is half a character") from error
    return value


def truth(value: object) -> bool:
    """Return true or false; raises Malformed."""
    if not isinstance(value, bool):
        raise Malformed("a part of it should be true or false")
    return value


def whole_number(value: object) -> int:
    """Return a number; raises Malformed."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise Malformed("a value in it is not a whole number")
    return value
