"""Quotes around a value that lacks them: text with a colon in it, as the author meant it."""

from __future__ import annotations

import re

_VALUE = re.compile(r"(?P<key> *(?:- +)*[\w.-]+: +)(?P<value>[^\s\"'\[\]{}|>&*!%@`#](?:(?! #).)*?) *\Z")


def with_quoted_value(text: str, line: int) -> str:
    """Return a text with single quotes around the value of a line, from 0; "" if that is not sure to be meant.

    It is not if the value goes on in the next line, stands in brackets or has a comment behind it.
    """
    lines = text.split("\n")
    match = _VALUE.match(lines[line]) if line < len(lines) else None
    if match is None:
        return ""
    following = next((each for each in lines[line + 1 :] if each.strip()), "")
    if _indent(following) > _indent(lines[line]):
        return ""
    value = match["value"].replace("'", "''")
    lines[line] = f"{match['key']}'{value}'"
    return "\n".join(lines)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
