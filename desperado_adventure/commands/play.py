"""The command `play`: plays a story, from a save or from the beginning, on one of three screens."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

from ..engine import Machine
from ..saving import AUTOSAVE, Reason, SaveProblem, check_new
from ..terminal.blocks import Block, Title
from ..terminal.consoles import can_draw, console_on
from ..terminal.refusal_sentences import describe
from ..terminal.session import Session
from ..terminal.signals import loading, playing
from ..terminal.suspending import suspendable
from ..terminal.terminal_modes import can_read_keys, give_back, quiet_terminal
from ..terminal.words import say
from .arguments import add_saves_option, add_story_folder, without_effect
from .exits import ExitCode, complain, misused
from .kept_games import slots_of
from .stories import load_playable, story_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from ..terminal.drawn import DrawnScreen
    from ..terminal.plain import Answers, PlainScreen
    from .from_scene import Beginning


_KEPT_BY_NEW = (Reason.NEWER, Reason.FOREIGN, Reason.LOST)
"""Why a game cannot be gone on with, although it is whole: a new game can take its place, and it is kept."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_story_folder(parser)
    slot = parser.add_mutually_exclusive_group()
    slot.add_argument("--slot", metavar="NAME", help="go on from this slot if it exists, and save every turn in it")
    slot.add_argument("--new", action="store_true", help="tell it from the beginning, without asking")
    add_saves_option(parser, "keep saves in this folder")
    parser.add_argument(
        "--plain", action="store_true", help="lines only: no frames, colours or cursor (for screen readers)"
    )
    parser.add_argument(
        "--keys",
        action="store_true",
        help="as --plain, and a digit chooses as soon as it is pressed (Unix terminals only)",
    )
    parser.add_argument(
        "--json", action="store_true", help="play with another program: a JSON object a line, out and in"
    )
    parser.add_argument(
        "--from",
        dest="start",
        metavar="SCENE",
        help="begin in this scene, as a player would come to it (for authors; nothing is saved)",
    )
    parser.add_argument(
        "--log", type=Path, metavar="FILE", help="write the commands to this file, for `desperado replay`"
    )


@loading()
def run(options: argparse.Namespace) -> ExitCode:
    """Play the story."""
    company = {"plain": "beside `--json`", "keys": "beside `--json`"} if options.json else {}
    if options.start:
        company |= dict.fromkeys(("slot", "new", "saves"), "beside `--from`, with which nothing is saved")
    if idle := without_effect(options, company):
        return misused(idle)
    if options.keys and not can_read_keys(sys.stdin):
        return complain(say("keys.none"))
    folder = story_folder(options)
    story = load_playable(folder)
    if story is None:
        return ExitCode.FINDINGS
    if options.start:
        from .from_scene import Beginning  # noqa: PLC0415  # needs the proof, and only authors ask for it
        from .preview.sentences import CannotDo  # noqa: PLC0415  # as above

        try:
            options.beginning = Beginning(story, folder, options.start)
        except CannotDo as problem:
            return complain(str(problem))
    slots = None if options.start else slots_of(options, story)
    with contextlib.ExitStack() as stack:
        log = None
        if options.log is not None:
            try:
                log = stack.enter_context(options.log.open("w", encoding="utf-8"))
            except OSError as error:
                return complain(say("log.unwritable", path=options.log, detail=error.strerror))
        try:
            check_new(options.slot or AUTOSAVE)
            session = Session(Machine(story), slots, options.slot or AUTOSAVE, log, has_keys=options.keys)
            with playing(give_back):
                return _on_screen(options, session)
        except SaveProblem as problem:
            instead = f" {say('start.instead')}" if problem.reason in _KEPT_BY_NEW and not options.new else ""
            return complain(describe(problem) + instead)


def _on_screen(options: argparse.Namespace, session: Session) -> ExitCode:
    """Play on the screen that was asked for, else on the best one that the terminal can show."""
    if options.json:
        from ..terminal.filtering import in_utf8  # noqa: PLC0415  # one of three screens
        from ..terminal.programs import ProgramScreen  # noqa: PLC0415  # as above

        ProgramScreen(session, in_utf8(sys.stdin), in_utf8(sys.stdout)).play(_begin(options, session))
        return ExitCode.FINE
    if options.plain or options.keys or not can_draw(sys.stdin, sys.stdout):
        from ..terminal.plain import PlainScreen  # noqa: PLC0415  # as above

        return _play_on(PlainScreen(session, sys.stdin, sys.stdout, _keys(options)), options, session)
    from ..terminal.drawn import DrawnScreen  # noqa: PLC0415  # as above

    with quiet_terminal(sys.stdin, sys.stdout), suspendable():
        return _play_on(DrawnScreen(session, console_on(sys.stdout)), options, session)


def _keys(options: argparse.Namespace) -> Answers | None:
    """Return what reads single keys, None when the player types lines."""
    if not options.keys:
        return None
    from ..terminal.single_keys import SingleKeys  # noqa: PLC0415  # as above

    return SingleKeys(sys.stdin, sys.stdout).next


def _play_on(screen: DrawnScreen | PlainScreen, options: argparse.Namespace, session: Session) -> ExitCode:
    """Play until the player leaves. However the game ends, the last turn is saved."""
    try:
        blocks = _first_blocks(screen, options, session)
        if blocks is not None:
            screen.play(blocks)
    except (EOFError, OSError, SystemExit) as reason:
        session.autosave()
        if not isinstance(reason, EOFError):  # a signal, or a terminal that is not there any more
            raise
    except KeyboardInterrupt:
        screen.show(session.goodbye())
        return ExitCode.INTERRUPTED
    return ExitCode.FINE


def _first_blocks(
    screen: DrawnScreen | PlainScreen, options: argparse.Namespace, session: Session
) -> list[Block] | None:
    """Return the first blocks of the game, which a player at a terminal chooses; None when he leaves instead."""
    if not sys.stdin.isatty() or options.new or options.slot or options.start:
        return _begin(options, session)
    from ..terminal.titles import ask_what  # noqa: PLC0415  # not for `--new`

    return ask_what(screen, session)


def _begin(options: argparse.Namespace, session: Session) -> list[Block]:
    """Return the first blocks of a game that needs no menu. Raises SaveProblem."""
    story = session.machine.story
    if options.start:
        beginning: Beginning = options.beginning
        return beginning.blocks(session)
    slot = session.keeper.state
    if options.new or slot.is_empty or (slot.is_ended and not options.slot):
        return [Title(story.title), *session.begin()]
    if slot.problem is not None and slot.problem.reason is Reason.UNREADABLE:
        return [Title(story.title), *session.begin_unsaved(slot.problem)]
    return session.resume(session.keeper.slot)
