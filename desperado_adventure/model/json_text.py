r"""JSON as the program writes it: unsafe characters are escaped as \uXXXX, so that no terminal ever sees one.

Whoever reads the JSON gets the very same text back. All other characters stand for themselves, so that a person can
read it too.
"""

from __future__ import annotations

import json
import re

from .unsafe_characters import UNSAFE_CHARACTER


def json_text(document: object, indent: int | None = None) -> str:
    """Return a document of dicts, lists, strings, numbers, flags and None as JSON, without a line end.

    With `indent` it has a line for each entry. Named tuples are written as lists.
    """
    return UNSAFE_CHARACTER.sub(_escaped, json.dumps(document, indent=indent, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    """Return the character as JSON escapes it: beyond U+FFFF by its two halves (RFC 8259, section 7)."""
    return json.dumps(match.group())[1:-1] if match.group() != "\x7f" else "\\u007f"
