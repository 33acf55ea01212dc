"""The plain, obvious walk: every state by itself, through the machine that plays the game. Slow, and the oracle.

It shares nothing with the proof but the machine's laws and the names of the targets: no packing, no forgetting, no
sets, no graph. A test compares the two on thousands of small stories.
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from ...engine.machine import LET_STAND, TAKE_BACK
from ...model.state import State
from ...model.story import Story
from ..targets.target import Target
from .witnessing import EndlessError, WitnessMachine


class PlainVerdicts(NamedTuple):
    """What the plain walk has found.

    `seen` are the targets with the number of choices to each; `dead_ends` and `locked` the scenes with states that
    offer nothing, or from which no ending can be reached (falls left out: they go back to where they came from).
    """

    exhausted: bool
    states: frozenset[State]
    locked_states: frozenset[State]
    seen: dict[Target, int]
    dead_ends: frozenset[str]
    locked: frozenset[str]
    has_loop: bool


class _PlainWalk:
    def __init__(self, story: Story, max_states: int | None) -> None:
        self.machine = WitnessMachine(story)
        self.max_states = max_states
        self.seen: dict[Target, int] = {}
        self.successors: dict[State, list[State]] = {}
        self.has_loop = False

    def step(self, state: State | None, command: str) -> State | None:
        try:
            step = self.machine.begin() if state is None else self.machine.choose(state, command)
        except (EndlessError, RecursionError):
            self.has_loop = True
            return None
        return step.state

    def note(self, distance: int) -> None:
        for target in self.machine.now:
            self.seen.setdefault(target, distance)
        self.machine.now.clear()

    def commands(self, state: State) -> list[str]:
        """Return what can be done in a state, having written down what it shows."""
        found = self.machine.look(state)
        if state.fallen is not None:
            return [TAKE_BACK, LET_STAND]
        packing = self.machine.packing(state)
        return found + [f"move {item} {to}" for item, to in packing.moves] if packing is not None else found

    def run(self) -> bool:
        start = self.step(None, "")
        self.note(0)
        if start is None:
            return True
        distances = {start: 0}
        queue = deque([start])
        while queue:
            if self.max_states is not None and len(distances) > self.max_states:
                return False
            state = queue.popleft()
            commands = self.commands(state)
            self.note(distances[state])
            following = self.successors.setdefault(state, [])
            for command in commands:
                after = self.step(state, command)
                self.note(distances[state] + 1)
                if after is None:
                    continue
                following.append(after)
                if after not in distances:
                    distances[after] = distances[state] + 1
                    queue.append(after)
        return True

    def locked(self) -> set[State]:
        scenes = self.machine.story.scenes
        origins: dict[State, list[State]] = {}
        for state, following in self.successors.items():
            for after in following:
                origins.setdefault(after, []).append(state)
        good = {state for state in self.successors if scenes[state.scene].ending is not None}
        queue = list(good)
        while queue:
            for state in origins.get(queue.pop(), ()):
                if state not in good:
                    good.add(state)
                    queue.append(state)
        return set(self.successors) - good


def walk_plainly(story: Story, max_states: int | None = None) -> PlainVerdicts:
    """Visit every state of a small story, and say what the proof should say about it."""
    walk = _PlainWalk(story, max_states)
    exhausted = walk.run()
    locked = walk.locked() if exhausted else set()
    dead = {
        state.scene
        for state in walk.successors
        if story.scenes[state.scene].ending is None and state.fallen is None and not walk.commands(state)
    }
    return PlainVerdicts(
        exhausted,
        frozenset(walk.successors),
        frozenset(locked),
        walk.seen,
        frozenset(dead),
        frozenset(state.scene for state in locked if state.fallen is None),
        walk.has_loop,
    )
