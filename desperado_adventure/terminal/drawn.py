"""The drawn screen: Rich paints the story into the scrollback, the menu asks below it."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

from rich.console import Console

from ..engine import Refused
from ..saving import SaveProblem
from .commands import Command, parse
from .drawing import Drawing
from .session import Session, describe
from .turns import Block, Notice, Title
from .words import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .menu import Line, Menu


class DrawnScreen:
    """Plays a session in a terminal that can draw."""

    def __init__(self, session: Session, console: Console, *, is_ascii: bool) -> None:
        """Draw on this console."""
        self._session = session
        self._console = console
        self._drawing = Drawing(session.machine, console, is_ascii=is_ascii)
        self._shown: list[Block] = []
        self._menu: Menu | None = None

    def title(self) -> list[Block]:
        """Return the title card."""
        return [Title(self._session.machine.story.title)]

    def show(self, blocks: Sequence[Block]) -> None:
        """Paint blocks; where they are taller than the window, a page at a time."""
        self._shown = list(blocks)
        lines = self._render(blocks)
        page = max(5, self._console.height - 2)
        while len(lines) > page + 1:
            self._console.file.write("".join(lines[:page]))
            self._console.file.flush()
            lines = lines[page:]
            self._ask([], say("more"))
        self._console.file.write("".join(lines))
        self._console.file.flush()

    def _render(self, blocks: Sequence[Block]) -> list[str]:
        """Return the painted lines, for the real console's width and colours."""
        target = StringIO()
        console = Console(
            file=target,
            width=self._console.width,
            height=self._console.height,
            color_system=self._console.color_system,  # type: ignore[arg-type]  # Rich gives a str where it takes a Literal
            force_terminal=True,
            legacy_windows=False,
            no_color=self._console.no_color,
            markup=False,
            highlight=False,
            emoji=False,
        )
        Drawing(self._session.machine, console, is_ascii=self._drawing.is_ascii).print(blocks)
        return target.getvalue().splitlines(keepends=True)

    def _repaint(self) -> None:
        """Draw the last turn anew, for a window of another size."""
        self._console.file.write("\n" + "".join(self._render(self._shown)))
        self._console.file.flush()

    def _ask(self, lines: Sequence[Line], status: str) -> str:
        from .menu import Menu  # noqa: PLC0415  # after the first scene is on the screen

        if self._menu is None:
            self._menu = Menu()
        return self._menu.ask(lines, status, self._repaint)

    def choose_from(self, title: str, lines: Sequence[str]) -> int:
        """Ask for one of these lines and return its index; anything else asks again."""
        from .menu import Line  # noqa: PLC0415  # as above

        while True:
            answer = self._ask([Line(line) for line in lines], title)
            if answer.isdecimal() and 1 <= int(answer) <= len(lines):
                return int(answer) - 1

    def play(self, blocks: Sequence[Block]) -> None:
        """Show these blocks, then play until the player quits; every turn is saved before he is asked."""
        self.show(blocks)
        while True:
            if problem := self._session.autosave():
                self.show([Notice(problem)])
            if not self._turn():
                return

    def _turn(self) -> bool:
        from .menu import Line  # noqa: PLC0415  # as above

        session = self._session
        options = session.options
        lines = [
            Line(option.say if option.open else say("barred", say=option.say, reason=option.barred), is_open=option.open)
            for option in options
        ]
        status = " · ".join(session.machine.status(session.playthrough.state))
        if session.view.ending:
            status = say("ending.again")
        try:
            command = parse(self._ask(lines, status), options)
            if command is None:
                return True
            if command == Command("quit"):
                self.show([Notice(say("goodbye" if session.slots is not None else "goodbye.unsaved"))])
                return False
            self.show(session.perform(command))
        except (Refused, SaveProblem) as problem:
            self.show([Notice(describe(problem))])
        return True
