"""The block of the song that follows an ending."""

from __future__ import annotations

from typing import NamedTuple

from ...model.story import Story
from ..words import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.text import Text

    from ..page import Page

_INDENT, _NARROW_INDENT = 4, 1


class Song(NamedTuple):
    """The corrido of this playthrough, as quatrains: each is four lines with line ends between them."""

    quatrains: tuple[str, ...]

    def plain_lines(self, story: Story) -> list[str]:  # noqa: ARG002  # every block has this parameter
        """Return the title, how long it is, and the lines, an empty one after each quatrain."""
        title = say("plain.song", title=say("song.title"), number=len(self.quatrains))
        return [title, "", *(line for each in self.quatrains for line in (*each.split("\n"), ""))]

    def drawn_lines(self, page: Page) -> list[Text]:
        """Return the title and the lines, indented, an empty one after each quatrain."""
        indent = _NARROW_INDENT if page.is_narrow else _INDENT
        lines = [*page.column(page.styled(say("song.title"), "listing"), _INDENT), page.air]
        for quatrain in self.quatrains:
            for line in quatrain.split("\n"):
                lines += page.column(page.styled(line, "song"), indent)
            lines.append(page.gap)
        return lines
