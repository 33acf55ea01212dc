"""Watches: in which states of which point a target is seen.

A *target* is something that a player should see at least once. A *watch* says that the target is seen in those states
of a point in which a function of the state is true. The proof finds out which watches are ever true.
"""

from __future__ import annotations

from collections import abc
from typing import NamedTuple

from ...model.expressions import Assign, Comparison, Condition, Effect, Expression
from ...model.site import SiteKind
from ...model.story import VARIABLES, Choice, Scene, SlotKind, Story, Verse
from ...model.text import Content, Sequence, Switch, Text, Value, variant_index, varies
from ..targets import target as targets
from ..targets.target import Target, TargetKind
from .expression_functions import Lowering
from .functions import Environment, Function, apply, both, negate, substitute, table
from .zero_divisors import divisions_by_zero

_NOTHING_DONE: abc.Mapping[int, Function] = {}


class Watch(NamedTuple):
    """The target is seen in the states of the point in which `test` holds, after `commands` are given there.

    `is_control` says that the main walk must be able to answer the watch: the test is made of guards.
    """

    point: int
    test: Function
    target: Target
    commands: tuple[str, ...]
    is_control: bool


class Watcher:
    """Collects the watches while the graph is built."""

    def __init__(self, story: Story, lowering: Lowering) -> None:
        """Begin without watches."""
        self._story = story
        self._lowering = lowering
        self._divides = any(site.kind is SiteKind.DIVISION for site in story.sites)
        self.watches: list[Watch] = []
        everywhere = (
            *story.status,
            *(item.title for item in story.items),
            *(place.title for place in story.places),
            *(scene.ending.hint for scene in story.scenes.values() if scene.ending is not None),
        )
        self._everywhere = tuple([content for content in everywhere if varies(content)])
        self._chapters = {chapter.id: chapter for chapter in story.chapters}

    def _watch(
        self, point: int, test: Function, target: Target, commands: tuple[str, ...], *, is_control: bool = False
    ) -> None:
        if test != 0:
            self.watches.append(Watch(point, test, target, commands, is_control))

    def test(
        self,
        point: int,
        condition: Condition | None,
        holds: Function,
        path: Function,
        commands: tuple[str, ...],
        environment: abc.Mapping[int, Function] = _NOTHING_DONE,
        *,
        is_control: bool = True,
    ) -> None:
        """Watch both outcomes of a condition that is asked when `path` holds, perhaps after some effects."""
        if condition is None or condition.site < 0:
            return
        self._divide(point, condition.test, environment, path, commands)
        for outcome, function in ((True, holds), (False, negate(holds))):
            target = targets.condition(condition.site, holds=outcome)
            self._watch(point, both((path, function)), target, commands, is_control=is_control)

    def _divide(
        self,
        point: int,
        expression: Expression,
        environment: abc.Mapping[int, Function],
        path: Function,
        commands: tuple[str, ...],
    ) -> None:
        """Watch the divisions of an expression that is evaluated when `path` holds."""
        if self._divides:
            for site, is_zero in divisions_by_zero(expression, self._lowering, environment, path):
                self._watch(point, is_zero, targets.division(site), commands)

    def execute(
        self,
        point: int,
        effects: abc.Sequence[Effect],
        environment: Environment,
        path: Function,
        commands: tuple[str, ...],
    ) -> None:
        """Apply effects to the environment, and watch their conditions and their changes."""

        def observe(condition: Condition, holds: Function, inner: Function, before: Environment) -> None:
            self.test(point, condition, holds, both((path, inner)), commands, before, is_control=False)

        def write(effect: Assign, value: Function, inner: Function, before: Environment) -> None:
            happens = both((path, inner))
            self._divide(point, effect.value, before, happens, commands)
            self.change(point, effect.slot, value, happens, commands)

        self._lowering.execute(effects, environment, observe, write)

    def change(self, point: int, index: int, value: Function, happens: Function, commands: tuple[str, ...]) -> None:
        """Watch the new value of a slot that is changed when `happens` holds."""
        slot = self._story.slots[index]
        if slot.kind not in VARIABLES:
            return
        changed = both((happens, apply(Comparison.UNEQUAL, (value, slot.start))))
        self._watch(point, changed, Target(TargetKind.CHANGE, number=index), commands)
        if slot.kind is SlotKind.SET:
            for number in range(slot.low, slot.high + 1):
                reached = both((happens, apply(Comparison.EQUAL, (value, number))))
                self._watch(point, reached, Target(TargetKind.VALUE, number=index, outcome=number), commands)

    def offer(self, point: int, choice: Choice, shown: Function, allowed: Function) -> None:
        """Watch what a choice requires, and the words in which it is offered."""
        self.test(point, choice.requires, allowed, shown, ())
        self._content(point, choice.say, shown, ())
        if choice.requires is not None:
            bars = both((shown, negate(allowed)))
            self._watch(point, bars, Target(TargetKind.BARRED, choice.id), (), is_control=True)
            self._content(point, choice.barred, bars, ())

    def show(self, point: int, scene: Scene) -> None:
        """Watch what is shown at every resting point: the scene's text and titles, and what commands tell of."""
        self.tell_scene(point, scene, 1)
        self.head(point, scene)
        self._content(point, self._chapters[scene.chapter].title, 1, ())
        for content in self._everywhere:
            self._content(point, content, 1, ())
        if scene.ending is not None:
            self._content(point, scene.ending.title, 1, ())
        if scene.fall and self._story.falls is not None:
            self._content(point, self._story.falls.take_back, 1, ())
            self._content(point, self._story.falls.let_stand, 1, ())
        for place in self._story.places:
            if place.when is not None:
                self._divide(point, place.when, {}, 1, ())

    def head(self, point: int, scene: Scene) -> None:
        """Watch the title of a scene, which every arrival and every view of it shows."""
        self._content(point, scene.title, 1, ())

    def open(
        self, point: int, chapter: str, environment: Environment, path: Function, commands: tuple[str, ...]
    ) -> None:
        """Watch the card of a chapter, which opens when `path` holds, after the effects in the environment."""
        about = self._chapters[chapter]
        self._content(point, about.title, path, commands, environment)
        self._content(point, about.card, path, commands, environment)

    def tell_scene(self, point: int, scene: Scene, path: Function) -> None:
        """Watch the text of a scene, which is told or shown when `path` holds."""
        if scene.text:
            self._watch(point, path, Target(TargetKind.TEXT, scene.id), (), is_control=True)
        self.tell(point, scene.text, path, ())

    def tell(self, point: int, text: Text, path: Function, commands: tuple[str, ...]) -> None:
        """Watch a text that is told when `path` holds."""
        for paragraph in text:
            shows = self._lowering.holds(paragraph.when, {})
            self.test(point, paragraph.when, shows, path, commands, is_control=False)
            told = both((path, shows))
            self._content(point, paragraph.content, told, commands)
            self._content(point, self._story.speakers.get(paragraph.speaker, ()), told, commands)

    def fix(self, first: int, values: abc.Mapping[int, int], happens: Function) -> None:
        """Let the watches from number `first` on be as if some slots had these values, and only where this happens."""
        lows = [slot.low for slot in self._story.slots]
        later = self.watches[first:]
        del self.watches[first:]
        for each in later:
            test = both((happens, substitute(each.test, values, lows)))
            self._watch(each.point, test, each.target, each.commands, is_control=each.is_control)

    def sing(self, point: int, verses: abc.Sequence[Verse], path: Function, commands: tuple[str, ...]) -> None:
        """Watch which of the verses is sung: the first whose condition holds."""
        for verse in verses:
            holds = self._lowering.holds(verse.when, {})
            self.test(point, verse.when, holds, path, commands, is_control=False)
            path = both((path, negate(holds)))

    def _content(
        self,
        point: int,
        content: Content,
        path: Function,
        commands: tuple[str, ...],
        after: abc.Mapping[int, Function] = _NOTHING_DONE,
    ) -> None:
        """Watch a content that is shown when `path` holds, as it is after the effects in an environment.

        Where there are effects, a content counts nothing, so no sequence stands in it.
        """
        if path == 0:
            return
        for piece in content:
            if isinstance(piece, Switch):
                self._switch(point, piece, path, commands, after)
            elif isinstance(piece, Sequence):
                self._sequence(point, piece, path, commands)
            elif isinstance(piece, Value):
                self._divide(point, piece.expression, after, path, commands)
            # Said holds only what is watched where its choice is offered, and a Run has no targets.

    def _sequence(self, point: int, piece: Sequence, path: Function, commands: tuple[str, ...]) -> None:
        for index, variant in enumerate(piece.variants):
            shown = both((path, self._shows(piece, index)))
            self._watch(point, shown, targets.variant(piece.site, index), commands)
            self._content(point, variant, shown, commands)

    def _switch(
        self, point: int, piece: Switch, path: Function, commands: tuple[str, ...], after: abc.Mapping[int, Function]
    ) -> None:
        for case in piece.cases:
            holds = self._lowering.holds(case.condition, after)
            self.test(point, case.condition, holds, path, commands, is_control=False, environment=after)
            self._content(point, case.content, both((path, holds)), commands, after)
            path = both((path, negate(holds)))
        self._content(point, piece.otherwise, path, commands, after)

    def _shows(self, piece: Sequence, index: int) -> Function:
        """Return the function that a sequence shows its variant `index`."""
        slot = self._story.slots[piece.slot]
        counts = range(slot.low, slot.high + 1)
        number = len(piece.variants)
        return table(piece.slot, tuple([int(variant_index(piece.kind, count, number) == index) for count in counts]))
