"""The linear screen: one line after another, for pipes, dumb terminals, transcripts and screen readers.

No frames, no pictures, no colour, no cursor: what is drawn elsewhere is a sentence here. Paragraphs are not wrapped,
for the reader's own program does that better.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TextIO

from ..engine import Machine, Refused
from ..saving import SaveProblem
from .answers import Command, Offer
from .filtering import harmless
from .packing import contents
from .session import Session, describe
from .turns import Block, Card, Chosen, Final, Heading, Listing, Notice, Prose, Title
from .words import say

LONGEST_LINE = 10_000


def lines_of_block(machine: Machine, block: Block) -> list[str]:
    """Return the lines of a block, an empty one last."""
    story = machine.story
    if isinstance(block, Title):
        return [block.title, ""]
    if isinstance(block, Card):
        title = say("chapter", number=block.number, title=block.title)
        return [title, *([block.line] if block.line else []), *_picture(machine, block.art), ""]
    if isinstance(block, Heading):
        return [block.title, *_picture(machine, block.art), ""]
    if isinstance(block, Prose):
        return [
            line for passage in block.passages for line in (speech(story.speakers, passage.speaker, passage.plain), "")
        ]
    if isinstance(block, Chosen):
        return [say("chosen", say=block.words), ""]
    if isinstance(block, Notice):
        return [block.text, ""]
    if isinstance(block, Final):
        return [say("ending", title=block.title), ""]
    if isinstance(block, Listing):
        return [block.title + ":", *block.lines, ""]
    return [say("song.title"), "", *(line for quatrain in block.quatrains for line in (*quatrain.split("\n"), ""))]


def _picture(machine: Machine, art: str) -> list[str]:
    found = machine.story.art.get(art)
    return [say("picture", alt=found.alt)] if found is not None and found.alt else []


def speech(speakers: Mapping[str, str], speaker: str, words: str) -> str:
    """Return a paragraph with its speaker's name before it."""
    return f"{speakers.get(speaker, speaker)}: {words}" if speaker else words


def offer_lines(offers: Sequence[Offer]) -> list[str]:
    """Return the offers as numbered lines; a barred one with its reason."""
    return [
        f"{number}. " + (say("barred", say=offer.words, reason=offer.barred) if offer.barred else offer.words)
        for number, offer in enumerate(offers, start=1)
    ]


class PlainScreen:
    """Plays a session on two streams of text."""

    def __init__(self, session: Session, source: TextIO | None, target: TextIO) -> None:
        """Read lines from `source` (None: nobody types), write lines to `target`."""
        self._session = session
        self._source = source
        self._target = target

    def show(self, blocks: Sequence[Block]) -> None:
        """Write blocks."""
        for block in blocks:
            for line in lines_of_block(self._session.machine, block):
                self._write(line)

    def _write(self, line: str) -> None:
        self._target.write(harmless(line) + "\n")

    def play(self, blocks: Sequence[Block]) -> None:
        """Show these blocks, then play until the player quits or his lines run out; every turn is saved."""
        self.show(blocks)
        while True:
            self.show_offers()
            if problem := self._session.autosave():
                self._write(problem)
                self._target.flush()
            line = self._source.readline(LONGEST_LINE) if self._source is not None else ""
            if not line or not self.obey(line):
                return

    def show_offers(self) -> None:
        """Write the status, in a packing scene what is where, and the numbered lines."""
        session = self._session
        if status := session.status:
            self._write(status)
        if session.view.packing:
            for line in contents(session.machine, session.playthrough.state, session.view):
                self._write(line)
        for line in offer_lines(session.offers("pack.offer.plain")):
            self._write(line)
        self._write("")
        self._target.flush()

    def choose_from(self, blocks: Sequence[Block], lines: Sequence[str]) -> int:
        """Show blocks, ask for one of the lines and return its index; anything else asks again. Raises EOFError."""
        self.show(blocks)
        while True:
            for line in offer_lines([Offer(line, Command("choose")) for line in lines]):
                self._write(line)
            self._write("")
            self._target.flush()
            line = self._source.readline(LONGEST_LINE) if self._source is not None else ""
            if not line:
                raise EOFError
            if line.strip().isdecimal() and 1 <= int(line.strip()[:9]) <= len(lines):
                return int(line.strip()[:9]) - 1

    def obey(self, line: str) -> bool:
        """Carry out a typed line; False when it says to quit."""
        try:
            command = self._session.understand(line)
            if command is None:
                return True
            if command.verb == "quit":
                self._write(self._session.goodbye())
                return False
            self.show(self._session.perform(command))
        except (Refused, SaveProblem) as problem:
            self._write(describe(problem))
            self._write("")
        return True
