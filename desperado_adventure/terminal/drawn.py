"""The drawn screen: the story in the window, and the question under it, until the player leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.console import Console

from ..engine import Refusal, Refused
from ..saving import SaveProblem
from .answers import Command, Offer, Verb
from .asked_names import asks_for_name, with_name
from .blocks import Aside, Block, Notice
from .board import board_of
from .page import Page
from .question import Question, stops
from .refusal_sentences import describe
from .session import Session
from .showing import Showing
from .understanding import parse
from .window import Window
from .words import say

_STAY, _GO = Command(Verb.LOOK), Command(Verb.CHOOSE)
"""The two answers to a doubt."""


class DrawnScreen:
    """Plays a session in a terminal that can be drawn on."""

    def __init__(self, session: Session, console: Console) -> None:
        """Draw on this console."""
        self._session = session
        self._page = Page(session.machine.story, console)
        self._showing = Showing(Window(console, self._page), self._page, session.autosave)

    def show(self, blocks: Iterable[Block]) -> None:
        """Draw blocks, after which nothing is asked."""
        self._showing.show(blocks)

    def choose_from(self, blocks: Iterable[Block], offers: Sequence[Offer]) -> Command:
        """Show blocks, and return what is chosen or asked for; whatever means nothing is answered."""
        return self._choose(blocks, offers, lambda line: parse(line, offers))

    def _choose(
        self,
        blocks: Iterable[Block],
        offers: Sequence[Offer],
        understand: Callable[[str], Command | None],
        again: Sequence[Block] = (),
    ) -> Command:
        """Do as `choose_from`; `understand` returns what a line means; a refusal is shown under the blocks `again`."""
        question = Question(tuple(offers))
        shown = list(blocks)
        while True:
            self._show(shown, question)
            answer = self._ask(question, stays=True)
            shown = []
            try:
                if (command := understand(answer)) is not None:
                    return command
            except Refused as refused:
                shown = [*again, Notice(describe(refused))]

    def play(self, blocks: Iterable[Block]) -> None:
        """Show these blocks, then play until the player quits; every turn is saved before he is asked."""
        shown, at, is_first, stays = list(blocks), 0, True, False
        while True:
            question = self._question(is_first=is_first)
            self._show(shown, question, saves=True)
            answer = self._ask(question, at, stays=stays)
            shown, at, stays = [], 0, True
            before = self._session.playthrough
            try:
                command = self._session.understand(answer)
                if command is not None and asks_for_name(command, self._session.options):
                    command, stays = self._named(command), False
                if command is not None and self._session.doubt(command):
                    command, stays = self._meant(command), False
                if command is None:
                    continue
                if command.verb is Verb.QUIT:
                    self.show(self._session.goodbye())
                    return
                shown = self._session.perform(command)
                is_first, stays = False, self._session.playthrough is before and _are_asides(shown)
                at = _index_of(command, question) if command.verb is Verb.MOVE else 0
            except (Refused, SaveProblem) as problem:
                shown = [Notice(describe(problem))]

    def _ask(self, question: Question, at: int = 0, *, stays: bool) -> str:
        """Return the answer to a question. Enter by itself first takes away a listing that stands over it."""
        return self._showing.menu.ask(question, at, stays=stays, is_beside_listing=self._showing.has_listing)

    def _show(self, blocks: Sequence[Block], question: Question, *, saves: bool = False) -> None:
        if _are_asides(blocks) and self._showing.has_story:
            self._showing.show_aside(blocks, question, saves=saves)
        else:
            self._showing.show(blocks, question, saves=saves)

    def _meant(self, command: Command) -> Command | None:
        """Return what the player wants to do, asked whether he means a command; None when he goes on packing."""
        offers = [
            Offer(say(f"pack.doubt.{each}"), answer, typed=say(f"pack.doubt.{each}.typed"))
            for each, answer in (("stay", _STAY), ("go", _GO))
        ]

        def understand(line: str) -> Command | None:
            try:
                return parse(line, offers)
            except Refused as refused:
                if refused.reason not in (Refusal.UNKNOWN, Refusal.MOVE):
                    raise
                return self._session.understand(line)

        while doubt := self._session.doubt(command):
            shown = [Notice(doubt)]
            answer = self._choose(shown, offers, understand, shown)
            if answer in (_GO, command):
                return command
            if answer == _STAY:
                return None
            command = answer
        return command

    def _named(self, command: Command) -> Command | None:
        """Return the command with the name that the player types, None when he goes back; raises EOFError."""
        shown = say("name.ask")
        while True:
            self._show([Notice(shown)], Question(()))
            typed = self._showing.menu.ask_name(say("name.hint"))
            if not typed:
                return None
            try:
                return with_name(command, typed)
            except Refused as refused:
                shown = describe(refused)

    def _question(self, *, is_first: bool) -> Question:
        session = self._session
        hint = say("hint") if is_first else ""
        board = board_of(session.machine, session.playthrough.state)
        return Question(tuple(session.offers()), session.status, hint, board)


def _are_asides(blocks: Iterable[Block]) -> bool:
    return all(isinstance(block, Aside) for block in blocks)


def _index_of(command: Command, question: Question) -> int:
    """Return where an item lay in the list, so that the pointer comes to the one after it."""
    item = command.argument.split()[0]
    return next((index for index, stop in enumerate(stops(question)) if stop.item == item), 0)
