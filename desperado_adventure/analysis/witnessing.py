"""A machine that writes down which targets it comes across: what the proof claims to be seen must be seen here."""

from __future__ import annotations

from ..engine import Machine
from ..engine.expressions import Values, compile_effects, compile_expression
from ..engine.machine import LONGEST_PATH, TAKE_BACK
from ..engine.nodes import Node
from ..engine.views import Arrived, Event, Step
from ..model.expressions import Assign, Condition, Effect
from ..model.state import Frame, State
from ..model.story import Story, Verse
from ..model.text import Content, Run, Switch, Text, variant_index
from .watches import Target

_VARIABLES = frozenset(("flag", "counter", "set"))


class EndlessError(Exception):
    """A step goes on for longer than the machine's longest path, or plays a cutaway inside itself."""


class WitnessMachine(Machine):
    """A machine that writes down, in `now`, which conditions, texts and changes it comes across."""

    def __init__(self, story: Story) -> None:
        """Begin with nothing written down."""
        super().__init__(story)
        self.now: set[Target] = set()

    def _test(self, condition: Condition | None, values: Values) -> bool:
        if condition is None:
            return True
        holds = bool(compile_expression(condition.test)(values))
        if condition.site >= 0:
            self.now.add(Target("condition", "", condition.site, int(holds)))
        return holds

    def _read(self, content: Content, values: Values) -> None:
        for piece in content:
            if isinstance(piece, Run):
                continue
            if isinstance(piece, Switch):
                self._read(piece.yes if self._test(piece.condition, values) else piece.no, values)
                continue
            index = variant_index(piece.kind, values[piece.slot], len(piece.variants))
            if index >= 0:
                self.now.add(Target("variant", "", piece.site, index))
                self._read(piece.variants[index], values)

    def _tell(self, text: Text, values: Values) -> None:
        for paragraph in text:
            if self._test(paragraph.when, values):
                self._read(paragraph.content, values)

    def _sing(self, verses: tuple[Verse, ...], values: Values) -> None:
        for verse in verses:
            if self._test(verse.when, values):
                return

    def _carry_out(self, effects: tuple[Effect, ...], values: Values) -> Values:
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
            elif self._test(effect.condition, values):
                values = self._carry_out(effect.effects, values)
        return values

    def look(self, state: State) -> None:
        """Write down what the player sees in a state without choosing: the status, and what is offered or barred."""
        scene = self.story.scenes[state.scene]
        for phrase in self.story.status:
            self._read(phrase, state.values)
        for choice in () if scene.fall else scene.choices:
            if self._test(choice.when, state.values):
                self._read(choice.say, state.values)
                if not self._test(choice.requires, state.values):
                    self.now.add(Target("barred", choice.id))
                    self._read(choice.barred, state.values)

    def choose(self, state: State, choice: str) -> Step:
        """Choose as the machine does, and write down what comes across; raises EndlessError on a step without end."""
        falls = self.story.falls
        if choice == TAKE_BACK and falls is not None and falls.slot >= 0:
            self.now.add(Target("change", "", falls.slot))
        for authored in self.story.scenes[state.scene].choices:
            if authored.id == choice:
                self.now.add(Target("choice", choice))
                self._tell(authored.text, state.values)
                self._sing(authored.verses, state.values)
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
            if self._test(redirect.when, values):
                self.now.add(Target("redirect", node.scene.id, number))
                self._tell(redirect.text, values)
                self._carry_out(redirect.effects, values)
                break
        else:
            if arrived:
                self._tell(node.scene.text, values)
                self._sing(node.scene.verses, values)
                if node.scene.ending is not None:
                    self.now.add(Target("ending", node.scene.id))
        return super()._rest(node, values, stack, events, origin, arrived=arrived)
