"""The moments on an edge of the graph, as functions of the state at its source (see `targets/moments.py`).

All that a claim asks of a moment is then a function of that state as well. An edge has at most four moments: what the
player does or a redirect does (or, where the story passes through or comes to rest, that the scene's text is told), the
effects on arrival, the text told on arrival, and the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ...model.claims import EVENTS, Atom, AtomKind
from ...model.expressions import Comparison, Effect, Expression, reads
from ...model.state import Entry
from ...model.story import Choice, Redirect, Scene
from ...model.text import Content, Piece, Run, Said, Switch, Text, Value, variant_index
from ...model.typed_names import which
from ..targets.moments import is_at
from ..targets.observed import Observed
from ..targets.target import TargetKind
from .flow import Flow
from .functions import Environment, Function, apply, both, either, negate
from .points import Edge, PointKind

_NO_EVENTS: Mapping[Atom, Function] = {}


class Moment(NamedTuple):
    """A moment: the scene one is in, the values then and the events, as functions of the state at the edge's source.

    A slot that the environment lacks has the value that it has there; an event that is missing does not happen.
    """

    scene: str
    environment: Mapping[int, Function]
    events: Mapping[Atom, Function] = _NO_EVENTS
    rests: bool = False


class _Deed(NamedTuple):
    """What is told and what happens on an edge before the story enters the next scene; `named`: with what name."""

    text: Text
    effects: Sequence[Effect]
    events: Mapping[Atom, Function]
    named: Mapping[int, Function]


_NOTHING = _Deed((), (), _NO_EVENTS, {})


class Moments:
    """Finds the moments on the edges of one graph."""

    def __init__(self, flow: Flow, observed: Observed) -> None:
        """Take the graph of the observed story."""
        self._flow, self._story, self._lowering = flow, flow.story, flow.lowering
        self._first = observed.atoms
        self._asked = frozenset(self._story.atoms)
        self._counters = sorted({atom.slot for atom in self._story.atoms if atom.slot >= 0})
        self._choices = {choice.id: choice for scene in self._story.scenes.values() for choice in scene.choices}
        self._known: dict[Edge, list[Moment]] = {}
        self._places: dict[str, dict[int, Function]] = {}
        self._named: dict[int, tuple[Expression, frozenset[Atom]]] = {}

    # -- moments ------------------------------------------------------------------------------------------------------

    def at_rest(self, point: int) -> Moment:
        """Return the moment of resting at a point."""
        return Moment(self._flow.points[point].scene, {}, rests=True)

    def happening(self, edge: Edge) -> list[Moment]:
        """Return the moments on an edge in which something happens that a claim asks for, in their order."""
        known = self._known.get(edge)
        if known is None:
            known = self._known[edge] = [moment for moment in self._happening(edge) if moment.events]
        return known

    def all(self, edge: Edge) -> list[Moment]:
        """Return the moments on an edge, the rest at its end among them, in their order."""
        moments = [*self.happening(edge)]
        if self._flow.is_rest(edge.target):
            moments.append(Moment(self._flow.points[edge.target].scene, edge.environment, rests=True))
        return moments

    def _happening(self, edge: Edge) -> Iterator[Moment]:
        flow, way = self._flow, edge.way
        scene = flow.scene(edge.source)
        deed = self._deed(edge)
        after: Environment = {**deed.named}
        self._lowering.execute(deed.effects, after)
        changes = edge.environment if way is None else after
        events = {**deed.events, **self._spoken(deed.text, deed.named), **self._changes({}, changes)}
        yield Moment(scene.id, deed.named, events)
        if flow.points[edge.source].kind is PointKind.ARRIVED and (way is None or not edge.covers):
            yield Moment(scene.id, {}, self._telling(scene, {}))
        if way is None:
            return
        target = flow.scene(edge.target)
        if way.leaves:
            self._lowering.execute(scene.leave, after)
        if way.entry is Entry.ARRIVE and target.arrive:
            yield Moment(target.id, after, self._changes(after, edge.environment))
        if way.entry is not Entry.RESUME and flow.is_rest(edge.target):
            yield Moment(target.id, edge.environment, self._telling(target, edge.environment))

    def _deed(self, edge: Edge) -> _Deed:
        for cover in edge.covers:
            if cover.kind is TargetKind.CHOICE:
                choice: Choice = self._choices[cover.id]
                takes = Atom(AtomKind.TAKES, choice.id)
                events: Mapping[Atom, Function] = {takes: 1} if takes in self._asked else _NO_EVENTS
                named = dict(self._flow.named(choice))[edge.commands[0]]
                return _Deed(choice.text, choice.effects, events, named)
            if cover.kind is TargetKind.REDIRECT:
                redirect: Redirect = self._story.scenes[cover.id].redirects[cover.number]
                return _Deed(redirect.text, redirect.effects, _NO_EVENTS, {})
        return _NOTHING

    def _name_given(self, choice: Choice, edge: Edge) -> Mapping[int, Function]:
        """Return the value of the name that is typed with a choice."""
        if choice.asks is None:
            return {}
        name = edge.commands[0].removeprefix(choice.id).strip()
        return {choice.asks.name: which(self._story.slots[choice.asks.name].labels, name)}

    def _telling(self, scene: Scene, environment: Mapping[int, Function]) -> dict[Atom, Function]:
        if not scene.text:
            return {}
        told = Atom(AtomKind.TOLD, scene.id)
        events = self._spoken(scene.text, environment)
        return {**events, told: 1} if told in self._asked else events

    def _changes(self, before: Mapping[int, Function], after: Mapping[int, Function]) -> dict[Atom, Function]:
        """Return the counters that rise and fall between two states."""
        events = {}
        for slot in self._counters:
            if slot in after:
                pair = (self._lowering.read(slot, after), self._lowering.read(slot, before))
                for kind, sign in ((AtomKind.RISES, Comparison.MORE), (AtomKind.FALLS, Comparison.LESS)):
                    atom = Atom(kind, slot=slot)
                    if atom in self._asked and (changes := apply(sign, pair)) != 0:
                        events[atom] = changes
        return events

    # -- words --------------------------------------------------------------------------------------------------------

    def _spoken(self, text: Text, environment: Mapping[int, Function]) -> dict[Atom, Function]:
        """Return the speakers of a text, each with the function that words of his are told."""
        events: dict[Atom, Function] = {}
        for paragraph in text:
            speaks = Atom(AtomKind.SPEAKS, paragraph.speaker)
            if speaks in self._asked:
                shows = self._lowering.holds(paragraph.when, environment)
                told = both((shows, self._has_words(paragraph.content, environment)))
                if (known := either((events.get(speaks, 0), told))) != 0:
                    events[speaks] = known
        return events

    def _has_words(self, content: Content, environment: Mapping[int, Function]) -> Function:
        """Return the function that a content has words in it."""
        return either([self._piece_has_words(piece, environment) for piece in content])

    def _piece_has_words(self, piece: Piece, environment: Mapping[int, Function]) -> Function:
        if isinstance(piece, Run):
            return int(bool(piece.text.strip()))
        if isinstance(piece, Value):
            return 1
        if isinstance(piece, Said):
            return self._has_words(piece.content, environment)
        if isinstance(piece, Switch):
            return self._switch_has_words(piece, environment)
        slot = self._story.slots[piece.slot]
        count = self._lowering.read(piece.slot, environment)
        shown = [variant_index(piece.kind, each, len(piece.variants)) for each in range(slot.low, slot.high + 1)]
        ways = []
        for index, variant in enumerate(piece.variants):
            counts = [slot.low + number for number, each in enumerate(shown) if each == index]
            is_shown = either([apply(Comparison.EQUAL, (count, each)) for each in counts])
            ways.append(both((is_shown, self._has_words(variant, environment))))
        return either(ways)

    def _switch_has_words(self, switch: Switch, environment: Mapping[int, Function]) -> Function:
        ways: list[Function] = []
        path: Function = 1
        for case in switch.cases:
            holds = self._lowering.holds(case.condition, environment)
            ways.append(both((path, holds, self._has_words(case.content, environment))))
            path = both((path, negate(holds)))
        return either([*ways, both((path, self._has_words(switch.otherwise, environment)))])

    # -- conditions ---------------------------------------------------------------------------------------------------

    def holds(self, condition: Expression, moment: Moment) -> Function:
        """Return the function that a condition is looked at in a moment and holds."""
        named = self._names(condition)
        if moment.rests:
            return self._lower(condition, moment)
        looked_at = either([moment.events[atom] for atom in named if atom in moment.events])
        return both((looked_at, self._lower(condition, moment))) if looked_at != 0 else 0

    def _lower(self, condition: Expression, moment: Moment) -> Function:
        places = self._places.get(moment.scene)
        if places is None:
            places = self._places[moment.scene] = {
                self._first + number: int(is_at(self._story, moment.scene, atom.id))
                for number, atom in enumerate(self._story.atoms)
                if atom.kind is AtomKind.AT
            }
        environment = {**moment.environment, **places}
        for number, atom in enumerate(self._story.atoms):
            if atom.kind in EVENTS:
                environment[self._first + number] = moment.events.get(atom, 0)
        return both((self._lowering.lower(condition, environment),))

    def _names(self, condition: Expression) -> frozenset[Atom]:
        known = self._named.get(id(condition))
        if known is None:
            slots = {slot - self._first for slot in reads(condition)}
            atoms = frozenset(self._story.atoms[number] for number in slots if number >= 0)
            known = self._named[id(condition)] = (condition, atoms)
        return known[1]
