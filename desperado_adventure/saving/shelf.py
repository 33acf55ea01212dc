"""The shelf: games that another game would have replaced in their slot, kept until somebody deletes them."""

from __future__ import annotations

import re
from pathlib import Path

from .containing import contains
from .format import decode
from .refusals import Reason, SaveProblem
from .renaming import Renaming
from .save_folder import SaveFolder, Summary
from .saved import Save
from .writing import make_folder, remove_durably, write_durably

ROOM = 300
"""How many games the shelf holds. All are read whenever one is added, which takes some milliseconds each."""

_FOLDER = "kept"
_KEPT = "kept-"
NAMES = re.compile(r"kept-[1-9][0-9]{0,8}")


class Shelf(SaveFolder):
    """The kept games of one story, named `kept-1`, `kept-2` and so on."""

    def __init__(self, slots: Path) -> None:
        """Keep games in a folder inside that of the slots; it is created with the first one."""
        super().__init__(slots / _FOLDER, NAMES, locked_by=slots)

    def keep(self, content: bytes, slot: str, names: Renaming) -> str:
        """Put the content of a slot on the shelf, and return its name there. The caller holds the lock of the slots.

        A game that is contained in a kept one is there already: then "" is returned. Kept games that this one contains
        make room for it.
        `names` are those that the story has now. Raises SaveProblem SHELF_FULL or NOT_KEPT; then nothing has changed.
        """
        save = readable(content)
        kept = self.summaries()
        if any(self._holds(each, content, save, names) for each in kept):
            return ""
        outgrown = [each.name for each in kept if save and each.save and contains(save, each.save, names)]
        if not outgrown and len(kept) >= ROOM:
            raise SaveProblem(Reason.SHELF_FULL, slot, str(ROOM))
        name = outgrown[0] if outgrown else self._next_name()
        try:
            is_confirmed = make_folder(self.folder) and write_durably(self.path(name), content, with_backup=False)
            for other in outgrown[1:]:
                remove_durably(self.path(other))
        except OSError as error:
            raise SaveProblem(Reason.NOT_KEPT, slot, error.strerror or str(error)) from error
        if not is_confirmed:
            raise SaveProblem(Reason.NOT_KEPT, slot, "the disk did not confirm it")
        return name

    def _holds(self, kept: Summary, content: bytes, save: Save | None, names: Renaming) -> bool:
        if save is None:
            return kept.save is None and self.content(kept.name) == content
        return kept.save is not None and contains(kept.save, save, names)

    def _next_name(self) -> str:
        numbers = [int(name.removeprefix(_KEPT)) for name in self.names()]
        return f"{_KEPT}{max(numbers, default=0) + 1}"


def readable(content: bytes) -> Save | None:
    """Return the save that these bytes are; None when this program cannot read them."""
    try:
        return decode(content, "")
    except SaveProblem:
        return None
