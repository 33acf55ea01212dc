"""The parser of arguments: argparse's own, except that it fails as all other output does, and quotes in short."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

from ..terminal.quoting import path_in_short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_LONGEST_ERROR = 600


class Parser(argparse.ArgumentParser):
    """A parser whose `--help` and `--version` raise OSError when they cannot be written, as all other output does.

    argparse ignores the error, or leaves it to Python's exit, if the output is buffered.
    """

    _is_mixing = False

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201  # argparse's own
        """Take arguments and options in any order, as in `saves show --saves DIR NAME`; argparse alone does not."""
        if self._is_mixing or self._subparsers is not None:
            return super().parse_known_args(args, namespace)
        self._is_mixing = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._is_mixing = False

    def error(self, message: str) -> NoReturn:
        """Print the usage and the error, in one line and with its middle left out if it is long; exit with 2."""
        super().error(path_in_short(message, _LONGEST_ERROR))

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        if file is sys.stdout:
            print(message, end="", flush=True)  # noqa: T201  # the shortest that raises
        else:
            super()._print_message(message, file)
