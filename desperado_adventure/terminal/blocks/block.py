"""The protocol of all blocks: a block returns its plain lines and its drawn lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from ...model.story import Story
from ..words import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.text import Text

    from ..page import Page


class Block(Protocol):
    """A part of a turn: a title, some paragraphs, a message. It is a value, and has two forms with the same facts."""

    def plain_lines(self, story: Story) -> list[str]:
        """Return the block for the plain screen, an empty line last; the lines are of any length."""

    def drawn_lines(self, page: Page) -> list[Text]:
        """Return the block for the drawn screen, set for this page, a gap last."""


def plain_lines_of(blocks: Iterable[Block], story: Story) -> list[str]:
    """Return the plain lines of blocks, one block after the other."""
    return [line for block in blocks for line in block.plain_lines(story)]


def drawn_lines_of(blocks: Iterable[Block], page: Page) -> list[Text]:
    """Return the drawn lines of blocks, one block after the other."""
    return [line for block in blocks for line in block.drawn_lines(page)]


def plain_picture(story: Story, art: str) -> list[str]:
    """Return the sentence that describes a picture; no line when there is no picture of that id."""
    found = story.art.get(art)
    return [say("plain.picture", alt=found.alt)] if found is not None and found.alt else []
