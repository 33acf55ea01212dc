"""The story as a graph of points and edges: what can happen where, exactly as `engine.machine` does it.

A *point* is a scene (with the cutaways under way) at one moment: "told" when it has just been arrived at and `arrive`
has happened, "resumed" when one comes back to it, "rest" when the player can choose. Told and resumed points are
*transit*: exactly one of their edges is open in every state, and following it costs no choice. A scene without
redirects that does not go onward needs no transit points, and then they are left out.

An edge carries its guard and the new value of every slot that it changes as functions of the state at its source.
Where the machine would see a death, there are two ways on: the fall's own point, where the only choice is to let it
stand, and an edge `take_back` from the fatal choice's own state to itself, with the teller's count one higher.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ...engine.machine import LET_STAND, TAKE_BACK
from ...model.expressions import Assign, Effect, Number
from ...model.state import Frame
from ...model.story import Choice, Destination, Redirect, Scene, Story
from ..targets.target import Target
from .functions import Environment, Function, Lowering, apply, both, negate, table
from .watches import Watch, Watcher

RECURSION = -1


class Point(NamedTuple):
    """A moment in a scene: `kind` is "begin", "told", "resumed" or "rest"."""

    kind: str
    scene: str
    stack: tuple[Frame, ...]


class Edge:
    """A way from one point to another.

    `target` is a point's index, or `RECURSION` where a cutaway would be played inside itself. `commands` are what the
    player does to take it; `covers` what has been seen once it was taken. A take-back edge has `fatal`, the edge that
    kills, and is open only where that leads to a fall.
    """

    __slots__ = ("commands", "covers", "environment", "fatal", "guard", "source", "target")

    def __init__(
        self,
        source: int,
        target: int,
        guard: Function,
        environment: Environment,
        commands: tuple[str, ...] = (),
        covers: tuple[Target, ...] = (),
        fatal: Edge | None = None,
    ) -> None:
        self.source, self.target, self.guard, self.environment = source, target, guard, environment
        self.commands, self.covers, self.fatal = commands, covers, fatal


class Flow:
    """The graph of a story: `edges[p]` and `take_backs[p]` leave point p; `deadly` transit points may end in a fall."""

    def __init__(self, story: Story) -> None:
        """Build the graph of everything that can be reached when no guard is asked."""
        self.story = story
        self.lowering = Lowering(story.slots)
        self.points: list[Point] = []
        self.edges: list[list[Edge]] = []
        self.take_backs: list[list[Edge]] = []
        self._index: dict[Point, int] = {}
        self._queue: list[int] = []
        self._possible = _possible_places(story)
        self._watcher = Watcher(story, self.lowering)
        begin = self._point("begin", story.start, ())
        environment: Environment = {}
        start = self._arrive(story.start, (), begin, environment, 1, ())
        self.edges[begin].append(Edge(begin, start, 1, environment))
        if story.falls is not None and self._may_fall_anywhere():
            self._point("rest", story.start, ())
        while self._queue:
            self._expand(self._queue.pop())
        self.deadly = self._find_deadly()
        self._add_take_backs()
        self.watches: list[Watch] = self._watcher.watches

    def is_rest(self, point: int) -> bool:
        """Whether the player can choose here."""
        return self.points[point].kind == "rest"

    def scene(self, point: int) -> Scene:
        """Return the scene of a point."""
        return self.story.scenes[self.points[point].scene]

    def is_ending(self, point: int) -> bool:
        """Whether a playthrough is over here."""
        return self.is_rest(point) and self.scene(point).ending is not None

    def is_fall(self, point: int) -> bool:
        """Whether a death can be taken back here."""
        return self.is_rest(point) and self.scene(point).fall

    def _may_fall_anywhere(self) -> bool:
        return any(scene.fall for scene in self.story.scenes.values())

    def _point(self, kind: str, scene: str, stack: tuple[Frame, ...]) -> int:
        point = Point(kind, scene, stack)
        index = self._index.get(point)
        if index is None:
            index = self._index[point] = len(self.points)
            self.points.append(point)
            self.edges.append([])
            self.take_backs.append([])
            if kind != "begin":
                self._queue.append(index)
        return index

    def _is_transit(self, scene: Scene, kind: str) -> bool:
        if scene.redirects or scene.onward is not None:
            return True
        return kind == "told" and _has_changing_text(scene) and self._may_stay(scene)

    def _may_stay(self, scene: Scene) -> bool:
        """Whether the scene can be at rest in states in which it was not arrived at (their text is not told)."""
        if scene.pack:
            return True
        for choice in scene.choices:
            to = choice.destination
            if not to.scene or to.cutaway:
                return True
            target = self.story.scenes[to.scene]
            if to.enters or target.fall or target.redirects or target.onward is not None:
                return True
        return scene.fall

    def _enter(self, kind: str, scene_id: str, stack: tuple[Frame, ...]) -> int:
        scene = self.story.scenes[scene_id]
        return self._point(kind if self._is_transit(scene, kind) else "rest", scene_id, stack)

    def _arrive(
        self,
        scene_id: str,
        stack: tuple[Frame, ...],
        source: int,
        environment: Environment,
        path: Function,
        commands: tuple[str, ...],
    ) -> int:
        arrive = self.story.scenes[scene_id].arrive
        self._watcher.execute(source, arrive, environment, path, commands)
        return self._enter("told", scene_id, stack)

    def _go(  # noqa: C901  # the machine's `_go`, case by case
        self,
        to: Destination,
        source: int,
        environment: Environment,
        path: Function,
        commands: tuple[str, ...],
    ) -> int:
        """Follow a destination from a point, as the machine's `_go` does; return the point that it leads to."""
        _, scene_id, stack = self.points[source]
        scene = self.story.scenes[scene_id]
        if commands == (LET_STAND,):
            stack = ()

        def leave() -> None:
            self._watcher.execute(source, scene.leave, environment, path, commands)

        if to.scene and not to.cutaway:
            if not to.enters:
                leave()
            return self._arrive(to.scene, stack, source, environment, path, commands)
        if to.returns:
            if not stack:
                return self._enter("resumed", scene_id, stack)
            leave()
            frame, stack = stack[-1], stack[:-1]
            if frame.arrives:
                return self._arrive(frame.scene, stack, source, environment, path, commands)
            return self._enter("resumed", frame.scene, stack)
        if to.cutaway:
            frame = Frame(to.scene, arrives=True) if to.scene else Frame(scene.parent or scene_id, arrives=False)
            if frame in stack:
                return RECURSION
            if to.scene:
                leave()
            return self._arrive(to.cutaway, (*stack, frame), source, environment, path, commands)
        return self._enter("resumed", scene.parent or scene_id, stack)

    def _expand(self, index: int) -> None:
        kind, scene_id, _ = self.points[index]
        scene = self.story.scenes[scene_id]
        if kind != "rest":
            self._pass_through(index, scene)
            return
        if not self._is_transit(scene, "told"):
            self._watcher.tell_scene(index, scene, 1)
        self._watcher.show_status(index)
        if scene.fall and self.story.falls is not None:
            self._add(index, 1, (), Destination(self.story.falls.goto), (LET_STAND,), ())
            return
        for choice in scene.choices:
            self._offer(index, choice)
        if scene.pack:
            self._add_moves(index, scene)

    def _pass_through(self, index: int, scene: Scene) -> None:
        open_path: Function = 1
        for number, redirect in enumerate(scene.redirects):
            holds = self.lowering.holds(redirect.when, {})
            self._watcher.test(index, redirect.when, holds, open_path, ())
            self._follow(index, redirect, both((open_path, holds)), Target("redirect", scene.id, number))
            open_path = both((open_path, negate(holds)))
        if open_path == 0:
            return
        if self.points[index].kind == "told":
            self._watcher.tell_scene(index, scene, open_path)
        if scene.onward is not None:
            self._add(index, open_path, (), scene.onward, (), ())
        else:
            rest = self._point("rest", scene.id, self.points[index].stack)
            self.edges[index].append(Edge(index, rest, open_path, {}))

    def _follow(self, index: int, redirect: Redirect, guard: Function, target: Target) -> None:
        if guard == 0:
            return
        self._watcher.tell(index, redirect.text, guard, ())
        self._add(index, guard, redirect.effects, redirect.destination, (), (target,))

    def _offer(self, index: int, choice: Choice) -> None:
        shown = self.lowering.holds(choice.when, {})
        allowed = self.lowering.holds(choice.requires, {})
        self._watcher.offer(index, choice, shown, allowed)
        guard = both((shown, allowed))
        if guard == 0:
            return
        self._watcher.tell(index, choice.text, guard, (choice.id,))
        self._watcher.sing(index, choice.verses, guard, (choice.id,))
        self._add(index, guard, choice.effects, choice.destination, (choice.id,), (Target("choice", choice.id),))

    def _add(
        self,
        index: int,
        guard: Function,
        effects: tuple[Effect, ...],
        to: Destination,
        commands: tuple[str, ...],
        covers: tuple[Target, ...],
    ) -> None:
        environment: Environment = {}
        self._watcher.execute(index, effects, environment, guard, commands)
        target = self._go(to, index, environment, guard, commands)
        self.edges[index].append(Edge(index, target, guard, environment, commands, covers))

    def _add_moves(self, index: int, scene: Scene) -> None:
        story = self.story
        for item in story.items:
            slot = story.slots[item.slot]
            for place in scene.pack:
                if place not in item.fits:
                    continue
                origins = {other + 1 for other in scene.pack if other != place} & self._possible[item.slot]
                movable = table(item.slot, tuple([int(v in origins) for v in range(slot.low, slot.high + 1)]))
                guard = both((movable, self._has_room(item.slot, item.size, place)))
                if guard != 0:
                    moved = Assign(item.slot, Number(place + 1))
                    command = f"move {item.id} {story.places[place].id}"
                    self._add(index, guard, (moved,), Destination(), (command,), ())

    def _has_room(self, moving: int, size: int, place: int) -> Function:
        story, value = self.story, place + 1
        others = [item for item in story.items if item.slot != moving and value in self._possible[item.slot]]
        limit = story.places[place].capacity - size
        if sum(item.size for item in others) <= limit:
            return 1
        load: Function = 0
        for item in others:
            slot = story.slots[item.slot]
            inside = table(item.slot, tuple([int(v == value) for v in range(slot.low, slot.high + 1)]))
            load = apply("sum", (load, inside), (item.size,))
        return apply("<=", (load, limit))

    def _find_deadly(self) -> frozenset[int]:
        """Return the transit points from which a fall may be reached without a further choice."""
        deadly: set[int] = set()
        changed = True
        while changed:
            changed = False
            for index, edges in enumerate(self.edges):
                if self.is_rest(index) or index in deadly:
                    continue
                if any(edge.target in deadly or (edge.target >= 0 and self.is_fall(edge.target)) for edge in edges):
                    deadly.add(index)
                    changed = True
        return frozenset(deadly)

    def _add_take_backs(self) -> None:
        falls = self.story.falls
        if falls is None:
            return
        count: Environment = {}
        covers: tuple[Target, ...] = ()
        if falls.slot >= 0:
            slot = self.story.slots[falls.slot]
            more = apply("sum", (self.lowering.read(falls.slot, {}), 1), (1,))
            count[falls.slot] = apply("clamp", (more,), (slot.low, slot.high))
            covers = (Target("change", "", falls.slot),)
        for index, edges in enumerate(self.edges):
            is_begin = self.points[index].kind == "begin"
            if not is_begin and (not self.is_rest(index) or not count):
                continue
            for edge in edges:
                if edge.target in self.deadly or (edge.target >= 0 and self.is_fall(edge.target)):
                    home = self._index[Point("rest", self.story.start, ())] if is_begin else index
                    commands = (*edge.commands, TAKE_BACK)
                    self.take_backs[index].append(Edge(index, home, edge.guard, dict(count), commands, covers, edge))


def _has_changing_text(scene: Scene) -> bool:
    return any(paragraph.when is not None or len(paragraph.content) > 1 for paragraph in scene.text) or any(
        verse.when is not None for verse in scene.verses
    )


def _assignments(effects: Iterable[Effect]) -> Iterable[Assign]:
    for effect in effects:
        if isinstance(effect, Assign):
            yield effect
        else:
            yield from _assignments(effect.effects)


def _all_effects(story: Story) -> Iterable[Effect]:
    for scene in story.scenes.values():
        yield from scene.arrive
        yield from scene.leave
        for redirect in scene.redirects:
            yield from redirect.effects
        for choice in scene.choices:
            yield from choice.effects


def _possible_places(story: Story) -> Mapping[int, frozenset[int]]:
    """Return, for every item's slot, the values that some effect or packing scene could ever give it."""
    possible = {item.slot: {story.slots[item.slot].start} for item in story.items}
    packed = {place for scene in story.scenes.values() for place in scene.pack}
    for item in story.items:
        possible[item.slot] |= {place + 1 for place in item.fits if place in packed}
    for assignment in _assignments(_all_effects(story)):
        if assignment.slot in possible:
            slot = story.slots[assignment.slot]
            if isinstance(assignment.value, Number):
                possible[assignment.slot].add(min(max(assignment.value.value, slot.low), slot.high))
            else:
                possible[assignment.slot] |= set(range(slot.low, slot.high + 1))
    return {slot: frozenset(values) for slot, values in possible.items()}
