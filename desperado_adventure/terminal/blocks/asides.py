"""The blocks that are no part of the story: messages, and lists that the player has asked for.

An aside does not begin a new turn: when the window changes, it is drawn again together with the turn before it.
"""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from ...model.story import Story
from ..saving_events import SavingEvent, sentence_of
from ..words import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.text import Text

    from ..page import Page

_HANGING = 2
_GAP = re.compile(" {2,}")


class Notice(NamedTuple):
    """A sentence from the program."""

    text: str

    def plain_lines(self, story: Story) -> list[str]:  # noqa: ARG002  # every block has this parameter
        """Return the sentence."""
        return [self.text, ""]

    def drawn_lines(self, page: Page) -> list[Text]:
        """Return the sentence."""
        return [*page.column(page.styled(self.text, "notice")), page.gap]


class Saving(NamedTuple):
    """A sentence about a save, which another program gets as an object."""

    event: SavingEvent

    def plain_lines(self, story: Story) -> list[str]:
        """Return the sentence."""
        return Notice(sentence_of(self.event)).plain_lines(story)

    def drawn_lines(self, page: Page) -> list[Text]:
        """Return the sentence."""
        return Notice(sentence_of(self.event)).drawn_lines(page)


class Status(NamedTuple):
    """The phrases of the status line."""

    phrases: tuple[str, ...]

    def plain_lines(self, story: Story) -> list[str]:  # noqa: ARG002  # every block has this parameter
        """Return the phrases as one sentence; a screen reader would read the dots between them aloud."""
        return [say("plain.status", phrases=", ".join(self.phrases)), ""]

    def drawn_lines(self, page: Page) -> list[Text]:
        """Return the phrases on one line."""
        return Notice(" · ".join(self.phrases)).drawn_lines(page)


class Packed(NamedTuple):
    """The title of an item that has just been packed, the title of the place it is in, and the room left there.

    A place that has room for anything has the room -1.
    """

    item: str
    place: str
    room: int

    def plain_lines(self, story: Story) -> list[str]:
        """Return a sentence."""
        return Notice(self._sentence).plain_lines(story)

    def drawn_lines(self, page: Page) -> list[Text]:  # noqa: ARG002  # every block has this parameter
        """Return no line: the question under the story shows what lies where."""
        return []

    @property
    def _sentence(self) -> str:
        key = "moved.room" if self.room > 0 else "moved" if self.room else "moved.full"
        return say(key, item=self.item, place=self.place, room=self.room)


class Listing(NamedTuple):
    """Lines that belong together under a title: what is carried, the endings, the help."""

    title: str
    lines: tuple[str, ...]

    def plain_lines(self, story: Story) -> list[str]:  # noqa: ARG002  # every block has this parameter
        """Return the title and the lines; a colon stands for a gap between two columns, which nobody can hear."""
        return [self.title + ":", *(_GAP.sub(": ", line.strip()) for line in self.lines), ""]

    def drawn_lines(self, page: Page) -> list[Text]:
        """Return the title and the lines; a long line continues under its second column, if it has one."""
        lines = [*page.column(page.styled(self.title, "listing")), page.air]
        for line in self.lines:
            words = line.lstrip()
            column = _second_column(words)
            hanging = column if 0 < column < page.measure // 2 else _HANGING
            first, *rest = page.hung(words, len(line) - len(words), hanging)
            lines += [page.entry(first), *rest]
        return [*lines, page.gap]


class Help(NamedTuple):
    """How to answer, and the commands; each screen speaks of its own keys. `has_keys`: single keys are answers."""

    has_keys: bool = False

    def plain_lines(self, story: Story) -> list[str]:
        """Return a sentence for each command, in words, with the word to type first."""
        return _help("help.keys" if self.has_keys else "help.plain").plain_lines(story)

    def drawn_lines(self, page: Page) -> list[Text]:
        """Return the commands in two columns."""
        return _help("help").drawn_lines(page)


Aside: TypeAlias = Notice | Saving | Status | Packed | Listing | Help


def is_page(block: object) -> bool:
    """Whether a block is something to read for a while, and no mere sentence: a list, or the help."""
    return isinstance(block, Listing | Help)


def _help(key: str) -> Listing:
    return Listing(say("help.title"), tuple(say(key).split("\n")))


def _second_column(words: str) -> int:
    """Return where the words after the first gap of two or more blanks begin; -1 when there is no such gap."""
    column = words.find("  ")
    while 0 <= column < len(words) and words[column] == " ":
        column += 1
    return column
