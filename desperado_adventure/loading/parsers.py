"""The choice between PyYAML's two parsers, made so that every machine has the same nodes and the same diagnostics.

The parser in Python is always there, and has no limit of its own for nesting. libyaml is ten times faster, but is
missing on some machines, and differs in what it refuses, where, and with which words. So libyaml's result is used only
when it reports no error, in a text that the two read alike; every other text is read by the parser in Python.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

_REFUSED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML 1.1 does not count as printable (section 5.1)."""

_DISPUTED = re.compile(
    r"""[\t\ufeff?:|>](?:        # one set of first characters, so that the search is fast
      (?<=[\t\ufeff])            # tabs and byte order marks, which libyaml ignores in more places
    | (?<=^\?)|(?<=[\s\[{,]\?)   # a question mark that may begin a key
    | (?<=:)\s+[,\]}]            # a value that is left empty in braces
    | (?<=[|>])[-+0-9]*\#        # the head of a block with a comment that touches it
    )""",
    re.MULTILINE | re.VERBOSE,
)
"""What the two parsers may read differently, besides `---`; a test compares them on many broken texts."""


class PythonParser(yaml.Loader):
    """The parser in Python, except that a question mark does not end text in braces; it does not in libyaml either."""

    def scan_plain(self) -> yaml.ScalarToken:
        """Scan text without quotes, in which a question mark is a character like any other."""
        if self.flow_level:
            vars(self)["peek"] = self._peek_in_text  # for this scan only: everything else would be slower by half
        token: yaml.ScalarToken = super().scan_plain()
        vars(self).pop("peek", None)
        return token

    def _peek_in_text(self, index: int = 0) -> str:
        """Return the character so far ahead, `x` for a question mark; the scanner copies the text by other means."""
        character: str = super().peek(index)
        return "x" if character == "?" else character


def fast_parser(text: str) -> Any:  # noqa: ANN401  # a class that the stubs do not know
    """Return libyaml's parser; None when it is missing, or when the two parsers may differ on this text."""
    is_disputed = text.startswith("---") or "\n---" in text or _DISPUTED.search(text)
    return None if is_disputed else getattr(yaml, "CLoader", None)


def unprintable(text: str) -> int:
    """Return the offset of the first character that YAML does not allow, or -1."""
    match = _REFUSED.search(text)
    return match.start() if match else -1
