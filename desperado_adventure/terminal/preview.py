"""The author's screen: a scene as the player would see it, under a line that says where it is written.

Drawn, every scene begins on a clear window; plain, one line follows another and nothing moves.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TextIO

from .filtering import harmless
from .packing import contents
from .plain import lines_of_block, offer_lines
from .session import Session
from .turns import Block

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.text import Text

    from .drawing import Drawing

_CLEAR = "\x1b[H\x1b[2J"
_PROMPT = "watch> "


class PreviewScreen:
    """Shows scenes to an author."""

    def __init__(self, target: TextIO, *, is_plain: bool) -> None:
        """Write to `target`; plain lines only if it is so wished, or if it is no terminal that can do more."""
        self._target = target
        self._is_asking = target.isatty()
        can_draw = self._is_asking and os.environ.get("TERM", "dumb") not in ("dumb", "")
        self._console = None
        if can_draw and not is_plain and not os.environ.get("ACCESSIBLE"):
            from rich.console import Console  # noqa: PLC0415  # only the drawn screen needs it

            self._console = Console(file=target, markup=False, highlight=False, emoji=False)

    def show(self, session: Session, head: str, blocks: Sequence[Block]) -> None:
        """Show blocks and what can be chosen after them, under a line of the author's."""
        over = contents(session.machine, session.playthrough.state, session.view) if session.view.packing else []
        if self._console is not None:
            from .drawing import Drawing  # noqa: PLC0415  # needs rich, and only the drawn screen does

            drawing = Drawing(session.machine, self._console)
            lines = [*drawing.lines(blocks), *_offers(drawing, session, over)]
            self._target.write(_CLEAR + harmless(head) + "\n\n" + drawing.paint(lines))
            self._target.flush()
            return
        told = [line for block in blocks for line in lines_of_block(session.machine, block)]
        status = [session.status] if session.status else []
        self.say([f"[{head}]", "", *told, *status, *over, *offer_lines(session.offers("pack.offer.plain")), ""])

    def say(self, lines: Iterable[str]) -> None:
        """Write lines to the author."""
        self._target.write("".join(harmless(line) + "\n" for line in lines))
        self._target.flush()

    def ask(self) -> None:
        """Ask for a line, where somebody types."""
        if self._is_asking:
            self._target.write(_PROMPT)
            self._target.flush()


def _offers(drawing: Drawing, session: Session, over: Sequence[str]) -> list[Text]:
    """Return what the player could choose, as lines of the column."""
    from rich.text import Text  # noqa: PLC0415  # as above

    margin = " " * drawing.margin
    rows = [Text(f"{margin}{line}", "dim") for words in over for line in drawing.wrap(words, drawing.measure)]
    for line, offer in zip(offer_lines(session.offers()), session.offers(), strict=True):
        first, *rest = drawing.wrap(line, drawing.measure - 4)
        style = "dim italic" if offer.barred else ""
        rows += [Text(margin + first, style), *(Text(f"{margin}    {each}", style) for each in rest)]
    status = drawing.wrap(session.status, drawing.measure) if session.status else []
    return [*rows, Text(), *(Text(margin + line, "dim") for line in status)]
