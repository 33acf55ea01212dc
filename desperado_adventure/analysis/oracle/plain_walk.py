"""The plain walk: it visits every state, one by one, with the machine that plays the game. Slow; only tests use it.

It is the oracle of the proof. It shares with the proof only the machine's laws and the targets: it has no packed
states, no merged states, no sets of states and no graph. A test compares the two on thousands of small stories.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ...engine import Machine, Step
from ...engine.viewing import LET_STAND, TAKE_BACK
from ...model.state import State
from ...model.story import Story
from ..targets.observer import Observer, Trouble
from ..targets.target import Target


class PlainVerdicts(NamedTuple):
    """What the plain walk has found. Each number is the least number of commands that lead there.

    `seen`: the targets. `distances`: all states. `locked`: the states from which no ending can be reached. `dead`: the
    states that offer nothing. `beginnings`: the scenes in which a soft-lock begins. `circles`: the sets of scenes on a
    circle without a choice. `overlong`: the first scenes of chains that are too long.
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
    """Return every command that can change a state."""
    return [TAKE_BACK, LET_STAND] if state.fallen is not None else list(machine.commands(state))


def leading_to(goals: Iterable[State], origins: Mapping[State, Iterable[State]]) -> set[State]:
    """Return these states and all that lead to them; `origins` are the states from which a step leads to each."""
    found = set(goals)
    queue = list(found)
    while queue:
        for state in origins.get(queue.pop(), ()):
            if state not in found:
                found.add(state)
                queue.append(state)
    return found


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
        """Walk breadth first; return whether all states were visited."""
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
        """Note a step; return the state after it if that is new. A step that the machine has stopped leads nowhere."""
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
        ends = {state for state in self.successors if self.story.scenes[state.scene].ending is not None}
        return set(self.successors) - leading_to(ends, origins)

    def beginnings(self, locked: set[State], dead: frozenset[State]) -> dict[str, int]:
        """Return the scenes in which soft-locks begin, with the least number of commands to each.

        A soft-lock begins in a locked state whose predecessor is not locked, or in the first state of the story. The
        predecessor of what follows a fall is the state in which the player chose to die.
        """
        nearest: dict[str, int] = {}

        def note(state: State, distance: int) -> None:
            if state in locked and state.fallen is None and state not in dead:
                nearest[state.scene] = min(nearest.get(state.scene, distance), distance)

        for state, distance in self.distances.items():
            if distance == 0:
                note(state, 0)
            player_stood = state if state.fallen is None else state.fallen
            if player_stood not in locked:
                for after in self.successors[state]:
                    note(after, distance + 1)
        return nearest


def walk_plainly(story: Story, max_states: int) -> PlainVerdicts:
    """Visit every state of a small story (at most about `max_states`), and return what the proof must say about it."""
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
