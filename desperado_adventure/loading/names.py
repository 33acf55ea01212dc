"""The symbol table: every name that a story declares, and the slots of its state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from ..model.diagnostics import Mark
from ..model.expressions import All, Compare, Comparison, Either, Expression, Number, Read
from ..model.story import Slot, SlotKind
from ..model.text import SAY
from .definitions import Definitions

Counted: TypeAlias = "Literal[SlotKind.SEEN, SlotKind.TAKEN]"
"""What can be counted: the visits of a scene, the takings of a choice."""


RESERVED = frozenset(("and", "or", "not", "true", "false", "carried", "else", "in", SAY))
"""Words of expressions and of braces, which nothing that an author names can have as its name."""


class _Count(NamedTuple):
    """What a slot counts: visits or takings of which owner, modulo which number (0: it stops at its highest value)."""

    counted: Counted
    owner: str
    modulo: int


class Names:
    """Names and slots: added by the declarations and by a first pass over the scenes, then read by the parsers.

    `said` has for each set variable the words that are printed for its values, by the names of their forms; words
    without forms have the name "". `language` is the story's.

    A slot that counts is added when it is first requested, so that a state holds no count that nothing reads.
    """

    def __init__(self) -> None:
        """Begin empty."""
        self.slots: list[Slot] = []
        self.variables: dict[str, int] = {}
        self.said: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self.language = ""
        self.places: dict[str, int] = {}
        self.place_ids: list[str] = []
        self.capacities: list[int] = []
        self.carried_places: list[int] = []
        self.left: dict[int, int] = {}
        self.items: dict[str, tuple[int, ...]] = {}
        self.groups: dict[str, tuple[int, ...]] = {}
        self.sizes: dict[int, int] = {}
        self.fitting: dict[int, tuple[int, ...]] = {}
        self.speakers: dict[str, str] = {}
        self.scenes: dict[str, Mark] = {}
        self.choices: dict[str, Mark] = {}
        self.continues: dict[str, str] = {}
        self.art: dict[str, Mark] = {}
        self.definitions = Definitions()
        self.typed: dict[int, int] = {}
        self.read: set[int] = set()
        self.written: set[int] = set()
        self.parsed: dict[tuple[object, str, str], object] = {}
        self._counts: dict[_Count, int] = {}
        self._carried: dict[int, Expression] = {}

    def add_slot(self, slot: Slot) -> int:
        """Add a slot and return its index."""
        self.slots.append(slot)
        return len(self.slots) - 1

    def variable(self, name: str) -> Slot:
        """Return a variable's slot."""
        return self.slots[self.variables[name]]

    def set_with(self, word: str) -> str:
        """Return the name of a set variable that has this word among its values, or ""."""
        for name, index in self.variables.items():
            if word in self.slots[index].labels:
                return name
        return ""

    def resolve_scene(self, name: str, chapter: str) -> str | None:
        """Return the id that a full id or a bare key in this chapter stands for, or None."""
        if name in self.scenes:
            return name
        local = f"{chapter}.{name}"
        return local if local in self.scenes else None

    def count(self, counted: Counted, owner: str, high: int = 1) -> int:
        """Return the slot that counts the visits or takings of the owner, at least up to `high`."""
        key = _Count(counted, owner, 0)
        index = self._counts.get(key)
        if index is None:
            index = self._counts[key] = self.add_slot(Slot(name=owner, kind=counted, low=0, high=high, start=0))
        self.count_up_to(index, high)
        return index

    def count_up_to(self, slot: int, high: int) -> None:
        """Make a slot that counts visits or takings count at least up to `high`."""
        if self.slots[slot].high < high:
            self.slots[slot] = self.slots[slot]._replace(high=high)

    def known_count(self, counted: Counted, owner: str) -> int | None:
        """Return the slot that counts the visits or takings of the owner; None if nothing has asked for it."""
        return self._counts.get(_Count(counted, owner, 0))

    def cycle(self, counted: Counted, owner: str, variants: int) -> int:
        """Return the slot that counts the visits or takings of the owner modulo `variants`."""
        key = _Count(counted, owner, variants)
        index = self._counts.get(key)
        if index is None:
            name = f"{owner} % {variants}"
            slot = Slot(name=name, kind=SlotKind.CYCLE, low=0, high=variants - 1, start=0, wraps=True)
            index = self._counts[key] = self.add_slot(slot)
        return index

    def counts_of(self, counted: Counted) -> dict[str, list[int]]:
        """Return the slots that count visits, or takings, by owner; only owners that have such slots."""
        owners: dict[str, list[int]] = {}
        for key, index in self._counts.items():
            if key.counted is counted:
                owners.setdefault(key.owner, []).append(index)
        return owners

    def is_carried(self, slot: int) -> Expression:
        """Return the condition that the item in this slot is in a place that the player has with him."""
        expression = self._carried.get(slot)
        if expression is None:
            tests = [self._is_in(slot, place) for place in self.carried_places if place in self.fitting[slot]]
            expression = self._carried[slot] = tests[0] if len(tests) == 1 else Either(tuple(tests))
        return expression

    def _is_in(self, slot: int, place: int) -> Expression:
        inside = Compare(Comparison.EQUAL, Read(slot), Number(place + 1))
        left = self.left.get(place)
        return inside if left is None else All((inside, Compare(Comparison.EQUAL, Read(left), Number(0))))
