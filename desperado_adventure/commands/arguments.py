"""Command-line arguments that several commands take."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..terminal.quoting import in_short

STANDARD_INPUT = Path("-")
"""The file name that stands for standard input."""


_WITHOUT = "without it, the one in the current folder, else the shipped one"


class _StoryFolder(argparse.Action):
    """Takes the story's folder as DIR, as `--story DIR`, or both if they are the same folder."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,  # noqa: ANN401  # argparse's own
        option_string: str | None = None,  # noqa: ARG002  # as above
    ) -> None:
        if values is None:
            return
        named = getattr(namespace, self.dest, None)
        if named is not None and os.path.realpath(named) != os.path.realpath(values):
            parser.error(f"two stories are named, “{in_short(str(named))}” and “{in_short(str(values))}”: keep one")
        setattr(namespace, self.dest, values)


def add_story_folder(parser: argparse.ArgumentParser) -> None:
    """Add the story's folder as the positional argument DIR, and as `--story DIR`, which all these commands take."""
    parser.add_argument(
        "story", nargs="?", type=Path, action=_StoryFolder, metavar="DIR", help=f"the story's folder; {_WITHOUT}"
    )
    add_story_option(parser, "the same")


def add_story_option(parser: argparse.ArgumentParser, about: str = f"the story's folder; {_WITHOUT}") -> None:
    """Add `--story DIR`, for a command that has other positional arguments."""
    parser.add_argument("--story", type=Path, action=_StoryFolder, metavar="DIR", help=about)


def add_saves_option(parser: argparse.ArgumentParser, about: str = "the folder of the saves") -> None:
    """Add `--saves DIR`."""
    parser.add_argument("--saves", type=Path, metavar="DIR", help=about)


def without_effect(options: argparse.Namespace, company: Mapping[str, str]) -> str:
    """Return a sentence about the first argument that was given and would have no effect; "" if there is none.

    `company` says of each argument without effect, by its name, beside what it has none: "without `--coverage`", say.
    """
    given = (name for name in company if getattr(options, name) not in (None, False))
    name = next(given, "")
    shown = {"story": "DIR"}.get(name, f"`--{name.replace('_', '-')}`")
    return f"{shown} has no effect {company[name]}: leave it out." if name else ""


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
