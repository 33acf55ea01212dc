"""Markup: how text is put into SVG drawings and HTML pages, so that it stays text.

Everything that a page shows goes through one of two functions, and a page is put together by a third. People read
pages, so unsafe characters are replaced in them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

from ..model.json_text import json_text
from ..model.unsafe_characters import harmless

_PLACEHOLDER = re.compile(r"<!--([A-Z]+)-->")
_OPENS_OR_CLOSES = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&"})
"""What could begin or end an element, a comment or a section: in JSON such a sign stands only in strings."""


def markup(text: str) -> str:
    """Return text as it is written between tags, or in quotes in an attribute, in HTML and in XML."""
    return escape(harmless(text))


def script_data(document: object) -> str:
    """Return a document of dicts, lists and strings as JSON for a `<script>` element, which nothing in it can end."""
    return json_text(_shown(document)).translate(_OPENS_OR_CLOSES)


def fill_page(template: Path, parts: Mapping[str, str]) -> str:
    """Return a template's text, each `<!--NAME-->` replaced by its part; nothing in a part is replaced again."""
    return _PLACEHOLDER.sub(lambda match: parts[match[1]], template.read_text(encoding="utf-8"))


def _shown(document: object) -> object:
    """Return the document with every string as people see it."""
    if isinstance(document, str):
        return harmless(document)
    if isinstance(document, Mapping):
        return {harmless(key): _shown(value) for key, value in document.items()}
    return [_shown(each) for each in document] if isinstance(document, list | tuple) else document
