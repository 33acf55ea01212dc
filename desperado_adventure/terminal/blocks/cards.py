"""The title cards: of the story, of a chapter, of an ending. Their drawn words stand in the middle of the page."""

from __future__ import annotations

from typing import NamedTuple

from ...model.story import Story
from ..words import say
from .block import plain_picture

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.text import Text

    from ..page import Page

_TITLE_PICTURE = "title"


class Title(NamedTuple):
    """The story's title, before the first scene."""

    title: str

    def plain_lines(self, story: Story) -> list[str]:
        """Return the title and the sentence for its picture."""
        return [self.title, *plain_picture(story, _TITLE_PICTURE), ""]

    def drawn_lines(self, page: Page) -> list[Text]:
        """Return the title's picture and the title in spaced capitals."""
        title = page.centred(page.spaced(self.title), "title")
        return [*page.picture(_TITLE_PICTURE), page.air, *title, page.air, page.gap]


class Card(NamedTuple):
    """A new chapter: its number (from 1), its title, the line on its card ("" for none), its picture's id."""

    number: int
    title: str
    line: str
    art: str

    def plain_lines(self, story: Story) -> list[str]:
        """Return number and title, the line, and the sentence for the picture."""
        title = say("chapter", number=self.number, title=self.title)
        return [title, *([self.line] if self.line else []), *plain_picture(story, self.art), ""]

    def drawn_lines(self, page: Page) -> list[Text]:
        """Return the picture and the card."""
        return [*page.picture(self.art), *_card(page, say("chapter.number", number=self.number), self.title, self.line)]


class Final(NamedTuple):
    """The title of the ending that has been reached."""

    title: str

    def plain_lines(self, story: Story) -> list[str]:  # noqa: ARG002  # every block has this parameter
        """Return the title."""
        return [say("ending", title=self.title), ""]

    def drawn_lines(self, page: Page) -> list[Text]:
        """Return the title on a card."""
        return _card(page, say("ending.mark"), self.title, "")


def _card(page: Page, over: str, title: str, under: str) -> list[Text]:
    """Return a title between two rules, with words over it and a line under it ("" for none)."""
    parts = [page.centred(over, "over"), page.centred(page.spaced(title), "card")]
    if under:
        parts.append(page.centred(under, "line"))
    air = [page.air] if page.is_tall else []
    return [page.rule, *air, *(line for part in parts for line in (*part, *air)), page.rule, page.gap]
