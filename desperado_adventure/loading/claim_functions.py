"""The functions that only claims have: `at(bar)`, `told(bar.door)`, `takes(bar.door.knock)`, `speaks(boy)` and others.

Each stands for an atom of a moment (`model/claims.py`). `seen` and `taken` mean what they mean in every condition;
where the story does not count what they ask, the claim remembers it by an atom, and the states stay as they are.
"""

from __future__ import annotations

from functools import partial
from typing import NoReturn

from ..model import codes
from ..model.claims import Atom, AtomKind
from ..model.expressions import Compare, Comparison, Number, Read
from ..model.story import SlotKind
from .condition_functions import Function, find_function, function_names
from .counting import COUNTS
from .faults import Fault
from .lookup import Lookup, unknown, unknown_scene
from .names import Counted, Names
from .suggesting import did_you_mean
from .tokens import Token
from .values import Typed, truth


class Atoms:
    """The atoms of a story's claims, each once. They are read as slots behind those of the story."""

    def __init__(self, names: Names) -> None:
        """Begin without atoms. The story must have all of its slots by now."""
        self._names = names
        self._first = len(names.slots)
        self._found: dict[Atom, int] = {}

    @property
    def found(self) -> tuple[Atom, ...]:
        """The atoms in the order of their slots."""
        return tuple(self._found)

    def read(self, atom: Atom) -> Typed:
        """Return the condition that an atom is true."""
        return truth(Read(self._found.setdefault(atom, self._first + len(self._found))))

    def function(self, name: str) -> Function | None:
        """Return the function of this name that a claim may use; None if there is none."""
        if name in _REMEMBERED:
            usual = find_function(name, self._names)
            return usual and usual._replace(value=partial(self._remember, name))
        if name in COUNTS:
            usual = find_function(name, self._names)
            return usual and usual._replace(argument=_uncounted)
        own = _BY_NAME.get(name)
        return own._replace(value=partial(own.value, self)) if own is not None else find_function(name, self._names)

    def function_names(self) -> list[str]:
        """Return the names of all functions that a claim may use."""
        return [*_BY_NAME, *[name for name in function_names(self._names) if name not in COUNTS]]

    def _remember(self, name: str, names: Names, owner: str) -> Typed:
        """Return the condition that a scene was seen or a choice taken, by the story's own count if it has one."""
        kind, counted = _REMEMBERED[name]
        slot = names.known_count(counted, owner)
        if slot is None:
            return self.read(Atom(kind, owner))
        return truth(Compare(Comparison.AT_LEAST, Read(slot), Number(1)))


def _scene_or_chapter(lookup: Lookup, token: Token) -> str:
    scene = lookup.names.resolve_scene(token.text, lookup.chapter)
    if scene is not None:
        return scene
    if any(known.startswith(f"{token.text}.") for known in lookup.names.scenes):
        return token.text
    raise unknown_scene(token.text, lookup.chapter, lookup.names, token.offset)


def _speaker(lookup: Lookup, token: Token) -> str:
    speakers = lookup.names.speakers
    if token.text in speakers:
        return token.text
    where = "Speakers are declared in story.yaml, under `speakers:`."
    raise unknown(codes.UNKNOWN_SPEAKER, "speaker", token.text, lambda: speakers, where, token.offset)


def _counter(lookup: Lookup, token: Token) -> int:
    names = lookup.names
    index = names.variables.get(token.text)
    if index is None:
        cure = did_you_mean(token.text, names.variables) + "Variables are declared in story.yaml, under `variables:`."
        raise Fault(codes.UNKNOWN_NAME, token.offset, f"Nothing is called `{token.text}`.", cure, token.text)
    if names.slots[index].kind is not SlotKind.COUNTER:
        message = f"`{token.text}` is no counter, and only a counter rises and falls."
        raise Fault(codes.DIFFERENT_KINDS, token.offset, message, "Say what it is or was: `==` and a word, or `not`.")
    names.read.add(index)
    return index


def _uncounted(_: Lookup, token: Token) -> NoReturn:
    message = "A claim does not count: the story would have to, and would have more states."
    cure = "Ask `seen` or `taken`, or let the story count in a variable."
    raise Fault(codes.UNKNOWN_FUNCTION, token.offset, message, cure)


def _of_id(kind: AtomKind, atoms: Atoms, _: Names, found: str) -> Typed:
    return atoms.read(Atom(kind, found))


def _of_slot(kind: AtomKind, atoms: Atoms, _: Names, slot: int) -> Typed:
    return atoms.read(Atom(kind, slot=slot))


CLAIM_FUNCTIONS = (
    Function(
        "at",
        _scene_or_chapter,
        partial(_of_id, AtomKind.AT),
        "at(bar)",
        "one is in this chapter, or in this scene (`at(bar.counter)`)",
    ),
    Function(
        "told",
        Lookup.scene,
        partial(_of_id, AtomKind.TOLD),
        "told(bar.counter)",
        "the text of the scene is told, at this moment",
    ),
    Function(
        "takes",
        Lookup.choice,
        partial(_of_id, AtomKind.TAKES),
        "takes(bar.counter.look)",
        "the choice is taken, at this moment; what it tells and changes belongs to the moment",
    ),
    Function(
        "speaks",
        _speaker,
        partial(_of_id, AtomKind.SPEAKS),
        "speaks(boy)",
        "words of this speaker are told, at this moment",
    ),
    Function("rises", _counter, partial(_of_slot, AtomKind.RISES), "rises(heat)", "the counter gets a higher value"),
    Function("falls", _counter, partial(_of_slot, AtomKind.FALLS), "falls(heat)", "the counter gets a lower value"),
)
_BY_NAME = {function.name: function for function in CLAIM_FUNCTIONS}
_REMEMBERED: dict[str, tuple[AtomKind, Counted]] = {
    "seen": (AtomKind.SEEN, SlotKind.SEEN),
    "taken": (AtomKind.TAKEN, SlotKind.TAKEN),
}
