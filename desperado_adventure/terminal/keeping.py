"""Keeping a game in its slot: it is saved, the game before it is preserved, and failures become sentences."""

from __future__ import annotations

import contextlib
from typing import NamedTuple

from ..engine import Machine, Playthrough
from ..model.state import State
from ..saving import AUTOSAVE, Reason, Resumed, SaveProblem, Slots
from ..saving.format import decode
from ..saving.saved import SavedState
from .gamelog import now
from .refusal_sentences import describe
from .resume_sentences import describe_resumed
from .words import say

PREVIOUS = "previous"
"""The slot for a game that another game has replaced in its slot."""

_UNREADABLE = (Reason.DAMAGED, Reason.NEWER, Reason.FOREIGN)


class Position(NamedTuple):
    """Where a game stands: its playthrough, and the saved state that it starts from (None: the story's beginning)."""

    playthrough: Playthrough
    base: SavedState | None = None


class Keeper:
    """Keeps one game in one slot. Without slots it saves nothing, and `write` raises SaveProblem."""

    def __init__(self, machine: Machine, slots: Slots | None, slot: str, nothing: Playthrough) -> None:
        """Keep games of this machine in `slot` of `slots`; `nothing` is a playthrough that is not worth saving."""
        self.slots = slots
        self.slot = slot
        self._machine = machine
        self._saved = nothing
        self._problem = ""

    @property
    def is_under_way(self) -> bool:
        """Whether the slot holds something to continue: a game that has not ended, or a file with a problem.

        A folder without permission to enter counts as empty. The player can play, and is told that saving failed.
        """
        if self.slots is None:
            return False
        try:
            save = self.slots.read(self.slot)
        except SaveProblem as problem:
            return problem.reason is not Reason.MISSING and not self.slots.is_closed
        scene = self._machine.story.scenes.get(save.state.scene)
        return scene is None or scene.ending is None

    def load(self, slot: str) -> tuple[Resumed | None, list[str]]:
        """Return the game in a slot, and sentences about it. A damaged file is set aside, and its backup is read.

        Returns None for the game when the backup cannot be read either; raises SaveProblem for all other problems.
        """
        if self.slots is None:
            raise SaveProblem(Reason.MISSING, slot)
        said: list[str] = []
        try:
            resumed = self.slots.load(slot, self._machine)
        except SaveProblem as problem:
            if problem.reason is not Reason.DAMAGED:
                raise
            said += [describe(problem), _set_aside(self.slots, slot)]
            try:
                resumed = self.slots.load(slot, self._machine, backup=True)
            except SaveProblem:
                return None, [*said, say("save.nobackup")]
            said.append(say("save.backup"))
        return resumed, [*said, *describe_resumed(resumed)]

    def keep_previous(self) -> None:
        """Preserve the game in the automatic slot before another replaces it, even if this program cannot read it."""
        if self.slots is None or self.slot != AUTOSAVE:
            return
        try:
            content = self.slots.content(AUTOSAVE)
            if decode(content, AUTOSAVE).choices:
                self.slots.write(PREVIOUS, content)
        except SaveProblem as problem:
            if problem.reason in _UNREADABLE:
                with contextlib.suppress(SaveProblem):
                    self.slots.set_aside(AUTOSAVE)

    def write(self, slot: str, position: Position) -> bool:
        """Save a game in a slot; return whether the disk has confirmed it. Raises SaveProblem."""
        if self.slots is None:
            raise SaveProblem(Reason.UNWRITABLE, slot, say("save.none"))
        label = label_of(self._machine, position.playthrough.state)
        return self.slots.save(slot, self._machine, position.playthrough, label, now(), position.base)

    def autosave(self, position: Position) -> str:
        """Save this turn if it is not saved yet; return a sentence the first time that this fails, else ""."""
        if self.slots is None or self._saved is position.playthrough:
            return ""
        try:
            self.write(self.slot, position)
        except SaveProblem as problem:
            sentence = describe(problem)
            is_known, self._problem = sentence == self._problem, sentence
            return "" if is_known else sentence
        self._saved = position.playthrough
        self._problem = ""
        return ""

    def goodbye(self, position: Position) -> str:
        """Save what is not saved yet; return the last sentence, which says whether the game is saved."""
        if sentence := self.autosave(position) or self._problem:
            return sentence
        return say("goodbye" if self.slots is not None else "goodbye.unsaved")


def label_of(machine: Machine, state: State) -> str:
    """Return the words by which a list of saves shows a game: its chapter and its scene."""
    view = machine.view(state)
    chapter = next((each.title for each in machine.story.chapters if each.id == view.chapter), view.chapter)
    return f"{chapter}: {view.title}" if view.title else chapter


def _set_aside(slots: Slots, slot: str) -> str:
    """Set a damaged slot aside and return the sentence about that."""
    try:
        return say("save.aside", name=slots.set_aside(slot))
    except SaveProblem as problem:
        return say("save.stays", detail=problem.detail)
