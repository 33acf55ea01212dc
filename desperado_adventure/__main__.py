"""The command `desperado`, also as `python -m desperado_adventure`: Ctrl-C ends it quietly from its first line on.

Loading the program takes a moment, and an exception amid an import would be told to the user by Python itself. So until
the program can take a signal, and again after it has done its work, Ctrl-C ends the process at once.
"""

import os
import sys

try:
    # The part of `signal` that Python has loaded already.
    from _signal import SIG_IGN, SIGINT, getsignal, signal  # type: ignore[import-not-found]  # has no stub

    if getsignal(SIGINT) != SIG_IGN:
        signal(SIGINT, lambda _number, _frame: os._exit(130))
except KeyboardInterrupt:
    os._exit(130)


def main() -> int:
    """Run the program and return its exit code."""
    from .cli import main as run  # noqa: PLC0415  # what takes a moment

    return run()


if __name__ == "__main__":
    sys.exit(main())
