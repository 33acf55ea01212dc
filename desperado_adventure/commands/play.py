"""The command `play`: which story, which save, which screen."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

from ..engine import Machine, Playthrough, Step
from ..engine.views import Told
from ..model.state import State
from ..model.story import Story
from ..saving import AUTOSAVE, SaveProblem, Slots
from ..saving.format import name_state
from ..terminal.answers import Verb
from ..terminal.blocks import Block, Notice, Title
from ..terminal.consoles import can_draw, console_on
from ..terminal.errors import complain
from ..terminal.refusals import describe
from ..terminal.session import Session
from ..terminal.words import say
from . import folders

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from ..terminal.drawn import DrawnScreen
    from ..terminal.plain import PlainScreen

_INTERRUPTED = 130


def play(options: argparse.Namespace) -> int:
    """Play, and return the exit code."""
    folder: Path = options.story or folders.shipped_story()
    story = load_playable(folder)
    if story is None:
        return 1
    if options.start and (options.start not in story.scenes or story.scenes[options.start].parent):
        return complain(say("refused.scene", subject=options.start))
    slots = None if options.start else Slots(options.saves or folders.default_saves(), story.id)
    with contextlib.ExitStack() as stack:
        log = None
        if options.log is not None:
            try:
                log = stack.enter_context(options.log.open("w", encoding="utf-8"))
            except OSError as error:
                return complain(say("log.unwritable", path=options.log, detail=error.strerror))
        try:
            session = Session(Machine(story), slots, options.slot or AUTOSAVE, log)
            return _on_screen(options, session)
        except SaveProblem as problem:
            return complain(describe(problem))


def load_playable(folder: Path) -> Story | None:
    """Return the story of a folder, from the cache if nothing has changed; say what is wrong if it has errors."""
    from ..loading.cache import load_cached  # noqa: PLC0415  # the loader itself is not needed when the cache holds

    return load_cached(folder, folders.cache_file(folder), lambda: _load(folder))


def _load(folder: Path) -> Story | None:
    from ..loading import load_story  # noqa: PLC0415  # as above
    from ..model.codes import CODES  # noqa: PLC0415  # as above
    from ..terminal.reports import report_lines, summary  # noqa: PLC0415  # as above

    loaded = load_story(folder)
    if loaded.story is None:
        errors = [each for each in loaded.diagnostics if CODES[each.code].severity == "error"]
        for diagnostic in errors:
            sys.stderr.write("\n".join(report_lines(diagnostic)) + "\n")
        complain(say("refused.story", folder=folder, detail=summary(errors)))
    return loaded.story


def _on_screen(options: argparse.Namespace, session: Session) -> int:
    if options.json:
        from ..terminal.filtering import in_utf8  # noqa: PLC0415  # one of three screens
        from ..terminal.programs import ProgramScreen  # noqa: PLC0415  # as above

        _begin(options, session)
        ProgramScreen(session, in_utf8(sys.stdin), in_utf8(sys.stdout)).play()
        return 0
    if options.plain or not can_draw(sys.stdin, sys.stdout):
        from ..terminal.plain import PlainScreen  # noqa: PLC0415  # as above

        return _play_on(PlainScreen(session, sys.stdin, sys.stdout), options, session)
    from ..terminal.drawn import DrawnScreen  # noqa: PLC0415  # as above

    return _play_on(DrawnScreen(session, console_on(sys.stdout)), options, session)


def _play_on(screen: DrawnScreen | PlainScreen, options: argparse.Namespace, session: Session) -> int:
    try:
        needs_menu = sys.stdin.isatty() and not (options.new or options.slot or options.start)
        blocks = _ask_what(screen, session) if needs_menu else _begin(options, session)
        if blocks is not None:
            screen.play(blocks)
    except (EOFError, SystemExit) as reason:
        session.autosave()
        if isinstance(reason, SystemExit):  # a signal
            raise
    except KeyboardInterrupt:
        screen.show([Notice(session.goodbye())])
        return _INTERRUPTED
    return 0


def _begin(options: argparse.Namespace, session: Session) -> list[Block]:
    """Return the first blocks of a game that needs no menu."""
    story = session.machine.story
    if options.start:
        state = State(options.start, tuple(slot.start for slot in story.slots))
        step = Step(state, (Told(session.machine.view(state).text),))
        return session.start_from(Playthrough((step,)), name_state(story, state))
    if options.new or not session.keeper.is_under_way:
        return [Title(story.title), *session.begin()]
    return session.resume(session.keeper.slot)


def _ask_what(screen: DrawnScreen | PlainScreen, session: Session) -> list[Block] | None:
    """Return the first blocks of what the player chooses on the title menu, None when he would rather leave."""
    from ..terminal.titles import blocks_of_entry, entries, is_worth_asking  # noqa: PLC0415  # not for `--new`

    shown: list[Block] = [Title(session.machine.story.title)]
    while is_worth_asking(menu := entries(session)):
        command = screen.choose_from(shown, menu)
        if command.verb is Verb.QUIT:
            return None
        try:
            blocks = blocks_of_entry(session, command)
        except SaveProblem as problem:
            shown = [Notice(describe(problem))]
            continue
        if command.verb is not Verb.ENDINGS:
            return blocks
        shown = blocks
    return [*shown, *session.begin()]
