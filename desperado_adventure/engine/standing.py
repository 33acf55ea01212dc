"""Where a game can stand: which scenes the story can rest in with which cutaways under way, whatever the values.

A scene can be at the bottom when some way of destinations leads to it from the story's start, or from where a death
ends that stands. It can be inside a cutaway when a way leads to it from the first scene of that cutaway, and the
cutaway is called, with that way back, by a scene that can be where the cutaways outside of it are. Conditions are not
asked, so this says what is impossible for certain, and not what is possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model.state import Frame
from ..model.story import Scene, Story
from .control import Way, follow


class Standing:
    """Says where a game of one story can stand."""

    def __init__(self, story: Story) -> None:
        """Look at nothing yet."""
        self._story = story
        self._inside: dict[frozenset[str], frozenset[str]] = {}
        self._called: dict[frozenset[str], dict[Frame, set[str]]] = {}

    def is_possible(self, scene: str, stack: tuple[Frame, ...]) -> bool:
        """Whether a game can be in this scene with these cutaways under way."""
        here = self._outside
        for frame in stack:
            entries = self._calls(here).get(frame)
            if entries is None:
                return False
            here = self._reached(frozenset(entries))
        return scene in here

    def stack_of(self, scene: str) -> tuple[Frame, ...]:
        """Return the fewest cutaways with which a game can be in this scene.

        Where nothing leads to the scene from the story's start, they are the cutaway that plays it, or ().
        """
        waiting: list[tuple[tuple[Frame, ...], frozenset[str]]] = [((), self._outside)]
        known = {self._outside}
        for stack, here in waiting:
            if scene in here:
                return stack
            for frame, entries in self._calls(here).items():
                inside = self._reached(frozenset(entries))
                if inside not in known:
                    known.add(inside)
                    waiting.append(((*stack, frame), inside))
        calls = self._calls(frozenset(self._story.scenes))
        return next(((frame,) for frame, entries in calls.items() if scene in self._reached(frozenset(entries))), ())

    @property
    def _outside(self) -> frozenset[str]:
        """The scenes in which a game can be outside of all cutaways."""
        story = self._story
        return self._reached(frozenset((story.start, *((story.falls.goto,) if story.falls is not None else ()))))

    def _calls(self, scenes: frozenset[str]) -> dict[Frame, set[str]]:
        """Return the first scenes of the cutaways that these scenes call, by where they return to."""
        if scenes not in self._called:
            found = self._called[scenes] = {}
            for scene in scenes:
                for way in _ways(self._story.scenes[scene]):
                    if way.stack:
                        found.setdefault(way.stack[-1], set()).add(way.scene)
        return self._called[scenes]

    def _reached(self, starts: frozenset[str]) -> frozenset[str]:
        """Return the scenes to which a way leads from these without going into a cutaway, or out of one."""
        if starts not in self._inside:
            found, left = set(starts), list(starts)
            while left:
                for scene in _next(self._story.scenes[left.pop()]):
                    if scene not in found:
                        found.add(scene)
                        left.append(scene)
            self._inside[starts] = frozenset(found)
        return self._inside[starts]


def _next(scene: Scene) -> Iterator[str]:
    """Yield the scenes that come after this one at the same depth: a cutaway is passed by."""
    for way in _ways(scene):
        yield way.stack[-1].scene if way.stack else way.scene


def _ways(scene: Scene) -> Iterable[Way]:
    """Yield all ways on from a scene, as if no cutaway were under way: those with a stack call one."""
    for redirect in scene.redirects:
        yield follow(redirect.destination, scene, (), is_arriving=True)
        yield follow(redirect.destination, scene, ())
    if scene.onward is not None:
        yield follow(scene.onward, scene, ())
    for choice in scene.choices:
        yield from (follow(destination, scene, ()) for destination in choice.destinations)
