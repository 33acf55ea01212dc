"""Present names for former ones (`was:`) of scenes, choices, items and places, wherever choices are written down.

Saves, logs and walkthroughs are written in the names of their time. A name that the story still has is never
translated. A former name may be the beginning of an id: if `bar.counter` is `bar.bench` now, `bar.counter.drink` is
`bar.bench.drink`. What this gives may be a former name again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from ..model.story import SlotKind, Story
from .named_choices import command_of, parts_of
from .packing import MOVE


class PresentNames:
    """The present names of one story's scenes, choices, items and places."""

    def __init__(self, story: Story) -> None:
        """Read the former names."""
        self._ids: Mapping[str, str] = story.aliases
        self._longest = max((name.count(".") + 1 for name in story.aliases), default=0)
        self._story = story
        self._items = former_names((slot.name, slot.was) for slot in story.slots if slot.kind is SlotKind.ITEM)
        self._places = former_names((place.id, place.was) for place in story.places)

    def choice(self, choice: str) -> str:
        """Return the present id of a choice, or a move with the present ids of its item and its place."""
        words = choice.split()
        if len(words) == 3 and words[0] == MOVE:
            return f"{MOVE} {self.item(words[1])} {self.place(words[2])}"
        name, typed = parts_of(choice)
        return command_of(self.id(name), typed)

    def item(self, name: str) -> str:
        """Return the present id of an item; the same when it has none."""
        return self._items.get(name, name)

    def place(self, name: str) -> str:
        """Return the present id of a place; the same when it has none."""
        return self._places.get(name, name)

    def id(self, name: str) -> str:
        """Return the present id of a scene or a choice; the same when it has none."""
        passed = {name}
        while (later := self._later(name)) not in passed and name not in self._known:
            passed.add(later)
            name = later
        return name

    @cached_property
    def _known(self) -> set[str]:
        """All present ids; they are not asked for before a former one is met, because that builds all scenes."""
        scenes = self._story.scenes
        return {*scenes, *(choice.id for scene in scenes.values() for choice in scene.choices)}

    def _later(self, name: str) -> str:
        """Return what a name was changed to: itself, or its longest beginning that has another name now."""
        parts = name.split(".", self._longest)
        for length in range(min(len(parts), self._longest), 0, -1):
            beginning = ".".join(parts[:length])
            if beginning in self._ids:
                return self._ids[beginning] + name[len(beginning) :]
        return name


def former_names(names: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Return the present name by each former one, of things each with its former names.

    A name that is still in use is not former.
    """
    pairs = list(names)
    present = {name for name, _ in pairs}
    return {former: name for name, were in pairs for former in were if former not in present}
