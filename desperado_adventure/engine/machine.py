"""The machine: how a state becomes the next one.

Laws
----
A *step* is: the choice's text is told, its effects happen, and the story goes to its destination: that of the first of
its branches whose condition holds now (`control.py` says where a destination is).

* Going to a scene: the `leave` effects of the old scene happen, then the `arrive` effects of the new one; then the
  story settles.
* Settling: the first redirect whose condition holds is taken (its text, its effects, its destination). If none holds,
  the scene's text is told, provided that the story has just arrived. Then the story goes `onward` if the scene says
  so, else it rests: the player can choose.
* Staying (a choice that leads nowhere): the story settles again, without leaving or arriving. So the redirects see what
  the choice did, and the scene's text is not told again.
* Nested choices are a scene within their parent scene. Entering them does not leave the parent. A nested choice that
  leads nowhere comes back to the parent. Leaving them runs the `leave` effects of the parent.
* The `then` of a scene is a scene, too, to which the scene's choices go on; this does not leave the scene. Leaving a
  `then` leaves all the parts before it.
* A cutaway first remembers where to come back to. If it has a scene to go to afterwards, the scene that plays it is
  left, and the story arrives at the other scene when the cutaway returns. If not, the scene is not left: the cutaway
  comes back to it, and it settles again; if a redirect on arrival has played the cutaway, the scene's text is told
  then.
* A fall keeps the state before the choice that led to it. Taking the fall back restores that state, with the teller's
  count one higher. Letting it stand goes to the scene that the story names; if that leads to a fall again, the same
  state is kept. A fall before the first choice is taken back by beginning again, with the count one higher.
* Nothing else happens. There is no chance and no clock: the state and the choice decide everything.

Redirects, onward scenes and cutaways form a chain (`chain.py`). The loader cannot always tell whether it ends, since
that may depend on values. A chain that comes back to the same state would never end, so the story rests there. After
`limits.CHAIN` scenes the story rests where it is. The proof finds every state in which either would happen.
"""

from __future__ import annotations

from ..model.state import Entry, Frame, State
from ..model.story import STAY, Asked, Destination
from ..model.typed_names import NameBar
from .chain import Chain
from .closures import Values
from .control import Way, follow
from .named_choices import parts_of, with_name
from .nodes import Node, ReadyChoice
from .packing import MOVE, moved
from .passages import tell
from .standing import Standing
from .viewing import LET_STAND, TAKE_BACK, Viewer
from .views import (
    Arrived,
    Ended,
    Event,
    Moved,
    Refusal,
    Refused,
    Step,
    Sung,
    TakenBack,
)

BEFORE_THE_BEGINNING = ""
"""The scene id of the state in which the story has not begun yet."""


class Machine(Viewer):
    """Runs one story. It holds only the story and the compiled scenes; states are arguments and results."""

    def begin(self) -> Step:
        """Arrive at the story's first scene."""
        return self._begin(self.story.start, (), self._start_values, [])

    def begin_at(self, scene: str) -> Step:
        """Arrive at any scene, as if the story began there; if a cutaway plays the scene, it is under way."""
        return self._begin(scene, Standing(self.story).stack_of(scene), self._start_values, [])

    @property
    def _start_values(self) -> Values:
        return tuple([slot.start for slot in self.story.slots])

    def _begin(self, scene: str, stack: tuple[Frame, ...], values: Values, events: list[Event]) -> Step:
        way = Way(scene, Entry.ARRIVE, stack, leaves=False)
        before = State(BEFORE_THE_BEGINNING, values)
        return Step(self._go(way, self.node(scene), values, events, before, chapter=""), tuple(events))

    def choose(self, state: State, choice: str) -> Step:
        """Take an open choice (by its id), a move (`move ITEM PLACE`), or, in a fall, `take_back` or `let_stand`.

        A choice that asks for a name is its id, a blank and the name. Raises Refused when that cannot be chosen in this
        state.
        """
        node = self._nodes.get(state.scene) or self.node(state.scene)
        ready = node.by_id.get(choice)
        if ready is None:
            return self._choose_special(node, state, choice)
        return self._take(node, ready, state)

    def _take(self, node: Node, ready: ReadyChoice, state: State, typed: str = "") -> Step:
        """Take a choice; `typed` is the name for which it asks."""
        values, choice = state.values, ready.id
        if (ready.when is not None and not ready.when(values)) or (
            ready.requires is not None and not ready.requires(values)
        ):
            raise self._refusal(ready, values)
        events: list[Event] = []
        if ready.asks is not None:
            values = self._named(ready, ready.asks, values, typed)
        if ready.tell is not None:
            tell(events, ready.tell(values))
        if ready.verse is not None and (quatrains := ready.verse.sing(values)):
            events.append(Sung(choice, quatrains))
        if ready.change is not None:
            values = self._changed(values, ready.change(values), events)
        return self._step(ready.leads(values), node, values, state, events)

    def _refusal(self, ready: ReadyChoice, values: Values) -> Refused:
        if ready.when is not None and not ready.when(values):
            return Refused(Refusal.CLOSED, ready.id)
        return Refused(Refusal.BARRED, ready.id, ready.bars(values))

    def _named(self, ready: ReadyChoice, asked: Asked, values: Values, typed: str) -> Values:
        named = with_name(values, typed, asked, self.story.slots)
        if isinstance(named, NameBar):
            raise Refused(Refusal.NAME, ready.id, named.value)
        if self._listener is not None:
            self._listener.assigned(asked.name, named[asked.name])
        return named

    def _choose_special(self, node: Node, state: State, choice: str) -> Step:
        name, typed = parts_of(choice)
        if (ready := node.asking.get(name)) is not None:
            return self._take(node, ready, state, typed)
        falls = self.story.falls
        if node.scene.fall and state.fallen is not None and falls is not None:
            if choice == TAKE_BACK:
                return self._take_back(state.fallen)
            if choice == LET_STAND:
                return self._step(Destination(falls.goto), node, state.values, state.fallen, [], stack=())
        words = choice.split()
        if len(words) == 3 and words[0] == MOVE:
            events: list[Event] = []
            values = self._changed(state.values, moved(self.story, node.scene.pack, state.values, *words[1:]), events)
            return self._step(STAY, node, values, state, events)
        raise Refused(Refusal.ENDED if node.scene.ending is not None else Refusal.UNKNOWN, choice)

    def _take_back(self, before: State) -> Step:
        falls = self.story.falls
        values = before.values
        if falls is not None and falls.slot >= 0:
            slot = self.story.slots[falls.slot]
            count = min(values[falls.slot] + 1, slot.high)
            values = values[: falls.slot] + (count,) + values[falls.slot + 1 :]
            if self._listener is not None:
                self._listener.assigned(falls.slot, count)
        if before.scene == BEFORE_THE_BEGINNING:
            return self._begin(self.story.start, (), values, [TakenBack(self.story.start)])
        return Step(before._replace(values=values), (TakenBack(before.scene),))

    def _changed(self, before: Values, after: Values, events: list[Event]) -> Values:
        """Add an event for each item that has moved, and return the new values."""
        place = self._place_name
        events += [
            Moved(item.id, place(before[item.slot]), place(after[item.slot]))
            for item in self.story.items
            if before[item.slot] != after[item.slot]
        ]
        return after

    def _place_name(self, value: int) -> str:
        return self.story.places[value - 1].id if value else ""

    # -- going and settling -------------------------------------------------------------------------------------------

    def _step(
        self,
        to: Destination,
        node: Node,
        values: Values,
        origin: State,
        events: list[Event],
        *,
        stack: tuple[Frame, ...] | None = None,
    ) -> Step:
        """Go to a destination from `origin`, the state in which the player chose. `stack` replaces its cutaways."""
        under_way = origin.stack if stack is None else stack
        way = follow(to, node.scene, under_way)
        return Step(self._go(way, node, values, events, origin, chapter=node.scene.chapter), tuple(events))

    def _go(self, way: Way, node: Node, values: Values, events: list[Event], origin: State, *, chapter: str) -> State:
        """Go this way from a node of a chapter ("" for none yet), and then on until the story rests."""
        chain = Chain(way.scene, self._listener)
        while True:
            if way.leaves and node.leave is not None:
                values = self._changed(values, node.leave(values), events)
            node = self._nodes.get(way.scene) or self.node(way.scene)
            is_arriving = way.entry is not Entry.RESUME
            if is_arriving:
                at = len(events)
                if self._listener is not None:
                    self._listener.arrived(way.scene)
                if way.entry is Entry.ARRIVE and node.arrive is not None:
                    values = self._changed(values, node.arrive(values), events)
                events[at:at] = self._arrival(node, values, chapter, goes_on=chapter != "" and not way.leaves)
            chapter = node.scene.chapter
            if chain.must_end(way.scene, values, way.stack, is_arriving=is_arriving):
                return self._rest(node, values, way.stack, events, origin, is_arriving=False)
            to, values, is_told = self._settle(node, values, events, is_arriving=is_arriving)
            if to is None:
                return self._rest(node, values, way.stack, events, origin, is_arriving=is_told)
            way = follow(to, node.scene, way.stack, is_arriving=is_arriving and not is_told)

    def _arrival(self, node: Node, values: Values, origin: str, *, goes_on: bool) -> list[Event]:
        """Return the events of an arrival from a scene of the chapter `origin`: what is told of chapter and scene."""
        chapter, arrived = node.scene.chapter, Arrived(node.scene.id, node.title(values), goes_on)
        return [arrived] if chapter == origin else [self.titles.opening(values, chapter), arrived]

    def _settle(
        self, node: Node, values: Values, events: list[Event], *, is_arriving: bool
    ) -> tuple[Destination | None, Values, bool]:
        """Return where the story goes without a choice (None: it rests), the new values, whether the scene was told."""
        for number, redirect in enumerate(node.redirects):
            if redirect.when is None or redirect.when(values):
                if self._listener is not None:
                    self._listener.redirected(node.scene.id, number)
                if redirect.tell is not None:
                    tell(events, redirect.tell(values))
                if redirect.change is not None:
                    values = self._changed(values, redirect.change(values), events)
                return redirect.destination, values, False
        if is_arriving:
            self._tell_scene(node, values, events)
        return node.onward, values, is_arriving

    def _tell_scene(self, node: Node, values: Values, events: list[Event]) -> None:
        if self._listener is not None:
            self._listener.told(node.scene.id)
        if node.verse is not None and (quatrains := node.verse.sing(values)):
            events.append(Sung(node.scene.id, quatrains))
        if passages := node.tell(values):
            tell(events, passages)

    @staticmethod
    def _rest(
        node: Node,
        values: Values,
        stack: tuple[Frame, ...],
        events: list[Event],
        origin: State,
        *,
        is_arriving: bool,
    ) -> State:
        if node.scene.ending is not None and is_arriving:
            events.append(Ended(node.scene.id, node.ending(values)))
        return State(node.scene.id, values, stack, origin if node.scene.fall else None)
