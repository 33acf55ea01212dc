"""What a player types → a command. Numbers, words of an offer, and the short words of the help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..engine import Refused

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
    "put": "move",
}
COMMANDS = ("look", "case", "undo", "redo", "save", "load", "endings", "new", "quit", "help", "move")
_WITH_ARGUMENT = ("save", "load", "move")


class Command(NamedTuple):
    """A verb ("choose" or one of COMMANDS) and its argument, "" for none."""

    verb: str
    argument: str = ""


class Offer(NamedTuple):
    """A numbered line that the player can answer with: its words, what it does, and, when it is barred, why."""

    words: str
    command: Command
    barred: str = ""


def parse(line: str, offers: Sequence[Offer]) -> Command | None:
    """Return the command that a line means among these offers, None for an empty line; raises Refused."""
    words = line.strip()
    if not words:
        return None
    if words.isdecimal():
        return _numbered(words, offers)
    for offer in offers:
        if words == offer.command.argument:
            return offer.command
    first, _, rest = words.partition(" ")
    verb = _SHORT.get(first.lower(), first.lower())
    if verb in COMMANDS and (not rest.strip() or verb in _WITH_ARGUMENT):
        return Command(verb, rest.strip())
    return _worded(words, offers)


def _numbered(words: str, offers: Sequence[Offer]) -> Command:
    number = int(words[:9])
    if not 1 <= number <= len(offers):
        raise Refused("unknown", words)
    return offers[number - 1].command


def _worded(words: str, offers: Sequence[Offer]) -> Command:
    """Find the one offer whose words (or key) hold all the typed words; an open one is meant before a barred one."""
    typed = words.lower().split()
    found = [offer for offer in offers if offer.command.argument.rsplit(".", 1)[-1] == words.lower()]
    found = found or [offer for offer in offers if _holds_words(offer, typed)]
    found = found or [offer for offer in offers if all(word in offer.words.lower() for word in typed)]
    if len(found) > 1:
        found = [offer for offer in found if not offer.barred] or found
    if not found:
        raise Refused("unknown", words)
    if len(found) > 1:
        raise Refused("ambiguous", words, "; ".join(offer.words for offer in found))
    return found[0].command


def _holds_words(offer: Offer, typed: Sequence[str]) -> bool:
    """Whether every typed word is a whole word of the offer."""
    words = {word.strip(".,;:!?()“”\"'").lower() for word in offer.words.split()}
    return words.issuperset(typed)
