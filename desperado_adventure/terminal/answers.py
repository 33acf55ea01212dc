"""What a player can be offered, and what he can ask for: offers, verbs and commands."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from ..engine import Refused
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


class Misunderstanding(StrEnum):
    """Why an answer means no command: reasons of `Refused`, besides those of the machine.

    AMBIGUOUS: it could be several offers. WHICH: it could be several items. WHERE: the item could go to several places,
    or is carried already. NUMBER: no offer has that number. COMMAND: no command is called so. JSON: another program's
    line is no command.
    """

    AMBIGUOUS = "ambiguous"
    WHICH = "which"
    WHERE = "where"
    NUMBER = "number"
    COMMAND = "command"
    JSON = "json"


class Command(NamedTuple):
    """A verb and its argument, "" for none: a choice's id, a slot's name, or "ITEM PLACE"."""

    verb: Verb
    argument: str = ""


A_LINE = ":"
"""Stands for what can be answered where the whole answer is a line, and no single key is one."""


class Offer(NamedTuple):
    """A numbered line that the player can answer with: its words, what it does, and, when it is barred, why.

    `typed` are the words by which it is chosen, when they are not all of its words. If it `asks`, a name belongs to it.
    """

    words: str
    command: Command
    barred: str = ""
    typed: str = ""
    asks: bool = False


class Unclear(Refused):
    """A line that could mean several commands: `could_mean`, in the order in which the player reads of them."""

    def __init__(self, reason: Misunderstanding, subject: str, detail: str, could_mean: Iterable[Command]) -> None:
        """Keep the parts; AMBIGUOUS, WHICH and WHERE are the reasons."""
        super().__init__(reason, subject, detail)
        self.could_mean = tuple(could_mean)
