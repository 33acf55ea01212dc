"""The command `desperado`: what there is to say on the command line, exit codes, and who does the work.

Exit codes: 0 fine, 1 findings or a refused action, 2 wrong usage, 130 after Ctrl-C. What a command needs is imported
when it is called, for the game's first scene should be on the screen before the eye has settled.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from . import __version__

FINE, INTERRUPTED = 0, 130
_COMMANDS = ("play", "saves", "check", "test", "replay", "graph", "stats", "new", "watch", "schema", "corrido")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0] not in _COMMANDS and given[0] not in ("-h", "--help", "--version")):
        given.insert(0, "play")
    _prepare_streams()
    options = _parser(given[0]).parse_args(given)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _give_up_output()
        return FINE
    except OSError as error:
        if error.filename is not None:  # no stream, whose errors name no file
            raise
        _give_up_output()
        from .terminal.errors import complain  # noqa: PLC0415  # only when there is something to say

        return complain(f"What was to be said could not be written: {error.strerror or error}.")
    return code


def _give_up_output() -> None:
    """Write to nowhere from now on: Python would complain once again at its exit."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _prepare_streams() -> None:
    """Let no character that the terminal's encoding lacks bring the program down, and no signal leave it a mess."""
    from .terminal.filtering import SPELLING  # noqa: PLC0415  # registers the spelling, after this module is there

    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # started with the stream closed
            setattr(sys, name, Path(os.devnull).open("r+", encoding="utf-8"))  # noqa: SIM115  # as long as the program
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=SPELLING)
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _leave)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


def _parser(command: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="desperado",
        description="A text adventure for the terminal. `desperado` alone plays it.",
        epilog="`desperado COMMAND --help` tells more of each. "
        "Exit codes: 0 fine, 1 findings or refused, 2 wrong usage.",
    )
    parser.add_argument("--version", action="version", version=f"desperado {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_play(commands)
    if command != "play":
        from .commands import saves as keeping  # noqa: PLC0415  # the player's start need not wait for the other tools
        from .commands import workshop  # noqa: PLC0415  # the player's start need not wait for the other tools

        keeping.add_commands(commands)
        workshop.add_commands(commands)
    return parser


def _add_play(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    play = commands.add_parser("play", help="play the story (what `desperado` alone does)")
    play.set_defaults(run=_play)
    play.add_argument(
        "--story", type=Path, metavar="DIR", help="play the story in this folder instead of the shipped one"
    )
    slot = play.add_mutually_exclusive_group()
    slot.add_argument("--slot", metavar="NAME", help="go on from this slot if it exists, and save every turn in it")
    slot.add_argument("--new", action="store_true", help="tell it from the beginning, without asking")
    play.add_argument("--saves", type=Path, metavar="DIR", help="keep saves in this folder")
    play.add_argument(
        "--plain", action="store_true", help="lines only: no frames, colours or cursor (for screen readers)"
    )
    play.add_argument("--json", action="store_true", help="play with another program: a JSON object a line, out and in")
    play.add_argument(
        "--from", dest="start", metavar="SCENE", help="begin in this scene (for authors; nothing is saved)"
    )
    play.add_argument(
        "--log", type=Path, metavar="FILE", help="write the commands to this file, for `desperado replay`"
    )


def _play(options: argparse.Namespace) -> int:
    from .commands.play import play  # noqa: PLC0415  # not for `--help`

    return play(options)
