"""The plain, obvious walk: every state by itself, through the machine that plays the game. Slow, and the oracle.

It shares nothing with the proof but the machine's laws and the names of the targets: no packing, no forgetting, no
sets, no graph. A test compares the two on thousands of small stories.
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from ..engine import Machine
from ..engine.expressions import Values, compile_effects, compile_expression
from ..engine.machine import LET_STAND, LONGEST_PATH, TAKE_BACK
from ..engine.nodes import Node
from ..engine.views import Arrived, Event, Step
from ..model.expressions import Assign, Condition, Effect
from ..model.state import Frame, State
from ..model.story import Story, Verse
from ..model.text import Content, Run, Switch, Text, variant_index
from .watches import Target

_VARIABLES = frozenset(("flag", "counter", "set"))


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


class _EndlessError(Exception):
    """A step goes on for longer than the machine's longest path, or plays a cutaway inside itself."""


class _Witness(Machine):
    """A machine that writes down which conditions, texts and changes it comes across."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self.now: set[Target] = set()

    def test(self, condition: Condition | None, values: Values) -> bool:
        if condition is None:
            return True
        holds = bool(compile_expression(condition.test)(values))
        if condition.site >= 0:
            self.now.add(Target("condition", "", condition.site, int(holds)))
        return holds

    def content(self, content: Content, values: Values) -> None:
        for piece in content:
            if isinstance(piece, Run):
                continue
            if isinstance(piece, Switch):
                self.content(piece.yes if self.test(piece.condition, values) else piece.no, values)
                continue
            index = variant_index(piece.kind, values[piece.slot], len(piece.variants))
            if index >= 0:
                self.now.add(Target("variant", "", piece.site, index))
                self.content(piece.variants[index], values)

    def text(self, text: Text, values: Values) -> None:
        for paragraph in text:
            if self.test(paragraph.when, values):
                self.content(paragraph.content, values)

    def verses(self, verses: tuple[Verse, ...], values: Values) -> None:
        for verse in verses:
            if self.test(verse.when, values):
                return

    def effects(self, effects: tuple[Effect, ...], values: Values) -> Values:
        slots = self.story.slots
        for effect in effects:
            if isinstance(effect, Assign):
                change = compile_effects((effect,), slots, None)
                values = change(values) if change is not None else values
                slot, value = slots[effect.slot], values[effect.slot]
                if slot.kind in _VARIABLES:
                    if value != slot.start:
                        self.now.add(Target("change", "", effect.slot))
                    if slot.kind == "set":
                        self.now.add(Target("value", "", effect.slot, value))
            elif self.test(effect.condition, values):
                values = self.effects(effect.effects, values)
        return values

    def look(self, state: State) -> None:
        scene = self.story.scenes[state.scene]
        for phrase in self.story.status:
            self.content(phrase, state.values)
        for choice in () if scene.fall else scene.choices:
            if self.test(choice.when, state.values):
                self.content(choice.say, state.values)
                if not self.test(choice.requires, state.values):
                    self.now.add(Target("barred", choice.id))
                    self.content(choice.barred, state.values)

    def choose(self, state: State, choice: str) -> Step:
        falls = self.story.falls
        if choice == TAKE_BACK and falls is not None and falls.slot >= 0:
            self.now.add(Target("change", "", falls.slot))
        for authored in self.story.scenes[state.scene].choices:
            if authored.id == choice:
                self.now.add(Target("choice", choice))
                self.text(authored.text, state.values)
                self.verses(authored.verses, state.values)
                self.effects(authored.effects, state.values)
        return super().choose(state, choice)

    def _leave(self, node: Node, values: Values, events: list[Event]) -> Values:
        self.effects(node.scene.leave, values)
        return super()._leave(node, values, events)

    def _arrive(  # as the machine's
        self, scene: str, values: Values, stack: tuple[Frame, ...], events: list[Event], origin: State
    ) -> State:
        if len(set(stack)) < len(stack):
            raise _EndlessError
        self.now.add(Target("scene", scene))
        self.effects(self.story.scenes[scene].arrive, values)
        return super()._arrive(scene, values, stack, events, origin)

    def _rest(  # noqa: PLR0913  # as the machine's
        self, node: Node, values: Values, stack: tuple[Frame, ...], events: list[Event], origin: State, *, arrived: bool
    ) -> State:
        if sum(isinstance(event, Arrived) for event in events) > LONGEST_PATH:
            raise _EndlessError
        for number, redirect in enumerate(node.scene.redirects):
            if self.test(redirect.when, values):
                self.now.add(Target("redirect", node.scene.id, number))
                self.text(redirect.text, values)
                self.effects(redirect.effects, values)
                break
        else:
            if arrived:
                self.text(node.scene.text, values)
                self.verses(node.scene.verses, values)
                if node.scene.ending is not None:
                    self.now.add(Target("ending", node.scene.id))
        return super()._rest(node, values, stack, events, origin, arrived=arrived)


class _PlainWalk:
    def __init__(self, story: Story, max_states: int | None) -> None:
        self.machine = _Witness(story)
        self.max_states = max_states
        self.seen: dict[Target, int] = {}
        self.successors: dict[State, list[State]] = {}
        self.has_loop = False

    def step(self, state: State | None, command: str) -> State | None:
        try:
            step = self.machine.begin() if state is None else self.machine.choose(state, command)
        except (_EndlessError, RecursionError):
            self.has_loop = True
            return None
        return step.state

    def note(self, distance: int) -> None:
        for target in self.machine.now:
            self.seen.setdefault(target, distance)
        self.machine.now.clear()

    def commands(self, state: State) -> list[str]:
        if state.fallen is not None:
            return [TAKE_BACK, LET_STAND]
        view = self.machine.view(state)
        moves = view.packing.moves if view.packing is not None else ()
        return [option.id for option in view.options if option.open] + [f"move {item} {to}" for item, to in moves]

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
            self.machine.look(state)
            self.note(distances[state])
            following = self.successors.setdefault(state, [])
            for command in self.commands(state):
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
