"""Whole roads through the shipped story in a pseudo-terminal: each choice is typed by its number, each pause is turned.

A session of our own follows the same road, so that a journey knows what has to be on the screen.
`python tests/support/journeys.py [COLUMNS ROWS [NAME]]` counts the pauses of a walkthrough.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from story_games import STORY
from terminals import Terminal, playing

from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_story, load_walkthroughs
from desperado_adventure.model import walkthrough
from desperado_adventure.terminal.answers import Command, Verb
from desperado_adventure.terminal.session import Session

_PAUSE = "Enter:"


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

    def take(self, command: Command) -> str:
        """Type the number of the offer with this command, and read what follows; return the screen then."""
        if command.verb is Verb.MOVE:
            self.terminal.type(f"move {command.argument}\r")
        else:
            numbers = {offer.command: number for number, offer in enumerate(self.session.offers(), start=1)}
            self.terminal.type(f"{numbers[command]}\r")
        if self.session.doubt(command):
            self.read()
            self.terminal.type("2\r")
        self.session.perform(command)
        return self.read()


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
