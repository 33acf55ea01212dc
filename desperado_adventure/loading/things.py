"""The reader of places, items and groups of items in story.yaml.

The conditions of places may name scenes, so they are read last, when the names of all scenes are known.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from collections.abc import Sequence

from ..model import codes, limits
from ..model.expressions import Expression
from ..model.story import Item, Place, Slot, SlotKind
from . import keys
from .conditions import parse_condition
from .division_sites import Divisions
from .faults import Faults
from .former_names import FormerNames
from .names import Names
from .positions import Locator
from .problems import EnoughMistakes
from .shapes import Shapes
from .sites import Sites
from .suggesting import did_you_mean
from .tree import Node
from .varying_lines import fixed

UNLIMITED = 1_000_000
"""The capacity of a place that declares none."""

NOWHERE = "nowhere"
"""Stands for a place in saves and walkthroughs, where an item is in none."""


class ThingsReader:
    """Reads the parts of story.yaml that are about things."""

    def __init__(self, shapes: Shapes, names: Names) -> None:
        """Read with these shapes into these names."""
        self._shapes = shapes
        self._names = names
        self._places_were: dict[str, str] = {}
        self.conditions: dict[str, Node] = {}
        """Where the condition of a place is written, by the place's id."""
        self.titles: dict[str, Node] = {}
        """Where titles are written, by what they belong to: "item lamp", "place case"."""

    def places(self, node: Node) -> tuple[Place, ...]:
        """Return the places, and add them to the names."""
        places: list[Place] = []
        entries = self._shapes.free_mapping(node, "places")
        former = FormerNames({NOWHERE, *entries})
        for name, (key, value) in entries.items():
            if name == NOWHERE:
                message = f"`{NOWHERE}` means that an item is in no place."
                self._shapes.report(codes.NAME_FOR_TWO_THINGS, key, message, "Take another name.")
            given = {
                each: entry[1]
                for each, entry in self._shapes.mapping(value, keys.PLACE, "A place", called=name).items()
            }
            index = len(places)
            capacity = (
                self._shapes.number(given["capacity"], "capacity", 0, UNLIMITED) if "capacity" in given else UNLIMITED
            )
            carried = self._shapes.flag(given["carried"], "carried") if "carried" in given else True
            was = former.read(self._shapes, given.get("was"), name)
            left = -1
            if "leavable" in given and self._shapes.flag(given["leavable"], "leavable"):
                mark = self._shapes.mark(key)
                slot = Slot(name=name, kind=SlotKind.LEFT, low=0, high=1, start=0, was=was, mark=mark)
                left = self._names.left[index] = self._names.add_slot(slot)
            self._names.places[name] = index
            self._names.place_ids.append(name)
            self._names.capacities.append(capacity)
            if carried:
                self._names.carried_places.append(index)
            if "when" in given:
                self._keep_condition(name, given["when"], is_carried=carried)
            if "title" in given:
                self.titles[f"place {name}"] = self._shapes.short_text(given["title"])
            places.append(Place(id=name, title=fixed(name), capacity=capacity, carried=carried, left=left, was=was))
        self._places_were = former.now
        return tuple(places)

    def _keep_condition(self, name: str, node: Node, *, is_carried: bool) -> None:
        self.conditions[name] = node
        if not is_carried:
            message = f"`{name}` is never listed among what the player carries, so this decides nothing."
            self._shapes.report(codes.VALUE_NOT_ALLOWED, node, message, "Take it out, or the `carried: false`.")

    def items(self, node: Node) -> tuple[Item, ...]:
        """Return the items, and add them to the names; the places must have been read."""
        items: list[Item] = []
        pairs = 0
        entries = self._shapes.free_mapping(node, "items")
        former = FormerNames(entries)
        for name, (key, value) in entries.items():
            given = {
                each: entry[1] for each, entry in self._shapes.mapping(value, keys.ITEM, "An item", called=name).items()
            }
            size = self._shapes.number(given["size"], "size", 0, 1000) if "size" in given else 1
            fits = self._read_fits(given["fits"]) if "fits" in given else tuple(range(len(self._names.place_ids)))
            pairs += len(fits)
            if not self._shapes.at_most(limits.ITEMS_IN_PLACES, pairs, key, cure="let some items fit fewer places"):
                raise EnoughMistakes  # each item that is missing would be a mistake wherever it is named
            start = self._place(given["at"]) + 1 if "at" in given else 0
            was = former.read(self._shapes, given.get("was"), name)
            slot = self._names.add_slot(self._item_slot(name, start, was)._replace(mark=self._shapes.mark(key)))
            self._names.items[name] = (slot,)
            self._names.sizes[slot] = size
            self._names.fitting[slot] = fits
            if start:
                self._names.written.add(slot)
            if start and start - 1 not in fits:
                where = self._names.place_ids[start - 1]
                self._shapes.report(
                    codes.ITEM_DOES_NOT_FIT,
                    given["at"],
                    f"`{name}` does not fit into `{where}`.",
                    f"Add `{where}` to its `fits:`.",
                )
            if "title" in given:
                self.titles[f"item {name}"] = self._shapes.short_text(given["title"])
            items.append(Item(id=name, title=fixed(name), size=size, slot=slot, fits=fits))
        return tuple(items)

    def _item_slot(self, name: str, start: int, was: tuple[str, ...]) -> Slot:
        labels = (NOWHERE, *self._names.place_ids)
        high = len(labels) - 1
        slot = Slot(name=name, kind=SlotKind.ITEM, low=0, high=high, start=start, labels=labels)
        return slot._replace(was=was, labels_were=self._places_were)

    def _read_fits(self, node: Node) -> tuple[int, ...]:
        places = [self._place(word) for word in self._shapes.words(node, "fits")]
        return tuple(sorted({place for place in places if place >= 0}))

    def _place(self, node: Node) -> int:
        word = self._shapes.word(node, "A place")
        if word and word not in self._names.places:
            self._shapes.report_name(
                codes.UNKNOWN_PLACE,
                node,
                word,
                f"There is no place `{word}`.",
                did_you_mean(word, self._names.places) + "See `places:`.",
            )
        return self._names.places.get(word, -1)

    def read_groups(self, node: Node) -> None:
        """Add the groups to the names; the items must have been read."""
        for name, (key, value) in self._shapes.free_mapping(node, "groups").items():
            if name in self._names.items or name == "carried":
                self._shapes.report(
                    codes.NAME_FOR_TWO_THINGS, key, f"`{name}` already means something else.", "Take another name."
                )
                continue
            slots: list[int] = []
            for word in self._shapes.words(value, "A group"):
                if word.value in self._names.items:
                    slots.extend(self._names.items[word.value])
                else:
                    cure = did_you_mean(word.value, self._names.items)
                    message = f"There is no item `{word.value}`."
                    self._shapes.report_name(codes.UNKNOWN_ITEM, word, word.value, message, f"{cure}See `items:`.")
            self._names.groups[name] = tuple(slots)


def with_conditions(
    places: Sequence[Place], conditions: MappingType[str, Node], shapes: Shapes, names: Names, sites: Sites
) -> tuple[Place, ...]:
    """Return the places with their conditions, which are given by the places' ids; all names must be known."""
    tests = {place: _condition(node, shapes, names, sites) for place, node in conditions.items()}
    return tuple([place._replace(when=tests.get(place.id)) for place in places])


def _condition(node: Node, shapes: Shapes, names: Names, sites: Sites) -> Expression | None:
    scalar = shapes.condition(node, "when")
    try:
        tree = parse_condition(scalar.value, names, "")
    except Faults as faults:
        shapes.report_faults(scalar, faults)
        return None
    sites.locate = Locator(shapes.source, scalar)
    return Divisions(sites, "").placed(tree, scalar.value)
