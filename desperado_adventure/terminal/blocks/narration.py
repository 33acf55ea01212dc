"""The blocks of a scene: its title, its paragraphs, and the choice that led to them."""

from __future__ import annotations

from typing import NamedTuple

from ...engine import Passage
from ...model.story import Story
from ...model.text import BREAK, Style
from ..widths import HANGING
from ..words import say
from .block import plain_picture

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.text import Text

    from ..page import Page


class Heading(NamedTuple):
    """A scene's title, and its picture's id ("" for none)."""

    title: str
    art: str

    def plain_lines(self, story: Story) -> list[str]:
        """Return the title, as that of a scene, and the sentence for the picture."""
        return [say("plain.scene", title=self.title), *plain_picture(story, self.art), ""]

    def drawn_lines(self, page: Page) -> list[Text]:
        """Return the picture and the title."""
        return [*page.picture(self.art), *page.column(page.styled(self.title, "heading")), page.air]


class Prose(NamedTuple):
    """Paragraphs."""

    passages: tuple[Passage, ...]

    def plain_lines(self, story: Story) -> list[str]:  # noqa: ARG002  # every block has this parameter
        """Return each paragraph as one line, with its own line breaks, its speaker and an empty line after it."""
        return [line for passage in self.passages for line in (speech(passage.name, _marked(passage)), "")]

    def drawn_lines(self, page: Page) -> list[Text]:
        """Return the paragraphs, each with its speaker, its emphasis and an empty line after it."""
        return [line for passage in self.passages for line in (*_drawn(page, passage), page.gap)]


class Chosen(NamedTuple):
    """The words of the choice that the player has just taken."""

    words: str

    def plain_lines(self, story: Story) -> list[str]:  # noqa: ARG002  # every block has this parameter
        """Return the words as a sentence; a screen reader would call the prompt sign "greater"."""
        return [say("plain.chosen", say=self.words), ""]

    def drawn_lines(self, page: Page) -> list[Text]:
        """Return the words after a pointer, as the beginning of new text."""
        return [*page.column(page.styled(say("chosen.drawn", say=self.words), "chosen")), page.gap]


def speech(name: str, words: str) -> str:
    """Return a paragraph with its speaker's name before it; "" is the narrator."""
    return f"{name}: {words}" if name else words


def _marked(passage: Passage) -> str:
    """Return a passage's words with `_` before and after those that are emphasised.

    So it is done in plain-text books. The eye sees the marks, and a screen reader is silent about them unless it is set
    to read all punctuation. Strong words have the same mark: `*` is read aloud, and two degrees cannot be heard apart.
    """
    return "".join(run.text if run.style is Style.PLAIN else _emphasised(run.text) for run in passage.runs)


def _emphasised(words: str) -> str:
    """Return words between marks that stand close to them, with the blanks outside."""
    bare = words.strip()
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{before}{say('plain.emphasis', words=bare)}{after}" if bare else words


def _drawn(page: Page, passage: Passage) -> list[Text]:
    text = _paragraph(page, passage)
    return page.lines(text, HANGING) if BREAK in passage.plain else page.column(text)


def _paragraph(page: Page, passage: Passage) -> Text:
    runs: list[tuple[str, str]] = [(run.text, run.style) for run in passage.runs]
    if passage.name:
        runs.insert(0, (f"{passage.name}: ", "speaker"))
    return page.paragraph(runs)
