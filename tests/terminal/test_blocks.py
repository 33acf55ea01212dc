"""The blocks of a turn: each is one class with two forms, and no screen has to know it."""

from __future__ import annotations

import inspect
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import NamedTuple, get_type_hints

import pytest
from glass import GLASS
from rich.console import Console
from rich.text import Text
from terminals import PATIENCE, command, environment, write_story

from desperado_adventure.engine import Machine, Passage
from desperado_adventure.loading import load_story
from desperado_adventure.model.story import Story
from desperado_adventure.model.text import Run, Style
from desperado_adventure.terminal import blocks
from desperado_adventure.terminal.blocks import Block, drawn_lines_of, plain_lines_of
from desperado_adventure.terminal.drawn import DrawnScreen
from desperado_adventure.terminal.page import Page
from desperado_adventure.terminal.plain import PlainScreen
from desperado_adventure.terminal.saving_events import Kept, SavingEvent
from desperado_adventure.terminal.session import Session

BLOCKS = [each for each in vars(blocks).values() if inspect.isclass(each) and each is not Block]
EXAMPLES = {
    SavingEvent: Kept("autosave", "kept-1"),
    bool: False,
    int: 7,
    str: "A door",
    tuple[str, ...]: ("Señores, pongan\nsilencio", "A  second line"),
    tuple[Passage, ...]: (
        Passage("", (Run("A "), Run("door", Style.EMPHASIS)), "A door"),
        Passage("bartender", (Run("No."),), "No."),
    ),
}


class Bell(NamedTuple):
    """A block that only this test knows."""

    rings: int

    def plain_lines(self, story: Story) -> list[str]:
        """Return the rings as words."""
        return [f"{story.title}: " + "ding " * self.rings, ""]

    def drawn_lines(self, page: Page) -> list[Text]:
        """Return the rings in the middle of the page."""
        return [*page.centred("DING " * self.rings, "title"), page.gap]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A game that is not saved."""
    story = load_story(write_story(tmp_path / "story", GLASS)).story
    assert story is not None
    return Session(Machine(story), None)


def console() -> Console:
    """Return a console of 80 × 40 that writes into memory."""
    return Console(file=StringIO(), width=80, height=40, force_terminal=True, color_system="standard")


def example(kind: type) -> Block:
    """Return a block of this class without a picture; each field has a value of its type."""
    fields = {
        name: "" if name == "art" else EXAMPLES[hint]
        for name, hint in get_type_hints(kind).items()
        if name in kind._fields  # type: ignore[attr-defined]  # a named tuple's
    }
    block: Block = kind(**fields)
    return block


SAID_BESIDES = {
    blocks.Heading: ("scene", ""),
    blocks.Chosen: ("youchose", ""),
    blocks.Song: ("", "asongof2verses"),
}
"""What only a listener needs to be told: before all else, and anywhere."""


def letters(lines: list[str]) -> str:
    """Return only the letters and digits of these lines, without their case."""
    return "".join(each for line in lines for each in line.casefold() if each.isalnum())


@pytest.mark.parametrize("kind", BLOCKS)
def test_every_block_says_the_same_in_both_forms(session: Session, kind: type) -> None:
    """Drawn and plain, a block has the same words, and an empty line last.

    But only a listener needs to be told that a title is a scene's, and that a song begins; where an item lies now is
    drawn by the question; and the help of each screen is about its own keys.
    """
    story = session.machine.story
    plain = plain_lines_of([example(kind)], story)
    drawn = [line.plain for line in drawn_lines_of([example(kind)], Page(story, console()))]
    assert letters(plain)
    assert plain[-1] == ""
    if kind is blocks.Packed:
        assert drawn == []
        return
    assert drawn[-1] == ""
    if kind is not blocks.Help:
        before, besides = SAID_BESIDES.get(kind, ("", ""))
        assert letters(plain).removeprefix(before).replace(besides, "") == letters(drawn)


def test_a_new_block_is_one_class(session: Session) -> None:
    """A block that no module of the package knows is shown by both screens."""
    written = StringIO()
    PlainScreen(session, None, written).show([Bell(2)])
    assert written.getvalue().endswith("The Glass: ding ding \n\n")
    drawing = console()
    DrawnScreen(session, drawing).show([Bell(2)])
    assert isinstance(drawing.file, StringIO)
    assert "DING DING" in drawing.file.getvalue()


@pytest.mark.parametrize("mode", ["--plain", "--json"])
def test_what_draws_nothing_imports_no_library_for_it(tmp_path: Path, mode: str) -> None:
    """A game in lines starts without rich, the key library, and what only these two need."""
    story = write_story(tmp_path / "story", GLASS)
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *command("play", "--new", mode, "--story", str(story))[1:]],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment(tmp_path),
        timeout=PATIENCE,
        check=True,
    )
    imported = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.split("\n")}
    assert "argparse" in imported
    assert not imported & {"rich", "prompt_toolkit", "dataclasses", "inspect", "asyncio"}
