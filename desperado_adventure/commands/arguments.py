"""Arguments that several commands take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

STANDARD_INPUT = Path("-")
"""The name of a file that means standard input."""

_LONGEST_SHOWN = 20


def add_story_folder(parser: argparse.ArgumentParser) -> None:
    """Add DIR, the story's folder, as the one argument without a name."""
    parser.add_argument(
        "story", nargs="?", type=Path, metavar="DIR", help="the story's folder; without it, the shipped one"
    )


def add_story_option(parser: argparse.ArgumentParser, about: str = "the story; without it, the shipped one") -> None:
    """Add `--story DIR`, for a command whose arguments without a name are something else."""
    parser.add_argument("--story", type=Path, metavar="DIR", help=about)


def add_saves_option(parser: argparse.ArgumentParser, about: str = "the folder of the saves") -> None:
    """Add `--saves DIR`."""
    parser.add_argument("--saves", type=Path, metavar="DIR", help=about)


def at_least(least: int) -> Callable[[str], int]:
    """Return the type of an argument that is a whole number, `least` or more; anything else is wrong usage."""

    def whole_number(words: str) -> int:
        try:
            number = int(words)
        except ValueError:  # letters, or thousands of digits
            number = least - 1
        if number < least:
            shown = words if len(words) <= _LONGEST_SHOWN else words[: _LONGEST_SHOWN - 1] + "…"
            raise argparse.ArgumentTypeError(f"it must be a whole number, {least} or more, and not “{shown}”")
        return number

    return whole_number
