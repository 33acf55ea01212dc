"""The linear screen: one line after another, for pipes, dumb terminals, transcripts and screen readers.

It has no frames, pictures, colours or cursor movement: a sentence replaces each picture and each mark. It only ever
adds lines, and what is no part of the story it says in few words, and once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TextIO, TypeAlias

from ..engine import Refusal, Refused
from ..saving import SaveProblem
from .answers import A_LINE, Command, Offer, Verb
from .asked_names import asks_for_name, with_name
from .blocks import Block, Notice, plain_lines_of
from .filtering import filtered
from .lines import Lines
from .plain_layout import fitted
from .plain_pictures import Pictures, with_new_pictures
from .plain_question import NOTHING, offer_lines, question_lines, told_by
from .refusal_sentences import describe
from .session import Session
from .signals import waiting
from .understanding import parse
from .words import say

Answers: TypeAlias = Callable[[int, str], str]
"""Returns the player's next answer as a line, "" when there are no more.

It is given how many numbers there are to choose from, and what can be answered besides these and the commands.
"""

_TELLS_ALL = (Verb.LOOK, Verb.LOAD, Verb.NEW)
"""After these commands the player is told all again: picture, status, and in a packing scene what lies where."""

_YES_OR_NO = f"{say('plain.yes')} {say('plain.no')}"


class PlainScreen:
    """Plays a session on two streams of text."""

    def __init__(self, session: Session, source: TextIO | None, target: TextIO, answers: Answers | None = None) -> None:
        """Read lines from `source` (None: there is no input), or get them from `answers`; write lines to `target`."""
        self._session = session
        self._answers = answers or _lines_of(source)
        self._hint = say("plain.hint" if answers is None else "plain.hint.keys")
        self._is_by_lines = answers is None  # with single keys, Enter alone is pressed out of habit, and asks nothing
        self._again = say("plain.again") if self._is_by_lines else ""
        self._pictures: Pictures = frozenset()
        self._target = filtered(target)
        self._told = NOTHING
        self._doubted: Command | None = None  # what the player has been asked about
        self._asking: Command | None = None  # the choice for which he is to type a name

    def show(self, blocks: Iterable[Block]) -> None:
        """Write blocks, without the pictures that the player knows."""
        new, self._pictures = with_new_pictures(blocks, self._pictures)
        self._write(plain_lines_of(new, self._session.machine.story))

    def show_offers(self) -> None:
        """Write what the player can do now, and what has changed since he was asked last."""
        self._write(question_lines(self._session, self._told))
        self._told = told_by(self._session)

    def _write(self, lines: Iterable[str]) -> None:
        hint, self._hint = self._hint, ""  # before the first line
        shown = fitted([*([hint, ""] if hint else []), *lines], self._target)
        with waiting():
            self._target.write("".join(line + "\n" for line in shown))
            self._target.flush()

    def play(self, blocks: Iterable[Block]) -> None:
        """Show these blocks, then play until the player quits or the input ends; every turn is saved."""
        self.show(blocks)
        while True:
            self.show(self._session.autosave())
            if self._doubted is None and self._asking is None:
                self.show_offers()
            line = self._answers(len(self._session.offers()), self._also)
            if not line:
                self.show(self._session.goodbye())
                return
            if not self.obey(line):
                return

    @property
    def _also(self) -> str:
        """What can be answered besides numbers and commands."""
        if self._asking is not None:
            return A_LINE
        return _YES_OR_NO if self._doubted is not None else ""

    def choose_from(self, blocks: Iterable[Block], offers: Sequence[Offer]) -> Command:
        """Show blocks, and return what is chosen or asked for; whatever means nothing is answered. Raises EOFError."""
        is_new = True
        while True:
            self.show(blocks)
            if is_new:
                self._write([*offer_lines(offers), ""])
            line = self._answers(len(offers), "")
            if not line:
                raise EOFError
            try:
                if (command := parse(line, offers)) is not None:
                    return command
                blocks, is_new = [Notice(say("title.empty"))], True
            except Refused as refused:
                blocks, is_new = [Notice(self._refusal(refused))], not self._is_by_lines

    def obey(self, line: str) -> bool:
        """Carry out a typed line; False when it says to quit."""
        doubted, self._doubted = self._doubted, None
        asking, self._asking = self._asking, None
        try:
            if asking is not None:
                self._name(asking, line, doubted)
                return True
            if doubted is not None and _is(line, "plain.no"):
                self.show([Notice(say("plain.stay"))])
                return True
            is_sure = doubted is not None and _is(line, "plain.yes")
            command = doubted if is_sure else self._session.understand(line)
            if command is None:
                self._told = self._told._replace(offers=())  # an empty line asks for them again
                return True
            if command.verb is Verb.QUIT:
                self.show(self._session.goodbye())
                return False
            if asks_for_name(command, self._session.options):
                self._ask_for_name(command)
                self._doubted = doubted  # the same choice with the same name is sure
            else:
                self._carry_out_if_sure(command, is_sure=command == doubted)
        except (Refused, SaveProblem) as problem:
            self._write([self._refusal(problem), ""])
            if not self._is_by_lines:
                self._forget_offers()
        return True

    def _ask_for_name(self, command: Command) -> None:
        self._asking = command
        self.show([Notice(say("name.plain"))])

    def _name(self, asking: Command, line: str, doubted: Command | None) -> None:
        """Take a typed line as the name for which a choice asks; an empty one goes back."""
        if not line.strip():
            self.show([Notice(say("name.back"))])
            return
        try:
            command = with_name(asking, line)
        except Refused:
            self._asking, self._doubted = asking, doubted
            raise
        self._carry_out_if_sure(command, is_sure=command == doubted)

    def _carry_out_if_sure(self, command: Command, *, is_sure: bool) -> None:
        if not is_sure and self._doubt(command):
            self._doubted = command
        else:
            self._carry_out(command)

    def perform(self, command: Command) -> None:
        """Carry out a command, and write what the player would read who is sure of it; raises Refused, SaveProblem."""
        self._doubt(command)
        self._carry_out(command)

    def _doubt(self, command: Command) -> bool:
        """Ask the player whether he means it, if there is a reason to; return whether there is."""
        doubt = self._session.doubt(command)
        if doubt:
            self.show([Notice(f"{doubt} {say('plain.doubt')}")])
        return bool(doubt)

    def _carry_out(self, command: Command) -> None:
        blocks = self._session.perform(command)
        if command.verb in _TELLS_ALL:
            self._told, self._pictures = NOTHING, frozenset()
        self.show(blocks)
        self._forget_offers()

    def _forget_offers(self) -> None:
        """Tell the choices again at the next question, unless the player goes on packing in the same scene."""
        view = self._session.view
        if view.packing is None or view.scene != self._told.packing:
            self._told = self._told._replace(offers=())

    def _refusal(self, problem: Refused | SaveProblem) -> str:
        """Return the sentence for a refusal, and at the first answer that means nothing, how to hear the choices."""
        sentence = describe(problem)
        if problem.reason is not Refusal.UNKNOWN or not self._again:
            return sentence
        again, self._again = self._again, ""
        return f"{sentence} {again}"


def _is(line: str, key: str) -> bool:
    """Whether a line is one of the answers that the table has under this key."""
    return line.strip().lower() in say(key).split()


def _lines_of(source: TextIO | None) -> Answers:
    lines = Lines(source)
    return lambda offers, also: lines.next()
