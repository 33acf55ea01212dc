"""Command-line arguments that several commands take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from ..terminal.quoting import in_short

STANDARD_INPUT = Path("-")
"""The file name that stands for standard input."""


def add_story_folder(parser: argparse.ArgumentParser) -> None:
    """Add the story's folder as the positional argument DIR."""
    parser.add_argument(
        "story", nargs="?", type=Path, metavar="DIR", help="the story's folder; without it, the shipped one"
    )


def add_story_option(parser: argparse.ArgumentParser, about: str = "the story; without it, the shipped one") -> None:
    """Add `--story DIR`, for a command that has other positional arguments."""
    parser.add_argument("--story", type=Path, metavar="DIR", help=about)


def add_saves_option(parser: argparse.ArgumentParser, about: str = "the folder of the saves") -> None:
    """Add `--saves DIR`."""
    parser.add_argument("--saves", type=Path, metavar="DIR", help=about)


def at_least(least: int) -> Callable[[str], int]:
    """Return the argparse type of a whole number that is `least` or more."""

    def whole_number(words: str) -> int:
        try:
            number = int(words)
        except ValueError:  # letters, or thousands of digits
            number = least - 1
        if number < least:
            raise argparse.ArgumentTypeError(f"it must be a whole number, {least} or more, and not “{in_short(words)}”")
        return number

    return whole_number
