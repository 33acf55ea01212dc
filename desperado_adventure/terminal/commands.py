"""What a player types → a command. Numbers, words of a choice, and the short words of the help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..engine import Option, Refused

_SHORT = {
    "i": "case",
    "inventory": "case",
    "l": "look",
    "u": "undo",
    "r": "redo",
    "s": "save",
    "q": "quit",
    "exit": "quit",
    "?": "help",
    "h": "help",
    "restart": "new",
}
COMMANDS = ("look", "case", "undo", "redo", "save", "load", "endings", "new", "quit", "help", "move")
_WITH_ARGUMENT = ("save", "load", "move")


class Command(NamedTuple):
    """A verb ("choose" or one of COMMANDS) and its argument, "" for none."""

    verb: str
    argument: str = ""


def parse(line: str, options: Sequence[Option]) -> Command | None:
    """Return the command that a line means among these options, None for an empty line; raises Refused."""
    words = line.strip()
    if not words:
        return None
    if words.isdecimal():
        return _numbered(words, options)
    for option in options:
        if words == option.id:
            return Command("choose", option.id)
    first, _, rest = words.partition(" ")
    verb = _SHORT.get(first.lower(), first.lower())
    if verb in COMMANDS and (not rest.strip() or verb in _WITH_ARGUMENT):
        return Command(verb, rest.strip())
    return _worded(words, options)


def _numbered(words: str, options: Sequence[Option]) -> Command:
    number = int(words[:9])
    if not 1 <= number <= len(options):
        raise Refused("unknown", words)
    return Command("choose", options[number - 1].id)


def _worded(words: str, options: Sequence[Option]) -> Command:
    """Find the one option whose words (or key) hold all the typed words."""
    typed = words.lower().split()
    found = [option for option in options if option.id.rsplit(".", 1)[-1] == words.lower()]
    if not found:
        found = [option for option in options if all(word in option.say.lower() for word in typed)]
    if not found:
        raise Refused("unknown", words)
    if len(found) > 1:
        raise Refused("ambiguous", words, "; ".join(option.say for option in found))
    return Command("choose", found[0].id)
