"""What a save holds, as values: a game and its states by names, whatever format the file has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from ..model.state import Frame

Value: TypeAlias = "str | int | bool | None"
"""The value of a slot by its word.

A flag, or whether a place was left behind, is true or false; counters and counts are numbers; a set is its word; an
item is the id of its place, None for nowhere. A number instead of a word is its position in the order that the story
version of the save had: such values come only from saves of format 1 (`orders.py` gives them words).
"""

Road: TypeAlias = tuple[str, ...]
"""Choices in their order, from the start of a playthrough."""


class SavedState(NamedTuple):
    """A state by names. `values` are by "kind name", like "counter heat".

    Variables and items are always there, because their start may be another in a later version of the story. What was
    not taken, seen or left behind is left out.
    """

    scene: str
    values: Mapping[str, Value]
    stack: tuple[Frame, ...]
    fallen: SavedState | None


class Save(NamedTuple):
    """The content of a save file: every part is checked by itself, but not yet against a story.

    `format` is that of the file it came from. `game` are 16 hexadecimal digits, the same in all saves of one game; ""
    when it has no identity. `undone` are the choices that a redo would take again, the last of them first. `branches`
    are roads that were undone and left. `titles` are what the player calls the items and places of the state, by
    "item ID" and "place ID". `base` is the state from which the choices start, None for the story's beginning.
    """

    format: int
    story: str
    version: str
    fingerprint: str
    game: str
    label: str
    time: str
    base: SavedState | None
    choices: Road
    undone: Road
    branches: tuple[Road, ...]
    titles: Mapping[str, str]
    state: SavedState

    @property
    def roads(self) -> tuple[Road, ...]:
        """All roads that the save holds: first the present one with what was undone, then the branches."""
        return ((*self.choices, *reversed(self.undone)), *self.branches)
