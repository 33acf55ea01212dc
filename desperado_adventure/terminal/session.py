"""A game under way: commands in, blocks out, every turn saved. It draws nothing and reads no key."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TextIO

from ..engine import Machine, Option, Playthrough, Refused, View
from ..engine.corrido import corrido
from ..saving import AUTOSAVE, Reason, SaveProblem, Slots
from ..saving.format import SavedState, decode
from .answers import Command, Offer, parse
from .found_endings import FoundEndings
from .gamelog import GameLog, now
from .packing import contents, move_offers, resolve_move
from .turns import Block, Chosen, Final, Listing, Notice, Song, blocks_of_events, blocks_of_scene
from .words import say

PREVIOUS = "previous"


class Session:
    """Holds the playthrough, and the one place in it that changes."""

    def __init__(self, machine: Machine, slots: Slots | None, slot: str = AUTOSAVE, log: TextIO | None = None) -> None:
        """Play with this machine; save into `slot` of `slots` every turn, or not at all when that is None."""
        self.machine = machine
        self.slots = slots
        self.slot = slot
        self.found = FoundEndings(slots.folder if slots is not None else None)
        self.playthrough = Playthrough.begin(machine)
        self.base: SavedState | None = None
        self.problem = ""
        self._log = GameLog(log, machine.story)
        self._saved = self.playthrough  # until a game has begun there is none to save

    @property
    def view(self) -> View:
        """What the player sees now."""
        return self.machine.view(self.playthrough.state)

    @property
    def options(self) -> tuple[Option, ...]:
        """The choices now, open and barred."""
        return self.view.options

    @property
    def status(self) -> str:
        """What the character knows of himself, on one line."""
        return " · ".join(self.machine.status(self.playthrough.state))

    def offers(self, arrow: str = "pack.offer") -> list[Offer]:
        """Return everything that has a number now: choices, then moves, and after an ending what else there is to do.

        `arrow` is the key of the words for a move.
        """
        view = self.view
        offers = [Offer(option.say, Command("choose", option.id), option.barred) for option in view.options]
        if view.packing:
            offers += move_offers(self.machine, view.packing, arrow)
        if view.ending:
            offers += [Offer(say(f"ending.{verb}"), Command(verb)) for verb in ("undo", "new", "endings", "quit")]
        return offers

    def understand(self, line: str) -> Command | None:
        """Return the command that a typed line means now, None for an empty one; raises Refused."""
        packing = self.view.packing
        try:
            command = parse(line, self.offers())
        except Refused as refused:
            if packing is None or refused.reason == "ambiguous":
                raise
            command = Command("move", line.strip())
        if command is None or command.verb != "move":
            return command
        return Command("move", resolve_move(self.machine, self.playthrough.state, packing, command.argument))

    # -- beginning ----------------------------------------------------------------------------------------------------

    def begin(self) -> list[Block]:
        """Start the story; what is in the automatic slot is kept under another name."""
        self.keep_previous()
        self.playthrough = Playthrough.begin(self.machine)
        self.base = None
        self._log.begin()
        return blocks_of_events(self.machine, self.playthrough.events, "")

    def start_from(self, playthrough: Playthrough, base: SavedState | None) -> list[Block]:
        """Go on from a playthrough that somebody else has made; `base` is where it starts if not at the beginning."""
        self.playthrough, self.base = playthrough, base
        self._log.resume(playthrough, base, self.label)
        return self._scene()

    def resume(self, slot: str) -> list[Block]:
        """Go on from a slot; from its backup, and saying so, when it is damaged. Raises SaveProblem."""
        if self.slots is None:
            raise SaveProblem(Reason.MISSING, slot)
        notices: list[Block] = []
        try:
            resumed = self.slots.load(slot, self.machine)
        except SaveProblem as problem:
            if problem.reason != "damaged":
                raise
            notices.append(Notice(describe(problem)))
            notices.append(Notice(self._set_aside(slot)))
            try:
                resumed = self.slots.load(slot, self.machine, backup=True)
            except SaveProblem:
                return [*notices, Notice(say("save.nobackup")), *self.begin()]
            notices.append(Notice(say("save.backup")))
        if sentence := say(f"resumed.{resumed.how}"):
            notices.append(Notice(sentence))
        return notices + self.start_from(resumed.playthrough, resumed.base)

    def _set_aside(self, slot: str) -> str:
        """Set a damaged slot aside and return what to say of that."""
        if self.slots is None:
            return ""
        try:
            return say("save.aside", name=self.slots.set_aside(slot))
        except SaveProblem as problem:
            return say("save.stays", detail=problem.detail)

    def keep_previous(self) -> None:
        """Before another game takes the automatic slot, keep the one in it, even one that this program cannot read."""
        if self.slots is None or self.slot != AUTOSAVE:
            return
        try:
            content = self.slots.content(AUTOSAVE)
            if decode(content, AUTOSAVE).choices:
                self.slots.write(PREVIOUS, content)
        except SaveProblem as problem:
            if problem.reason in ("damaged", "newer", "foreign"):
                with contextlib.suppress(SaveProblem):
                    self.slots.set_aside(AUTOSAVE)

    @property
    def is_under_way(self) -> bool:
        """Whether the slot holds something to go on with: a game that has not ended, or a file to complain of.

        A folder that may not be entered holds nothing: one plays, and is told that the game could not be saved.
        """
        if self.slots is None:
            return False
        try:
            save = self.slots.read(self.slot)
        except SaveProblem as problem:
            return problem.reason != "missing" and not self.slots.is_closed
        scene = self.machine.story.scenes.get(save.state.scene)
        return scene is None or scene.ending is None

    # -- turns --------------------------------------------------------------------------------------------------------

    def perform(self, command: Command) -> list[Block]:
        """Carry a command out and return what it shows; raises Refused or SaveProblem, and nothing has changed."""
        actions: dict[str, Callable[[str], list[Block]]] = {
            "choose": self._choose,
            "look": lambda _: self._scene(),
            "undo": lambda _: self._undo(),
            "redo": lambda _: self._redo(),
            "save": self._save_as,
            "load": self._load,
            "new": lambda _: self.begin(),
            "move": self._move,
            "case": lambda _: [
                Listing(say("case.title"), tuple(contents(self.machine, self.playthrough.state, self.view)))
            ],
            "endings": lambda _: [Listing(say("endings.title"), tuple(self.found.page(self.machine.story)))],
            "help": lambda _: [Listing(say("help.title"), tuple(say("help").split("\n")))],
        }
        blocks = actions[command.verb](command.argument)
        self._log.command(command)
        return blocks

    def _choose(self, choice: str) -> list[Block]:
        option = next((option for option in self.options if option.id == choice), None)
        chapter = self.view.chapter
        self.playthrough = self.playthrough.choose(self.machine, choice)
        blocks = blocks_of_events(self.machine, self.playthrough.events, chapter)
        if choice == "take_back":
            blocks.extend(self._scene())
        if any(isinstance(block, Final) for block in blocks):
            self.found.add(self.playthrough.state.scene)
            blocks += [Song(song)] if (song := self.song()) else []
        return [Chosen(option.say), *blocks] if option is not None else blocks

    def _move(self, argument: str) -> list[Block]:
        state = self.playthrough.state
        if resolve_move(self.machine, state, self.view.packing, argument) != argument:
            raise Refused("move", argument, say("pack.unknown"))
        story, chapter = self.machine.story, self.view.chapter
        self.playthrough = self.playthrough.choose(self.machine, f"move {argument}")
        item, place = argument.split()
        item_title = next(each.title for each in story.items if each.id == item)
        place_title = next(each.title for each in story.places if each.id == place)
        moved = Notice(say("moved", item=item_title, place=place_title))
        return [moved, *blocks_of_events(self.machine, self.playthrough.events, chapter)]

    def _undo(self) -> list[Block]:
        self.playthrough = self.playthrough.undo()
        return [Notice(say("undone")), *self._scene()]

    def _redo(self) -> list[Block]:
        chapter = self.view.chapter
        self.playthrough = self.playthrough.redo(self.machine)
        return [Notice(say("redone")), *blocks_of_events(self.machine, self.playthrough.events, chapter)]

    def _scene(self) -> list[Block]:
        return blocks_of_scene(self.machine, self.playthrough.state, self.playthrough.events)

    def song(self) -> tuple[str, ...]:
        """Return the quatrains of the corrido so far."""
        return corrido(self.machine, self.playthrough)

    # -- saving -------------------------------------------------------------------------------------------------------

    @property
    def label(self) -> str:
        """How this playthrough is called in a list of saves."""
        view = self.view
        chapter = next((each.title for each in self.machine.story.chapters if each.id == view.chapter), view.chapter)
        return f"{chapter}: {view.title}" if view.title else chapter

    def autosave(self) -> str:
        """Save this turn if it is not saved yet; return "", or a sentence, the first time, when that did not work."""
        if self.slots is None or self._saved is self.playthrough:
            return ""
        try:
            self._write(self.slot)
        except SaveProblem as problem:
            sentence = describe(problem)
            is_known, self.problem = sentence == self.problem, sentence
            return "" if is_known else sentence
        self._saved = self.playthrough
        self.problem = ""
        return ""

    def goodbye(self) -> str:
        """Save what is not saved yet; return the last words, which say whether that worked."""
        if sentence := self.autosave() or self.problem:
            return sentence
        return say("goodbye" if self.slots is not None else "goodbye.unsaved")

    def _write(self, slot: str) -> bool:
        if self.slots is None:
            raise SaveProblem(Reason.UNWRITABLE, slot, say("save.none"))
        return self.slots.save(slot, self.machine, self.playthrough, self.label, now(), self.base)

    def _save_as(self, slot: str) -> list[Block]:
        name = slot or "save"
        key = "saved" if self._write(name) else "saved.unconfirmed"
        return [Notice(say(key, slot=name))]

    def _load(self, slot: str) -> list[Block]:
        name = slot or "save"
        before = self.playthrough, self.base
        blocks = self.resume(name)
        resumed = self.playthrough, self.base
        if name != PREVIOUS and before[0].choices and self.slots is not None:
            self.playthrough, self.base = before
            try:
                self._write(PREVIOUS)
            except SaveProblem as problem:
                blocks.insert(0, Notice(describe(problem)))
            self.playthrough, self.base = resumed
        return [Notice(say("loaded", slot=name)), *blocks]


def describe(problem: SaveProblem | Refused) -> str:
    """Return the player's sentence for a refusal."""
    table = "save" if isinstance(problem, SaveProblem) else "refused"
    return say(f"{table}.{problem.reason}", subject=problem.subject, detail=problem.detail)
