"""The drawn screen: Rich writes the story into the scrollback, and the question stands below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from ..engine import Refused
from ..saving import SaveProblem
from .answers import Command, Offer, Verb
from .blocks import Aside, Block, Notice, drawn_lines_of
from .board import board_of
from .consoles import CLEAR
from .page import Page, is_heading
from .question import Question, height, stops
from .refusal_sentences import describe
from .session import Session
from .signals import waiting
from .understanding import parse
from .words import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .menu import Menu

_WIDE = 46
"""How many cells the long hint needs."""


class DrawnScreen:
    """Plays a session in a terminal that can be drawn on."""

    def __init__(self, session: Session, console: Console) -> None:
        """Draw on this console."""
        self._session = session
        self._console = console
        self._page = Page(session.machine.story, console)
        self._shown: list[Block] = []
        self._opened: Menu | None = None

    def show(self, blocks: Iterable[Block], question: Question | None = None, *, saves: bool = False) -> None:
        """Paint blocks so that the question fits under them; if they do not fit, pause after each window of lines.

        With `saves` the turn is saved as soon as its first lines are on the screen.
        """
        blocks = list(blocks)
        if any(not isinstance(block, Aside) for block in blocks):
            self._shown = []
        self._shown += blocks
        reserved = height(question, self._page) if question is not None else 0
        lines = self._lines(blocks)
        if len(lines) + reserved > self._page.height:
            bare = self._lines(blocks, with_pictures=False)
            lines = bare if len(bare) + reserved <= self._page.height else lines
        while question is not None and len(lines) + reserved > self._page.height:
            fitting = _fitting(lines, self._page.height - 2)
            self._write(lines[:fitting])
            lines = lines[fitting:]
            if saves:
                self._save()
            if not self._menu.pause():
                self._send(CLEAR)
                lines = self._lines(blocks)
            elif not any(line.plain for line in lines):
                return
        self._write(lines)
        if saves:
            self._save()

    def _lines(self, blocks: Iterable[Block], *, with_pictures: bool = True) -> list[Text]:
        return drawn_lines_of(blocks, self._page if with_pictures else self._page.without_pictures())

    def _save(self) -> None:
        if said := self._session.autosave():
            self._shown += said
            self._write(self._lines(said))

    def _write(self, lines: Sequence[Text]) -> None:
        self._send(self._page.paint(lines))

    def _send(self, text: str) -> None:
        with waiting():
            self._console.file.write(text)
            self._console.file.flush()

    def _repaint(self, reserved: int) -> None:
        """Draw the end of the last turn again, for a window of another size, with `reserved` rows free below it."""
        lines = self._lines(self._shown)
        room = max(1, self._page.height - reserved)
        if len(lines) > room:
            lines = self._lines(self._shown, with_pictures=False)
        self._send(CLEAR)
        self._write(lines[-room:])

    @property
    def _menu(self) -> Menu:
        from .menu import Menu  # noqa: PLC0415  # after the first scene is on the screen

        if self._opened is None:
            self._opened = Menu(self._page, self._repaint)
        return self._opened

    def choose_from(self, blocks: Iterable[Block], offers: Sequence[Offer]) -> Command:
        """Show blocks, and return what is chosen or asked for; whatever means nothing is answered."""
        question = Question(tuple(offers))
        while True:
            self.show(blocks, question)
            try:
                if (command := parse(self._menu.ask(question), offers)) is not None:
                    return command
                blocks = []
            except Refused as refused:
                blocks = [Notice(describe(refused))]

    def play(self, blocks: Iterable[Block]) -> None:
        """Show these blocks, then play until the player quits; every turn is saved before he is asked."""
        pending, at, is_first = list(blocks), 0, True
        self._send("\n")
        while True:
            question = self._question(is_first=is_first)
            self.show(pending, question, saves=True)
            answer = self._menu.ask(question, at)
            try:
                command = self._session.understand(answer)
                if command is None:
                    pending = []
                    continue
                if command.verb is Verb.QUIT:
                    self.show(self._session.goodbye())
                    return
                if (doubt := self._session.doubt(command)) and not self._is_sure(doubt):
                    pending = []
                    continue
                at = _index_of(command, question) if command.verb is Verb.MOVE else 0
                pending = self._session.perform(command)
                is_first = False
            except (Refused, SaveProblem) as problem:
                pending = [Notice(describe(problem))]

    def _is_sure(self, doubt: str) -> bool:
        """Ask whether the player wants to do it all the same."""
        offers = [Offer(say("pack.doubt.stay"), Command(Verb.LOOK)), Offer(say("pack.doubt.go"), Command(Verb.CHOOSE))]
        return self.choose_from([Notice(doubt)], offers).verb is Verb.CHOOSE

    def _question(self, *, is_first: bool) -> Question:
        session = self._session
        hint = say("hint" if self._page.measure > _WIDE else "hint.short") if is_first else ""
        board = board_of(session.machine, session.playthrough.state)
        return Question(tuple(session.offers()), session.status, hint, board)


def _index_of(command: Command, question: Question) -> int:
    """Return where an item lay in the list, so that the pointer comes to the one after it."""
    item = command.argument.split()[0]
    return next((index for index, stop in enumerate(stops(question)) if stop.item == item), 0)


def _fitting(lines: Sequence[Text], most: int) -> int:
    """Return how many lines to show at once: at most `most`, up to the end of a paragraph that is no heading."""
    if len(lines) <= most:
        return len(lines)
    for length in range(most, 3, -1):
        if not lines[length - 1].plain and not is_heading(lines[length - 2]):
            return length
    return most
