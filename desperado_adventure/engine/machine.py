"""The machine: how a state becomes the next one.

Laws
----
A *step* is: the choice's text is told, its effects happen, and the story goes to its destination.

* Going to a scene: `leave` effects of the scene one was in; then, on arrival, the scene's `arrive` effects; then it
  *rests*.
* Resting: the first redirect whose condition holds leads on (its text, its effects, its destination). If none does, the
  scene's text is told, if one has just arrived, and the story goes `onward` if the scene says so.
* Staying (a choice that leads nowhere) rests again without leaving or arriving, so redirects see what the choice did.
* Nested choices are a scene within the scene: entering them leaves nothing, staying in them comes back to their parent,
  and their `leave` effects are the parent's.
* A cutaway remembers where to come back to, and then goes. Coming back means to go there, or, if the cutaway leads
  nowhere afterwards, to rest where one was.
* A fall keeps the state before the choice that led to it. Taking it back restores that state, with the teller's count
  one higher; letting it stand goes to the ending that the story names.
* Nothing else happens. There is no chance and no clock, and whoever has the state knows everything.

Redirects, onward scenes and cutaways form a path that the loader cannot always bound (whether it ends may depend on
values), so it is cut at `LONGEST_PATH` hops; the proof finds every state in which that would matter.
"""

from __future__ import annotations

from ..model.state import Frame, State
from ..model.story import Destination, Story
from .expressions import Values, Watch
from .nodes import Node, ReadyChoice
from .prose import compile_plain
from .views import Arrived, Ended, Event, Moved, Option, Packing, Refusal, Refused, Step, Sung, TakenBack, Told, View

LONGEST_PATH = 64
TAKE_BACK = "take_back"
LET_STAND = "let_stand"


class Machine:
    """Runs one story. It holds nothing but the story and what it has compiled of it; states come and go as values."""

    def __init__(self, story: Story, watch: Watch = None) -> None:
        """Take a story that loaded without an error; `watch` is told of every condition and sequence that is read."""
        self.story = story
        self._watch = watch
        self._nodes: dict[str, Node] = {}
        self._status = tuple(compile_plain(content, watch) for content in story.status)
        self._item_index = {item.id: item for item in story.items}
        self._place_index = {place.id: index for index, place in enumerate(story.places)}

    def begin(self) -> Step:
        """Arrive at the story's first scene."""
        events: list[Event] = []
        values = tuple([slot.start for slot in self.story.slots])
        start = State(self.story.start, values)
        return Step(self._arrive(self.story.start, values, (), events, start), tuple(events))

    def node(self, scene: str) -> Node:
        """Return a scene ready to run; raise KeyError when the story has none of that id."""
        node = self._nodes.get(scene)
        if node is None:
            node = self._nodes[scene] = Node(self.story.scenes[scene], self.story.slots, self._watch)
        return node

    def choose(self, state: State, choice: str) -> Step:
        """Take an open choice (by its id), a move (`move ITEM PLACE`), or, in a fall, `take_back` or `let_stand`.

        Raises Refused, and nothing has changed, when that cannot be chosen now.
        """
        node = self._nodes.get(state.scene) or self.node(state.scene)
        ready = node.by_id.get(choice)
        if ready is None:
            return self._choose_special(node, state, choice)
        values = state.values
        if (ready.when is not None and not ready.when(values)) or (
            ready.requires is not None and not ready.requires(values)
        ):
            raise self._refusal(ready, values)
        events: list[Event] = []
        if ready.tell is not None:
            events.append(Told(ready.tell(values)))
        if ready.verse is not None and (quatrains := ready.verse.sing(values)):
            events.append(Sung(choice, quatrains))
        if ready.change is not None:
            values = self._changed(values, ready.change(values), events)
        return Step(self._go(ready.destination, node, values, state.stack, events, state), tuple(events))

    def view(self, state: State) -> View:
        """Return what the player sees in this state."""
        node = self._nodes.get(state.scene) or self.node(state.scene)
        scene = node.scene
        values = state.values
        return View(
            scene.id,
            scene.chapter,
            scene.title,
            scene.art,
            node.tell(values),
            self.options(state),
            self.packing(state),
            scene.ending.title if scene.ending is not None else "",
            scene.fall,
        )

    def options(self, state: State) -> tuple[Option, ...]:
        """Return what is offered in this state, without telling the scene again."""
        node = self._nodes.get(state.scene) or self.node(state.scene)
        if node.scene.fall and self.story.falls is not None:
            falls = self.story.falls
            return (Option(TAKE_BACK, falls.take_back, True), Option(LET_STAND, falls.let_stand, True))
        values = state.values
        return tuple([option for ready in node.choices if (option := ready.offer(values)) is not None])

    def packing(self, state: State) -> Packing | None:
        """Return what can be packed in this state, None where nothing can."""
        node, values = self._nodes.get(state.scene) or self.node(state.scene), state.values
        if not node.scene.pack:
            return None
        places = tuple([(self.story.places[index].id, *self._contents(index, values)) for index in node.scene.pack])
        moves = [
            (item.id, self.story.places[index].id)
            for item in self.story.items
            for index in node.scene.pack
            if self._may_move(node, values, item.id, index)
        ]
        return Packing(places, tuple(moves))

    def status(self, state: State) -> tuple[str, ...]:
        """Return what the character knows of himself, a phrase each; empty ones are left out."""
        phrases = [phrase(state.values) for phrase in self._status]
        return tuple([phrase for phrase in phrases if phrase])

    def inventory(self, state: State) -> dict[str, tuple[str, ...]]:
        """Return the ids of the items in every place where one is carried, in the order of the story's declarations."""
        found: dict[str, tuple[str, ...]] = {}
        for index, place in enumerate(self.story.places, start=1):
            if place.carried and not (place.left >= 0 and state.values[place.left]):
                found[place.id] = tuple([item.id for item in self.story.items if state.values[item.slot] == index])
        return found

    def _refusal(self, ready: ReadyChoice, values: Values) -> Refused:
        if ready.when is not None and not ready.when(values):
            return Refused(Refusal.CLOSED, ready.id)
        return Refused(Refusal.BARRED, ready.id, ready.bars(values))

    def _choose_special(self, node: Node, state: State, choice: str) -> Step:
        if node.scene.fall and state.fallen is not None and self.story.falls is not None:
            if choice == TAKE_BACK:
                return self._take_back(state.fallen)
            if choice == LET_STAND:
                events: list[Event] = []
                ending = Destination(self.story.falls.goto)
                return Step(self._go(ending, node, state.values, (), events, state), tuple(events))
        words = choice.split()
        if len(words) == 3 and words[0] == "move":
            return self._move(node, state, words[1], words[2])
        raise Refused(Refusal.ENDED if node.scene.ending is not None else Refusal.UNKNOWN, choice)

    def _take_back(self, before: State) -> Step:
        falls = self.story.falls
        values = before.values
        if falls is not None and falls.slot >= 0:
            slot = self.story.slots[falls.slot]
            count = min(values[falls.slot] + 1, slot.high)
            values = values[: falls.slot] + (count,) + values[falls.slot + 1 :]
        return Step(before._replace(values=values), (TakenBack(before.scene),))

    def _changed(self, before: Values, after: Values, events: list[Event]) -> Values:
        """Report the items that an effect has moved; hand the new values through."""
        place = self._place_name
        events += [
            Moved(item.id, place(before[item.slot]), place(after[item.slot]))
            for item in self.story.items
            if before[item.slot] != after[item.slot]
        ]
        return after

    def _place_name(self, value: int) -> str:
        return self.story.places[value - 1].id if value else ""

    def _go(
        self, to: Destination, node: Node, values: Values, stack: tuple[Frame, ...], events: list[Event], origin: State
    ) -> State:
        if to.scene and not to.cutaway:
            if not to.enters:
                values = self._leave(node, values, events)
            return self._arrive(to.scene, values, stack, events, origin)
        if to.returns:
            if not stack:
                events.append(Arrived(node.scene.id))  # there is nowhere to come back to but here; counted as a hop
                return self._rest(node, values, stack, events, origin, arrived=False)
            values = self._leave(node, values, events)
            frame, stack = stack[-1], stack[:-1]
            if frame.arrives:
                return self._arrive(frame.scene, values, stack, events, origin)
            return self._resume(frame.scene, values, stack, events, origin)
        if to.cutaway:
            frame = Frame(to.scene, True) if to.scene else Frame(node.scene.parent or node.scene.id, False)
            if to.scene:
                values = self._leave(node, values, events)
            return self._arrive(to.cutaway, values, (*stack, frame), events, origin)
        return self._resume(node.scene.parent or node.scene.id, values, stack, events, origin)

    def _leave(self, node: Node, values: Values, events: list[Event]) -> Values:
        return self._changed(values, node.leave(values), events) if node.leave is not None else values

    def _arrive(
        self, scene: str, values: Values, stack: tuple[Frame, ...], events: list[Event], origin: State
    ) -> State:
        node = self._nodes.get(scene) or self.node(scene)
        events.append(Arrived(scene))
        if node.arrive is not None:
            values = self._changed(values, node.arrive(values), events)
        return self._rest(node, values, stack, events, origin, arrived=True)

    def _resume(
        self, scene: str, values: Values, stack: tuple[Frame, ...], events: list[Event], origin: State
    ) -> State:
        node = self._nodes.get(scene) or self.node(scene)
        return self._rest(node, values, stack, events, origin, arrived=False)

    def _rest(
        self, node: Node, values: Values, stack: tuple[Frame, ...], events: list[Event], origin: State, *, arrived: bool
    ) -> State:
        for redirect in node.redirects:
            if redirect.when is None or redirect.when(values):
                if redirect.tell is not None:
                    events.append(Told(redirect.tell(values)))
                if redirect.change is not None:
                    values = self._changed(values, redirect.change(values), events)
                if self._is_too_long(events):
                    break
                return self._go(redirect.destination, node, values, stack, events, origin)
        if arrived:
            self._tell_scene(node, values, events)
        if node.onward is not None and not self._is_too_long(events):
            return self._go(node.onward, node, values, stack, events, origin)
        if node.scene.ending is not None and arrived:
            events.append(Ended(node.scene.id))
        return State(node.scene.id, values, stack, origin if node.scene.fall else None)

    @staticmethod
    def _tell_scene(node: Node, values: Values, events: list[Event]) -> None:
        if node.verse is not None and (quatrains := node.verse.sing(values)):
            events.append(Sung(node.scene.id, quatrains))
        if passages := node.tell(values):
            events.append(Told(passages))

    def _is_too_long(self, events: list[Event]) -> bool:
        return len(events) > LONGEST_PATH and sum(type(event) is Arrived for event in events) > LONGEST_PATH

    def _contents(self, place: int, values: Values) -> tuple[tuple[str, ...], int]:
        inside = [item for item in self.story.items if values[item.slot] == place + 1]
        room = self.story.places[place].capacity - sum(item.size for item in inside)
        return tuple([item.id for item in inside]), room

    def _may_move(self, node: Node, values: Values, item_id: str, place: int) -> bool:
        item = self._item_index[item_id]
        here = values[item.slot] - 1
        return (
            here in node.scene.pack
            and place in node.scene.pack
            and here != place
            and place in item.fits
            and self._contents(place, values)[1] >= item.size
        )

    def _move(self, node: Node, state: State, item_id: str, place_id: str) -> Step:
        item, place = self._item_index.get(item_id), self._place_index.get(place_id)
        if item is None or place is None or not self._may_move(node, state.values, item_id, place):
            raise Refused(Refusal.MOVE, item_id, place_id)
        slot = item.slot
        moved = state.values[:slot] + (place + 1,) + state.values[slot + 1 :]
        events: list[Event] = []
        values = self._changed(state.values, moved, events)
        return Step(self._rest(node, values, state.stack, events, state, arrived=False), tuple(events))
