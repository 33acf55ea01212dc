"""The reader of `story.yaml`: variables, places, items, speakers, chapters, and the start of the story."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..model import codes
from ..model.diagnostics import Mark
from ..model.story import Chapter, Item, Place, Slot, SlotKind
from . import keys
from .names import Names
from .quatrains import quatrains
from .shapes import Shapes
from .suggesting import did_you_mean
from .things import ThingsReader
from .tree import Entries, Listing, Mapping, Node, Scalar

_RANGE = re.compile(r"(-?\d{1,9})\.\.(-?\d{1,9})\Z")
_STORY_ID = re.compile(r"[a-z][a-z0-9_-]{0,39}\Z")
_MOST_VALUES = 1_000


class DeclaredChapter(NamedTuple):
    """A chapter that story.yaml lists, and where it is listed."""

    chapter: Chapter
    mark: Mark


class Declarations(NamedTuple):
    """The content of story.yaml, except the names, which are in `Names`. Nodes are read when all scenes are known."""

    id: str
    title: str
    version: str
    language: str
    start: Scalar | None
    chapters: tuple[DeclaredChapter, ...]
    places: tuple[Place, ...]
    items: tuple[Item, ...]
    status: tuple[Scalar, ...]
    falls: Entries | None
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
        things = ThingsReader(self._shapes, self._names)
        places = things.places(given["places"]) if "places" in given else ()
        items = things.items(given["items"]) if "items" in given else ()
        if "groups" in given:
            things.read_groups(given["groups"])
        if "speakers" in given:
            self._read_speakers(given["speakers"])
        song = self._shapes.mapping(given["corrido"], keys.CORRIDO, "A corrido") if "corrido" in given else {}
        story_id = self._read_id(given["id"]) if "id" in given else fallback_id
        return Declarations(
            id=story_id,
            title=self._shapes.line_of(given, "title", story_id.replace("_", " ").capitalize()),
            version=self._shapes.line_of(given, "version", "0"),
            language=self._shapes.line_of(given, "language", "en"),
            start=self._start(given),
            chapters=self._read_chapters(given["chapters"]) if "chapters" in given else (),
            places=places,
            items=items,
            status=self._read_status(given["status"]) if "status" in given else (),
            falls=self._shapes.mapping(given["falls"], keys.FALLS, "falls") if "falls" in given else None,
            opening=quatrains(self._shapes, song["opening"][1]) if "opening" in song else (),
            farewell=quatrains(self._shapes, song["farewell"][1]) if "farewell" in song else (),
        )

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
                codes.NOT_AN_ID,
                node,
                f"`{word}` cannot be a story's id.",
                "Lowercase letters, digits, _ and -; at most 40.",
            )
        return word or "story"

    def _read_chapters(self, node: Node) -> tuple[DeclaredChapter, ...]:
        chapters = []
        for name, (key, value) in self._shapes.free_mapping(node, "chapters").items():
            entries = self._shapes.mapping(value, keys.CHAPTER, "A chapter")
            texts = {each: self._shapes.line(entry[1]) for each, entry in entries.items()}
            if "art" in texts and texts["art"] not in self._names.art:
                cure = did_you_mean(texts["art"], self._names.art) + "A picture is a file in art/."
                self._shapes.report(
                    codes.UNKNOWN_PICTURE, entries["art"][1], f"There is no picture `{texts['art']}`.", cure
                )
            chapter = Chapter(
                id=name, title=texts.get("title", name), card=texts.get("card", ""), art=texts.get("art", "")
            )
            chapters.append(DeclaredChapter(chapter, self._shapes.mark(key)))
        return tuple(chapters)

    # -- variables ----------------------------------------------------------------------------------------------------

    def _read_variables(self, node: Node) -> None:
        for name, (key, value) in self._shapes.free_mapping(node, "variables").items():
            if name in ("and", "or", "not", "true", "false", "carried"):
                self._shapes.report(
                    codes.NAME_FOR_TWO_THINGS, key, f"`{name}` is a word of the language.", "Take another name."
                )
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
            return Slot(name=name, kind=SlotKind.FLAG, low=0, high=1, start=0)
        return self._counter(name, node)

    def _counter(self, name: str, node: Scalar) -> Slot | None:
        match = _RANGE.match(node.value)
        if match is None:
            self._shapes.report(
                codes.VALUE_NOT_ALLOWED,
                node,
                f"`{name}` cannot be declared as `{node.value}`." if node.value else f"`{name}` has no declaration.",
                did_you_mean(node.value, ["flag"]) + "Write `flag`, a range like `0..4`, or a list of words.",
            )
            return None
        low, high = int(match.group(1)), int(match.group(2))
        if low >= high or high - low > _MOST_VALUES:
            self._shapes.report(
                codes.VALUE_NOT_ALLOWED,
                node,
                f"`{node.value}` is no range.",
                f"Write the low number first; at most {_MOST_VALUES} values, for the proof counts them all.",
            )
            return None
        return Slot(name=name, kind=SlotKind.COUNTER, low=low, high=high, start=low)

    def _set(self, name: str, node: Listing) -> Slot | None:
        words = [word for word in self._shapes.words(node, f"The set `{name}`") if self._shapes.is_id(word)]
        labels = tuple(dict.fromkeys(word.value for word in words))
        if len(labels) < len(words):
            self._shapes.report(
                codes.VALUE_NOT_ALLOWED, node, f"A word stands twice in the set `{name}`.", "Take one of them out."
            )
        if len(labels) < 2:
            self._shapes.report(
                codes.VALUE_NOT_ALLOWED, node, f"The set `{name}` needs at least two words.", "Or declare a `flag`."
            )
            return None
        return Slot(name=name, kind=SlotKind.SET, low=0, high=len(labels) - 1, start=0, labels=labels)

    def _read_long_variable(self, name: str, node: Mapping) -> Slot | None:
        entries = self._shapes.mapping(node, keys.VARIABLE, "A variable")
        slot: Slot | None = None
        if "range" in entries and "words" in entries:
            later = max(entries["range"][0], entries["words"][0], key=lambda key: (key.line, key.column))
            message = f"`{name}` has `range` and `words`."
            self._shapes.report(
                codes.VALUE_NOT_ALLOWED, later, message, "A counter has a range and a set has words: keep one of them."
            )
        if "range" in entries and isinstance(entries["range"][1], Scalar):
            slot = self._counter(name, entries["range"][1])
        elif "words" in entries and isinstance(entries["words"][1], Listing):
            slot = self._set(name, entries["words"][1])
        else:
            self._shapes.report(
                codes.MISSING_KEY, node, f"`{name}` needs `range:` or `words:`.", "Or write `flag` for a flag."
            )
        if slot is None or "start" not in entries:
            return slot
        start = entries["start"][1]
        if slot.kind is SlotKind.COUNTER:
            return slot._replace(start=self._shapes.number(start, "start", slot.low, slot.high))
        word = self._shapes.word(start, "start")
        if word not in slot.labels:
            cure = did_you_mean(word, slot.labels) + f"It is one of {', '.join(slot.labels)}."
            self._shapes.report(codes.VALUE_NOT_ALLOWED, start, f"`{name}` is never `{word}`.", cure)
            return slot
        return slot._replace(start=slot.labels.index(word))

    def _read_speakers(self, node: Node) -> None:
        for name, (_, value) in self._shapes.free_mapping(node, "speakers").items():
            self._names.speakers[name] = self._shapes.line(value)

    def _read_status(self, node: Node) -> tuple[Scalar, ...]:
        if not isinstance(node, Listing):
            self._shapes.report(
                codes.WRONG_KIND_OF_VALUE, node, "`status` is a list of phrases.", "Write each after a dash, in quotes."
            )
            return ()
        return tuple(self._shapes.text(item) for item in node.items)
