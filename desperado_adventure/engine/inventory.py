"""What the player carries: the places that he has with him, and what is in each.

A place can have a condition (`Place.when`) under which the player has it at all. It decides what is listed, and nothing
else: guards and effects ask only where an item is, so the proof need not know it.
"""

from __future__ import annotations

from ..model.story import Place, Story
from .closures import Reader, Values, compile_expression
from .listener import Listener


class Inventory:
    """Lists what the player carries in one story."""

    def __init__(self, story: Story, listener: Listener | None = None) -> None:
        """Compile the conditions of the places."""
        self._story = story
        self._conditions: tuple[Reader | None, ...] = tuple(
            compile_expression(place.when, listener) if place.when is not None else None for place in story.places
        )

    def carried(self, values: Values) -> dict[str, tuple[str, ...]]:
        """Return the ids of the items in each place that the player has with him, in the story's order."""
        items = self._story.items
        return {
            place.id: tuple([item.id for item in items if values[item.slot] == index + 1])
            for index, place in enumerate(self._story.places)
            if place.carried and self._has(index, values) and not _is_left(place, values)
        }

    def left_behind(self, values: Values) -> tuple[str, ...]:
        """Return the ids of the places that are the player's and that he has left behind."""
        return tuple(
            [
                place.id
                for index, place in enumerate(self._story.places)
                if place.carried and self._has(index, values) and _is_left(place, values)
            ]
        )

    def _has(self, index: int, values: Values) -> bool:
        condition = self._conditions[index]
        return condition is None or bool(condition(values))


def _is_left(place: Place, values: Values) -> bool:
    return place.left >= 0 and bool(values[place.left])
