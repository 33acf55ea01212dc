"""The reader of lines: titles, cards, names, choices, reasons and the status, which vary like text but have one line.

Lines of story.yaml are read when the names of all scenes are known, since their conditions may name scenes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from ..model import codes
from ..model.expressions import Condition
from ..model.story import Item, Place
from ..model.text import Content, Paragraph, Run
from .faults import Fault, Faults
from .leftovers import leftovers, without
from .names import Names
from .nearly_speech import nearly_speech
from .pieces import Counter
from .positions import Locator
from .prose import ProseReader
from .shapes import Shapes
from .sites import Sites
from .tree import Node, Scalar
from .wording import can_be_silent, has_words

_AT_A_NAME = re.compile(r"(?<![\w.@{\\])@([a-z]\w*)")

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

    def line(self, node: Node, counter: Counter) -> Content:
        """Return the content of a line; what is wrong in it is reported."""
        scalar = self._shapes.text(node)
        try:
            return self._prose(scalar, counter).content(self._checked(scalar))
        except Faults as faults:
            self._shapes.report_faults(scalar, faults)
            return ()

    def paragraphs(
        self, scalar: Scalar, counter: Counter, when: Condition | None, before: Paragraph | None, *, joins: bool
    ) -> tuple[Paragraph, ...]:
        """Return the paragraphs of a text, which show when a condition holds; what is wrong in it is reported.

        With `joins` the first continues the paragraph `before` it, None where a text begins.
        """
        text = self._checked(scalar)
        for each in nearly_speech(text, self._names.speakers):
            self._report(codes.NEARLY_SPEECH, scalar, each.begin, each.message, each.cure)
        prose = self._prose(scalar, counter)
        try:
            return prose.joined(before, text, when) if joins else prose.paragraphs(text, when)
        except Faults as faults:
            self._shapes.report_faults(scalar, faults)
            return ()

    def _prose(self, scalar: Scalar, counter: Counter) -> ProseReader:
        self._sites.locate = Locator(self._shapes.source, scalar)
        return ProseReader(self._names, self._sites, self._chapter, counter)

    def _checked(self, scalar: Scalar) -> str:
        """Return the text to be read; the leftovers of other languages in it are reported."""
        found = leftovers(scalar.value)
        for each in found:
            if each.is_told:
                self._report(each.code, scalar, each.begin, each.message, each.cure)
        for name in _AT_A_NAME.finditer(scalar.value) if "@" in scalar.value else ():
            if name[1] in self._names.variables:
                message = f"`{name.group()}` is no value here: the player would read it."
                cure = f"`{{{name[1]}}}` prints the value. If it is meant, write a backslash before it."
                self._report(codes.LIKE_ANOTHER_LANGUAGE, scalar, name.start(), message, cure)
        return without(scalar.value, found)

    def _report(self, code: codes.Code, scalar: Scalar, offset: int, message: str, cure: str) -> None:
        self._shapes.report_faults(scalar, Faults((Fault(code, offset, message, cure),)))

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
