"""The author's screen: a scene as the player would see it, under a line that says where it is written.

The drawn form clears the window before each scene. The plain form only adds lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from .blocks import Block, drawn_lines_of, plain_lines_of
from .consoles import CLEAR, can_draw, console_on
from .filtering import filtered
from .move_commands import contents
from .plain_layout import fitted
from .plain_question import numbered_lines, question_lines
from .session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from .page import Page

_PROMPT = "watch> "


class PreviewScreen:
    """Shows scenes to an author."""

    def __init__(self, target: TextIO, *, is_plain: bool) -> None:
        """Write to `target`; only plain lines with `is_plain`, or when `target` cannot be drawn on."""
        self._target = filtered(target)
        self._is_asking = target.isatty()
        self._console = console_on(target) if not is_plain and can_draw(target) else None
        self._story = ""

    def introduce(self, story: str) -> None:
        """Name the story: in plain lines once, and else above each scene, because the window is cleared for it."""
        if self._console is None and not self._story:
            self.say([story, ""])
        self._story = story

    def show(self, session: Session, head: str, blocks: Sequence[Block]) -> None:
        """Show blocks and what can be chosen after them, under `head`, a line for the author."""
        if self._console is not None:
            self._console.file.write(_drawn(self._console, session, [self._story, head], blocks))
            self._console.file.flush()
            return
        told = plain_lines_of(blocks, session.machine.story)
        self.say(fitted([f"[{head}]", "", *told, *question_lines(session)], self._target))

    def say(self, lines: Iterable[str]) -> None:
        """Write lines to the author."""
        self._target.write("".join(line + "\n" for line in lines))
        self._target.flush()

    def ask(self) -> None:
        """Ask for a line, if the target is a terminal."""
        if self._is_asking:
            self._target.write(_PROMPT)
            self._target.flush()


def _drawn(console: Console, session: Session, heads: Sequence[str], blocks: Sequence[Block]) -> str:
    from rich.text import Text  # noqa: PLC0415  # as below

    from .page import Page  # noqa: PLC0415  # needs rich, and only the drawn screen does

    page = Page(session.machine.story, console)
    return CLEAR + page.paint([*map(Text, heads), Text(), *drawn_lines_of(blocks, page), *_offers(page, session)])


def _offers(page: Page, session: Session) -> list[Text]:
    """Return what the player could choose, as lines of the column."""
    from rich.text import Text  # noqa: PLC0415  # as above

    margin = " " * page.margin
    over = contents(session.machine, session.playthrough.state, session.view) if session.view.packing else []
    rows = [Text(f"{margin}{line}") for words in over for line in page.wrap(words, page.measure)]
    for line, offer in zip(numbered_lines(session.offers()), session.offers(), strict=True):
        first, *rest = page.wrap(line, page.measure - 4)
        style = "italic" if offer.barred else ""
        rows += [Text(margin + first, style), *(Text(f"{margin}    {each}", style) for each in rest)]
    status = page.wrap(session.status, page.measure) if session.status else []
    return [*rows, Text(), *(Text(margin + line, "italic") for line in status)]
