"""Blocks → Rich renderables: the look of the drawn screen, by semantic style names over the sixteen terminal colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from ..engine import Machine, Passage
from ..model.story import Art
from .filtering import harmless
from .turns import Block, Card, Final, Heading, Listing, Notice, Prose, Title
from .words import say

WIDEST = 76
_MARGIN = 2

STYLES = {
    "title": "bold yellow",
    "card": "yellow",
    "heading": "bold cyan",
    "rule": "dim",
    "speaker": "bold",
    "emphasis": "italic",
    "strong": "bold",
    "notice": "dim",
    "final": "bold red",
    "song": "italic yellow",
    "barred": "dim",
}


def styled(passage: Passage, speakers: Mapping[str, str]) -> Text:
    """Return a paragraph with its speaker and emphasis."""
    text = Text()
    if passage.speaker:
        text.append(harmless(speakers.get(passage.speaker, passage.speaker)) + "  ", STYLES["speaker"])
    for run in passage.runs:
        text.append(harmless(run.text), STYLES.get(run.style, ""))
    return text


class Drawing:
    """Draws blocks on one console."""

    def __init__(self, machine: Machine, console: Console, *, is_ascii: bool) -> None:
        """Draw for this machine's story; `is_ascii` when the terminal can show nothing more."""
        self._machine = machine
        self._console = console
        self.is_ascii = is_ascii

    @property
    def width(self) -> int:
        """How wide the column of text is, margins included."""
        return max(20, min(self._console.width, WIDEST))

    def print(self, blocks: Sequence[Block]) -> None:
        """Print blocks."""
        for block in blocks:
            self._console.print(self.renderable(block), width=self.width)

    def renderable(self, block: Block) -> RenderableType:
        """Return how a block looks."""
        if isinstance(block, Title):
            words = Text(harmless(block.title.upper()), STYLES["title"], justify="center")
            return Group(*self._picture("title"), self._framed(words))
        if isinstance(block, Card):
            return self._card(block)
        if isinstance(block, Heading):
            parts = self._picture(block.art)
            return Group(*parts, self._heading(block.title))
        if isinstance(block, Prose):
            speakers = self._machine.story.speakers
            return Group(*(self._indented(styled(passage, speakers)) for passage in block.passages))
        if isinstance(block, Notice):
            return self._indented(Text(harmless(block.text), STYLES["notice"]))
        if isinstance(block, Final):
            return self._framed(Text(harmless(say("ending", title=block.title)), STYLES["final"], justify="center"))
        if isinstance(block, Listing):
            lines = Text(harmless("\n".join(block.lines)))
            return self._framed(lines, title=block.title)
        song = Text("\n\n".join(harmless(quatrain) for quatrain in block.quatrains), STYLES["song"])
        return Group(self._heading(say("song.title")), self._indented(song))

    def _indented(self, text: Text) -> Padding:
        return Padding(text, (0, _MARGIN, 1, _MARGIN))

    def _heading(self, title: str) -> RenderableType:
        text = Text(harmless(title), STYLES["heading"])
        line = "-" if self.is_ascii else "─"
        rest = self.width - 2 * _MARGIN - text.cell_len - 1
        if rest > 0:
            text.append(" " + line * rest, STYLES["rule"])
        return self._indented(text)

    def _card(self, card: Card) -> RenderableType:
        words = Text(harmless(say("chapter", number=card.number, title=card.title)), STYLES["title"], justify="center")
        if card.line:
            words.append("\n" + harmless(card.line), STYLES["card"])
        return Group(*self._picture(card.art), self._framed(words))

    def _framed(self, text: Text, title: str = "") -> RenderableType:
        from rich import box  # noqa: PLC0415  # only framed things need it

        frame = box.ASCII if self.is_ascii else box.ROUNDED
        panel = Panel(text, box=frame, title=Text(harmless(title)) if title else None, border_style=STYLES["rule"])
        return Padding(panel, (0, 0, 1, 0))

    def _picture(self, name: str) -> list[RenderableType]:
        """Return a picture, where there is one and the window is large enough for it."""
        art = self._machine.story.art.get(name)
        if art is None:
            return []
        lines = art.plain if self.is_ascii else art.picture
        tall = len(lines)
        if not lines or max(map(len, lines)) > self._console.width or tall * 2 > self._console.height:
            return []
        return [Padding(_coloured(art, lines), (0, 0, 1, 0))]


def _coloured(art: Art, lines: Sequence[str]) -> Text:
    """Return a picture's lines in their colours."""
    text = Text(no_wrap=True)
    for row, line in enumerate(lines):
        letters = art.colours[row] if row < len(art.colours) else ""
        for column, character in enumerate(line):
            letter = letters[column] if column < len(letters) else " "
            text.append(harmless(character), art.palette.get(letter, ""))
        if row + 1 < len(lines):
            text.append("\n")
    return text
