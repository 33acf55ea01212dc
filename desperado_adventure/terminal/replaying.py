"""From a log to the transcript of its game, the same bytes every time.

The transcript is what `--plain` printed for that game, without what it said about saves, if the player typed only
commands that a log holds, and was sure of each. A bare list of choice ids, as the proof prints them, is a log too;
former names (`was:`) mean what they have become; empty lines and those that begin with `#` are skipped.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from ..engine import Machine, Refused
from ..engine.present_names import PresentNames
from ..model import limits
from ..model.byte_order_mark import without_mark
from ..model.story import Story
from ..saving import SaveProblem, resume
from ..saving.adopting import adopted, belongs
from ..saving.format import decode
from .answers import Command, Verb
from .blocks import Title
from .gamelog import ARRIVE, BEGIN_AT, HEADER, LOGGED, RESUME
from .plain import PlainScreen
from .quoting import in_short
from .refusal_sentences import describe
from .session import Session
from .words import WORDS, say

_BEGINNINGS = (RESUME, ARRIVE, BEGIN_AT)
"""Words of a log after which the story does not begin at its beginning."""

_REPLAYED = {verb.value: verb for verb in (*LOGGED, Verb.NEW)}


class Unacceptable(Exception):
    """A line of a log cannot be taken; the text is the sentence that says which and why."""


def replay(machine: Machine, lines: Iterable[str], target: TextIO) -> None:
    """Write the transcript of a log's game; raises Unacceptable at the first line that cannot be taken."""
    session = Session(machine, None)
    screen = PlainScreen(session, None, target)
    names = PresentNames(machine.story)
    is_begun = False
    for number, raw in enumerate(lines, start=1):
        line = (without_mark(raw) if number == 1 else raw).strip()
        if line.startswith(HEADER):
            _check_story(machine.story, line)
        if not line or line.startswith("#"):
            continue
        try:
            if not is_begun and line.partition(" ")[0] not in _BEGINNINGS:
                _open(screen, session)
            is_begun = True
            _perform(screen, session, names, line)
            screen.show_offers()
        except (Refused, SaveProblem) as problem:
            raise Unacceptable(
                say("refused.log", subject=number, line=limits.shortened(line), detail=_why(problem))
            ) from problem
    if not is_begun:
        _open(screen, session)


def _open(screen: PlainScreen, session: Session) -> None:
    screen.show([Title(session.machine.story.title), *session.begin()])
    screen.show_offers()


def _why(problem: Refused | SaveProblem) -> str:
    key = f"log.{problem.reason}"
    return say(key) if key in WORDS else describe(problem)


def _check_story(story: Story, header: str) -> None:
    """Refuse the log of another story. A log of another version is tried: its choices may still be possible."""
    parts = dict(part.partition("=")[::2] for part in header.removeprefix(HEADER).split())
    if not belongs(story, parts.get("story", story.id), parts.get("fingerprint", "")):
        raise Unacceptable(say("refused.log.story", subject=in_short(parts["story"])))


def _perform(screen: PlainScreen, session: Session, names: PresentNames, line: str) -> None:
    word, _, argument = line.partition(" ")
    if word == BEGIN_AT and (scene := names.id(argument)) in session.machine.story.scenes:
        screen.show(session.begin_at(scene))
        return
    if word in (RESUME, ARRIVE):
        save = adopted(decode(argument.encode(), "log"), session.machine.story, "log")
        resumed = resume(session.machine, save, "log", is_author=True)
        is_arriving = word == ARRIVE and resumed.base is None
        screen.show(
            session.arrive(resumed.playthrough)
            if is_arriving
            else session.start_from(resumed.playthrough, resumed.base)
        )
        return
    word, _, argument = names.choice(line).partition(" ")
    verb = _REPLAYED.get(word)
    if verb is not None and (not argument or verb is Verb.MOVE):
        screen.perform(Command(verb, argument))
    else:
        screen.perform(Command(Verb.CHOOSE, names.choice(line)))
