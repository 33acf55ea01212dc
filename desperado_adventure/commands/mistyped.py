"""The first word of a command line that is no command: a mistyped one, or the folder of a story to play."""

from __future__ import annotations

import os

from ..terminal.quoting import in_short
from .command_names import COMMANDS


def mistake_in(word: str) -> str:
    """Return a sentence about a mistyped command; "" for an option, and for a path that exists or has a separator."""
    is_path = os.path.lexists(word) or any(sign in word for sign in (os.sep, os.altsep) if sign)
    if word.startswith("-") or is_path:
        return ""
    from ..loading.suggesting import did_you_mean  # noqa: PLC0415  # only for a mistake

    meant = did_you_mean(word, (*COMMANDS, "help")).replace("`help`", "`--help`")
    return (
        f"there is no command `{in_short(word)}`, and no folder of that name. {meant}"
        "`desperado --help` lists the commands."
    )
