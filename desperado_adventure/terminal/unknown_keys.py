"""Key sequences that the key library does not know: they are taken out of the waiting keys whole, and do nothing.

The library hands such a sequence on as Escape and single characters, which would be typed. Escape pressed alone comes
alone: the characters of a sequence, and a key pressed with Alt, wait behind it at the same moment.
"""

from __future__ import annotations

import re
from itertools import takewhile

from prompt_toolkit.key_binding import KeyPressEvent

_ESCAPE = "\x1b"
_AFTER_ESCAPE = re.compile(
    r"""\[\[?[0-?]*[ -/]*[@-~]?                          # a key, a focus report, or a reply of the device (CSI)
      | O[0-?]*[@-~]?                                    # a key of the keypad (SS3)
      | [PX\]^_][^\x03\x04\x07\r\x1b]*(?:\x1b\\|\x07)?   # a longer reply (DCS, SOS, OSC, PM, APC)
      | [^\x03\x04\x1b]                                  # a key with Alt; Ctrl-C and Ctrl-D always work
    """,
    re.VERBOSE,
)
"""What can follow Escape in a sequence: ECMA-48, 5.3, 5.4 and 5.6."""


def drop_sequence(event: KeyPressEvent) -> bool:
    """Drop the keys that belong to the Escape of this event; return whether there were any."""
    waiting = event.key_processor.input_queue
    if event.data != _ESCAPE:  # a key with Alt that the library knows: Escape has all its characters, the rest none
        belonging = len(list(takewhile(lambda press: not press.data, waiting)))
    else:
        characters = "".join(press.data for press in takewhile(lambda press: len(press.data) == 1, waiting))
        found = _AFTER_ESCAPE.match(characters)
        belonging = found.end() if found else 0
    for _ in range(belonging):
        waiting.popleft()
    return belonging > 0
