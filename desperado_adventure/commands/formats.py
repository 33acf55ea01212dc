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
    """Add `--format`; the first of the formats is the default."""
    parser.add_argument("--format", choices=tuple(formats), default=next(iter(formats)), help=about)
