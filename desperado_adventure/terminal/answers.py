"""From the line that a player has typed to a command: by number, by words of an offer, or by a verb."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from ..engine import Refusal, Refused
from ..model import limits

LONGEST_LINE = limits.TYPED_LINE.most
"""The largest number of characters that are read as one answer."""


class Verb(StrEnum):
    """What a command does; the value is the word that a player types and a log holds."""

    CHOOSE = "choose"
    LOOK = "look"
    CASE = "case"
    STATUS = "status"
    UNDO = "undo"
    REDO = "redo"
    SAVE = "save"
    LOAD = "load"
    SAVES = "saves"
    ENDINGS = "endings"
    NEW = "new"
    QUIT = "quit"
    HELP = "help"
    MOVE = "move"


TYPED = tuple(verb for verb in Verb if verb is not Verb.CHOOSE)
"""The verbs that a player can type; a choice is taken by its number or its words."""

_WITH_ARGUMENT = (Verb.SAVE, Verb.LOAD, Verb.MOVE)
_VERBS: dict[str, Verb] = {
    **{verb.value: verb for verb in TYPED},
    "i": Verb.CASE,
    "inventory": Verb.CASE,
    "l": Verb.LOOK,
    "u": Verb.UNDO,
    "r": Verb.REDO,
    "s": Verb.SAVE,
    "q": Verb.QUIT,
    "exit": Verb.QUIT,
    "?": Verb.HELP,
    "h": Verb.HELP,
    "restart": Verb.NEW,
    "put": Verb.MOVE,
}

LETTERS = frozenset(word for word in _VERBS if len(word) == 1)
"""The commands of one letter."""


class Misunderstanding(StrEnum):
    """Why an answer means no command: reasons of `Refused`, besides those of the machine."""

    AMBIGUOUS = "ambiguous"
    JSON = "json"


class Command(NamedTuple):
    """A verb and its argument, "" for none: a choice's id, a slot's name, or "ITEM PLACE"."""

    verb: Verb
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
        offer = numbered(words, offers)
        if offer is None:
            raise Refused(Refusal.UNKNOWN, words)
        return offer.command
    for offer in offers:
        if words == offer.command.argument:
            return offer.command
    first, _, rest = words.partition(" ")
    verb = _VERBS.get(first.lower())
    if verb is not None and (not rest.strip() or verb in _WITH_ARGUMENT):
        return Command(verb, rest.strip())
    return _worded(words, offers)


def numbered(words: str, offers: Sequence[Offer]) -> Offer | None:
    """Return the offer with the number, counted from 1, that is typed; None when there is no such offer."""
    number = int(words[:9]) if words.isdecimal() else 0
    return offers[number - 1] if 1 <= number <= len(offers) else None


def _worded(words: str, offers: Sequence[Offer]) -> Command:
    """Return the command of the one offer that has all the typed words; an open offer comes before a barred one."""
    typed = words.lower().split()
    matches = [offer for offer in offers if offer.command.argument.rsplit(".", 1)[-1] == words.lower()]
    matches = matches or [offer for offer in offers if _holds_words(offer, typed)]
    matches = matches or [offer for offer in offers if all(word in offer.words.lower() for word in typed)]
    if len(matches) > 1:
        matches = [offer for offer in matches if not offer.barred] or matches
    if not matches:
        raise Refused(Refusal.UNKNOWN, words)
    if len(matches) > 1:
        raise Refused(Misunderstanding.AMBIGUOUS, words, "; ".join(offer.words for offer in matches))
    return matches[0].command


def _holds_words(offer: Offer, typed: Sequence[str]) -> bool:
    """Whether every typed word is a whole word of the offer."""
    words = {word.strip(".,;:!?()“”\"'").lower() for word in offer.words.split()}
    return words.issuperset(typed)
