"""Keeping a game in its slot: it is saved, the game before it is preserved, and failures become events."""

from __future__ import annotations

import os
from typing import NamedTuple

from ..engine import Machine, Playthrough
from ..model.state import State
from ..saving import NOTHING, Containment, How, Reason, Resumed, SaveProblem, Slots, resume
from ..saving.format import decode
from ..saving.making import make_save
from ..saving.saved import Save, SavedState
from .gamelog import now
from .refusal_sentences import describe
from .resume_sentences import describe_resumed
from .saving_events import NotSaved, SavingEvent, Unconfirmed, events_of, replacing_events
from .words import say

_PASSING = (Reason.UNREADABLE, Reason.CLOSED)


class Position(NamedTuple):
    """Where a game stands: its playthrough, what that starts from (None: the beginning), and its identity."""

    playthrough: Playthrough
    base: SavedState | None = None
    game: str = ""

    @property
    def is_begun(self) -> bool:
        """Whether there is anything in it that a player has reached."""
        return self.base is not None or bool(self.playthrough.choices or self.playthrough.undone)


class Opened(NamedTuple):
    """A game from a file: the save, what became of it in this story, and sentences about that."""

    save: Save
    resumed: Resumed
    said: tuple[str, ...]


class SlotState(NamedTuple):
    """What a slot holds: nothing, a game (which may have ended), or a file with a problem."""

    is_empty: bool = False
    is_ended: bool = False
    problem: SaveProblem | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether there is something to continue: a game that has not ended, or a file that may be mended.

        A place that cannot be read counts as empty: the player can play, and is told that saving failed.
        """
        is_unreadable = self.problem is not None and self.problem.reason is Reason.UNREADABLE
        return not (self.is_empty or self.is_ended or is_unreadable)


def new_game() -> str:
    """Return the identity of a new game."""
    return os.urandom(8).hex()


class Keeper:
    """Keeps one game in one slot. Without slots it saves nothing, and `write` raises SaveProblem."""

    def __init__(self, machine: Machine, slots: Slots | None, slot: str, nothing: Playthrough) -> None:
        """Keep games of this machine in `slot` of `slots`; `nothing` is a playthrough that is not worth saving."""
        self.slots = slots
        self.slot = self._asked = slot
        self._machine = machine
        self._containment = Containment(machine)
        self._known = NOTHING
        self._saved = nothing
        self._has_saved = False
        self._failed = ""
        self._is_confirmed = True

    @property
    def state(self) -> SlotState:
        """What the slot holds now."""
        if self.slots is None:
            return SlotState(is_empty=True)
        try:
            save = self.slots.read(self.slot)
        except SaveProblem as problem:
            return SlotState(is_empty=problem.reason is Reason.MISSING, problem=problem)
        scene = self._machine.story.scenes.get(save.state.scene)
        return SlotState(is_ended=scene is not None and scene.ending is not None)

    # -- opening ------------------------------------------------------------------------------------------------------

    def open(self, name: str) -> Opened:
        """Return the game in a slot or on the shelf, or in the backup of a damaged file.

        The game goes on in this keeper's own slot; nothing has been written yet. Raises SaveProblem.
        """
        if self.slots is None:
            raise SaveProblem(Reason.MISSING, name)
        content = self.slots.holder(name).content(name)
        try:
            save = decode(content, name)
            resumed = resume(self._machine, save, name)
            said = describe_resumed(resumed)
        except SaveProblem as problem:
            if problem.reason is not Reason.DAMAGED:
                raise
            save, resumed = self._from_backup(name, problem)
            said = [describe(problem), say("save.backup", label=save.label), *describe_resumed(resumed)]
            return Opened(save, resumed, tuple(said))
        if name == self.slot:
            self._known, self._has_saved, self._failed = content, True, ""
            is_rewritten = resumed.how in (How.REPLAYED, How.RENAMED)
            self._saved = self._saved if is_rewritten else resumed.playthrough
        return Opened(save, resumed, tuple(said))

    def _from_backup(self, name: str, problem: SaveProblem) -> tuple[Save, Resumed]:
        """Return the game in the backup of a damaged file; raises the file's own problem if that cannot be used."""
        assert self.slots is not None  # noqa: S101  # `open` has looked
        try:
            save = self.slots.read(name, backup=True)
            return save, resume(self._machine, save, name)
        except SaveProblem as second:
            raise problem from second

    # -- making room for another game ---------------------------------------------------------------------------------

    def make_room(self, position: Position, successor: Save | None = None) -> list[SavingEvent]:
        """Let another game take the slot: save this one to its last turn, and keep it, unless `successor` contains it.

        Raises SaveProblem when that is not possible, so that nothing is lost. A game of which the player was told that
        it cannot be saved at all is not held back.
        """
        if self.slots is None:
            return []
        events: list[SavingEvent] = []
        if position.is_begun and not self._is_there(position):
            try:
                events += self._write_own(position)
            except SaveProblem as problem:
                if self._has_saved or problem.reason is not Reason.CLOSED:
                    raise
        return events + self._clear(successor)

    def _is_there(self, position: Position) -> bool:
        """Whether this very turn lies in the slot, where another process or a player may have put something else."""
        assert self.slots is not None  # noqa: S101  # `make_room` has looked
        try:
            return self._saved is position.playthrough and self.slots.present(self.slot) == self._known
        except SaveProblem:
            return False

    def _clear(self, successor: Save | None) -> list[SavingEvent]:
        """Keep what lies in the slot, and remember what is there."""
        assert self.slots is not None  # noqa: S101  # `make_room` has looked
        try:
            replaced = self.slots.clear(self.slot, self._containment, successor)
            self._known = self.slots.present(self.slot)
        except SaveProblem as problem:
            if problem.reason not in _PASSING:
                raise
            return []  # it cannot be written over either
        return replacing_events(self.slot, replaced)

    # -- saving -------------------------------------------------------------------------------------------------------

    def write(self, slot: str, position: Position) -> list[SavingEvent]:
        """Save a game in a slot that the player has named. Raises SaveProblem."""
        if self.slots is None:
            raise SaveProblem(Reason.UNWRITABLE, slot, say("save.none"))
        if slot == self.slot:
            return self._write_own(position)
        try:
            return events_of(slot, self.slots.put(slot, self._save_of(position), self._containment))
        except SaveProblem as problem:
            if problem.reason is not Reason.CLOSED:
                raise
            raise SaveProblem(Reason.UNWRITABLE, slot, problem.detail) from problem  # the game's own slot is another

    def _write_own(self, position: Position) -> list[SavingEvent]:
        """Save the game in its own slot, or in a new one when another process plays there."""
        assert self.slots is not None  # noqa: S101  # all callers have looked
        written = self.slots.put(self.slot, self._save_of(position), self._containment, known=self._known)
        events = events_of(self.slot, written)
        self.slot, self._known = written.slot, written.content
        self._saved, self._has_saved = position.playthrough, True
        return events

    def _save_of(self, position: Position) -> Save:
        label = label_of(self._machine, position.playthrough.state)
        return make_save(self._machine.story, position.playthrough, position.base, label, now(), position.game)

    def autosave(self, position: Position) -> list[SavingEvent]:
        """Save this turn if it is not saved yet. What is the same at every turn is told the first time only."""
        if self.slots is None or self._saved is position.playthrough:
            return []
        try:
            events = self._write_own(position)
        except SaveProblem as problem:
            sentence = describe(problem)
            is_known, self._failed = sentence == self._failed, sentence
            return [] if is_known else [NotSaved(problem)]
        self._failed = ""
        was_confirmed = self._is_confirmed
        self._is_confirmed = not any(isinstance(event, Unconfirmed) for event in events)
        return [event for event in events if was_confirmed or not isinstance(event, Unconfirmed)]

    def has_saved(self, position: Position) -> bool:
        """Whether this very turn is saved."""
        return self.slots is not None and self._saved is position.playthrough

    def last_words(self) -> str:
        """Return the last sentence of a game, which says whether it is saved."""
        if self.slots is None:
            return say("goodbye.unsaved")
        return self._failed or say("goodbye" if self.slot == self._asked else "goodbye.copy", slot=self.slot)


def label_of(machine: Machine, state: State) -> str:
    """Return the words by which a list of saves shows a game: its chapter and its scene."""
    view = machine.view(state)
    chapter = machine.titles.chapter(state, view.chapter)
    return f"{chapter}: {view.title}" if view.title else chapter
