"""Blocks → styled lines: the look of the drawn screen, in the manner of a printed page.

One column, as wide as one reads well, in the middle of the window; rank is shown by space and weight, never by a box.
Colours are of the terminal's sixteen, and of these only those that can be read on light and dark alike; they carry
nothing that words or weight do not carry too. Lines are wrapped here, so that a page can be counted before it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from ..engine import Machine, Passage
from ..model.story import Art
from .filtering import harmless, spelled
from .turns import Block, Card, Chosen, Final, Heading, Listing, Prose, Song, Title
from .words import say

MEASURE = 68
_NARROW = 36
_TALL = 30

STYLES = {
    "title": "bold red",
    "card": "bold red",
    "line": "italic",
    "heading": "bold red",
    "rule": "dim",
    "speaker": "bold",
    "emphasis": "italic",
    "strong": "bold",
    "chosen": "dim",
    "notice": "italic",
    "final": "bold red",
    "listing": "bold",
    "song": "italic",
}


class Drawing:
    """Draws blocks for one console; asks it for its size each time, for windows change."""

    def __init__(self, machine: Machine, console: Console) -> None:
        """Draw for this machine's story."""
        self._machine = machine
        self._console = console
        self._encoding = console.encoding
        self._is_ascii = not self._encoding.startswith("utf")

    @property
    def width(self) -> int:
        """How wide the window is, in cells; never less than a word needs."""
        return max(20, self._console.width)

    @property
    def height(self) -> int:
        """How many lines the window has; never less than a turn needs."""
        return max(5, self._console.height)

    @property
    def margin(self) -> int:
        """How many blanks there are to the left of the column."""
        return max(2 if self.width >= _NARROW else 0, (self.width - MEASURE) // 2)

    @property
    def measure(self) -> int:
        """How wide the column is."""
        return self.width - 2 * self.margin

    def clean(self, words: str) -> str:
        """Return words as this terminal can show them, and without anything that it would obey."""
        return spelled(harmless(words), self._encoding) if self._is_ascii else harmless(words)

    def wrap(self, words: str, width: int) -> list[str]:
        """Return words as lines of at most this many cells."""
        return [line.plain for line in self._wrapped(Text(self.clean(words)), width)] or [""]

    def paint(self, lines: Sequence[Text]) -> str:
        """Return lines as the console writes them, colours and all."""
        with self._console.capture() as capture:
            for line in lines:
                self._console.print(line, soft_wrap=True)
        return capture.get()

    def lines(self, blocks: Sequence[Block], *, with_pictures: bool = True) -> list[Text]:
        """Return the lines of blocks, each block followed by an empty one."""
        found: list[Text] = []
        for block in blocks:
            found += self._lines_of(block, with_pictures=with_pictures)
        return found

    def _lines_of(self, block: Block, *, with_pictures: bool) -> list[Text]:
        picture = self._picture(block) if with_pictures else []
        if isinstance(block, Title):
            return [*picture, Text(), *self._centred(_spaced(block.title, self.measure), "title"), Text(), Text()]
        if isinstance(block, Card):
            return [*picture, *self._card(say("chapter.number", number=block.number), block.title, block.line)]
        if isinstance(block, Final):
            return self._card(say("ending.mark"), block.title, "")
        if isinstance(block, Heading):
            return [*picture, *self._set(Text(self.clean(block.title), STYLES["heading"])), Text()]
        if isinstance(block, Prose):
            return [line for passage in block.passages for line in (*self._set(self._styled(passage)), Text())]
        if isinstance(block, Listing):
            return self._listing(block)
        if isinstance(block, Song):
            return self._song(block)
        words = say("chosen", say=block.words) if isinstance(block, Chosen) else block.text
        style = STYLES["chosen" if isinstance(block, Chosen) else "notice"]
        return [*self._set(Text(self.clean(words), style)), Text()]

    def _styled(self, passage: Passage) -> Text:
        """Return a paragraph with its speaker and emphasis."""
        speakers: Mapping[str, str] = self._machine.story.speakers
        text = Text()
        if passage.speaker:
            text.append(self.clean(speakers.get(passage.speaker, passage.speaker)) + ": ", STYLES["speaker"])
        for run in passage.runs:
            text.append(self.clean(run.text), STYLES.get(run.style, ""))
        return text

    def _wrapped(self, text: Text, width: int) -> list[Text]:
        return list(text.wrap(self._console, max(8, width), tab_size=4))

    def _set(self, text: Text, indent: int = 0, hanging: int = 0) -> list[Text]:
        """Return text as lines of the column, indented, all but the first by `hanging` more."""
        lines: list[Text] = []
        for line in self._wrapped(text, self.measure - indent - hanging):
            lines.append(Text(" " * (self.margin + indent + (hanging if lines else 0))).append_text(line))
        return lines

    def _centred(self, words: str, style: str) -> list[Text]:
        lines = self._wrapped(Text(self.clean(words), STYLES[style]), self.measure)
        return [
            Text(" " * (self.margin + max(0, self.measure - line.cell_len) // 2)).append_text(line) for line in lines
        ]

    def _card(self, over: str, title: str, under: str) -> list[Text]:
        """Return a title between two rules, with a word over it and a line under it."""
        rule = Text(" " * self.margin + self.clean("─") * self.measure, STYLES["rule"])
        parts = [self._centred(over, "rule"), self._centred(_spaced(title, self.measure), "card")]
        if under:
            parts.append(self._centred(under, "line"))
        air = [Text()] if self.height >= _TALL else []
        return [rule, *air, *(line for part in parts for line in (*part, *air)), rule, Text()]

    def _listing(self, block: Listing) -> list[Text]:
        lines = [*self._set(Text(self.clean(block.title), STYLES["listing"])), Text()]
        for each in block.lines:
            words = each.lstrip()
            indent = len(each) - len(words)
            column = words.find("  ")
            while 0 <= column < len(words) and words[column] == " ":
                column += 1
            hanging = column if 0 < column < self.measure // 2 else 2
            lines += self._hung(self.clean(words), indent, hanging)
        return [*lines, Text()]

    def _hung(self, words: str, indent: int, hanging: int) -> list[Text]:
        """Return words whose second line and those after it begin further to the right."""
        first = self._wrapped(Text(words), self.measure - indent)[:1] or [Text()]
        rest = words[len(first[0].plain) :].strip()
        margin = " " * (self.margin + indent)
        return [Text(margin).append_text(first[0]), *(self._set(Text(rest), indent + hanging) if rest else [])]

    def _song(self, song: Song) -> list[Text]:
        lines = [*self._set(Text(self.clean(say("song.title")), STYLES["listing"]), indent=4), Text()]
        for quatrain in song.quatrains:
            for line in quatrain.split("\n"):
                lines += self._hung_song(line)
            lines.append(Text())
        return lines

    def _hung_song(self, line: str) -> list[Text]:
        return self._set(Text(self.clean(line), STYLES["song"]), indent=4 if self.measure > _NARROW else 1)

    def _picture(self, block: Block) -> list[Text]:
        """Return a block's picture, where there is one and the window is large enough for it."""
        name = "title" if isinstance(block, Title) else getattr(block, "art", "")
        art = self._machine.story.art.get(name)
        if art is None:
            return []
        lines = art.plain if self._is_ascii else art.picture
        widest = max(map(len, lines), default=0)
        if not lines or widest > self.width or len(lines) * 2 > self.height:
            return []
        margin = Text(" " * max(0, (self.width - widest) // 2))
        drawn = [Text(line) for line in lines] if self._is_ascii else _coloured(art, lines)
        below = Text(" ")  # not empty: no page ends between a picture and what it is a picture of
        return [*(margin.copy().append_text(line) for line in drawn), below]


def is_heading(line: Text) -> bool:
    """Whether a line is a scene's title, which does not stay behind when its text goes to the next page."""
    return any(span.style == STYLES["heading"] for span in line.spans)


def _spaced(words: str, measure: int) -> str:
    """Return words in spaced capitals, as on a title page, if there is room for that."""
    spaced = "   ".join(" ".join(word) for word in words.upper().split())
    return spaced if len(spaced) <= measure * 2 // 3 else words


def _coloured(art: Art, lines: Sequence[str]) -> list[Text]:
    """Return a picture's lines in their colours."""
    found = []
    for row, line in enumerate(lines):
        letters = art.colours[row] if row < len(art.colours) else ""
        text = Text()
        for column, character in enumerate(line):
            letter = letters[column] if column < len(letters) else " "
            text.append(harmless(character), art.palette.get(letter, ""))
        found.append(text)
    return found
