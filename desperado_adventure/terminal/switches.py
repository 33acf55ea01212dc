"""The variables of the environment with which a user switches plain lines and colours on and off."""

from __future__ import annotations

import os
from typing import NamedTuple

_OFF = frozenset(("0", "false", "no", "off"))


class _Switch(NamedTuple):
    """The values that switch a variable off, in lowercase, and whether it is on where it is missing or empty."""

    off: frozenset[str] = _OFF
    otherwise: bool = False


_SWITCHES = {
    "ACCESSIBLE": _Switch(),
    "NO_COLOR": _Switch(off=frozenset()),  # https://no-color.org: whatever its value, so `0` is on
    "CLICOLOR": _Switch(otherwise=True),  # https://bixense.com/clicolors, as the next
    "CLICOLOR_FORCE": _Switch(),
    "FORCE_COLOR": _Switch(),  # https://force-color.org
}


def is_on(variable: str) -> bool:
    """Return whether a variable is switched on; raises KeyError for one that is no switch."""
    switch = _SWITCHES[variable]
    value = os.environ.get(variable, "").strip().lower()
    return value not in switch.off if value else switch.otherwise


def wants_lines() -> bool:
    """Return whether the user wants plain lines in every terminal."""
    return is_on("ACCESSIBLE")


def wants_colours() -> bool:
    """Return whether the user wants colours where they can be shown.

    NO_COLOR has the last word; CLICOLOR_FORCE and FORCE_COLOR have it before CLICOLOR.
    """
    is_forced = is_on("CLICOLOR_FORCE") or is_on("FORCE_COLOR")
    return not is_on("NO_COLOR") and (is_forced or is_on("CLICOLOR"))
