"""Present names for the former names in a save: what the `was:` of a story says, applied to every part of a save.

A name that the story still has is never translated. A former name may be the beginning of an id: if `bar.counter` is
`bar.bench` now, `bar.counter.drink` is `bar.bench.drink`. What this gives may be a former name again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from ..engine.packing import MOVE
from ..model.state import Frame
from ..model.story import VARIABLES, SlotKind, Story
from .saved import Road, Save, SavedState, Value
from .slot_values import key_of

_CYCLE = " % "
"""Stands between the owner of a cycle and its length, in the name of its slot."""


class Renaming:
    """Translates the names in the saves of a story to those that the story has now."""

    def __init__(self, story: Story) -> None:
        """Read all former names of a story."""
        self._ids: Mapping[str, str] = story.aliases
        self._longest = max((name.count(".") + 1 for name in story.aliases), default=0)
        self._story = story
        self._slots = {key_of(slot): slot for slot in story.slots}
        self._variables = {slot.name: slot for slot in story.slots if slot.kind in VARIABLES}
        items = [slot for slot in story.slots if slot.kind is SlotKind.ITEM]
        self._items = _former((slot.name, slot.was) for slot in items)
        self._places = _former((place.id, place.was) for place in story.places)
        self._former_variables = _former((slot.name, slot.was) for slot in self._variables.values())

    def save(self, save: Save) -> Save:
        """Return a save with present names."""
        return save._replace(
            base=None if save.base is None else self.state(save.base),
            choices=self.road(save.choices),
            undone=self.road(save.undone),
            branches=tuple([self.road(branch) for branch in save.branches]),
            state=self.state(save.state),
        )

    def road(self, road: Road) -> Road:
        """Return choices and moves by their present ids."""
        return tuple([self.choice(choice) for choice in road])

    def choice(self, choice: str) -> str:
        """Return the present id of a choice, or a move with the present ids of its item and its place."""
        words = choice.split()
        if len(words) == 3 and words[0] == MOVE:
            return f"{MOVE} {self._items.get(words[1], words[1])} {self._places.get(words[2], words[2])}"
        return self.id(choice)

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

    def state(self, state: SavedState) -> SavedState:
        """Return a state with present names."""
        return SavedState(
            self.id(state.scene),
            dict([self._entry(key, value) for key, value in state.values.items()]),
            tuple([Frame(self.id(frame.scene), frame.entry) for frame in state.stack]),
            None if state.fallen is None else self.state(state.fallen),
        )

    def _entry(self, key: str, value: Value) -> tuple[str, Value]:
        present = self._key(key)
        return present, self._value(present, value)

    def _key(self, key: str) -> str:
        kind, _, name = key.partition(" ")
        if kind in VARIABLES:
            now = name if name in self._variables else self._former_variables.get(name, name)
            slot = self._variables.get(now)
            return f"{kind if slot is None else slot.kind} {now}"
        if kind == SlotKind.ITEM:
            return f"{kind} {self._items.get(name, name)}"
        if kind == SlotKind.LEFT:
            return f"{kind} {self._places.get(name, name)}"
        if kind == SlotKind.CYCLE:
            owner, sign, length = name.partition(_CYCLE)
            return f"{kind} {self.id(owner)}{sign}{length}"
        return f"{kind} {self.id(name)}"

    def _value(self, key: str, value: Value) -> Value:
        """Return a value by its present word; an item that is gone was in a place that may still be there."""
        slot = self._slots.get(key)
        if not isinstance(value, str) or (slot is not None and value in slot.labels):
            return value
        places = self._places if key.partition(" ")[0] == SlotKind.ITEM else {}
        words = {} if slot is None else slot.labels_were
        return words.get(value, places.get(value, value))


def _former(names: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Return the present name by each former one; a name that is still in use is not former."""
    pairs = list(names)
    present = {name for name, _ in pairs}
    return {former: name for name, were in pairs for former in were if former not in present}
