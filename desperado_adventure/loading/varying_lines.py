"""The reader of lines: titles, cards, names, choices, reasons and the status, which vary like text but have one line.

Lines of story.yaml are read when the names of all scenes are known, since their conditions may name scenes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from ..model import codes
from ..model.story import Item, Place
from ..model.text import Content, Run
from .faults import Faults
from .names import Names
from .pieces import Counter
from .positions import Locator
from .prose import ProseReader
from .shapes import Shapes
from .sites import Sites
from .tree import Node, Scalar
from .wording import can_be_silent, has_words

CARD, SPEAKER = "card", "speaker"
"""Parts of the names of lines in story.yaml: a card may have no words, and a speaker's name stands under his id."""

Named = TypeVar("Named", Item, Place)


class LineReader:
    """Reads the lines of one file; `chapter` is that of the file, "" for story.yaml."""

    def __init__(self, chapter: str, shapes: Shapes, names: Names, sites: Sites) -> None:
        """Read with these shapes, names and sites."""
        self._chapter = chapter
        self._shapes = shapes
        self._names = names
        self._sites = sites

    def prose(self, scalar: Scalar, counter: Counter) -> ProseReader:
        """Return a reader of this scalar's text, whose sites lie in the scalar."""
        self._sites.locate = Locator(self._shapes.source, scalar)
        return ProseReader(self._names, self._sites, self._chapter, counter)

    def line(self, node: Node, counter: Counter) -> Content:
        """Return the content of a line; what is wrong in it is reported."""
        scalar = self._shapes.text(node)
        try:
            return self.prose(scalar, counter).content(scalar.value)
        except Faults as faults:
            self._shapes.report_faults(scalar, faults)
            return ()

    def spoken(self, node: Node, counter: Counter, key: str) -> Content:
        """Return the content of a line that must have words in every state; `key` is where it stands."""
        content = self.line(node, counter)
        if content and can_be_silent(content) and isinstance(node, Scalar) and has_words(node.value):
            message = f"`{key}` can be without words."
            self._shapes.report(codes.WRONG_KIND_OF_VALUE, node, message, "Write words for the other case as well.")
        return content

    def declared(self, nodes: Mapping[str, Node]) -> Mapping[str, Content]:
        """Return the lines of story.yaml by their names, like "item lamp" or "card town"; they count nothing."""
        lines: dict[str, Content] = {}
        for name, node in nodes.items():
            part, _, owner = name.partition(" ")
            counter = Counter(None, name)
            key = owner if part == SPEAKER else "title"
            lines[name] = self.line(node, counter) if part == CARD else self.spoken(node, counter, key)
        return lines


def fixed(words: str) -> Content:
    """Return the content that is always these words."""
    return (Run(words),)


def titled(part: str, things: Sequence[Named], titles: Mapping[str, Content]) -> tuple[Named, ...]:
    """Return items ("item") or places ("place") with their titles, which are given as by `LineReader.declared`."""
    return tuple([each._replace(title=titles.get(f"{part} {each.id}", each.title)) for each in things])
