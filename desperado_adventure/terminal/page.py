"""The page of the drawn screen: lays out words as styled lines of one column, with pictures above it.

The column has a width that is easy to read, and stands in the middle of the window. Rank is shown by space and weight,
never by a box. Of the terminal's sixteen colours, only those are used that can be read on light and dark backgrounds;
a colour says nothing that words or weight do not say too. Lines are wrapped here and not by the terminal, so that they
can be counted before they are shown. All widths are in cells and all heights in rows.

There are two kinds of empty line: a `gap`, at which a page may end, and `air` inside something that stays together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from ..model.story import Art, Story
from ..model.unsafe_characters import harmless
from .filtering import spelled
from .widths import TAB, cells, ranges

_MEASURE = 68
_NARROW = 36
_TALL = 30
_NARROWEST, _LOWEST = 20, 5
_SHORTEST = 8

STYLES = {
    "title": "bold red",
    "card": "bold red",
    "line": "italic",
    "heading": "bold red",
    "rule": "dim",
    "over": "",
    "speaker": "bold",
    "": "",
    "emphasis": "italic",
    "strong": "bold",
    "chosen": "bold",
    "notice": "italic",
    "listing": "bold",
    "song": "italic",
}
"""What each style looks like, in Rich's words. `""`, `emphasis` and `strong` are those of a paragraph's runs."""


class Gap(Text):
    """An empty line at which a page may end."""


class Entry(Text):
    """The first line of an entry in a list: a page may end before it, though there is no gap."""


class PictureRow(Text):
    """A row of a picture, which is shown as a whole or not at all."""


class Page:
    """A page of one console. It asks the console for its size each time, because a window can change."""

    def __init__(self, story: Story, console: Console) -> None:
        """Lay out the blocks of this story."""
        self.story = story
        self._console = console
        self.drawn_for = self.window
        self._encoding = console.encoding
        self._is_ascii = not self._encoding.startswith("utf")

    # -- sizes --------------------------------------------------------------------------------------------------------

    @property
    def window(self) -> tuple[int, int]:
        """The columns and rows that the window has now."""
        return self._console.width, self._console.height

    def note_window(self) -> None:
        """Note, before lines are laid out, that they are drawn for the present window (`drawn_for`)."""
        self.drawn_for = self.window

    @property
    def width(self) -> int:
        """The width of the window, at least 20."""
        return max(_NARROWEST, self._console.width)

    @property
    def height(self) -> int:
        """The number of rows of the window, at least 5."""
        return max(_LOWEST, self._console.height)

    @property
    def margin(self) -> int:
        """The number of blanks to the left of the column."""
        return max(2 if self.width >= _NARROW else 0, (self.width - _MEASURE) // 2)

    @property
    def measure(self) -> int:
        """The width of the column."""
        return self.width - 2 * self.margin

    @property
    def is_narrow(self) -> bool:
        """Whether the column is too narrow for deep indents."""
        return self.measure <= _NARROW

    @property
    def is_tall(self) -> bool:
        """Whether the window has rows to spare."""
        return self.height >= _TALL

    # -- the whole page -----------------------------------------------------------------------------------------------

    def paint(self, lines: Iterable[Text]) -> str:
        """Return lines as the console writes them, with the control sequences for colours."""
        with self._console.capture() as capture:
            for line in lines:
                self._console.print(line, soft_wrap=True)
        return capture.get()

    # -- words --------------------------------------------------------------------------------------------------------

    def clean(self, words: str) -> str:
        """Return words with only characters that this terminal can show, and none that it would obey."""
        words = harmless(words).replace("\t", " " * TAB)
        return spelled(words, self._encoding) if self._is_ascii else words

    def styled(self, words: str, style: str) -> Text:
        """Return words in a style; raises KeyError when it is not one of `STYLES`."""
        return Text(self.clean(words), STYLES[style])

    def paragraph(self, runs: Iterable[tuple[str, str]]) -> Text:
        """Return runs of words, each with its style, as one text."""
        text = Text()
        for words, style in runs:
            text.append(self.clean(words), STYLES[style])
        return text

    def wrap(self, words: str, width: int) -> list[str]:
        """Return words as lines of at most this width; one empty line when there are none."""
        return [line.plain for line in self._wrapped(Text(self.clean(words)), width)] or [""]

    def spaced(self, words: str) -> str:
        """Return words in spaced capitals, as on a title page, if there is room for that."""
        spaced = "   ".join(" ".join(word) for word in words.upper().split())
        return spaced if cells(spaced) <= self.measure * 2 // 3 else words

    def _wrapped(self, text: Text, width: int) -> list[Text]:
        return [text[begin:end] for begin, end in ranges(text.plain, max(_SHORTEST, width))]

    # -- lines --------------------------------------------------------------------------------------------------------

    @property
    def gap(self) -> Text:
        """An empty line at which a page may end."""
        return Gap()

    @property
    def air(self) -> Text:
        """An empty line inside something that stays together on one page."""
        return Text()

    @property
    def rule(self) -> Text:
        """A line across the column."""
        return Text(" " * self.margin + self.clean("─") * self.measure, STYLES["rule"])

    def column(self, text: Text, indent: int = 0) -> list[Text]:
        """Return text as lines of the column, all indented."""
        margin = " " * (self.margin + indent)
        return [Text(margin).append_text(line) for line in self._wrapped(text, self.measure - indent)]

    def lines(self, text: Text, hanging: int) -> list[Text]:
        """Return text whose lines the author has broken; what does not fit into one goes on below it, indented."""
        rows: list[Text] = []
        for line in text.split("\n", allow_blank=True):
            _, end = ranges(line.plain, max(_SHORTEST, self.measure))[0]
            rows += self.column(line[:end])
            if rest := len(line.plain[end:].strip()):
                rows += self.column(line[-rest:], hanging)
        return rows

    def centred(self, words: str, style: str) -> list[Text]:
        """Return words as lines in the middle of the column."""
        lines = self._wrapped(self.styled(words, style), self.measure)
        margins = [" " * (self.margin + max(0, self.measure - cells(line.plain)) // 2) for line in lines]
        return [Text(margin).append_text(line) for margin, line in zip(margins, lines, strict=True)]

    def hung(self, words: str, indent: int, hanging: int) -> list[Text]:
        """Return words as lines of the column with a hanging indent: `hanging` is added after the first line."""
        words = self.clean(words)
        begin, end = ranges(words, max(_SHORTEST, self.measure - indent))[0]
        rest = words[end:].strip()
        first = Text(" " * (self.margin + indent) + words[begin:end])
        return [first, *(self.column(Text(rest), indent + hanging) if rest else [])]

    def entry(self, line: Text) -> Text:
        """Return a line as the first one of an entry in a list."""
        return Entry().append_text(line)

    def picture(self, art: str) -> list[Text]:
        """Return a picture in the middle of the window, air under it; no line when it does not exist or has no room."""
        found = self.story.art.get(art)
        if found is None:
            return []
        lines = found.plain if self._is_ascii else found.picture
        widest = max(map(cells, lines), default=0)
        if not lines or widest > self.width or len(lines) * 2 > self.height:
            return []
        margin = " " * max(0, (self.width - widest) // 2)
        drawn = [Text(line) for line in lines] if self._is_ascii else _coloured(found, lines)
        return [*(PictureRow(margin).append_text(line) for line in drawn), self.air]


def _coloured(art: Art, lines: Sequence[str]) -> list[Text]:
    """Return a picture's lines in their colours."""
    coloured = []
    for row, line in enumerate(lines):
        letters = art.colours[row] if row < len(art.colours) else ""
        text = Text()
        for column, character in enumerate(line):
            letter = letters[column] if column < len(letters) else " "
            text.append(harmless(character), art.palette.get(letter, ""))
        coloured.append(text)
    return coloured
