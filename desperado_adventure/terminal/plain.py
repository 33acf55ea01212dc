"""The linear screen: one line after another, for pipes, dumb terminals, transcripts and screen readers.

No frames, no pictures, no colour, no cursor: what is drawn elsewhere is a sentence here. Paragraphs are not wrapped,
for the reader's own program does that better.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TextIO

from ..engine import Machine, Option, Refused
from ..saving import SaveProblem
from .commands import Command, parse
from .filtering import harmless
from .session import Session, describe
from .turns import Block, Card, Final, Heading, Listing, Notice, Prose, Song, Title
from .words import say


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
        return [line for passage in block.passages for line in (speech(story.speakers, passage.speaker, passage.plain), "")]
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


def option_lines(options: Sequence[Option]) -> list[str]:
    """Return the options as numbered lines; a barred one with its reason."""
    return [
        f"{number}. " + (option.say if option.open else say("barred", say=option.say, reason=option.barred))
        for number, option in enumerate(options, start=1)
    ]


class PlainScreen:
    """Plays a session on two streams of text."""

    def __init__(self, session: Session, source: TextIO, target: TextIO) -> None:
        """Read lines from `source`, write lines to `target`."""
        self._session = session
        self._source = source
        self._target = target

    def show(self, blocks: Sequence[Block]) -> None:
        """Write blocks."""
        for block in blocks:
            for line in lines_of_block(self._session.machine, block):
                self._write(line)

    def show_line(self, line: str) -> None:
        """Write one line."""
        self._write(line)

    def _write(self, line: str) -> None:
        self._target.write(harmless(line) + "\n")

    def play(self, blocks: Sequence[Block]) -> None:
        """Show these blocks, then play until the player quits or his lines run out; every turn is saved."""
        self.show(blocks)
        while True:
            self.show_options()
            if problem := self._session.autosave():
                self._write(problem)
            line = self._source.readline()
            if not line or not self.obey(line):
                return

    def show_options(self) -> None:
        """Write the status and the options."""
        session = self._session
        status = session.machine.status(session.playthrough.state)
        if status:
            self._write(" · ".join(status))
        for line in option_lines(session.options):
            self._write(line)
        if session.view.packing:
            for line in session.case():
                self._write(line)
        if session.view.ending:
            self._write(say("ending.again"))
        self._write("")
        self._target.flush()

    def obey(self, line: str) -> bool:
        """Carry out a typed line; False when it says to quit."""
        try:
            command = parse(line, self._session.options)
            if command is None:
                return True
            if command == Command("quit"):
                self._write(say("goodbye" if self._session.slots is not None else "goodbye.unsaved"))
                return False
            self.show(self._session.perform(command))
        except (Refused, SaveProblem) as problem:
            self._write(describe(problem))
            self._write("")
        return True
