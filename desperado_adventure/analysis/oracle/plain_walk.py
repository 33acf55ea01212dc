"""The plain walk: every state by itself, through the machine that plays the game. Slow, and used by tests only.

It is the oracle of the proof, and shares nothing with it but the machine's laws and the names of the targets: no
packing, no forgetting, no sets, no graph. A test compares the two on thousands of small stories.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import NamedTuple

from ...engine import Machine, Step
from ...engine.machine import LET_STAND, TAKE_BACK
from ...engine.packing import MOVE
from ...model.state import State
from ...model.story import Story
from ..targets.observer import Observer, Trouble
from ..targets.target import Target


class PlainVerdicts(NamedTuple):
    """What the plain walk has found.

    `seen` are the targets with the number of commands to each. `distances` has every state with the number of commands
    to it, `locked` those from which no ending can be reached, `dead` those that offer nothing. `beginnings` are the
    scenes in which a soft-lock begins, with the number of commands to that. `circles` are groups of scenes that a chain
    goes round for ever, with the number of commands to it; `overlong` the first scenes of chains that are too long,
    each with the number of commands to that.
    """

    exhausted: bool
    seen: Mapping[Target, int]
    distances: Mapping[State, int]
    locked: frozenset[State]
    dead: frozenset[State]
    beginnings: Mapping[str, int]
    circles: Mapping[frozenset[str], int]
    overlong: Mapping[str, int]


def commands(machine: Machine, state: State) -> list[str]:
    """Return everything that a player can do in a state but look."""
    if state.fallen is not None:
        return [TAKE_BACK, LET_STAND]
    packing = machine.packing(state)
    moves = packing.moves if packing is not None else ()
    opened = [option.id for option in machine.options(state) if option.open]
    return [*opened, *(f"{MOVE} {item} {place}" for item, place in moves)]


class _PlainWalk:
    def __init__(self, story: Story, max_states: int) -> None:
        self.story = story
        self.observer = Observer(story)
        self.max_states = max_states
        self.seen: dict[Target, int] = {}
        self.distances: dict[State, int] = {}
        self.successors: dict[State, list[State]] = {}
        self.circles: dict[frozenset[str], int] = {}
        self.overlong: dict[str, int] = {}

    def run(self) -> bool:
        """Walk breadth first; return whether that was all."""
        queue = deque(self._next(self.observer.start(), 0))
        while queue:
            if len(self.distances) > self.max_states:
                return False
            state = queue.popleft()
            distance = self.distances[state]
            _, shown = self.observer.look(state)
            self._note(shown, distance)
            for command in commands(self.observer.machine, state):
                after = self._next(self.observer.take(state, command), distance + 1, self.successors[state])
                queue.extend(after)
        return True

    def _next(
        self, taken: tuple[Step, frozenset[Target]], distance: int, successors: list[State] | None = None
    ) -> list[State]:
        """Note a step; return the state after it if that is new. A step that the machine has ended leads nowhere."""
        step, shown = taken
        self._note(shown, distance)
        if self.observer.trouble is not None:
            self._note_trouble(self.observer.trouble, distance)
            return []
        if successors is not None:
            successors.append(step.state)
        if step.state in self.distances:
            return []
        self.distances[step.state] = distance
        self.successors[step.state] = []
        return [step.state]

    def _note(self, shown: frozenset[Target], distance: int) -> None:
        for target in shown:
            self.seen[target] = min(self.seen.get(target, distance), distance)

    def _note_trouble(self, trouble: Trouble, distance: int) -> None:
        if trouble.circle:
            self.circles.setdefault(frozenset(trouble.circle), distance)
        else:
            self.overlong.setdefault(trouble.overrun, distance)

    def locked(self) -> set[State]:
        """Return the states from which no ending can be reached."""
        origins: dict[State, list[State]] = {}
        for state, following in self.successors.items():
            for after in following:
                origins.setdefault(after, []).append(state)
        good = {state for state in self.successors if self.story.scenes[state.scene].ending is not None}
        queue = list(good)
        while queue:
            for state in origins.get(queue.pop(), ()):
                if state not in good:
                    good.add(state)
                    queue.append(state)
        return set(self.successors) - good

    def beginnings(self, locked: set[State], dead: frozenset[State]) -> dict[str, int]:
        """Return where soft-locks begin: in locked states after one that is not, in the first state of the story.

        What follows a fall counts as following the state in which the player chose to die.
        """
        found: dict[str, int] = {}

        def note(state: State, distance: int) -> None:
            if state in locked and state.fallen is None and state not in dead:
                found[state.scene] = min(found.get(state.scene, distance), distance)

        for state, distance in self.distances.items():
            if distance == 0:
                note(state, 0)
            player_stood = state if state.fallen is None else state.fallen
            if player_stood not in locked:
                for after in self.successors[state]:
                    note(after, distance + 1)
        return found


def walk_plainly(story: Story, max_states: int) -> PlainVerdicts:
    """Visit every state of a small story, and say what the proof should say about it."""
    walk = _PlainWalk(story, max_states)
    exhausted = walk.run()
    locked = walk.locked() if exhausted else set()
    machine = walk.observer.machine
    dead = frozenset(
        state for state in walk.successors if story.scenes[state.scene].ending is None and not commands(machine, state)
    )
    return PlainVerdicts(
        exhausted,
        walk.seen,
        walk.distances,
        frozenset(locked),
        dead,
        walk.beginnings(locked, dead),
        walk.circles,
        walk.overlong,
    )
