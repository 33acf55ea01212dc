"""Moments: of what claims speak, and how a playthrough is cut into them.

A *moment* is a place in a playthrough at which a claim looks. There are two kinds. The story *rests*: the player can
choose, or it has ended; nothing happens, and the claim sees where one is and every value. Or something *happens*:

* a choice is taken, a redirect leads on, a death is taken back: its text is told, and its effects happen;
* the story arrives in a scene, and the effects on arrival happen;
* the text of a scene is told (on arrival, and not where `look` shows it again).

Each of these is a moment by itself, with the values *before* its effects: a man whom a choice kills is alive while the
choice's text is told. A name that is typed with the choice is known by then. `rises` and `falls` compare the values
before and after it. In a scene that the story passes through nobody rests, but what happens there is a moment like any
other.

A condition is looked at wherever the story rests, and in those moments in which one of the events happens that it
names (`told`, `takes`, `speaks`, `rises`, `falls`). So a condition on values alone is looked at only where the story
rests: what a redirect puts right before anybody can choose was never wrong.

`after P` and `from P` speak of the moments that come after one with P. What is taken back has not happened: after the
death of a player the story remembers what it knew before the fatal choice.

Here moments are found by playing. The proof finds them in its graph (`transitions/edge_moments.py`), and tests compare
the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...engine import Machine
from ...engine.closures import Values
from ...engine.listener import Listener
from ...engine.named_choices import choice_of, parts_of, with_name
from ...engine.nodes import ReadyChoice
from ...engine.viewing import TAKE_BACK
from ...engine.views import Passage
from ...model.claims import EVENTS, Atom, AtomKind
from ...model.state import State
from ...model.story import Story
from ...model.typed_names import NameBar


class Moment(NamedTuple):
    """A moment: the scene one is in, the values then, the events that happen, and whether the story rests."""

    scene: str
    values: tuple[int, ...]
    events: frozenset[Atom] = frozenset()
    rests: bool = False

    def is_looked_at(self, named: frozenset[Atom]) -> bool:
        """Whether a condition that names these atoms is looked at in this moment."""
        return self.rests or not named.isdisjoint(self.events)


class _Deed(NamedTuple):
    """What happens at the moment: the scene, the values before it, and what is known of it so far."""

    scene: str
    before: tuple[int, ...]
    events: frozenset[Atom]


class Chronicle(Listener):
    """Plays a story step by step, and says of which moments each step consists."""

    def __init__(self, story: Story) -> None:
        """Take the story as claims observe it (`observed.py`), so that its values hold what they remember."""
        self._story = story
        self._counters = {atom.slot for atom in story.atoms if atom.slot >= 0}
        self._values: list[int] = []
        self._deed: _Deed | None = None
        self._moments: list[Moment] = []
        self.machine = Machine(story, self)

    def begin(self) -> tuple[State, tuple[Moment, ...]]:
        """Begin the story; return the state, and the moments on the way."""
        self._open([slot.start for slot in self._story.slots])
        return self._closed(self.machine.begin().state)

    def take(self, state: State, command: str) -> tuple[State, tuple[Moment, ...]]:
        """Give a command in a state; return the next state, and the moments on the way. Raises Refused."""
        before = state.fallen if command == TAKE_BACK and state.fallen is not None else state
        name = choice_of(command)
        node = self.machine.node(state.scene)
        choice = node.by_id.get(name) or node.asking.get(name)
        values = before.values if choice is None else self._named(choice, before.values, command)
        self._open(values)
        spoken = choice.tell(values) if choice is not None and choice.tell is not None else ()
        self._begin_deed(before.scene or self._story.start, {Atom(AtomKind.TAKES, name), *_speaking(spoken)})
        return self._closed(self.machine.choose(state, command).state)

    def _named(self, choice: ReadyChoice, values: Values, command: str) -> Values:
        """Return the values while a choice is taken: with the name, if it asks for one and the command gives one."""
        if choice.asks is None:
            return values
        named = with_name(values, parts_of(command)[1], choice.asks, self._story.slots)
        return values if isinstance(named, NameBar) else named

    # -- what the machine tells -------------------------------------------------------------------------------------

    def assigned(self, slot: int, value: int) -> None:
        """Note the new value."""
        self._values[slot] = value

    def redirected(self, scene: str, number: int) -> None:
        """Begin what a redirect does."""
        tell = self.machine.node(scene).redirects[number].tell
        self._begin_deed(scene, _speaking(tell(tuple(self._values)) if tell is not None else ()))

    def arrived(self, scene: str) -> None:
        """Begin what happens on arrival."""
        self._begin_deed(scene, set())

    def told(self, scene: str) -> None:
        """Note that a scene's text is told."""
        self._end_deed()
        if self._story.scenes[scene].text:
            values = tuple(self._values)
            events = {Atom(AtomKind.TOLD, scene), *_speaking(self.machine.node(scene).tell(values))}
            self._moments.append(Moment(scene, values, frozenset(events)))

    # -- moments ------------------------------------------------------------------------------------------------------

    def _open(self, values: Sequence[int]) -> None:
        self._values, self._moments, self._deed = list(values), [], None

    def _begin_deed(self, scene: str, events: set[Atom]) -> None:
        self._end_deed()
        self._deed = _Deed(scene, tuple(self._values), frozenset(events))

    def _end_deed(self) -> None:
        if self._deed is not None:
            scene, before, events = self._deed
            changed = {slot: self._values[slot] - before[slot] for slot in self._counters}
            higher = {Atom(AtomKind.RISES, slot=slot) for slot, change in changed.items() if change > 0}
            lower = {Atom(AtomKind.FALLS, slot=slot) for slot, change in changed.items() if change < 0}
            self._moments.append(Moment(scene, before, events | higher | lower))
            self._deed = None

    def _closed(self, state: State) -> tuple[State, tuple[Moment, ...]]:
        self._end_deed()
        self._moments.append(Moment(state.scene, state.values, rests=True))
        return state, tuple(self._moments)


def _speaking(passages: Sequence[Passage]) -> set[Atom]:
    return {Atom(AtomKind.SPEAKS, passage.speaker) for passage in passages if passage.speaker}


def is_at(story: Story, scene: str, place: str) -> bool:
    """Whether a scene is this place: the scene itself, one whose choice it belongs to, or a scene of the chapter."""
    about = story.scenes[scene]
    return place in (scene, about.parent, about.chapter)


def atoms_in(story: Story, moment: Moment) -> Iterator[tuple[int, bool]]:
    """Yield each atom that a moment decides, by its number, and whether it is true; memories are among the values."""
    for number, atom in enumerate(story.atoms):
        if atom.kind is AtomKind.AT:
            yield number, is_at(story, moment.scene, atom.id)
        elif atom.kind in EVENTS:
            yield number, atom in moment.events
