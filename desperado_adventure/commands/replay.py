"""The command `replay`: plays a log again and prints its transcript."""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path

from ..engine import Machine
from ..loading.files import with_line_feeds
from ..model import limits
from ..model.byte_order_mark import is_utf_16
from ..terminal.replaying import Unacceptable, replay
from ..terminal.words import say
from .arguments import STANDARD_INPUT, add_story_option
from .exits import ExitCode, complain
from .stories import load_playable, story_folder

_MOST_BYTES = 4 * limits.LOG.most + 4
"""So many bytes of UTF-8 are more characters than a log can have, whatever characters they are."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("log", type=Path, metavar="LOG", help="a log, or a list of choices; - reads standard input")
    add_story_option(parser, "the story it was played in; without it, the shipped one")


def run(options: argparse.Namespace) -> ExitCode:
    """Print the transcript, up to the first line that cannot be taken."""
    story = load_playable(story_folder(options))
    if story is None:
        return ExitCode.FINDINGS
    path: Path = options.log
    try:
        raw = _read(path)
    except OSError as error:
        return complain(say("log.unreadable", path=path, detail=error.strerror))
    if is_utf_16(raw):
        return complain(say("log.utf_16", path=path))
    words = with_line_feeds(raw.decode("utf-8", "replace"))
    lines = words.split("\n")
    if len(words) > limits.LOG.most or len(lines) > limits.STEPS.most:
        return complain(say("log.large", path=path, characters=limits.LOG.most, steps=limits.STEPS.most))
    try:
        replay(Machine(story), lines, sys.stdout)
    except Unacceptable as problem:
        sys.stdout.flush()
        return complain(str(problem))
    return ExitCode.FINE


def _read(path: Path) -> bytes:
    """Return the bytes of a log, if it is too large as many as show that; raises OSError."""
    with contextlib.ExitStack() as stack:
        file = sys.stdin.buffer if path == STANDARD_INPUT else stack.enter_context(path.open("rb"))
        return file.read(_MOST_BYTES)
