"""Every fact of the drawn screen is in plain mode: scene by scene, block by block, word by word.

A picture counts as the sentence that describes it, where it is new in its chapter, and a title in spaced capitals as
its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from glass import GLASS
from rich.console import Console
from rich.text import Text
from story_games import STORY
from story_shipped import machine
from terminals import write_story

from desperado_adventure.engine import Machine
from desperado_adventure.engine.views import Arrived
from desperado_adventure.loading import load_story, load_walkthroughs
from desperado_adventure.model.story import Story
from desperado_adventure.model.walkthrough import Command as Step
from desperado_adventure.terminal.answers import Command, Verb
from desperado_adventure.terminal.blocks import Block, Card, Title
from desperado_adventure.terminal.board import board_of
from desperado_adventure.terminal.page import Page
from desperado_adventure.terminal.plain import PlainScreen
from desperado_adventure.terminal.question import Question, rows_of
from desperado_adventure.terminal.session import Session

WALKTHROUGHS = load_walkthroughs(STORY)[0]
WORD = re.compile(r"[^\W_]+")
SPACED = re.compile(r"\S( \S)+(   \S( \S)*)*|\S(   \S( \S)*)+")
"""Matches a title in spaced capitals: one blank between the letters, and three between the words."""


class PageWithSentences(Page):
    """A page on which a picture is the sentence that describes it, until the player knows it."""

    def __init__(self, story: Story, console: Console) -> None:
        """Begin with no picture known."""
        super().__init__(story, console)
        self.known: set[str] = set()

    def picture(self, art: str) -> list[Text]:
        """Return the sentence."""
        found = None if art in self.known else self.story.art.get(art)
        self.known.add(art)
        return [Text(found.alt)] if found is not None and super().picture(art) else []


class Told(NamedTuple):
    """One turn of a game on both screens: the drawn lines of its blocks, of the question, and of the offers alone.

    `written` is what the plain screen wrote.
    """

    blocks: list[str]
    question: list[str]
    offers: list[str]
    written: str


HOW_TO_PACK = "Enter takes it up"
"""Begins a row that speaks of keys, which the plain screen has not."""


class Both:
    """One game on both screens."""

    def __init__(self, machine: Machine) -> None:
        """Begin nothing yet."""
        self.session, self._plain = Session(machine, None), Session(machine, None)
        console = Console(file=StringIO(), width=100, height=400, force_terminal=True, color_system="standard")
        self._page = PageWithSentences(machine.story, console)
        narrow = Console(file=StringIO(), width=44, height=400, force_terminal=True, color_system="standard")
        self._narrow_page = PageWithSentences(machine.story, narrow)
        self._target = StringIO()
        self._screen = PlainScreen(self._plain, None, self._target)

    def begin(self) -> Told:
        """Begin the game."""
        title = Title(self.session.machine.story.title)
        self._screen.show([title, *self._plain.begin()])
        return self._told([title, *self.session.begin()])

    def do(self, verb: Verb, argument: str = "") -> Told:
        """Carry a command out. `look` shows the picture, too."""
        if verb is Verb.LOOK:
            self._page.known.clear()
        self._screen.perform(Command(verb, argument))
        return self._told(self.session.perform(Command(verb, argument)))

    def take(self, choice: str) -> Told:
        """Take a choice, or move an item, as a walkthrough has it."""
        is_move = choice.startswith("move ")
        return self.do(Verb.MOVE, choice.removeprefix("move ")) if is_move else self.do(Verb.CHOOSE, choice)

    def _told(self, blocks: Sequence[Block]) -> Told:
        self._screen.show_offers()
        written = self._target.getvalue()
        self._target.seek(0)
        self._target.truncate()
        board = board_of(self.session.machine, self.session.playthrough.state)
        question = Question(tuple(self.session.offers()), self.session.status, "", board)
        lines = []
        for block in blocks:
            if isinstance(block, Card):
                self._page.known.clear()
            lines += [line.plain for line in block.drawn_lines(self._page)]
        return Told(lines, self._rows(question), self._rows(Question(question.offers)), written)

    def _rows(self, question: Question) -> list[str]:
        """Return the rows as words; those of packing as a list, in which no title is cut, and without how to pack."""
        page = self._page if question.board is None else self._narrow_page
        return [row.words for row in rows_of(question, page, 0) if HOW_TO_PACK not in row.words]


def words_of(lines: Iterable[str]) -> Counter[str]:
    """Return the words of lines, each with how often it is there."""
    return Counter(word for line in lines for word in WORD.findall(unspaced(line.strip()).casefold()))


def unspaced(line: str) -> str:
    """Return a title in spaced capitals as its words; any other line as it is."""
    return " ".join(part.replace(" ", "") for part in line.split("   ")) if SPACED.fullmatch(line) else line


def missing(drawn: Iterable[str], written: str) -> Counter[str]:
    """Return the words that are drawn more often than they are written."""
    return words_of(drawn) - words_of(written.split("\n"))


def check(both: Both, told: Told, before: str) -> None:
    """Assert that a turn writes all that is drawn and new; `before` is the status before the turn."""
    session = both.session
    news = [*told.blocks, *([] if session.view.packing else told.offers)]
    news += [session.status] if session.status != before else []
    assert missing(news, told.written) == Counter(), session.view.scene


def check_look(both: Both) -> None:
    """Assert that `look` writes all that is drawn."""
    look = both.do(Verb.LOOK)
    assert missing([*look.blocks, *look.question], look.written) == Counter(), both.session.view.scene


def test_every_word_that_is_drawn_is_written() -> None:
    """At each turn of each walkthrough, which come to every scene, plain mode writes what is new, and all at `look`."""
    seen: set[object] = set()
    for walkthrough in WALKTHROUGHS:
        both = Both(machine())
        told, status = both.begin(), ""
        for step in (*walkthrough.steps, None):
            session, events = both.session, both.session.playthrough.events
            if (turn := (session.playthrough.state, events)) not in seen:
                check(both, told, status)
            if (view := (session.view, session.status)) not in seen:
                check_look(both)
            seen |= {turn, view, *(event.scene for event in events if isinstance(event, Arrived))}
            if isinstance(step, Step):
                status = session.status
                told = both.take(step.choice)
    assert machine().story.scenes.keys() - seen == set()


@pytest.fixture
def glass(tmp_path: Path) -> Both:
    """A game of the story that has one of everything."""
    story = load_story(write_story(tmp_path / "story", GLASS)).story
    assert story is not None
    both = Both(Machine(story))
    check(both, both.begin(), "")
    check_look(both)
    return both


ROAD = (
    "bar.door.wait", "bar.door.pack", "move shotgun case", "move rigs sleeves", "room.pack.go", "bar.door.gun",
    "bar.shoot.stand", "take_back", "bar.shoot.stand", "let_stand",
)  # fmt: skip
PAGES = (Verb.CASE, Verb.STATUS, Verb.ENDINGS, Verb.SAVES, Verb.UNDO, Verb.REDO)
"""Not the help: that of each screen is about its own keys."""


def test_what_a_player_asks_for_is_written_as_it_is_drawn(glass: Both) -> None:
    """Barred choices, moves, a death, its taking back, an ending, and at each turn all pages, undo and redo."""
    for choice in ROAD:
        status = glass.session.status
        check(glass, glass.take(choice), status)
        check_look(glass)
        for page in PAGES:
            status = glass.session.status
            check(glass, glass.do(page), status)
    assert glass.session.view.ending


def test_a_fact_that_is_left_out_is_missed(glass: Both) -> None:
    """Whichever line is taken from what is written, but for those that say how to answer, words are missing."""
    for choice in ROAD:
        glass.take(choice)
        look = glass.do(Verb.LOOK)
        lines = look.written.split("\n")
        for index, line in enumerate(lines):
            rest = "\n".join([*lines[:index], *lines[index + 1 :]])
            if line and not line.endswith(("hoices:", "hoice:")) and not line.startswith("Type "):
                assert missing([*look.blocks, *look.question], rest), line


def test_spaced_capitals_are_words() -> None:
    """The comparison reads titles as they are meant."""
    assert words_of(["   T H E   B A R ", "A", "1  Wait."]) == Counter(("the", "bar", "a", "1", "wait"))
