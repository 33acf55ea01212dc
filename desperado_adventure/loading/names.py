"""Every name that a story has declared, and the slots that its state is made of."""

from __future__ import annotations

from ..model.diagnostics import NOWHERE, Mark
from ..model.expressions import All, Compare, Either, Expression, Number, Read
from ..model.story import Slot


class Names:
    """The symbol table: filled by the declarations and by a first look at the scenes, then read by the parsers.

    Counting slots ("seen", "taken", "cycle") come into being when somebody first asks for them, so that a state holds
    no count that nobody reads.
    """

    def __init__(self) -> None:
        """Begin empty."""
        self.slots: list[Slot] = []
        self.variables: dict[str, int] = {}
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
        self.art: dict[str, Mark] = {}
        self.read: set[int] = set()
        self.written: set[int] = set()
        self.parsed: dict[tuple[str, str, str], object] = {}
        self._counts: dict[tuple[str, str], int] = {}
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

    def count(self, kind: str, owner: str, high: int = 1) -> int:
        """Return the slot that counts visits ("seen") or takings ("taken") of the owner, at least up to `high`."""
        index = self._counts.get((kind, owner))
        if index is None:
            index = self.add_slot(Slot(owner, kind, 0, high, 0, mark=NOWHERE))
            self._counts[(kind, owner)] = index
        elif self.slots[index].high < high:
            self.slots[index] = self.slots[index]._replace(high=high)
        return index

    def cycle(self, kind: str, owner: str, variants: int) -> int:
        """Return the slot that counts visits ("seen") or takings ("taken") of the owner modulo `variants`."""
        key = (f"cycle {variants} {kind}", owner)
        index = self._counts.get(key)
        if index is None:
            slot = Slot(f"{owner} % {variants}", "cycle", 0, variants - 1, 0, wraps=True, mark=NOWHERE)
            index = self._counts[key] = self.add_slot(slot)
        return index

    def counted(self, kind: str, owner: str) -> list[int]:
        """Return every slot that goes up by one when the owner is left ("seen") or taken ("taken")."""
        return [index for (what, who), index in self._counts.items() if who == owner and what.endswith(kind)]

    def counted_owners(self, kind: str) -> dict[str, list[int]]:
        """Return the slots as `counted` does, for all owners that have any."""
        owners: dict[str, list[int]] = {}
        for (what, who), index in self._counts.items():
            if what.endswith(kind):
                owners.setdefault(who, []).append(index)
        return owners

    def is_carried(self, slot: int) -> Expression:
        """Return the condition that the item in this slot is in a place that the player has with him."""
        expression = self._carried.get(slot)
        if expression is None:
            tests = [self._is_in(slot, place) for place in self.carried_places if place in self.fitting[slot]]
            expression = self._carried[slot] = tests[0] if len(tests) == 1 else Either(tuple(tests))
        return expression

    def _is_in(self, slot: int, place: int) -> Expression:
        inside = Compare("==", Read(slot), Number(place + 1))
        left = self.left.get(place)
        return inside if left is None else All((inside, Compare("==", Read(left), Number(0))))
