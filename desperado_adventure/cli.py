"""The program `desperado`: runs the command that the user asks for, and returns its exit code to the shell.

Only the module of that command is imported, and only after the streams are prepared: the first scene of the game should
be on the screen at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from . import __version__
from .commands.command_names import COMMANDS
from .commands.exits import ExitCode, complain
from .commands.mistyped import mistake_in
from .commands.parser import Parser
from .commands.streams import at_work, discard, prepared

_TOO_LARGE = {
    MemoryError: "There is not enough memory for this. Give the program more of it, or take a smaller story.",
    RecursionError: "Something in this story is nested more deeply than the program can follow.",
}
_PROGRAM_OPTIONS = ("-h", "--help", "--version")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Without the name of a command, run `play`."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        with prepared():
            if not given or given[0] not in (*COMMANDS, *_PROGRAM_OPTIONS):
                if given and (mistake := mistake_in(given[0])):
                    _parser(given[0]).error(mistake)
                given.insert(0, "play")
            options = _parser(given[0]).parse_args(given)
            with at_work():
                return int(options.run(options))
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        discard(sys.stdout)
        return ExitCode.FINE
    except (MemoryError, RecursionError) as error:
        return complain(_TOO_LARGE[type(error)])
    except FileNotFoundError as error:
        if error.filename is not None:
            raise
        return complain("The folder that you are in does not exist any more: change to another one.")
    except OSError as error:
        if error.filename is not None:  # the errors of streams name no file
            raise
        discard(sys.stdout)
        return complain(f"What was to be said could not be written: {error.strerror or error}.")


def _parser(asked: str) -> Parser:
    """Return the parser, with the arguments of the command `asked` only. If that is no command, it lists them all."""
    parser = Parser(
        prog="desperado",
        description="A text adventure for the terminal. `desperado` alone plays it, and `desperado DIR` another story.",
        epilog="`desperado COMMAND --help` tells more of each. "
        "Exit codes: 0 fine, 1 findings or refused, 2 wrong usage.",
    )
    parser.add_argument("--version", action="version", version=f"desperado {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in [asked] if asked in COMMANDS else COMMANDS:
        about = COMMANDS[name]
        command = commands.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
        if name == asked:
            module = import_module(f".commands.{name}", __package__)
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser
