"""The linear screen: one line after another, for pipes, dumb terminals, transcripts and screen readers.

It has no frames, pictures, colours or cursor movement: a sentence replaces each picture and each mark. Paragraphs are
not wrapped, because the reader's own program does that better.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from ..engine import Refused
from ..saving import SaveProblem
from .answers import Command, Offer, Verb, numbered
from .blocks import Block, plain_lines_of
from .filtering import filtered
from .lines import Lines
from .move_commands import contents
from .refusal_sentences import describe
from .session import Session
from .signals import waiting
from .words import say


def offer_lines(offers: Sequence[Offer]) -> list[str]:
    """Return the offers as numbered lines, a barred offer with its reason."""
    return [
        f"{number}. " + (say("barred", say=offer.words, reason=offer.barred) if offer.barred else offer.words)
        for number, offer in enumerate(offers, start=1)
    ]


def question_lines(session: Session) -> list[str]:
    """Return the status, the contents of places in a packing scene, the numbered offers, and an empty line."""
    status = [session.status] if session.status else []
    view = session.view
    over = contents(session.machine, session.playthrough.state, view) if view.packing else []
    return [*status, *over, *offer_lines(session.offers("pack.offer.plain")), ""]


class PlainScreen:
    """Plays a session on two streams of text."""

    def __init__(self, session: Session, source: TextIO | None, target: TextIO) -> None:
        """Read lines from `source` (None: there is no input), write lines to `target`."""
        self._session = session
        self._lines = Lines(source)
        self._target = filtered(target)

    def show(self, blocks: Iterable[Block]) -> None:
        """Write blocks."""
        self._write(plain_lines_of(blocks, self._session.machine.story))

    def show_offers(self) -> None:
        """Write what the player can do now."""
        self._write(question_lines(self._session))

    def _write(self, lines: Iterable[str]) -> None:
        with waiting():
            self._target.write("".join(line + "\n" for line in lines))
            self._target.flush()

    def play(self, blocks: Iterable[Block]) -> None:
        """Show these blocks, then play until the player quits or the input ends; every turn is saved."""
        self.show(blocks)
        while True:
            self.show_offers()
            if said := self._session.autosave():
                self.show(said)
            line = self._lines.next()
            if not line or not self.obey(line):
                return

    def choose_from(self, blocks: Iterable[Block], offers: Sequence[Offer]) -> Command:
        """Show blocks, and return the command of the offer whose number is typed; raises EOFError without one."""
        self.show(blocks)
        while True:
            self._write([*offer_lines(offers), ""])
            line = self._lines.next()
            if not line:
                raise EOFError
            if offer := numbered(line.strip(), offers):
                return offer.command

    def obey(self, line: str) -> bool:
        """Carry out a typed line; False when it says to quit."""
        try:
            command = self._session.understand(line)
            if command is None:
                return True
            if command.verb is Verb.QUIT:
                self.show(self._session.goodbye())
                return False
            self.show(self._session.perform(command))
        except (Refused, SaveProblem) as problem:
            self._write([describe(problem), ""])
        return True
