"""Present names for the former names in a save: what the `was:` of a story says, applied to every part of a save."""

from __future__ import annotations

from ..engine.present_names import PresentNames, former_names
from ..model.state import Frame
from ..model.story import VARIABLES, SlotKind, Story
from .saved import Road, Save, SavedState, Value
from .slot_values import NEVER_SAVED, key_of

_CYCLE = " % "
"""Stands between the owner of a cycle and its length, in the name of its slot."""


class Renaming:
    """Translates the names in the saves of a story to those that the story has now."""

    def __init__(self, story: Story) -> None:
        """Read all former names of a story."""
        self._names = PresentNames(story)
        self._slots = {key_of(slot): slot for slot in story.slots}
        saved = (VARIABLES - NEVER_SAVED) | {SlotKind.TYPED}
        self._variables = {slot.name: slot for slot in story.slots if slot.kind in saved}
        self._former_variables = former_names((slot.name, slot.was) for slot in self._variables.values())

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
        return tuple([self._names.choice(choice) for choice in road])

    def state(self, state: SavedState) -> SavedState:
        """Return a state with present names."""
        return SavedState(
            self._names.id(state.scene),
            dict([self._entry(key, value) for key, value in state.values.items()]),
            tuple([Frame(self._names.id(frame.scene), frame.entry) for frame in state.stack]),
            None if state.fallen is None else self.state(state.fallen),
        )

    def _entry(self, key: str, value: Value) -> tuple[str, Value]:
        present = self._key(key)
        return present, self._value(present, value)

    def _key(self, key: str) -> str:
        kind, _, name = key.partition(" ")
        if kind in VARIABLES or kind == SlotKind.TYPED:
            now = name if name in self._variables else self._former_variables.get(name, name)
            slot = self._variables.get(now)
            return f"{kind} {now}" if slot is None else key_of(slot)
        if kind == SlotKind.ITEM:
            return f"{kind} {self._names.item(name)}"
        if kind == SlotKind.LEFT:
            return f"{kind} {self._names.place(name)}"
        if kind == SlotKind.CYCLE:
            owner, sign, length = name.partition(_CYCLE)
            return f"{kind} {self._names.id(owner)}{sign}{length}"
        return f"{kind} {self._names.id(name)}"

    def _value(self, key: str, value: Value) -> Value:
        """Return a value by its present word; an item that is gone was in a place that may still be there."""
        slot = self._slots.get(key)
        if not isinstance(value, str) or (slot is not None and value in slot.labels):
            return value
        words = {} if slot is None else slot.labels_were
        place = self._names.place(value) if key.partition(" ")[0] == SlotKind.ITEM else value
        return words.get(value, place)
