"""The command `new`: writes a small story that an author can start from."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from shlex import quote

from ..exporting.starting import start_story
from ..terminal.quoting import path_in_short
from .exits import ExitCode, complain
from .schema import schema_text

_NEXT = ("play", "check", "test", "watch")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that does not exist yet, or is empty")


def run(options: argparse.Namespace) -> ExitCode:
    """Write the story, and print the names of its files and the commands to use next."""
    folder: Path = options.folder
    shown = path_in_short(folder)
    try:
        files = start_story(folder, schema_text())
    except FileExistsError:
        return complain(f"{shown} is not an empty folder, and nothing in it shall be lost: name another.")
    except OSError as error:
        return complain(f"{shown} cannot be written: {error.strerror}.")
    for file in files:
        sys.stdout.write(f"{shown}/{file}\n")
    for command in _NEXT:
        sys.stdout.write(f"  desperado {command} {quote(str(folder))}\n")
    return ExitCode.FINE
