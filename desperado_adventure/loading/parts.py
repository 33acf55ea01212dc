"""The reader of the parts of scenes, choices and redirects: guards, effects, texts, verses, destinations."""

from __future__ import annotations

from ..model import codes, limits
from ..model.expressions import (
    Assign,
    Condition,
    Effect,
    Given,
)
from ..model.site import SiteKind
from ..model.story import Destination, Redirect, Verse
from ..model.text import Paragraph, Text
from . import keys
from .conditions import parse_condition
from .division_sites import Divisions
from .effects import parse_effects
from .faults import Faults
from .lookup import unknown_scene
from .names import Names
from .pieces import Counter
from .positions import Locator
from .quatrains import quatrains
from .reshaping import as_effects, as_yaml
from .shapes import Shapes
from .sites import Sites
from .tree import Listing, Mapping, Node, Scalar, describe, nothing_or
from .varying_lines import LineReader

_VERSE = {name: key for name, key in keys.PARAGRAPH.items() if name != "join"}

GivenNodes = dict[str, Node]
"""The values of a mapping, by key."""


class PartsReader:
    """Reads the parts of one chapter."""

    def __init__(self, chapter: str, shapes: Shapes, names: Names, sites: Sites) -> None:
        """Read for this chapter."""
        self._chapter = chapter
        self._shapes = shapes
        self._names = names
        self._sites = sites
        self._lines = LineReader(chapter, shapes, names, sites)

    def _given(self, node: Node, table: dict[str, keys.Key], what: str, owner: Scalar | None = None) -> GivenNodes:
        return {name: entry[1] for name, entry in self._shapes.mapping(node, table, what, owner).items()}

    def _destination(self, given: GivenNodes) -> Destination:
        return Destination(
            scene=self._scene_id(given["goto"]) if "goto" in given else "",
            cutaway=self._scene_id(given["cutaway"]) if "cutaway" in given else "",
            returns="return" in given and self._shapes.flag(given["return"], "return"),
        )

    def _scene_id(self, node: Node) -> str:
        name = self._shapes.word(node, "goto")
        if not name:
            return ""
        scene = self._names.resolve_scene(name, self._chapter)
        if scene is None:
            fault = unknown_scene(name, self._chapter, self._names)
            assert isinstance(node, Scalar)  # noqa: S101  # `word` returns a name for a scalar only
            self._shapes.report_fault(node, fault)
            return ""
        return scene

    def _redirects(self, node: Node, counter: Counter) -> tuple[Redirect, ...]:
        if not isinstance(node, Listing):
            message = f"`redirects` is a list, and this is {describe(node)}."
            cure = nothing_or(node, f"Begin each redirect with a dash and a blank: `- {as_yaml(node)}`.")
            self._shapes.report(codes.WRONG_KIND_OF_VALUE, node, message, cure)
            if not (isinstance(node, Mapping) and node.entries.keys() <= keys.REDIRECT.keys()):
                return ()
            node = Listing((node,), node.line, node.column)
        redirects: list[Redirect] = []
        is_closed = False
        for item in self._shapes.items(node):
            given = self._given(item, keys.REDIRECT, "A redirect")
            if is_closed:
                self._shapes.report(
                    codes.REDIRECT_NEVER_CONSIDERED,
                    item,
                    "The redirect before this one is always taken.",
                    "Put the unconditional one last.",
                )
            if "goto" not in given and "cutaway" not in given:
                self._shapes.report(
                    codes.MISSING_KEY,
                    item,
                    "A redirect needs the key `goto`.",
                    f"`goto:` {keys.REDIRECT['goto'].about}",
                )
            is_closed = isinstance(item, Mapping) and "when" not in item.entries
            when = self._condition(given["when"], SiteKind.REDIRECT, counter.owner) if "when" in given else None
            text = self._text(given["text"], counter) if "text" in given else ()
            effects = self._effects(given["do"], counter.owner) if "do" in given else ()
            redirects.append(
                Redirect(
                    when=when,
                    text=text,
                    effects=effects,
                    destination=self._destination(given),
                    mark=self._shapes.mark(item),
                )
            )
        return tuple(redirects)

    def _condition(self, node: Node, kind: SiteKind, owner: str) -> Condition | None:
        scalar = self._shapes.condition(node, "requires" if kind is SiteKind.REQUIRES else "when")
        for part in node.items if isinstance(node, Listing) else ():
            if isinstance(part, Scalar):
                self._condition(part, kind, owner)
        try:
            tree = parse_condition(scalar.value, self._names, self._chapter)
        except Faults as faults:
            self._shapes.report_faults(scalar, faults)
            return None
        self._sites.locate = Locator(self._shapes.source, scalar)
        placed = Divisions(self._sites, owner).placed(tree, scalar.value)
        self._sites.locate = lambda _offset: self._shapes.mark(scalar)
        return Condition(self._sites.add(kind, owner, 0, scalar.value), placed)

    def _effects(self, node: Node, owner: str) -> tuple[Effect, ...]:
        if not isinstance(node, Listing):
            message = f"`do` is a list, and this is {describe(node)}."
            cure = nothing_or(node, f"Write `do: {as_effects(node)}`.")
            self._shapes.report(codes.WRONG_KIND_OF_VALUE, node, message, cure)
            return ()
        parsed: list[Effect] = []
        for item in _rejoin(self._shapes.items(node)):
            if isinstance(item, Mapping) and keys.EFFECT.keys().isdisjoint(item.entries):
                cure = f"Write `{as_effects(item)[1:-1]}`."
                self._shapes.report(codes.NOT_AN_EFFECT, item, "This is a mapping, and no effect.", cure)
                continue
            if isinstance(item, Mapping):
                given = self._given(item, keys.EFFECT, "An effect")
                condition = self._condition(given["when"], SiteKind.EFFECT, owner) if "when" in given else None
                effects = self._effects(given["do"], owner) if "do" in given else ()
                if condition is not None:
                    parsed.append(Given(condition, effects))
                continue
            scalar = self._shapes.text(item)
            try:
                effects = parse_effects(scalar.value, self._names, self._chapter)
            except Faults as faults:
                self._shapes.report_faults(scalar, faults)
                continue
            self._sites.locate = Locator(self._shapes.source, scalar)
            parsed.extend(Divisions(self._sites, owner).placed_effects(effects, scalar.value))
        self._shapes.at_most(limits.EFFECTS, sum(map(_count, parsed)), node, cure="take smaller groups of items")
        return tuple(parsed)

    def _text(self, node: Node, counter: Counter) -> Text:
        if isinstance(node, Mapping) and "text" in node.entries:
            cure = f"Put a dash and a blank before each part: `- {as_yaml(node)}`."
            self._shapes.report(codes.WRONG_KIND_OF_VALUE, node, "Text with conditions is a list of parts.", cure)
            node = Listing((node,), node.line, node.column)
        if not isinstance(node, Listing):
            return self._paragraphs(self._shapes.text(node), counter)
        if self._shapes.is_in_brackets(node):
            self._shapes.report(
                codes.RESERVED_CHARACTER,
                node,
                "Text without quotes cannot begin with `[`: it begins a list.",
                "Put the text in quotes.",
            )
            return ()
        paragraphs: list[Paragraph] = []
        size = 0
        for item in self._shapes.items(node):
            when, words, joins = None, item, False
            if isinstance(item, Mapping):
                given = self._given(item, keys.PARAGRAPH, "A paragraph")
                when = self._condition(given["when"], SiteKind.PARAGRAPH, counter.owner) if "when" in given else None
                joins = "join" in given and self._shapes.flag(given["join"], "join")
                if "text" not in given:
                    continue
                words = given["text"]
            scalar = self._shapes.text(words)
            size += len(scalar.value)
            before = paragraphs[-1] if paragraphs else None
            paragraphs.extend(self._paragraphs(scalar, counter, when, before, joins=joins))
        self._shapes.at_most(limits.TEXT, size, node, codes.TEXT_TOO_LONG, "split it")
        return tuple(paragraphs)

    def _paragraphs(
        self,
        scalar: Scalar,
        counter: Counter,
        when: Condition | None = None,
        before: Paragraph | None = None,
        *,
        joins: bool = False,
    ) -> tuple[Paragraph, ...]:
        return self._lines.paragraphs(scalar, counter, when, before, joins=joins)

    def _verses(self, node: Node, owner: str) -> tuple[Verse, ...]:
        if not isinstance(node, Listing):
            return (Verse(when=None, quatrains=quatrains(self._shapes, node)),)
        verses = []
        for item in self._shapes.items(node):
            given = self._given(item, _VERSE, "A verse") if isinstance(item, Mapping) else {"text": item}
            when = self._condition(given["when"], SiteKind.VERSE, owner) if "when" in given else None
            if "text" in given:
                verses.append(Verse(when=when, quatrains=quatrains(self._shapes, given["text"])))
        return tuple(verses)


def _count(effect: Effect) -> int:
    """Return the number of assignments in an effect."""
    return 1 if isinstance(effect, Assign) else sum(map(_count, effect.effects))


def _rejoin(items: tuple[Node, ...]) -> list[Node]:
    """Join the halves of `put(gun, case)`, which YAML splits at the comma in a list in brackets."""
    joined: list[Node] = []
    for item in items:
        last = joined[-1] if joined else None
        if isinstance(item, Scalar) and isinstance(last, Scalar) and last.value.count("(") > last.value.count(")"):
            joined[-1] = last._replace(value=f"{last.value}, {item.value}")
        else:
            joined.append(item)
    return joined
