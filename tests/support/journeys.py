"""Whole roads through the shipped story in a pseudo-terminal: each choice is typed by its number, each pause is turned.

A session of our own follows the same road, so that a journey knows what has to be on the screen.
`python tests/support/journeys.py [COLUMNS ROWS [NAME]]` counts the pauses of a walkthrough.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from story_games import STORY
from terminals import Terminal, playing

from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_story, load_walkthroughs
from desperado_adventure.model import walkthrough
from desperado_adventure.terminal.answers import Command, Verb
from desperado_adventure.terminal.blocks import Block
from desperado_adventure.terminal.board import board_of
from desperado_adventure.terminal.page import Page
from desperado_adventure.terminal.pointer import Pointer
from desperado_adventure.terminal.question import Question, Stop, stops
from desperado_adventure.terminal.session import Session

_PAUSE = "Enter:"
_HOME = "\x1b[H"


class Journey:
    """A game in a terminal, and the same game in a session of our own."""

    def __init__(self, terminal: Terminal, session: Session) -> None:
        """Go on in this terminal with this session, both at the beginning."""
        self.terminal = terminal
        self.session = session
        self.pauses = 0
        self.pages: list[str] = []  # what was on the screen at each pause and question since the last choice

    def read(self) -> str:
        """Turn pages until the question comes; return the screen then."""
        self.pages = []
        while True:
            self.pages.append(self.terminal.wait_for_prompt())
            if not self.terminal.last_line.startswith(_PAUSE):
                return self.pages[-1]
            self.pauses += 1
            self.terminal.type(" ")

    def walk(self) -> str:
        """Let the pointer go to every stop and round; return all that was seen, without blanks."""
        pointer = self._go_home()
        seen = [self._wait_for(pointer)]
        while True:
            seen.append(self._step_down(pointer))
            if pointer.at == 0 and not pointer.is_inside:
                return "".join("".join(seen).split())

    def carry(self, item: str, place: str) -> list[Block]:
        """Take an item up and put it into a place by arrows and Enter, and read what follows; return its blocks."""
        pointer = self._go_home()
        self._wait_for(pointer)
        self._step_to(pointer, Stop(item=item))
        self.terminal.press("enter")
        pointer.answer()
        self._wait_for(pointer)
        self._step_to(pointer, Stop(f"move {item} {place}"))
        self.terminal.press("enter")
        blocks = self.session.perform(Command(Verb.MOVE, f"{item} {place}"))
        self.read()
        return blocks

    def _step_to(self, pointer: Pointer, stop: Stop) -> None:
        """Step down to an open stop; raises AssertionError when that is not one."""
        assert stop in stops(pointer.question)
        while stops(pointer.question)[pointer.at] != stop:
            self._step_down(pointer)

    def _step_down(self, pointer: Pointer) -> str:
        """Press the down key, and return the screen once the pointer is where it should be then."""
        pointer.down()
        self.terminal.press("down")
        return self._wait_for(pointer)

    def _go_home(self) -> Pointer:
        """Type Home, which brings the pointer to the first stop, and return a pointer that is there."""
        machine = self.session.machine
        board = board_of(machine, self.session.playthrough.state)
        question = Question(tuple(self.session.offers()), self.session.status, "", board)
        width, height = self.terminal.screen.columns, self.terminal.screen.lines
        console = Console(file=io.StringIO(), width=width, height=height, force_terminal=True, _environ={})
        pointer = Pointer(question, Page(machine.story, console), 0)
        pointer.step(-pointer.at)
        self.terminal.type(_HOME)
        return pointer

    def _wait_for(self, pointer: Pointer) -> str:
        """Return the screen once the pointer is there."""
        rows = "\n".join(words for row in pointer.rows if (words := row.words.rstrip()))

        def is_there() -> bool:
            return rows in "\n".join(filter(None, self.terminal.text.split("\n")))

        return self.terminal.wait_until(is_there, f"the pointer at stop {pointer.at}")

    def type(self, line: str, command: Command) -> list[Block]:
        """Type a line that means this command, and read what follows; return its blocks."""
        self.terminal.type(line + "\r")
        blocks = self.session.perform(command)
        self.read()
        return blocks

    def take(self, command: Command) -> list[Block]:
        """Type the number of the offer with this command, or a move, and read what follows; return its blocks."""
        if command.verb is Verb.MOVE:
            self.terminal.type(f"move {command.argument}\r")
        else:
            numbers = {offer.command: number for number, offer in enumerate(self.session.offers(), start=1)}
            self.terminal.type(f"{numbers[command]}\r")
        if self.session.doubt(command):
            self.read()
            self.terminal.type("2\r")
        blocks = self.session.perform(command)
        self.read()
        return blocks


def commands_of(name: str) -> list[Command]:
    """Return the choices and moves of a walkthrough of the shipped story."""
    walkthroughs, diagnostics = load_walkthroughs(STORY)
    assert not diagnostics
    found = next(each for each in walkthroughs if each.name == name)
    choices = [step.choice for step in found.steps if isinstance(step, walkthrough.Command)]
    return [
        Command(Verb.MOVE, choice.removeprefix("move ")) if choice.startswith("move ") else Command(Verb.CHOOSE, choice)
        for choice in choices
    ]


@contextmanager
def journey(folder: Path, columns: int, rows: int) -> Iterator[Journey]:
    """Begin the shipped story in a window of this size."""
    story = load_story(STORY).story
    assert story is not None
    session = Session(Machine(story), None)
    session.begin()
    with playing("--story", str(STORY), "--new", folder=folder, columns=columns, rows=rows) as terminal:
        yield Journey(terminal, session)


def count_pauses(columns: int, rows: int, name: str) -> tuple[int, int]:
    """Return how many pauses a walkthrough has in a window of this size, and how many choices and moves."""
    commands = commands_of(name)
    with tempfile.TemporaryDirectory() as folder, journey(Path(folder), columns, rows) as road:
        road.read()
        for command in commands:
            road.take(command)
        return road.pauses, len(commands)


if __name__ == "__main__":
    size = tuple(map(int, sys.argv[1:3])) or (80, 24)
    print(*count_pauses(size[0], size[1], *(sys.argv[3:4] or ["sung"])))  # noqa: T201  # a script
