"""The border between text from outside and the terminal: nothing crosses it that a terminal would obey.

Rich hands OSC, CSI, DCS, C1, NUL and bidi controls through, so story text, save labels, slot names, file names and
error messages are filtered here, once, on their way to the screen.
"""

from __future__ import annotations

import re

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def harmless(text: str) -> str:
    """Return the text with every control character, line ends and tabs excepted, shown as U+FFFD."""
    return _OBEYED.sub("\ufffd", text)
