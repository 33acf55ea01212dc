"""The reader of `story.yaml`: chapters, speakers, status line, song, and the start of the story.

Variables and things have readers of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from ..model import codes
from ..model.blanks import single_blanks
from ..model.diagnostics import Mark
from ..model.story import PLACED, Chapter, Item, Place
from . import keys
from .ids import proposed_id
from .language_codes import is_language_code, meant_code
from .names import Names
from .plain_words import check_plain_words
from .quatrains import quatrains
from .shapes import Shapes
from .suggesting import did_you_mean
from .things import ThingsReader
from .tree import Entries, Listing, Node, Scalar
from .variable_declarations import VariablesReader
from .varying_lines import CARD, SPEAKER, fixed

_PARTS_OF_A_CARD = {"title": "chapter", "card": CARD}
"""The keys of a chapter that vary like text, and what they are called in `Declarations.titles`."""
_STORY_ID = re.compile(r"[a-z][a-z0-9_-]{0,39}\Z")


class DeclaredChapter(NamedTuple):
    """A chapter that story.yaml lists, and where it is listed."""

    chapter: Chapter
    mark: Mark


class Declarations(NamedTuple):
    """The content of story.yaml, except the names, which are in `Names`. Nodes are read when all scenes are known.

    `conditions` are those of places, by the places' ids; `titles` are the lines that vary like text, by what they
    belong to: "item lamp", "place case", "chapter town", "card town", "speaker boy". `everywhere` are the choices
    that all scenes share, `define` the definitions.
    """

    id: str
    title: str
    version: str
    language: str
    start: Scalar | None
    chapters: tuple[DeclaredChapter, ...]
    places: tuple[Place, ...]
    conditions: Mapping[str, Node]
    titles: Mapping[str, Node]
    items: tuple[Item, ...]
    status: tuple[Scalar, ...]
    falls: Entries | None
    opening: tuple[str, ...]
    farewell: tuple[str, ...]
    claims: Node | None
    everywhere: Node | None
    define: Node | None


class DeclarationsReader:
    """Reads story.yaml into `Names` and `Declarations`."""

    def __init__(self, shapes: Shapes, names: Names) -> None:
        """Read with these shapes into these names."""
        self._shapes = shapes
        self._names = names
        self._titles: dict[str, Node] = {}

    def read(self, node: Node | None, fallback_id: str) -> Declarations:
        """Return the declarations; a story without story.yaml has `fallback_id` and the defaults."""
        entries = self._shapes.mapping(node, keys.STORY, "A story") if node is not None else {}
        given = {name: value for name, (_, value) in entries.items()}
        self._names.language = self._language(given)
        if "variables" in given:
            VariablesReader(self._shapes, self._names).read(given["variables"])
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
            title=self._title(given, story_id.partition(PLACED)[0].replace("_", " ").capitalize()),
            version=self._shapes.line_of(given, "version", "0"),
            language=self._names.language,
            start=self._start(given),
            chapters=self._read_chapters(given["chapters"]) if "chapters" in given else (),
            places=places,
            conditions=things.conditions,
            titles={**things.titles, **self._titles},
            items=items,
            status=self._read_status(given["status"]) if "status" in given else (),
            falls=self._shapes.mapping(given["falls"], keys.FALLS, "falls") if "falls" in given else None,
            opening=quatrains(self._shapes, song["opening"][1]) if "opening" in song else (),
            farewell=quatrains(self._shapes, song["farewell"][1]) if "farewell" in song else (),
            claims=given.get("claims"),
            everywhere=given.get("everywhere"),
            define=given.get("define"),
        )

    def _start(self, given: dict[str, Node]) -> Scalar | None:
        start = given.get("start")
        if start is not None and not isinstance(start, Scalar):
            self._shapes.word(start, "start")
            return None
        return start

    def _language(self, given: dict[str, Node]) -> str:
        word = self._shapes.line_of(given, "language", "en")
        if word and not is_language_code(word):
            meant = meant_code(word)
            cure = "Write a code of two or three letters, like `en`, `es` or `es-MX`."
            self._shapes.report(
                codes.VALUE_NOT_ALLOWED,
                given["language"],
                f"`{word}` is no code of a language.",
                f"Write `{meant}`." if meant else cure,
            )
        return word

    def _title(self, given: dict[str, Node], default: str) -> str:
        """Return the story's title, which does not vary: it stands where no story is played."""
        if "title" not in given:
            return default
        scalar = self._shapes.short_text(given["title"])
        check_plain_words(self._shapes, scalar, "The story has one title. Titles of chapters and scenes can vary.")
        return single_blanks(scalar.value)

    def _read_id(self, node: Node) -> str:
        word = self._shapes.word(node, "id")
        if word and not _STORY_ID.match(word):
            self._shapes.report(
                codes.NOT_AN_ID,
                node,
                f"`{word}` cannot be a story's id.",
                f"Lowercase letters, digits, _ and -; at most 40, as in `{proposed_id(word)[:40]}`.",
            )
        return word or "story"

    def _read_chapters(self, node: Node) -> tuple[DeclaredChapter, ...]:
        chapters = []
        for name, (key, value) in self._shapes.free_mapping(node, "chapters").items():
            entries = self._shapes.mapping(value, keys.CHAPTER, "A chapter", called=name)
            texts = {each: self._shapes.short_text(entry[1]) for each, entry in entries.items()}
            self._titles |= {f"{part} {name}": texts[each] for each, part in _PARTS_OF_A_CARD.items() if each in texts}
            art = texts["art"].value if "art" in texts else ""
            if art and art not in self._names.art:
                cure = did_you_mean(art, self._names.art) + "A picture is a file in art/."
                message = f"There is no picture `{art}`."
                self._shapes.report_name(codes.UNKNOWN_PICTURE, entries["art"][1], art, message, cure)
            chapter = Chapter(id=name, title=fixed(name), card=(), art=art)
            chapters.append(DeclaredChapter(chapter, self._shapes.mark(key)))
        return tuple(chapters)

    def _read_speakers(self, node: Node) -> None:
        for name, (_, value) in self._shapes.free_mapping(node, "speakers").items():
            self._titles[f"{SPEAKER} {name}"] = scalar = self._shapes.short_text(value)
            self._names.speakers[name] = single_blanks(scalar.value)

    def _read_status(self, node: Node) -> tuple[Scalar, ...]:
        if not isinstance(node, Listing):
            self._shapes.report(
                codes.WRONG_KIND_OF_VALUE, node, "`status` is a list of phrases.", "Write each after a dash, in quotes."
            )
            return ()
        return tuple(self._shapes.short_text(item) for item in self._shapes.items(node))
