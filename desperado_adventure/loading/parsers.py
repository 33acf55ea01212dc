"""Which of PyYAML's two parsers reads a text, so that every machine has the same nodes and the same diagnostics.

The parser in Python is always there, and has no limit of its own for nesting. libyaml is ten times faster, but not
everywhere, and differs in what it refuses, where, and with which words. So libyaml is believed only where it finds
nothing wrong in a text about which the two agree; everything else is said by the parser in Python.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

_REFUSED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML 1.1 does not count as printable (section 5.1)."""

_DISPUTED = re.compile(
    r"""[\t\ufeff?:|>](?:        # one set of first characters, so that the search is fast
      (?<=[\t\ufeff])            # tabs and byte order marks, which libyaml passes over in more places
    | (?<=^\?)|(?<=[\s\[{,]\?)   # a question mark that may begin a key
    | (?<=:)\s+[,\]}]            # a value that is left empty in braces
    | (?<=[|>])[-+0-9]*\#        # the head of a block with a comment that touches it
    )""",
    re.MULTILINE | re.VERBOSE,
)
"""About what the two parsers may differ, but for `---`; a test compares them over many broken texts."""


class PythonParser(yaml.Loader):
    """The parser in Python, but for a question mark in text in braces, which it alone takes for the text's end."""

    def scan_plain(self) -> yaml.ScalarToken:
        """Scan text without quotes, in which a question mark is a character like any other."""
        if self.flow_level:
            vars(self)["peek"] = self._peek_in_text  # for this scan only: everything else would be slower by half
        token: yaml.ScalarToken = super().scan_plain()
        vars(self).pop("peek", None)
        return token

    def _peek_in_text(self, index: int = 0) -> str:
        """Return the character that stands so far ahead; the scanner takes the text itself from elsewhere."""
        character: str = super().peek(index)
        return "x" if character == "?" else character


def fast_parser(text: str) -> Any:  # noqa: ANN401  # a class that the stubs do not know
    """Return libyaml's parser, or None where there is none or the two may differ about this text."""
    is_disputed = text.startswith("---") or "\n---" in text or _DISPUTED.search(text)
    return None if is_disputed else getattr(yaml, "CLoader", None)


def unprintable(text: str) -> int:
    """Return the offset of the first character that YAML does not allow, or -1."""
    found = _REFUSED.search(text)
    return found.start() if found else -1
