"""Games in plain mode: walkthroughs as lines that a player types, and what is written between one line and the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice
from typing import NamedTuple, TextIO, cast

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.model.walkthrough import Command, Walkthrough
from desperado_adventure.terminal.blocks import Title
from desperado_adventure.terminal.plain import PlainScreen
from desperado_adventure.terminal.session import Session
from desperado_adventure.terminal.unpacked_items import unpacked_items


class Turn(NamedTuple):
    """What was written before a line was asked for, since the last one, and where the game then stood."""

    written: str
    playthrough: Playthrough


def typed_lines(machine: Machine, walkthrough: Walkthrough) -> list[str]:
    """Return a walkthrough as typed lines: choices by their numbers, moves in words."""
    state, lines = machine.begin().state, []
    for step in walkthrough.steps:
        if isinstance(step, Command):
            ids = [option.id for option in machine.options(state)]
            line = str(ids.index(step.choice) + 1) if step.choice in ids else step.choice
            is_asked = step.choice in ids and unpacked_items(machine, state, step.choice)
            lines += [line] * (2 if is_asked else 1)
            state = machine.choose(state, step.choice).state
    return lines


def played(machine: Machine, lines: Iterable[str]) -> list[Turn]:
    """Play the story in plain mode with these lines, and return its turns."""
    session, target = Session(machine, None), StringIO()
    source = _Source(session, target, iter(lines))
    PlainScreen(session, cast("TextIO", source), target).play([Title(machine.story.title), *session.begin()])
    return source.turns


class _Source:
    """Gives the lines, and notes at each of them what was written until then."""

    def __init__(self, session: Session, target: StringIO, lines: Iterator[str]) -> None:
        self.turns: list[Turn] = []
        self._session, self._target, self._given = session, target, lines
        self._begin = 0

    def readline(self, _size: int) -> str:
        """Return the next line, or "" when there are no more."""
        written = self._target.getvalue()
        self.turns.append(Turn(written[self._begin :], self._session.playthrough))
        self._begin = len(written)
        return "".join(f"{line}\n" for line in islice(self._given, 1))
