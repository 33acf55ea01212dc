"""The words that a player can type for a command: each alone on a line, or with an argument after it."""

from __future__ import annotations

from .answers import TYPED, Command, Verb
from .word_matching import Words, without_little_words, words_of

WITH_ARGUMENT = (Verb.SAVE, Verb.LOAD)
"""The verbs that a name can follow, besides MOVE, whose words `typed_moves.py` reads."""

HELP_SIGN = "?"

ALONE: dict[str, Verb] = {
    **{verb.value: verb for verb in TYPED if verb is not Verb.MOVE},
    "i": Verb.CASE,
    "inv": Verb.CASE,
    "inventory": Verb.CASE,
    "l": Verb.LOOK,
    "u": Verb.UNDO,
    "r": Verb.REDO,
    "s": Verb.SAVE,
    "q": Verb.QUIT,
    "exit": Verb.QUIT,
    "h": Verb.HELP,
    "commands": Verb.HELP,
    "restart": Verb.NEW,
}
"""One word each: alone on a line it is always the command."""

LETTERS = frozenset((HELP_SIGN, *(word for word in ALONE if len(word) == 1)))
"""The commands of one letter or sign."""

_PHRASES: dict[Words, Verb] = {
    tuple(phrase.split()): verb
    for verb, phrases in {
        Verb.UNDO: (
            "go back",
            "undo that",
            "undo it",
            "undo last choice",
            "undo last move",
            "take that back",
            "take back",
        ),
        Verb.LOOK: ("look around", "look again", "read again"),
        Verb.QUIT: ("quit game", "exit game", "leave game", "quit now"),
        Verb.HELP: (
            *("help me", "show help", "show commands", "list commands", "what", "what now", "what can i do"),
            *("what do i do", "what should i do", "what are commands", "how do i play", "how does work"),
        ),
        Verb.NEW: ("start over", "start again", "new game", "start new game", "begin again", "restart game"),
        Verb.SAVES: ("show saves", "list saves", "saved games"),
        Verb.ENDINGS: ("show endings", "list endings"),
        Verb.STATUS: ("show status",),
        Verb.CASE: ("show inventory", "open inventory", "check inventory"),
    }.items()
    for phrase in phrases
}
"""Several words, without little ones: a command where no offer has the words that were typed."""


_POLITE = frozenset(("please",))
"""A word that is no part of what is asked for."""


def alone(typed: str) -> Command | None:
    """Return the command that a line of one word is; None if it is none."""
    if set(typed) == {HELP_SIGN}:
        return Command(Verb.HELP)
    words = words_of(typed)
    verb = ALONE.get(words[0]) if len(words) == 1 else None
    return None if verb is None else Command(verb)


def phrase(words: Words) -> Command | None:
    """Return the command that these words are together; None if they are none."""
    verb = _PHRASES.get(words) or _PHRASES.get(without_little_words(words))
    asked = [word for word in words if word not in _POLITE]
    if verb is None and len(asked) == 1:
        verb = ALONE.get(asked[0])
    return None if verb is None else Command(verb)


def with_argument(typed: str) -> Command | None:
    """Return the command that a line is whose first word takes a name after it; None if it is none."""
    first, _, name = typed.partition(" ")
    verb = ALONE.get(first.casefold())
    return Command(verb, name.strip()) if verb in WITH_ARGUMENT and verb is not None else None
