"""The graph of a story: its points and edges, which follow the laws of `engine.machine` exactly.

Arrived and resumed points are *transit* points: in every state exactly one of their edges is open, and it needs no
command. A scene without redirects that does not go onward has no transit points. There is one exception: if its verses
depend on the state, and the player can also rest there in states in which he has not just arrived, then the arrival is
a point of its own.

A death has two edges: one to the point of the fall, where the only choice is to let it stand; and one back to the point
where the player chose, which makes the teller's count one higher (`falls.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...engine.control import Way, follow
from ...engine.viewing import LET_STAND, TAKE_BACK
from ...model.expressions import Assign, Condition, Effect, Number
from ...model.state import Entry, Frame
from ...model.story import STAY, Choice, Destination, Redirect, Scene, Story
from ...model.typed_names import representatives
from ..targets.target import Target, TargetKind
from .expression_functions import Lowering
from .falls import Falling
from .functions import Environment, Function, Operator, apply, both, negate
from .packing_moves import moves
from .points import Edge, Point, PointKind
from .possible import possible_places
from .progress import Monitor, Unit
from .watches import Watch, Watcher

_POINTS_A_REPORT = 500


class Flow:
    """The graph of a story. `edges[p]` are the edges that leave point p; `watches` say where targets are seen."""

    def __init__(self, story: Story, monitor: Monitor) -> None:
        """Build the graph of what could be reached if every guard held. The monitor may raise Interrupted."""
        self.story = story
        self.lowering = Lowering(story.slots)
        self.points: list[Point] = []
        self.edges: list[list[Edge]] = []
        self.possible = possible_places(story)
        self._index: dict[Point, int] = {}
        self._queue: list[int] = []
        self._watcher = Watcher(story, self.lowering)
        self.watches: list[Watch] = self._watcher.watches
        begin = self._point(PointKind.BEGIN, story.start, ())
        self._lead(begin, Way(story.start, Entry.ARRIVE, (), leaves=False), 1, (), (), ())
        for number, point in enumerate(self._unexpanded()):
            self._expand(point)
            if number % _POINTS_A_REPORT == 0:
                monitor.tell("graph", len(self.points), len(self._queue), unit=Unit.POINTS)
        self._add_deaths_taken_back(monitor)

    def _unexpanded(self) -> Iterable[int]:
        while self._queue:
            yield self._queue.pop()

    # -- points -------------------------------------------------------------------------------------------------------

    def is_rest(self, point: int) -> bool:
        """Whether the player can choose here."""
        return self.points[point].kind is PointKind.REST

    def scene(self, point: int) -> Scene:
        """Return the scene of a point."""
        return self.story.scenes[self.points[point].scene]

    def is_ending(self, point: int) -> bool:
        """Whether the story ends at this point."""
        return self.is_rest(point) and self.scene(point).ending is not None

    def is_fall(self, point: int) -> bool:
        """Whether this is the resting point of a fall."""
        return self.is_rest(point) and self.scene(point).fall

    def is_playable(self, point: int) -> bool:
        """Whether the player can choose here and this is no fall."""
        return self.is_rest(point) and not self.scene(point).fall

    def _point(self, kind: PointKind, scene: str, stack: tuple[Frame, ...]) -> int:
        point = Point(kind, scene, stack)
        index = self._index.get(point)
        if index is None:
            index = self._index[point] = len(self.points)
            self.points.append(point)
            self.edges.append([])
            if kind is not PointKind.BEGIN:
                self._queue.append(index)
        return index

    def _enter(self, way: Way) -> int:
        """Return the point that a way leads to."""
        kind = PointKind.RESUMED if way.entry is Entry.RESUME else PointKind.ARRIVED
        is_transit = self._is_transit(self.story.scenes[way.scene], kind)
        return self._point(kind if is_transit else PointKind.REST, way.scene, way.stack)

    def _is_transit(self, scene: Scene, kind: PointKind) -> bool:
        """Whether arriving at a scene (or resuming it) is a point of its own, apart from resting there."""
        if scene.redirects or scene.onward is not None:
            return True
        sings = any(verse.when is not None for verse in scene.verses)
        return kind is PointKind.ARRIVED and sings and self._may_stay(scene)

    def _may_stay(self, scene: Scene) -> bool:
        """Whether the player can rest in the scene without having just arrived (then no verse is sung)."""
        if scene.pack or scene.fall:
            return True
        return any(self._may_come_back(to) for choice in scene.choices for to in choice.destinations)

    def _may_come_back(self, to: Destination) -> bool:
        """Whether a way leads nowhere, or may lead back without another choice."""
        if not to.scene or to.cutaway:
            return True
        target = self.story.scenes[to.scene]
        return to.enters or target.fall or bool(target.redirects) or target.onward is not None

    # -- edges --------------------------------------------------------------------------------------------------------

    def _add(
        self,
        source: int,
        guard: Function,
        effects: tuple[Effect, ...],
        to: Destination,
        commands: tuple[str, ...],
        covers: tuple[Target, ...],
    ) -> None:
        """Add the edge that leads to this destination, by the machine's law."""
        kind, _, stack = self.points[source]
        if commands == (LET_STAND,):
            stack = ()
        way = follow(to, self.scene(source), stack, is_arriving=kind is PointKind.ARRIVED)
        self._lead(source, way, guard, effects, commands, covers)

    def _lead(
        self,
        source: int,
        way: Way,
        guard: Function,
        effects: tuple[Effect, ...],
        commands: tuple[str, ...],
        covers: tuple[Target, ...],
    ) -> None:
        environment: Environment = {}
        self._watcher.execute(source, effects, environment, guard, commands)
        if way.leaves:
            self._watcher.execute(source, self.scene(source).leave, environment, guard, commands)
        if way.entry is Entry.ARRIVE:
            arrive = self.story.scenes[way.scene].arrive
            self._watcher.execute(source, arrive, environment, guard, commands)
        chapter = self.story.scenes[way.scene].chapter
        is_begun = self.points[source].kind is not PointKind.BEGIN
        if way.entry is not Entry.RESUME and not (is_begun and self.scene(source).chapter == chapter):
            self._watcher.open(source, chapter, environment, guard, commands)
        self.edges[source].append(Edge(source, self._enter(way), guard, environment, commands, covers, way))

    def _expand(self, point: int) -> None:
        scene = self.scene(point)
        if not self.is_rest(point):
            self._pass_through(point, scene)
            return
        self._watcher.show(point, scene)
        if not self._is_transit(scene, PointKind.ARRIVED):
            self._watcher.sing(point, scene.verses, 1, ())
        if scene.fall and self.story.falls is not None:
            self._add(point, 1, (), Destination(self.story.falls.goto), (LET_STAND,), ())
            return
        for choice in scene.choices:
            self._offer(point, choice)
        for guard, effect, command in moves(self.story, scene, self.possible):
            self._add(point, guard, (effect,), STAY, (command,), ())

    def _pass_through(self, point: int, scene: Scene) -> None:
        is_arriving = self.points[point].kind is PointKind.ARRIVED
        if is_arriving:
            self._watcher.head(point, scene)
        path: Function = 1
        for number, redirect in enumerate(scene.redirects):
            holds = self.lowering.holds(redirect.when, {})
            self._watcher.test(point, redirect.when, holds, path, ())
            self._redirect(point, redirect, both((path, holds)), Target(TargetKind.REDIRECT, scene.id, number))
            path = both((path, negate(holds)))
        if path == 0:
            return
        if is_arriving:
            self._watcher.sing(point, scene.verses, path, ())
        if scene.onward is None:
            rest = self._point(PointKind.REST, scene.id, self.points[point].stack)
            self.edges[point].append(Edge(point, rest, path, {}))
            return
        if is_arriving:
            self._watcher.tell_scene(point, scene, path)
        way = follow(scene.onward, scene, self.points[point].stack)
        self._lead(point, way, path, (), (), ())

    def _redirect(self, point: int, redirect: Redirect, guard: Function, target: Target) -> None:
        if guard == 0:
            return
        self._watcher.tell(point, redirect.text, guard, ())
        self._add(point, guard, redirect.effects, redirect.destination, (), (target,))

    def _offer(self, point: int, choice: Choice) -> None:
        shown = self._shown(point, choice.when)
        allowed = self.lowering.holds(choice.requires, {})
        self._watcher.offer(point, choice, shown, allowed)
        guard = both((shown, allowed))
        if guard == 0:
            return
        for command, named in self.named(choice):
            first = len(self.watches)
            self._watcher.tell(point, choice.text, 1 if named else guard, (command,))
            self._watcher.sing(point, choice.verses, 1 if named else guard, (command,))
            if named:
                self._watcher.fix(first, named, guard)
            effects = (*(Assign(slot, Number(value)) for slot, value in named.items()), *choice.effects)
            self._branch(point, choice, guard, command, effects)

    def named(self, choice: Choice) -> list[tuple[str, dict[int, int]]]:
        """Return the commands that take a choice, each with the value of the name that is typed with it."""
        if choice.asks is None:
            return [(choice.id, {})]
        slot = choice.asks.name
        names = representatives(self.story.slots[slot].labels)
        return [(f"{choice.id} {name}", {slot: value}) for value, name in enumerate(names, start=1)]

    def _branch(self, point: int, choice: Choice, path: Function, command: str, effects: tuple[Effect, ...]) -> None:
        """Add an edge for each branch of a choice that is open when `path` holds."""
        after: Environment = {}
        if len(choice.branches) > 1:
            self.lowering.execute(effects, after)
        commands, covers = (command,), (Target(TargetKind.CHOICE, choice.id),)
        for branch in choice.branches:
            holds = self.lowering.holds(branch.when, after)
            self._watcher.test(point, branch.when, holds, path, commands, after)
            guard = both((path, holds))
            if guard != 0:
                self._add(point, guard, effects, branch.destination, commands, covers)
            path = both((path, negate(holds)))

    def _shown(self, point: int, conditions: Sequence[Condition]) -> Function:
        """Return the function that all of these hold, and watch each condition where those before it hold."""
        path: Function = 1
        for condition in conditions:
            holds = self.lowering.holds(condition, {})
            self._watcher.test(point, condition, holds, path, ())
            path = both((path, holds))
        return path

    # -- deaths taken back --------------------------------------------------------------------------------------------

    def _add_deaths_taken_back(self, monitor: Monitor) -> None:
        """Add an edge for every choice that may kill, and one for a death before the first choice.

        If the story does not count deaths, taking one back leads to the same state as before, and needs no edge.
        """
        falls = self.story.falls
        if falls is None or falls.slot < 0:
            return
        slot = self.story.slots[falls.slot]
        more = apply(Operator.SUM, (self.lowering.read(falls.slot, {}), 1), (1,))
        count = apply(Operator.CLAMP, (more,), (slot.low, slot.high))
        falling = self._falling(monitor)
        for point, edges in enumerate(self.edges):
            if self.is_fall(point) or not (self.is_rest(point) or self.points[point].kind is PointKind.BEGIN):
                continue
            for edge in tuple(edges):
                guard = falling.canonical_guard(edge)
                if guard != 0:
                    commands = (*edge.commands, TAKE_BACK)
                    self._watcher.change(point, falls.slot, count, guard, commands)
                    self.edges[point].append(Edge(point, point, guard, {falls.slot: count}, commands))

    def _falling(self, monitor: Monitor) -> Falling:
        points = range(len(self.points))
        return Falling(
            self.edges,
            frozenset(point for point in points if self.is_fall(point)),
            frozenset(point for point in points if self.is_rest(point)),
            [range(slot.low, slot.high + 1) for slot in self.story.slots],
            monitor,
        )
