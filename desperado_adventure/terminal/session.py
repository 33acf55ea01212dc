"""A game under way: takes commands, returns blocks. It draws nothing and reads no key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TextIO

from ..engine import Event, Machine, Option, Playthrough, Refusal, Refused, View
from ..engine.corrido import corrido
from ..engine.named_choices import choice_of
from ..engine.views import Ended, TakenBack
from ..model.text import varies
from ..saving import AUTOSAVE, Reason, SaveProblem, Slots
from ..saving.making import name_state
from ..saving.saved import SavedState
from .answers import Command, Offer, Verb
from .blocks import Block, Chosen, Help, Listing, Notice, Saving, Song, Status
from .found_endings import FoundEndings
from .gamelog import ARRIVE, GameLog
from .keeping import Keeper, Position, label_of, new_game
from .move_commands import contents
from .refusal_sentences import describe
from .saves_page import saves_page
from .saving_events import Conflict
from .turns import blocks_of_events, blocks_of_packing, blocks_of_position, blocks_of_scene
from .typed_moves import TypedMoves
from .understanding import parse
from .undoing import is_quiet, said_of_redo, said_of_undo
from .unpacked_items import unpacked_items
from .words import say

_AFTER_THE_END = (Verb.UNDO, Verb.NEW, Verb.ENDINGS, Verb.QUIT)
_UNNAMED = "save"
"""The slot of `save` and `load` without a name."""


class Session:
    """Holds the playthrough: the only value in a game that changes."""

    def __init__(
        self,
        machine: Machine,
        slots: Slots | None,
        slot: str = AUTOSAVE,
        log: TextIO | None = None,
        *,
        has_keys: bool = False,
    ) -> None:
        """Play with this machine; save into `slot` of `slots` every turn, or not at all when `slots` is None.

        With `has_keys` single keys are answers, and the help says so.
        """
        self.help = Help(has_keys)
        self.machine = machine
        self.playthrough = Playthrough.begin(machine)
        self.base: SavedState | None = None
        self.game = new_game()
        self.found = FoundEndings(slots.folder if slots is not None else None)
        self.keeper = Keeper(machine, slots, slot, self.playthrough)  # until a game has begun there is none to save
        self._log = GameLog(log, machine.story)

    @property
    def position(self) -> Position:
        """Where the game stands."""
        return Position(self.playthrough, self.base, self.game)

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
        """The phrases of the status line, on one line."""
        return " · ".join(self.status_phrases)

    @property
    def status_phrases(self) -> tuple[str, ...]:
        """The phrases of the status line."""
        return self.machine.status(self.playthrough.state)

    @property
    def endings(self) -> Listing:
        """The page of endings."""
        return Listing(say("endings.title"), tuple(self.found.page(self.machine, self.playthrough.state)))

    def offers(self) -> list[Offer]:
        """Return the numbered offers now: the choices, and after an ending the commands that are left."""
        view = self.view
        offers = [
            Offer(option.say, Command(Verb.CHOOSE, option.id), option.barred, asks=bool(option.asks))
            for option in view.options
        ]
        if view.ending:
            verbs = [verb for verb in _AFTER_THE_END if verb is not Verb.UNDO or self.playthrough.choices]
            offers += [Offer(say(f"ending.{verb}"), Command(verb)) for verb in verbs]
        return offers

    def understand(self, line: str) -> Command | None:
        """Return the command that a typed line means now, None for an empty one; raises Refused."""
        return parse(line, self.offers(), self._moves)

    @property
    def _moves(self) -> TypedMoves | None:
        """What reads a line as a move; None where there is nothing to pack."""
        state = self.playthrough.state
        packing = self.machine.packing(state)
        return TypedMoves(self.machine, state, packing) if packing is not None else None

    def doubt(self, command: Command) -> str:
        """Return the question to ask the player before this command, "" for none; raises Refused as `perform` does."""
        if command.verb is not Verb.CHOOSE:
            return ""
        items = unpacked_items(self.machine, self.playthrough.state, command.argument)
        return say("pack.doubt", items=", ".join(items)) if items else ""

    # -- beginning ----------------------------------------------------------------------------------------------------

    def begin(self) -> list[Block]:
        """Start the story; the game that was in the slot is kept on the shelf. Raises SaveProblem if it cannot be."""
        events = self.keeper.make_room(self.position)
        self.playthrough, self.base, self.game = Playthrough.begin(self.machine), None, new_game()
        self._log.begin()
        return [*map(Saving, events), *self._told()]

    def begin_unsaved(self, problem: SaveProblem) -> list[Block]:
        """Start the story although the slot cannot be used, and say that nothing of this game is saved."""
        self.keeper.slots = None
        return [Notice(f"{describe(problem)} {say('unsaved')}"), *self.begin()]

    def start_from(self, playthrough: Playthrough, base: SavedState | None, game: str = "") -> list[Block]:
        """Continue a playthrough that was made elsewhere; `base` is where it starts, None for the beginning."""
        self.playthrough, self.base, self.game = playthrough, base, game or new_game()
        self._log.resume(playthrough, base, label_of(self.machine, playthrough.state))
        return self._scene()

    def arrive(self, playthrough: Playthrough) -> list[Block]:
        """Put an author where a way of choices leads, and tell what the last of them told if it led through scenes."""
        self.playthrough, self.base, self.game = playthrough, None, new_game()
        self._log.resume(playthrough, None, label_of(self.machine, playthrough.state), ARRIVE)
        return blocks_of_position(self.machine, playthrough.state, playthrough.events)

    def begin_at(self, scene: str) -> list[Block]:
        """Put an author into a scene to which no way is known, as if the story began there, and say so."""
        step = self.machine.begin_at(scene)
        self.playthrough, self.base = Playthrough((step,)), name_state(self.machine.story, step.state)
        self.game = new_game()
        self._log.begin_at(scene)
        said = Notice(say("arrived.made_up", scene=scene))
        return [said, *blocks_of_position(self.machine, step.state, step.events)]

    def resume(self, slot: str) -> list[Block]:
        """Continue the game in a slot or on the shelf, or in its backup, with a notice, if it is damaged.

        The game that was in this session's slot is kept. If the session's own slot is damaged beyond use, it is set
        aside, and the story begins anew. Raises SaveProblem for all else, and then nothing has changed.
        """
        try:
            opened = self.keeper.open(slot)
        except SaveProblem as problem:
            if problem.reason is not Reason.DAMAGED or slot != self.keeper.slot or self.position.is_begun:
                raise
            return [*map(Notice, (describe(problem), say("save.nobackup"))), *self.begin()]
        is_at_home = slot == self.keeper.slot and not self.position.is_begun
        events = [] if is_at_home else self.keeper.make_room(self.position, opened.save)
        blocks = self.start_from(opened.resumed.playthrough, opened.resumed.base, opened.save.game)
        return [*map(Saving, events), *map(Notice, opened.said), *blocks]

    # -- turns --------------------------------------------------------------------------------------------------------

    def perform(self, command: Command) -> list[Block]:
        """Carry a command out and return what it shows; raises Refused or SaveProblem, and then changes nothing."""
        actions: dict[Verb, Callable[[str], list[Block]]] = {
            Verb.CHOOSE: self._choose,
            Verb.LOOK: lambda _: self._scene(),
            Verb.STATUS: lambda _: [Status(self.status_phrases) if self.status else Notice(say("status.none"))],
            Verb.UNDO: lambda _: self._undo(),
            Verb.REDO: lambda _: self._redo(),
            Verb.SAVE: self._save,
            Verb.LOAD: self._load,
            Verb.NEW: lambda _: self.begin(),
            Verb.SAVES: lambda _: [self._saves()],
            Verb.MOVE: self._move,
            Verb.CASE: lambda _: [self._case()],
            Verb.ENDINGS: lambda _: [self.endings],
            Verb.HELP: lambda _: [self.help],
        }
        blocks = actions[command.verb](command.argument)
        self._log.command(command)
        return blocks

    def _choose(self, choice: str) -> list[Block]:
        option = next((option for option in self.options if option.id == choice_of(choice)), None)
        self.playthrough = self.playthrough.choose(self.machine, choice)
        events = self.playthrough.events
        blocks = self._told()
        if _holds(events, TakenBack):
            blocks += self._scene()
        if _holds(events, Ended):
            self.found.add(self.playthrough.state.scene, self._title_to_keep())
            song = corrido(self.machine, self.playthrough)
            blocks += [Song(song)] if song else []
        return [Chosen(option.say), *blocks] if option is not None else blocks

    def _title_to_keep(self) -> str:
        """Return the title of the ending that was reached if it is not always the same, else ""."""
        ending = self.machine.story.scenes[self.playthrough.state.scene].ending
        return self.view.ending if ending is not None and varies(ending.title) else ""

    def _move(self, argument: str) -> list[Block]:
        moves = self._moves
        if moves is None:
            raise Refused(Refusal.MOVE, argument, say("pack.nowhere"))
        moves.check(argument)
        self.playthrough = self.playthrough.choose(self.machine, f"move {argument}")
        return self._told()

    def _undo(self) -> list[Block]:
        """Take the last choice back, and say which it was. After a move the scene is as it was told before."""
        choice, events = (*self.playthrough.choices[-1:], ""), self.playthrough.events
        self.playthrough = self.playthrough.undo()
        said = said_of_undo(self.machine, self.playthrough.state, choice[0], events)
        return [Notice(said)] if is_quiet(choice[0], events) else [Notice(said), *self._scene()]

    def _redo(self) -> list[Block]:
        before = self.playthrough.state
        self.playthrough = self.playthrough.redo(self.machine)
        return [Notice(said_of_redo(self.machine, before, self.playthrough.choices[-1])), *self._told()]

    def _case(self) -> Block:
        lines = contents(self.machine, self.playthrough.state, self.view)
        return Notice(*lines) if lines == [say("case.nothing")] else Listing(say("case.title"), tuple(lines))

    def _scene(self) -> list[Block]:
        return blocks_of_scene(self.machine, self.playthrough.state, self.playthrough.events)

    def _told(self) -> list[Block]:
        """Return what the last step has told."""
        machine, playthrough = self.machine, self.playthrough
        packed = blocks_of_packing(machine, playthrough.state, playthrough.events)
        return [*packed, *blocks_of_events(machine, playthrough.events, playthrough.state)]

    # -- saving -------------------------------------------------------------------------------------------------------

    def autosave(self) -> list[Block]:
        """Save this turn if it is not saved yet; return what the player has to be told of that."""
        return [Saving(event) for event in self.keeper.autosave(self.position)]

    @property
    def is_saved(self) -> bool:
        """Whether this turn is saved."""
        return self.keeper.has_saved(self.position)

    def goodbye(self) -> list[Block]:
        """Save what is not saved yet; return the last words, which say whether the game is saved."""
        return [*self.autosave(), Notice(self.keeper.last_words())]

    def _save(self, slot: str) -> list[Block]:
        name = slot or _UNNAMED
        events = self.keeper.write(name, self.position)
        written = next((event.copy for event in events if isinstance(event, Conflict)), name)
        return [Notice(say("saved", slot=written)), *map(Saving, events)]

    def _load(self, slot: str) -> list[Block]:
        """Continue the game in a slot or on the shelf; the present game is kept. Without a name, list what there is."""
        name = slot or _UNNAMED
        try:
            blocks = self.resume(name)
        except SaveProblem as problem:
            if slot or problem.reason is not Reason.MISSING:
                raise
            return [self._saves()]
        return [Notice(say("loaded", slot=name)), *blocks]

    def _saves(self) -> Listing:
        return saves_page(self.keeper.slots)


def _holds(events: Sequence[Event], kind: type[Event]) -> bool:
    return any(isinstance(event, kind) for event in events)
