"""A game under way: commands in, blocks out, every turn saved. It draws nothing and reads no key."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

from ..engine import Machine, Option, Playthrough, Refused, View
from ..engine.corrido import corrido
from ..saving import AUTOSAVE, SaveProblem, Slots
from ..saving.format import SavedState
from .commands import Command
from .found import FoundEndings
from .turns import Block, Final, Listing, Notice, Song, blocks_of_events, blocks_of_scene
from .words import say


def now() -> str:
    """Return the time as saves write it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


class Session:
    """Holds the playthrough, and the one place in it that changes."""

    def __init__(self, machine: Machine, slots: Slots | None, slot: str = AUTOSAVE, log: TextIO | None = None) -> None:
        """Play with this machine; save into `slot` of `slots` every turn, or not at all when that is None."""
        self.machine = machine
        self.slots = slots
        self.slot = slot
        self.log = log
        self.found = FoundEndings(slots.folder if slots is not None else None)
        self.playthrough = Playthrough.begin(machine)
        self.base: SavedState | None = None
        self.problem = ""
        self._saved: Playthrough | None = None

    @property
    def view(self) -> View:
        """What the player sees now."""
        return self.machine.view(self.playthrough.state)

    @property
    def options(self) -> tuple[Option, ...]:
        """The options now, in the order in which they are numbered."""
        return self.view.options

    # -- beginning ----------------------------------------------------------------------------------------------------

    def begin(self) -> list[Block]:
        """Start the story."""
        self.playthrough = Playthrough.begin(self.machine)
        self.base = None
        return blocks_of_events(self.machine, self.playthrough.events, "")

    def start_from(self, playthrough: Playthrough) -> list[Block]:
        """Go on from a playthrough that somebody else has made."""
        self.playthrough = playthrough
        return self._scene()

    def resume(self, slot: str) -> list[Block]:
        """Go on from a slot; from its backup, and saying so, when it is damaged. Raises SaveProblem."""
        if self.slots is None:
            raise SaveProblem("missing", slot)
        notices: list[Block] = []
        try:
            resumed = self.slots.load(slot, self.machine)
        except SaveProblem as problem:
            if problem.reason != "damaged":
                raise
            notices.append(Notice(describe(problem)))
            notices.append(Notice(say("save.aside", name=self.slots.set_aside(slot))))
            if not self.slots.has_backup(slot):
                notices.append(Notice(say("save.nobackup")))
                return notices + self.begin()
            resumed = self.slots.load(slot, self.machine, backup=True)
            notices.append(Notice(say("save.backup")))
        self.playthrough, self.base = resumed.playthrough, resumed.base
        if sentence := say(f"resumed.{resumed.how}"):
            notices.append(Notice(sentence))
        return notices + self._scene()

    # -- turns --------------------------------------------------------------------------------------------------------

    def perform(self, command: Command) -> list[Block]:
        """Carry a command out and return what it shows; raises Refused or SaveProblem, and nothing has changed."""
        actions: dict[str, Callable[[str], list[Block]]] = {
            "choose": self.choose,
            "look": lambda _: self._scene(),
            "undo": lambda _: self._undo(),
            "redo": lambda _: self._redo(),
            "save": self._save_as,
            "load": self._load,
            "new": lambda _: self.begin(),
            "move": self._move,
            "case": lambda _: [Listing(say("case.title"), tuple(self.case()))],
            "endings": lambda _: [Listing(say("endings.title"), tuple(self.found.page(self.machine.story)))],
            "help": lambda _: [Listing(say("help.title"), tuple(say("help").split("\n")))],
        }
        blocks = actions[command.verb](command.argument)
        self._write_log(command)
        return blocks

    def choose(self, choice: str) -> list[Block]:
        """Take a choice."""
        option = next((option for option in self.options if option.id == choice), None)
        chapter = self.view.chapter
        self.playthrough = self.playthrough.choose(self.machine, choice)
        blocks = blocks_of_events(self.machine, self.playthrough.events, chapter)
        if choice == "take_back":
            blocks.extend(self._scene())
        if any(isinstance(block, Final) for block in blocks):
            self.found.add(self.playthrough.state.scene)
            blocks.append(Song(self.song()))
        return [Notice(say("chosen", say=option.say)), *blocks] if option is not None else blocks

    def _move(self, argument: str) -> list[Block]:
        item, _, place = argument.partition(" ")
        story = self.machine.story
        self.playthrough = self.playthrough.choose(self.machine, f"move {item} {place.strip()}")
        titles = {each.id: each.title for each in (*story.items, *story.places)}
        return [Notice(say("moved", item=titles[item], place=titles[place.strip()]))]

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

    # -- the case -----------------------------------------------------------------------------------------------------

    def case(self) -> list[str]:
        """Return what the player carries, a line for each place; where items can be packed, what can be moved where."""
        story, state = self.machine.story, self.playthrough.state
        titles = {item.id: item.title for item in story.items}
        carried = self.machine.inventory(state)
        packing = self.view.packing
        rooms = {place: room for place, _, room in packing.places} if packing else {}
        contents = {place: items for place, items, _ in packing.places} if packing else {}
        lines = []
        for place in story.places:
            if place.id not in carried and place.id not in contents:
                if place.left >= 0 and state.values[place.left]:
                    lines.append(say("case.left", title=place.title))
                continue
            inside = contents.get(place.id, carried.get(place.id, ()))
            words = ", ".join(titles[item] for item in inside) or say("case.empty")
            key = "case.room" if 0 <= rooms.get(place.id, -1) < 1000 else "case.plain"
            lines.append(say(key, title=place.title, items=words, room=rooms.get(place.id, 0)))
        if packing and packing.moves:
            lines.append(say("pack.hint"))
            for item in dict.fromkeys(item for item, _ in packing.moves):
                places = ", ".join(place for moved, place in packing.moves if moved == item)
                lines.append("  " + say("pack.move", item=item, places=places))
        return lines

    # -- saving -------------------------------------------------------------------------------------------------------

    @property
    def label(self) -> str:
        """How this playthrough is called in a list of saves."""
        view = self.view
        chapter = next((each.title for each in self.machine.story.chapters if each.id == view.chapter), view.chapter)
        return f"{chapter}: {view.title}" if view.title else chapter

    def autosave(self) -> str:
        """Save this turn if it has not been saved; return a sentence when that did not work, else ""."""
        if self.slots is None or self._saved is self.playthrough:
            return ""
        self._saved = self.playthrough
        try:
            self._write(self.slot)
        except SaveProblem as problem:
            sentence = describe(problem)
            if sentence == self.problem:
                return ""
            self.problem = sentence
            return sentence
        self.problem = ""
        return ""

    def _write(self, slot: str) -> bool:
        if self.slots is None:
            raise SaveProblem("unwritable", slot, "this game keeps no saves")
        return self.slots.save(slot, self.machine, self.playthrough, self.label, now(), self.base)

    def _save_as(self, slot: str) -> list[Block]:
        name = slot or "save"
        key = "saved" if self._write(name) else "saved.unconfirmed"
        return [Notice(say(key, slot=name))]

    def _load(self, slot: str) -> list[Block]:
        blocks = self.resume(slot or "save")
        return [Notice(say("loaded", slot=slot or "save")), *blocks]

    def _write_log(self, command: Command) -> None:
        if self.log is None or command.verb not in ("choose", "move", "undo", "redo", "new"):
            return
        line = command.argument if command.verb == "choose" else f"{command.verb} {command.argument}".strip()
        self.log.write(line + "\n")
        self.log.flush()


def describe(problem: SaveProblem | Refused) -> str:
    """Return the player's sentence for a refusal."""
    table = "save" if isinstance(problem, SaveProblem) else "refused"
    return say(f"{table}.{problem.reason}", subject=problem.subject, detail=problem.detail)

