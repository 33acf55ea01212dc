"""The playthrough: the choices so far, the states between them, and what was undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from ..model.state import State
from .machine import Machine
from .views import Event, Refusal, Refused, Step

Road: TypeAlias = tuple[str, ...]
"""Choices in their order."""


class Playthrough(NamedTuple):
    """A playthrough: `steps[0]` is the beginning, and `steps[n]` is what choice n (counted from 1) led to.

    `undone` are the choices that a redo would take again; the last of them comes first. `branches` are roads that were
    undone and then left for another choice, each from the beginning, the latest last. None of them is a beginning of
    another road of the playthrough.
    """

    steps: tuple[Step, ...]
    choices: Road = ()
    undone: Road = ()
    branches: tuple[Road, ...] = ()

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

    @property
    def roads(self) -> tuple[Road, ...]:
        """All roads from the beginning: first the present one with what was undone, then the branches."""
        return ((*self.choices, *reversed(self.undone)), *self.branches)

    def choose(self, machine: Machine, choice: str) -> Playthrough:
        """Take a choice. If another was undone here, its road becomes a branch. Raises Refused."""
        step = machine.choose(self.state, choice)
        choices = (*self.choices, choice)
        undone, branches = self.undone, self.branches
        if undone and undone[-1] == choice:
            undone = undone[:-1]
        elif undone:
            undone, branches = (), _with_branch(branches, self.roads[0])
        if branches and not undone:
            branches = tuple([road for road in branches if road != choices])
        return Playthrough((*self.steps, step), choices, undone, branches)

    def undo(self) -> Playthrough:
        """Take the last choice back; raises Refused when no choice has been taken."""
        if not self.choices:
            raise Refused(Refusal.UNDO, "")
        return self._replace(steps=self.steps[:-1], choices=self.choices[:-1], undone=(*self.undone, self.choices[-1]))

    def redo(self, machine: Machine) -> Playthrough:
        """Take the last undone choice again; raises Refused when nothing was undone."""
        if not self.undone:
            raise Refused(Refusal.REDO, "")
        return self.choose(machine, self.undone[-1])


def _with_branch(branches: tuple[Road, ...], road: Road) -> tuple[Road, ...]:
    """Return the branches with this one, and without those that are a beginning of it."""
    if any(is_beginning(road, other) for other in branches):
        return branches
    return (*(other for other in branches if not is_beginning(other, road)), road)


def is_beginning(road: Road, other: Road) -> bool:
    """Whether the other road begins with this one, or is the same."""
    return road == other[: len(road)]
