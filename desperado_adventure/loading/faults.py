"""Faults: what is wrong with an expression or a text, and at which of its characters.

A parser raises a `Fault` where it cannot go on, and notes one where it can. Whoever asked for the text to be parsed
gets all of them at once, as `Faults`:

    found = FaultList()
    try:
        ...  # parse; call found.note(Fault(…)) and go on, or raise Fault
    except Fault as fault:
        found.note(fault)
    found.raise_all()
"""

from __future__ import annotations

from ..model import codes
from .problems import Cure


class Fault(Exception):  # a fault of the author, not an error of the program
    """One thing is wrong at this offset; the parts become a diagnostic. `name` is set when a name is unknown."""

    def __init__(self, code: codes.Code, offset: int, message: str, cure: Cure = "", name: str = "") -> None:
        super().__init__(message)
        self.code, self.offset, self.message, self.cure, self.name = code, offset, message, cure, name

    def moved(self, distance: int) -> Fault:
        """Return the same fault, so many characters further on: in a text that holds the expression."""
        return Fault(self.code, self.offset + distance, self.message, self.cure, self.name)


class Faults(Exception):  # faults of the author, as above
    """Everything that is wrong with one expression or text, in the order of its characters; there is at least one."""

    def __init__(self, found: tuple[Fault, ...]) -> None:
        super().__init__(*(fault.message for fault in found))
        self.found = found


class FaultList:
    """Gathers the faults of one expression or text. Of several at the same character only the first is kept."""

    def __init__(self) -> None:
        """Begin without faults."""
        self._found: dict[int, Fault] = {}

    def note(self, fault: Fault) -> None:
        """Add a fault."""
        self._found.setdefault(fault.offset, fault)

    def note_all(self, faults: Faults, distance: int = 0) -> None:
        """Add the faults of a part of the text that begins so many characters further on."""
        for fault in faults.found:
            self.note(fault.moved(distance))

    def note_list(self, other: FaultList) -> None:
        """Add the faults of another list."""
        for fault in other._found.values():
            self.note(fault)

    def raise_all(self) -> None:
        """Raise Faults if there is a fault."""
        if self._found:
            raise Faults(tuple(self._found[offset] for offset in sorted(self._found)))
