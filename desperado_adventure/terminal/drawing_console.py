"""The Rich console on which the program draws: it filters all text, and writes the control sequences for it itself."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from ..model.unsafe_characters import harmless


class DrawingConsole(Console):
    """A console whose text is harmless, whatever is drawn on it.

    Rich draws everything as segments: text, or control sequences. It leaves C1 controls, controls of direction and more
    in the text.
    """

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Yield the segments of something that can be drawn, those of text without unsafe characters."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=harmless(segment.text))
