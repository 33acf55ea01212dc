"""Where a game can stand: which scenes the story can rest in with which cutaways under way, whatever the values.

A scene can be at the bottom when some way of destinations leads to it from the story's start, or from where a death
ends that stands. It can be inside a cutaway when a way leads to it from the first scene of that cutaway, and the
cutaway is called, with that way back, by a scene that can be where the cutaways outside of it are. Conditions are not
asked, so this says what is impossible for certain, and not what is possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..engine.control import Way, follow
from ..model.state import Frame
from ..model.story import Scene, Story


class _Call(NamedTuple):
    """A cutaway as a scene calls it: its first scene, and where it returns to."""

    entry: str
    back: Frame


class Standing:
    """Says where a game of one story can stand."""

    def __init__(self, story: Story) -> None:
        """Look at nothing yet."""
        self._story = story
        self._inside: dict[frozenset[str], frozenset[str]] = {}

    def is_possible(self, scene: str, stack: tuple[Frame, ...]) -> bool:
        """Whether a game can be in this scene with these cutaways under way."""
        story = self._story
        here = self._reached(frozenset((story.start, *((story.falls.goto,) if story.falls is not None else ()))))
        for frame in stack:
            calls = [call for each in here for call in _calls(story.scenes[each])]
            here = self._reached(frozenset(call.entry for call in calls if call.back == frame))
        return scene in here

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


def _calls(scene: Scene) -> Iterator[_Call]:
    for way in _ways(scene):
        if way.stack:
            yield _Call(way.scene, way.stack[-1])


def _ways(scene: Scene) -> Iterable[Way]:
    """Yield all ways on from a scene, as if no cutaway were under way: those with a stack call one."""
    for redirect in scene.redirects:
        yield follow(redirect.destination, scene, (), is_arriving=True)
        yield follow(redirect.destination, scene, ())
    if scene.onward is not None:
        yield follow(scene.onward, scene, ())
    for choice in scene.choices:
        yield follow(choice.destination, scene, ())
