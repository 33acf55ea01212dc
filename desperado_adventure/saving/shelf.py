"""The shelf: games that another game would have replaced in their slot, kept until somebody deletes them."""

from __future__ import annotations

import os
import re
from pathlib import Path

from .containing import Containment
from .format import decode
from .refusals import Reason, SaveProblem
from .save_folder import SaveFolder
from .saved import Save
from .writing import make_folder, write_durably

ROOM = 300
"""How many games the shelf holds. All are read whenever one is added, which takes some milliseconds each."""

_FOLDER = "kept"
_KEPT = "kept-"
NAMES = re.compile(r"kept-[1-9][0-9]{0,8}")


class Shelf(SaveFolder):
    """The kept games of one story, named `kept-1`, `kept-2` and so on. A name stays that of its game."""

    def __init__(self, slots: Path) -> None:
        """Keep games in a folder inside that of the slots; it is created with the first one."""
        super().__init__(slots / _FOLDER, NAMES, locked_by=slots)

    def keep(self, content: bytes, slot: str, containment: Containment) -> str:
        """Put the content of a slot on the shelf, and return its name there. The caller holds the lock of the slots.

        A game that is contained in a kept one is there already: then "" is returned. Raises SaveProblem SHELF_FULL or
        NOT_KEPT; then nothing has changed.
        """
        save = readable(content)
        try:
            is_confirmed = make_folder(self.folder)
            names = self._all_names()
            if any(self._holds(name, content, save, containment) for name in names):
                return ""
            if len(names) >= ROOM:
                raise SaveProblem(Reason.SHELF_FULL, slot, str(ROOM))
            name = self._next_name(names)
            is_confirmed = write_durably(self.path(name), content, with_backup=False) and is_confirmed
        except OSError as error:
            raise SaveProblem(Reason.NOT_KEPT, slot, error.strerror or str(error)) from error
        if not is_confirmed:
            raise SaveProblem(Reason.NOT_KEPT, slot, "the disk did not confirm it")
        return name

    def _all_names(self) -> list[str]:
        """Return the names of all kept games; raises OSError where `names` would return none, and all seem free."""
        os.listdir(self.folder)  # noqa: PTH208  # a Path lists nothing before it is asked
        return self.names()

    def _holds(self, name: str, content: bytes, save: Save | None, containment: Containment) -> bool:
        try:
            kept = self.content(name)
        except SaveProblem:
            return False
        other = readable(kept)
        return kept == content or (save is not None and other is not None and containment.holds(other, save))

    def _next_name(self, names: list[str]) -> str:
        number = max((int(name.removeprefix(_KEPT)) for name in names), default=0) + 1
        while os.path.lexists(self.path(f"{_KEPT}{number}")):
            number += 1
        return f"{_KEPT}{number}"


def readable(content: bytes) -> Save | None:
    """Return the save that these bytes are; None when this program cannot read them."""
    try:
        return decode(content, "")
    except SaveProblem:
        return None
