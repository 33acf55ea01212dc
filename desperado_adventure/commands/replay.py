"""The command `replay`: plays a log again and prints its transcript."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..engine import Machine
from ..terminal.replaying import Unacceptable, replay
from ..terminal.words import say
from .arguments import STANDARD_INPUT, add_story_option
from .exits import ExitCode, complain
from .stories import load_playable, story_folder

_LARGEST = 16_000_000
"""The number of characters of a log that are read at most."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("log", type=Path, metavar="LOG", help="a log, or a list of choices; - reads standard input")
    add_story_option(parser, "the story it was played in; without it, the shipped one")


def run(options: argparse.Namespace) -> ExitCode:
    """Print the transcript, up to the first line that cannot be taken."""
    story = load_playable(story_folder(options))
    if story is None:
        return ExitCode.FINDINGS
    try:
        lines = _read(options.log)
    except OSError as error:
        return complain(say("log.unreadable", path=options.log, detail=error.strerror))
    try:
        replay(Machine(story), lines, sys.stdout)
    except Unacceptable as problem:
        sys.stdout.flush()
        return complain(str(problem))
    return ExitCode.FINE


def _read(path: Path) -> list[str]:
    """Return the lines of a log, at most `_LARGEST` characters; raises OSError."""
    if path == STANDARD_INPUT:
        return sys.stdin.read(_LARGEST).split("\n")
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(_LARGEST).split("\n")
