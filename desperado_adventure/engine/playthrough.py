"""The playthrough: the choices so far, the states between them, and what was undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..model.state import State
from .machine import Machine
from .views import Event, Refusal, Refused, Step


class Playthrough(NamedTuple):
    """A playthrough: `steps[0]` is the beginning, and `steps[n]` is what choice n (counted from 1) led to.

    `undone` are the choices that a redo would take again; the last of them comes first.
    """

    steps: tuple[Step, ...]
    choices: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()

    @classmethod
    def begin(cls, machine: Machine) -> Playthrough:
        """Start the story."""
        return cls((machine.begin(),))

    @classmethod
    def replay(cls, machine: Machine, choices: Iterable[str]) -> Playthrough:
        """Take these choices in order; raises Refused at the first that cannot be taken."""
        playthrough = cls.begin(machine)
        steps, taken = list(playthrough.steps), []
        for choice in choices:
            steps.append(machine.choose(steps[-1].state, choice))
            taken.append(choice)
        return cls(tuple(steps), tuple(taken))

    @property
    def state(self) -> State:
        """The state after the last choice."""
        return self.steps[-1].state

    @property
    def turn(self) -> int:
        """How many choices have been taken."""
        return len(self.choices)

    @property
    def events(self) -> tuple[Event, ...]:
        """The events of the last step."""
        return self.steps[-1].events

    def choose(self, machine: Machine, choice: str) -> Playthrough:
        """Take a choice, and forget what was undone. Raises Refused."""
        step = machine.choose(self.state, choice)
        return Playthrough((*self.steps, step), (*self.choices, choice))

    def undo(self) -> Playthrough:
        """Take the last choice back; raises Refused when no choice has been taken."""
        if not self.choices:
            raise Refused(Refusal.UNDO, "")
        return Playthrough(self.steps[:-1], self.choices[:-1], (*self.undone, self.choices[-1]))

    def redo(self, machine: Machine) -> Playthrough:
        """Take the last undone choice again; raises Refused when nothing was undone."""
        if not self.undone:
            raise Refused(Refusal.REDO, "")
        again = self.choose(machine, self.undone[-1])
        return again._replace(undone=self.undone[:-1])
