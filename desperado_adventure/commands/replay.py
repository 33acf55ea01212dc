"""The command `replay`: plays a log again and prints its transcript."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..engine import Machine
from ..model import limits
from ..terminal.replaying import Unacceptable, replay
from ..terminal.words import say
from .arguments import STANDARD_INPUT, add_story_option
from .exits import ExitCode, complain
from .stories import load_playable, story_folder


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
    if lines is None:
        return complain(say("log.large", path=options.log, characters=limits.LOG.most, steps=limits.STEPS.most))
    try:
        replay(Machine(story), lines, sys.stdout)
    except Unacceptable as problem:
        sys.stdout.flush()
        return complain(str(problem))
    return ExitCode.FINE


def _read(path: Path) -> list[str] | None:
    """Return the lines of a log, None if it is too large; raises OSError."""
    if path == STANDARD_INPUT:
        words = sys.stdin.read(limits.LOG.most + 1)
    else:
        with path.open(encoding="utf-8", errors="replace") as file:
            words = file.read(limits.LOG.most + 1)
    lines = words.split("\n")
    return None if len(words) > limits.LOG.most or len(lines) > limits.STEPS.most else lines
