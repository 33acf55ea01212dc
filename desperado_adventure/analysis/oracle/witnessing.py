"""A machine that writes down which targets it comes across: what the proof claims to be seen must be seen here.

Conditions and variants the machine itself tells of; scenes, choices, redirects and what effects change are written down
on the way.
"""

from __future__ import annotations

from ...engine import Machine
from ...engine.expressions import Values, compile_effects, compile_expression
from ...engine.machine import LONGEST_PATH, TAKE_BACK
from ...engine.nodes import Node
from ...engine.views import Arrived, Event, Step
from ...model.expressions import Assign, Effect
from ...model.state import Frame, State
from ...model.story import Story
from ..targets.target import Target

_VARIABLES = frozenset(("flag", "counter", "set"))


class EndlessError(Exception):
    """A step goes on for longer than the machine's longest path, or plays a cutaway inside itself."""


class WitnessMachine(Machine):
    """A machine that writes down, in `now`, which conditions, texts and changes it comes across."""

    def __init__(self, story: Story) -> None:
        """Begin with nothing written down."""
        self.now: set[Target] = set()
        super().__init__(story, self._note)

    def _note(self, site: int, outcome: int) -> None:
        kind = "variant" if self.story.sites[site].kind == "sequence" else "condition"
        self.now.add(Target(kind, "", site, outcome))

    def _carry_out(self, effects: tuple[Effect, ...], values: Values) -> Values:
        """Write down what effects change, be it only until the next of them."""
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
            elif compile_expression(effect.condition.test)(values):
                values = self._carry_out(effect.effects, values)
        return values

    def look(self, state: State) -> list[str]:
        """Write down what the player sees in a state without choosing, and return the ids of the open choices."""
        self.status(state)
        options = self.options(state)
        self.now.update(Target("barred", option.id) for option in options if not option.open)
        return [option.id for option in options if option.open]

    def choose(self, state: State, choice: str) -> Step:
        """Choose as the machine does, and write down what comes across; raises EndlessError on a step without end."""
        falls = self.story.falls
        if choice == TAKE_BACK and falls is not None and falls.slot >= 0:
            self.now.add(Target("change", "", falls.slot))
        for authored in self.story.scenes[state.scene].choices:
            if authored.id == choice:
                self.now.add(Target("choice", choice))
                self._carry_out(authored.effects, state.values)
        return super().choose(state, choice)

    def _leave(self, node: Node, values: Values, events: list[Event]) -> Values:
        self._carry_out(node.scene.leave, values)
        return super()._leave(node, values, events)

    def _arrive(
        self, scene: str, values: Values, stack: tuple[Frame, ...], events: list[Event], origin: State
    ) -> State:
        if len(set(stack)) < len(stack):
            raise EndlessError
        self.now.add(Target("scene", scene))
        self._carry_out(self.story.scenes[scene].arrive, values)
        return super()._arrive(scene, values, stack, events, origin)

    def _rest(
        self, node: Node, values: Values, stack: tuple[Frame, ...], events: list[Event], origin: State, *, arrived: bool
    ) -> State:
        if sum(isinstance(event, Arrived) for event in events) > LONGEST_PATH:
            raise EndlessError
        for number, redirect in enumerate(node.scene.redirects):
            if redirect.when is None or compile_expression(redirect.when.test)(values):
                self.now.add(Target("redirect", node.scene.id, number))
                self._carry_out(redirect.effects, values)
                break
        else:
            if arrived and node.scene.ending is not None:
                self.now.add(Target("ending", node.scene.id))
        return super()._rest(node, values, stack, events, origin, arrived=arrived)
