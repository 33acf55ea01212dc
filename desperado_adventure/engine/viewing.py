"""The viewer: what a player sees in a state, whatever has led there: text, options, places, status.

Nothing here changes a state.
"""

from __future__ import annotations

from ..model.state import State
from ..model.story import Story
from .inventory import Inventory
from .listener import Listener
from .named_choices import commands_of
from .nodes import Node
from .packing import MOVE, bar, packing
from .telling import compile_plain
from .varying_titles import Titles
from .views import MoveBar, Option, Packing, View

TAKE_BACK = "take_back"
LET_STAND = "let_stand"
"""The two choices that a death offers."""


class Viewer:
    """Shows one story. It holds only the story and the compiled scenes; states are arguments."""

    def __init__(self, story: Story, listener: Listener | None = None) -> None:
        """Take a story that loaded without an error. The listener is told what is asked, shown and changed."""
        self.story = story
        self._listener = listener
        self._nodes: dict[str, Node] = {}
        self._inventory = Inventory(story, listener)
        self.titles = Titles(story, listener)
        self._status = tuple(compile_plain(content, listener, is_sentence=False) for content in story.status)

    def node(self, scene: str) -> Node:
        """Return a compiled scene; raises KeyError when the story has no scene of that id."""
        node = self._nodes.get(scene)
        if node is None:
            node = self._nodes[scene] = Node(self.story.scenes[scene], self.story, self._listener)
        return node

    def view(self, state: State) -> View:
        """Return what the player sees in this state."""
        node = self._nodes.get(state.scene) or self.node(state.scene)
        scene = node.scene
        values = state.values
        if self._listener is not None:
            self._listener.told(scene.id)
        return View(
            scene.id,
            scene.chapter,
            node.title(values),
            scene.art,
            node.tell(values),
            self.options(state),
            self.packing(state),
            node.ending(values),
            scene.fall,
        )

    def options(self, state: State) -> tuple[Option, ...]:
        """Return what is offered in this state, without telling the scene again."""
        node = self._nodes.get(state.scene) or self.node(state.scene)
        values = state.values
        if node.scene.fall and self.story.falls is not None:
            take_back, let_stand = self.titles.after_a_fall(values)
            return (Option(TAKE_BACK, take_back, True), Option(LET_STAND, let_stand, True))
        return tuple([option for ready in node.choices if (option := ready.offer(values)) is not None])

    def commands(self, state: State) -> tuple[str, ...]:
        """Return what the machine takes in this state: the choices that are open, and the moves.

        Of all names that could be typed with a choice there is one of each kind that the story tells apart.
        """
        opened = [option for option in self.options(state) if option.open]
        taken = [command for option in opened for command in commands_of(option, self.story.slots)]
        packing = self.packing(state)
        moves = packing.moves if packing is not None else ()
        return (*taken, *[f"{MOVE} {item} {place}" for item, place in moves])

    def rests(self, state: State) -> bool:
        """Whether the story waits for a choice in this state, and does not go on by itself."""
        node = self.node(state.scene)
        holds = any(redirect.when is None or redirect.when(state.values) for redirect in node.redirects)
        return node.onward is None and not holds

    def packing(self, state: State) -> Packing | None:
        """Return the places, items and moves of a packing scene; None in any other scene."""
        places = self.story.scenes[state.scene].pack
        return packing(self.story, places, state.values) if places else None

    def bar(self, state: State, item: str, place: str) -> MoveBar | None:
        """Return why an item cannot be moved to a place in this state, both given by their ids; None when it can."""
        return bar(self.story, self.story.scenes[state.scene].pack, state.values, item, place)

    def status(self, state: State) -> tuple[str, ...]:
        """Return the phrases of the status line, without the empty ones."""
        phrases = [phrase(state.values) for phrase in self._status]
        return tuple([phrase for phrase in phrases if phrase])

    def inventory(self, state: State) -> dict[str, tuple[str, ...]]:
        """Return the ids of the items in each place that the player has with him, in the story's order."""
        return self._inventory.carried(state.values)

    def left_behind(self, state: State) -> tuple[str, ...]:
        """Return the ids of the places that are the player's and that he has left behind."""
        return self._inventory.left_behind(state.values)
