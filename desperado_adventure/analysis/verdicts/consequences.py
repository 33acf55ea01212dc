"""Which findings only follow from others, and so are not told: one mistake is one finding.

A scene follows when no scene that is reached could lead to it: then one of those that could is reported, or the loader
has said that nothing leads there. A variable follows when all effects that name it stand where nobody comes. A
condition follows when it asks only for variables that are reported themselves, by the loader or here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar

from ...model.expressions import Assign, Condition, Read
from ...model.story import SlotKind, Story
from ..targets.target import Target, TargetKind
from .missed import Missed

Part = TypeVar("Part")


class Consequences:
    """Knows what follows from the findings about a story."""

    def __init__(self, story: Story, doors: dict[str, list[str]], missed: Missed) -> None:
        """Take the scenes that could lead to each scene, and what nobody comes to."""
        self._story, self._doors, self._missed = story, doors, missed

    def is_scene(self, scene: str) -> bool:
        """Whether a scene that is never reached follows."""
        if self._story.falls is not None and scene == self._story.falls.goto:
            return not any(each.fall and not self._missed.is_silent(each.id) for each in self._story.scenes.values())
        return all(self._missed.is_silent(door) for door in self._doors.get(scene, ()))

    def endings_behind(self, scene: str) -> list[str]:
        """Return the endings that follow from a scene which is never reached."""
        leads: dict[str, list[str]] = {}
        for target, doors in self._doors.items():
            for door in doors:
                leads.setdefault(door, []).append(target)
        behind, waiting = {scene}, [scene]
        while waiting:
            for target in leads.get(waiting.pop(), ()):
                if target not in behind and self._missed.is_silent(target) and self.is_scene(target):
                    behind.add(target)
                    waiting.append(target)
        return sorted(each for each in behind - {scene} if self._story.scenes[each].ending is not None)

    def is_variable(self, slot: int) -> bool:
        """Whether a variable that never changes follows: no effect names it, or none that ever happens."""
        return slot not in self._written

    def is_condition(self, site: int, unseen: frozenset[Target]) -> bool:
        """Whether a condition that always comes out the same follows."""
        read = self._read.get(site, set())
        return bool(read) and all(self._is_reported(slot, unseen) for slot in read)

    def _is_reported(self, slot: int, unseen: frozenset[Target]) -> bool:
        """Whether a finding says that a variable never changes, or that an item is never given."""
        declared = self._story.slots[slot]
        if declared.kind is SlotKind.ITEM:
            is_packed = any(scene.pack for scene in self._story.scenes.values())
            return not (declared.start or is_packed or slot in self._named)
        return Target(TargetKind.CHANGE, number=slot) in unseen and not self._is_written_in_vain(slot)

    def _is_written_in_vain(self, slot: int) -> bool:
        """Whether effects name the variable, and none of them ever happens."""
        return slot in self._named and slot not in self._written

    @cached_property
    def _written(self) -> set[int]:
        """The slots that are named by effects which can happen."""
        written = set()
        for scene in self._story.scenes.values():
            if not self._missed.is_silent(scene.id):
                written |= _slots(Assign, (scene.arrive, scene.leave, scene.redirects))
                for choice in scene.choices:
                    if not self._missed.is_silent(choice.id):
                        written |= _slots(Assign, choice)
                if scene.fall and self._story.falls is not None:
                    written.add(self._story.falls.slot)
        return written

    @cached_property
    def _named(self) -> set[int]:
        """The slots that are named by any effects."""
        falls = {self._story.falls.slot} if self._story.falls is not None else set()
        return falls | _slots(Assign, tuple(self._story.scenes.values()))

    @cached_property
    def _read(self) -> dict[int, set[int]]:
        """The slots that each condition reads, by its site."""
        parts = (*self._story.scenes.values(), *self._story.status)
        return {each.site: _slots(Read, each.test) for each in _parts(Condition, parts)}


def _slots(kind: type[Assign] | type[Read], part: object) -> set[int]:
    return {each.slot for each in _parts(kind, part)}


def _parts(kind: type[Part], part: object) -> Iterator[Part]:
    """Yield whatever is of this kind in a part of a story, which consists of tuples."""
    if isinstance(part, kind):
        yield part
    if isinstance(part, tuple):
        for each in part:
            yield from _parts(kind, each)
