"""Output formats of commands: the argument `--format`, and the encoding of each format."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple, TextIO

from ..terminal.filtering import in_utf8


class Format(NamedTuple):
    """A format. `render` returns the text; `is_for_people` says that people read it in the terminal, not programs."""

    render: Callable[..., str]
    is_for_people: bool = False

    @property
    def target(self) -> TextIO:
        """Standard output. For a program it is UTF-8, whatever the terminal's encoding is."""
        return sys.stdout if self.is_for_people else in_utf8(sys.stdout)


def add_format(parser: argparse.ArgumentParser, formats: Mapping[str, Format], about: str) -> None:
    """Add `--format`; the first of the formats is the default. `format_of` returns the one that was given."""
    parser.add_argument("--format", choices=tuple(formats), help=f"{about} ({next(iter(formats))})")


def format_of(options: argparse.Namespace, formats: Mapping[str, Format]) -> Format:
    """Return the format that was given on the command line."""
    return formats[options.format or next(iter(formats))]
