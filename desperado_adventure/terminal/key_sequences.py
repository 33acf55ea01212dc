"""From what a terminal sends to keys: a sequence that is no key, or that is not known, is dropped whole.

The parser of the key library hands an unknown sequence on as Escape and single characters, which would be typed; it
forgets a sequence of which the end comes late, and waits without end for the end of a paste. This one takes its place.
The forms are those of ECMA-48 (5.3, 5.4, 5.6) and of xterm's mouse reports. Ctrl-C and Ctrl-D end every form.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from prompt_toolkit.input.ansi_escape_sequences import ANSI_SEQUENCES
from prompt_toolkit.input.vt100_parser import Vt100Parser
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys

from .answers import LONGEST_LINE

_ESCAPE, _INTERRUPT = "\x1b", "\x03"
_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"

_WHOLE = re.compile(
    r"""\x1b\x1b?(?:                                     # some terminals send Alt with an arrow as two Escapes
        \[M[^\x03\x04\x1b]{3}                            # a report of the mouse
      | \[\[[^\x03\x04\x1b]                              # a function key of the Linux console
      | \[(?![M\[])[0-?]*[ -/]*[@-~]                     # a key, a focus report, or a reply of the device (CSI)
      | O[0-?]*[@-~]                                     # a key of the keypad (SS3)
      | [PX\]^_][^\x03\x04\x07\r\x1b]*(?:\x1b\\|\x07)    # a longer reply (DCS, SOS, OSC, PM, APC)
      | [^\x03\x04\x1b\[OPX\]^_]                         # a key with Alt
    )""",
    re.VERBOSE | re.DOTALL,
)
_BEGINNING = re.compile(
    r"""\x1b\x1b?(?:
        \[M[^\x03\x04\x1b]{0,2}
      | \[\[?[0-?]*[ -/]*
      | O[0-?]*
      | [PX\]^_][^\x03\x04\x07\r\x1b]*\x1b?
    )?""",
    re.VERBOSE | re.DOTALL,
)
_REST = re.compile(r"\[[0-?]*[ -/]*[@-~]|O[@-~]")
"""What a key that was torn after its Escape goes on with. Nobody types that many characters at one moment."""

_TOGETHER = 0.25
"""Seconds within which the parts of one sequence come."""

_PASTING = 2.0
"""Seconds within which the parts of one paste come: if its end is lost, the next key after that is a key again."""

_KEYS = {sequence: key for sequence, key in ANSI_SEQUENCES.items() if isinstance(key, Keys)}
"""The sequences of keys; those that the library gives several keys are of keys with Alt, which do nothing here."""


class KeySequences(Vt100Parser):
    """Takes what the terminal sends, in parts of any length, and hands on keys."""

    def __init__(self, hand_on: Callable[[KeyPress], None], clock: Callable[[], float] = time.monotonic) -> None:
        """Hand each key on to this function; `clock` tells seconds."""
        self._clock = clock
        super().__init__(hand_on)

    def reset(self, request: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002  # as the library declares it
        """Forget what has begun."""
        self._begun = ""  # a sequence without its end
        self._pasted: str | None = None  # a paste without its end
        self._fed_at = 0.0
        self._was_escape = False  # whether the last key was Escape, because nothing followed it

    def feed(self, data: str) -> None:
        """Take characters from the terminal."""
        now = self._clock()
        since, self._fed_at = now - self._fed_at, now
        if not data:
            return
        if since > _TOGETHER:
            self._begun = ""
        if since > _PASTING:
            self._end_paste()
        if self._was_escape and since <= _TOGETHER and _REST.match(data):
            self._begun = _ESCAPE
        self._was_escape = False
        text, self._begun = self._begun + data, ""
        while text:
            text = self._paste(text) if self._pasted is not None else self._take(text)

    def flush(self) -> None:
        """Take note that nothing has followed for a moment: an Escape that stands alone is a key."""
        if self._begun and not self._begun.strip(_ESCAPE):
            self._begun = ""
            self._press(_ESCAPE)
            self._was_escape = True

    def _take(self, text: str) -> str:
        """Hand on the first key of a text, or drop its first sequence; return the rest."""
        if not text.startswith(_ESCAPE):
            self._press(text[0])
            return text[1:]
        if whole := _WHOLE.match(text):
            if whole[0] == _PASTE_BEGINS:
                self._pasted = ""
            elif whole[0] in _KEYS:
                self._press(whole[0])
            return text[whole.end() :]
        beginning = _BEGINNING.match(text)
        length = beginning.end() if beginning is not None else 1
        if length == len(text):
            self._begun = _shortened(text)
        elif length == 1:
            self._press(_ESCAPE)
        return text[length:]

    def _paste(self, text: str) -> str:
        """Add a text to the paste; return what comes after the paste."""
        pasted = (self._pasted or "") + text
        ends = [at for at in (pasted.find(_PASTE_ENDS), pasted.find(_INTERRUPT)) if at >= 0]
        if not ends:
            self._pasted = pasted[:LONGEST_LINE] + pasted[LONGEST_LINE:][-len(_PASTE_ENDS) :]
            return ""
        self._pasted = pasted[: min(ends)]
        self._end_paste()
        return pasted[min(ends) :].removeprefix(_PASTE_ENDS)

    def _end_paste(self) -> None:
        if self._pasted is not None:
            pasted, self._pasted = self._pasted, None
            self.feed_key_callback(KeyPress(Keys.BracketedPaste, pasted))

    def _press(self, sequence: str) -> None:
        self.feed_key_callback(KeyPress(_KEYS.get(sequence, sequence), sequence))


def _shortened(beginning: str) -> str:
    """Return the beginning of a sequence without the most of its middle, which is dropped in any case."""
    if len(beginning) <= LONGEST_LINE:
        return beginning
    return beginning[:2] + (_ESCAPE if beginning.endswith(_ESCAPE) else "")
