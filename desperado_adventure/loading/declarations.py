"""`story.yaml`: what the story declares before its scenes begin."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..model.diagnostics import Mark
from ..model.story import Chapter, Item, Place, Slot
from . import keys
from .names import Names
from .nodes import Listing, Mapping, Node, Scalar
from .positions import locate
from .shapes import Shapes
from .suggesting import did_you_mean

_RANGE = re.compile(r"(-?\d{1,9})\.\.(-?\d{1,9})\Z")
_QUATRAIN = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")
_STORY_ID = re.compile(r"[a-z][a-z0-9_-]{0,39}\Z")
_MOST_VALUES = 1_000
UNLIMITED = 1_000_000


class Declarations(NamedTuple):
    """What story.yaml says, but for the names, which are in `Names`; nodes are read when all scenes are known."""

    id: str
    title: str
    version: str
    language: str
    start: Scalar | None
    chapters: tuple[tuple[Chapter, Mark], ...]
    places: tuple[Place, ...]
    items: tuple[Item, ...]
    status: tuple[Scalar, ...]
    falls: dict[str, tuple[Scalar, Node]] | None
    opening: tuple[str, ...]
    farewell: tuple[str, ...]


class DeclarationsReader:
    """Reads story.yaml into `Names` and `Declarations`."""

    def __init__(self, shapes: Shapes, names: Names) -> None:
        """Read with these shapes into these names."""
        self._shapes = shapes
        self._names = names

    def read(self, node: Node | None, fallback_id: str) -> Declarations:
        """Return the declarations; a story without story.yaml has `fallback_id` and the defaults."""
        entries = self._shapes.mapping(node, keys.STORY, "A story") if node is not None else {}
        given = {name: value for name, (_, value) in entries.items()}
        if "variables" in given:
            self._read_variables(given["variables"])
        places = self._read_places(given["places"]) if "places" in given else ()
        items = self._read_items(given["items"]) if "items" in given else ()
        if "groups" in given:
            self._read_groups(given["groups"])
        if "speakers" in given:
            self._read_speakers(given["speakers"])
        song = self._shapes.mapping(given["corrido"], keys.CORRIDO, "A corrido") if "corrido" in given else {}
        story_id = self._read_id(given["id"]) if "id" in given else fallback_id
        return Declarations(
            story_id,
            self._text(given, "title", story_id.replace("_", " ").capitalize()),
            self._text(given, "version", "0"),
            self._text(given, "language", "en"),
            self._start(given),
            self._read_chapters(given["chapters"]) if "chapters" in given else (),
            places,
            items,
            self._read_status(given["status"]) if "status" in given else (),
            self._shapes.mapping(given["falls"], keys.FALLS, "falls") if "falls" in given else None,
            self.quatrains(song["opening"][1]) if "opening" in song else (),
            self.quatrains(song["farewell"][1]) if "farewell" in song else (),
        )

    def _text(self, given: dict[str, Node], key: str, default: str) -> str:
        return self._shapes.text(given[key]).value if key in given else default

    def _start(self, given: dict[str, Node]) -> Scalar | None:
        start = given.get("start")
        if start is not None and not isinstance(start, Scalar):
            self._shapes.word(start, "start")
            return None
        return start

    def _read_id(self, node: Node) -> str:
        word = self._shapes.word(node, "id")
        if word and not _STORY_ID.match(word):
            self._shapes.report(
                "DA104", node, f"`{word}` cannot be a story's id.", "Lowercase letters, digits, _ and -; at most 40."
            )
        return word or "story"

    def _read_chapters(self, node: Node) -> tuple[tuple[Chapter, Mark], ...]:
        found = []
        for name, (key, value) in self._shapes.free_mapping(node, "chapters").items():
            entries = self._shapes.mapping(value, keys.CHAPTER, "A chapter")
            texts = {each: self._shapes.text(entry[1]).value for each, entry in entries.items()}
            if "art" in texts and texts["art"] not in self._names.art:
                cure = did_you_mean(texts["art"], self._names.art) + "A picture is a file in art/."
                self._shapes.report("DA206", entries["art"][1], f"There is no picture `{texts['art']}`.", cure)
            chapter = Chapter(name, texts.get("title", name), texts.get("card", ""), texts.get("art", ""))
            found.append((chapter, self._shapes.mark(key)))
        return tuple(found)

    # -- variables ----------------------------------------------------------------------------------------------------

    def _read_variables(self, node: Node) -> None:
        for name, (key, value) in self._shapes.free_mapping(node, "variables").items():
            if name in ("and", "or", "not", "true", "false", "carried"):
                self._shapes.report("DA210", key, f"`{name}` is a word of the language.", "Take another name.")
                continue
            slot = self._read_variable(name, value)
            if slot is None:
                self._shapes.problems.lost.add(name)
            else:
                self._names.variables[name] = self._names.add_slot(slot._replace(mark=self._shapes.mark(key)))

    def _read_variable(self, name: str, node: Node) -> Slot | None:
        if isinstance(node, Listing):
            return self._set(name, node)
        if isinstance(node, Mapping):
            return self._read_long_variable(name, node)
        if node.value == "flag":
            return Slot(name, "flag", 0, 1, 0)
        return self._counter(name, node)

    def _counter(self, name: str, node: Scalar) -> Slot | None:
        match = _RANGE.match(node.value)
        if match is None:
            self._shapes.report(
                "DA105",
                node,
                f"`{name}` cannot be declared as `{node.value}`." if node.value else f"`{name}` has no declaration.",
                did_you_mean(node.value, ["flag"]) + "Write `flag`, a range like `0..4`, or a list of words.",
            )
            return None
        low, high = int(match.group(1)), int(match.group(2))
        if low >= high or high - low > _MOST_VALUES:
            self._shapes.report(
                "DA105",
                node,
                f"`{node.value}` is no range.",
                f"Write the low number first; at most {_MOST_VALUES} values, for the proof counts them all.",
            )
            return None
        return Slot(name, "counter", low, high, low)

    def _set(self, name: str, node: Listing) -> Slot | None:
        words = [word for word in self._shapes.words(node, f"The set `{name}`") if self._shapes.is_id(word)]
        labels = tuple(dict.fromkeys(word.value for word in words))
        if len(labels) < len(words):
            self._shapes.report("DA105", node, f"A word stands twice in the set `{name}`.", "Take one of them out.")
        if len(labels) < 2:
            self._shapes.report("DA105", node, f"The set `{name}` needs at least two words.", "Or declare a `flag`.")
            return None
        return Slot(name, "set", 0, len(labels) - 1, 0, labels=labels)

    def _read_long_variable(self, name: str, node: Mapping) -> Slot | None:
        entries = self._shapes.mapping(node, keys.VARIABLE, "A variable")
        slot: Slot | None = None
        if "range" in entries and "words" in entries:
            later = max(entries["range"][0], entries["words"][0], key=lambda key: (key.line, key.column))
            message = f"`{name}` has `range` and `words`."
            self._shapes.report("DA105", later, message, "A counter has a range and a set has words: keep one of them.")
        if "range" in entries and isinstance(entries["range"][1], Scalar):
            slot = self._counter(name, entries["range"][1])
        elif "words" in entries and isinstance(entries["words"][1], Listing):
            slot = self._set(name, entries["words"][1])
        else:
            self._shapes.report("DA102", node, f"`{name}` needs `range:` or `words:`.", "Or write `flag` for a flag.")
        if slot is None or "start" not in entries:
            return slot
        start = entries["start"][1]
        if slot.kind == "counter":
            return slot._replace(start=self._shapes.number(start, "start", slot.low, slot.high))
        word = self._shapes.word(start, "start")
        if word not in slot.labels:
            cure = did_you_mean(word, slot.labels) + f"It is one of {', '.join(slot.labels)}."
            self._shapes.report("DA105", start, f"`{name}` is never `{word}`.", cure)
            return slot
        return slot._replace(start=slot.labels.index(word))

    # -- things -------------------------------------------------------------------------------------------------------

    def _read_places(self, node: Node) -> tuple[Place, ...]:
        found: list[Place] = []
        for name, (key, value) in self._shapes.free_mapping(node, "places").items():
            given = {each: entry[1] for each, entry in self._shapes.mapping(value, keys.PLACE, "A place").items()}
            index = len(found)
            capacity = (
                self._shapes.number(given["capacity"], "capacity", 0, UNLIMITED) if "capacity" in given else UNLIMITED
            )
            carried = self._shapes.flag(given["carried"], "carried") if "carried" in given else True
            left = -1
            if "leavable" in given and self._shapes.flag(given["leavable"], "leavable"):
                left = self._names.add_slot(Slot(name, "left", 0, 1, 0, mark=self._shapes.mark(key)))
                self._names.left[index] = left
            self._names.places[name] = index
            self._names.place_ids.append(name)
            self._names.capacities.append(capacity)
            if carried:
                self._names.carried_places.append(index)
            found.append(Place(name, self._text(given, "title", name), capacity, carried, left))
        return tuple(found)

    def _read_items(self, node: Node) -> tuple[Item, ...]:
        found = []
        for name, (key, value) in self._shapes.free_mapping(node, "items").items():
            given = {each: entry[1] for each, entry in self._shapes.mapping(value, keys.ITEM, "An item").items()}
            size = self._shapes.number(given["size"], "size", 0, 1000) if "size" in given else 1
            fits = self._read_fits(given["fits"]) if "fits" in given else tuple(range(len(self._names.place_ids)))
            start = self._place(given["at"]) + 1 if "at" in given else 0
            labels = ("nowhere", *self._names.place_ids)
            slot = self._names.add_slot(
                Slot(name, "item", 0, len(labels) - 1, start, labels=labels, mark=self._shapes.mark(key))
            )
            self._names.items[name] = (slot,)
            self._names.sizes[slot] = size
            self._names.fitting[slot] = fits
            if start:
                self._names.written.add(slot)
            if start and start - 1 not in fits:
                where = self._names.place_ids[start - 1]
                self._shapes.report(
                    "DA417", given["at"], f"`{name}` does not fit into `{where}`.", f"Add `{where}` to its `fits:`."
                )
            found.append(Item(name, self._text(given, "title", name), size, slot, fits))
        return tuple(found)

    def _read_fits(self, node: Node) -> tuple[int, ...]:
        places = [self._place(word) for word in self._shapes.words(node, "fits")]
        return tuple(sorted({place for place in places if place >= 0}))

    def _place(self, node: Node) -> int:
        word = self._shapes.word(node, "A place")
        if word and word not in self._names.places:
            self._shapes.report(
                "DA205", node, f"There is no place `{word}`.", did_you_mean(word, self._names.places) + "See `places:`."
            )
        return self._names.places.get(word, -1)

    def _read_groups(self, node: Node) -> None:
        for name, (key, value) in self._shapes.free_mapping(node, "groups").items():
            if name in self._names.items or name == "carried":
                self._shapes.report("DA210", key, f"`{name}` already means something else.", "Take another name.")
                continue
            slots: list[int] = []
            for word in self._shapes.words(value, "A group"):
                if word.value in self._names.items:
                    slots.extend(self._names.items[word.value])
                else:
                    cure = did_you_mean(word.value, self._names.items)
                    self._shapes.report("DA204", word, f"There is no item `{word.value}`.", cure + "See `items:`.")
            self._names.groups[name] = tuple(slots)

    def _read_speakers(self, node: Node) -> None:
        for name, (_, value) in self._shapes.free_mapping(node, "speakers").items():
            self._names.speakers[name] = self._shapes.text(value).value

    # -- lines --------------------------------------------------------------------------------------------------------

    def _read_status(self, node: Node) -> tuple[Scalar, ...]:
        if not isinstance(node, Listing):
            self._shapes.report("DA103", node, "`status` is a list of phrases.", "Write each after a dash, in quotes.")
            return ()
        return tuple(self._shapes.text(item) for item in node.items)

    def quatrains(self, node: Node) -> tuple[str, ...]:
        """Return quatrains: parts of four lines each, separated by empty lines."""
        scalar = self._shapes.text(node)
        found = []
        for part in _QUATRAIN.finditer(scalar.value):
            lines = [line.strip() for line in part.group().split("\n")]
            if len(lines) != 4:
                self._shapes.problems.report(
                    "DA314",
                    locate(self._shapes.source, scalar, part.start()),
                    f"A quatrain has four lines, and this one has {len(lines)}.",
                    "Write verses as a block after `|`, with an empty line between quatrains.",
                )
            found.append("\n".join(lines))
        return tuple(found)
