"""Titles: what chapters, items, places, speakers and endings are called in a state.

An author may let any of these words vary like text (`{warned: the loaded pistols|two pistols}`). Nothing else reads the
titles of a `Story`: who shows one, asks here. Words that never change are made once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from ..model.state import State
from ..model.story import Chapter, Item, Place, Story
from ..model.text import Content, varies
from .closures import Values
from .listener import Listener
from .telling import compile_plain
from .views import Opened

_Wordings: TypeAlias = "dict[str, Callable[[Values], str]]"


class Titles:
    """The titles of one story. States are arguments; an id that the story does not have raises KeyError."""

    def __init__(self, story: Story, listener: Listener | None = None) -> None:
        """Compile what story.yaml calls things; the listener is told what is asked and shown."""
        self._story = story
        self._listener = listener
        self._items, self._fixed_items = self._compiled(story.items)
        self._places, self._fixed_places = self._compiled(story.places)
        falls = story.falls
        self._take_back = compile_plain(falls.take_back if falls is not None else (), listener)
        self._let_stand = compile_plain(falls.let_stand if falls is not None else (), listener)
        self._chapters: _Wordings = {}
        self._cards: _Wordings = {}
        self._hints: _Wordings = {}

    def _compiled(self, things: Iterable[Item | Place]) -> tuple[_Wordings, Mapping[str, str] | None]:
        """Return the wordings by id, and the words themselves when none of them varies."""
        wordings = {
            thing.id: compile_plain(thing.title, self._listener, is_sentence=isinstance(thing, Place))
            for thing in things
        }
        if any(map(varies, [thing.title for thing in things])):
            return wordings, None
        return wordings, MappingProxyType({each: wording(()) for each, wording in wordings.items()})

    def items(self, state: State) -> Mapping[str, str]:
        """Return what the player calls each item now, by id."""
        return self._items_among(state.values)

    def places(self, state: State) -> Mapping[str, str]:
        """Return what the player calls each place now, by id."""
        return self._places_among(state.values)

    def by_key(self, state: State | None) -> dict[str, str]:
        """Return the titles of items and places by their names in saves: "item ID", "place ID".

        None stands for the beginning of the story, for somebody who is in no state.
        """
        values = _start(self._story) if state is None else state.values
        return {
            **{f"item {each}": title for each, title in self._items_among(values).items()},
            **{f"place {each}": title for each, title in self._places_among(values).items()},
        }

    def _items_among(self, values: Values) -> Mapping[str, str]:
        return self._fixed_items or {each: wording(values) for each, wording in self._items.items()}

    def _places_among(self, values: Values) -> Mapping[str, str]:
        return self._fixed_places or {each: wording(values) for each, wording in self._places.items()}

    def chapter(self, state: State, chapter: str) -> str:
        """Return the title of a chapter in this state."""
        return self._of_chapter(self._chapters, chapter, lambda each: each.title)(state.values)

    def opening(self, values: Values, chapter: str) -> Opened:
        """Return the event that a chapter opens in a state with these values."""
        card = self._of_chapter(self._cards, chapter, lambda each: each.card)
        return Opened(chapter, self._of_chapter(self._chapters, chapter, lambda each: each.title)(values), card(values))

    def _of_chapter(
        self, wordings: _Wordings, chapter: str, part: Callable[[Chapter], Content]
    ) -> Callable[[Values], str]:
        if not wordings:
            wordings.update({each.id: compile_plain(part(each), self._listener) for each in self._story.chapters})
        return wordings[chapter]

    def after_a_fall(self, values: Values) -> tuple[str, str]:
        """Return the words that take a death back and those that let it stand, in a state with these values."""
        return self._take_back(values), self._let_stand(values)

    def hint(self, state: State, ending: str) -> str:
        """Return the hint for the ending of a scene in this state, "" for none."""
        wording = self._hints.get(ending)
        if wording is None:
            about = self._story.scenes[ending].ending
            wording = self._hints[ending] = compile_plain(about.hint if about is not None else (), self._listener)
        return wording(state.values)

    def ending(self, ending: str) -> str:
        """Return the title of the ending of a scene for somebody who is in no state: as it is when the story begins."""
        about = self._story.scenes[ending].ending
        return compile_plain(about.title, None)(_start(self._story)) if about is not None else ""

    def ask_all(self, state: State) -> None:
        """Let the listener hear of all titles that a player can ask for in this state."""
        self.items(state)
        self.places(state)
        self.chapter(state, self._story.scenes[state.scene].chapter)
        for scene in self._story.scenes.values():
            if scene.ending is not None:
                self.hint(state, scene.id)


def _start(story: Story) -> Values:
    return tuple([slot.start for slot in story.slots])
