"""The words of a move, taken apart: a verb, an item, where it comes from, where it goes.

    put the rigs up my sleeves          the rigs → the sleeves
    take the shotgun out of the case    the shotgun, from the case, outwards
    unpack guitar                       the guitar, outwards
    sawn-off to case                    the shotgun → the case: "off" belongs to a title here

An item or place is named by words of its title, or by their beginnings; its id counts as one word more. Its whole title
comes before titles that have more words, and whole words before beginnings.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple, TypeAlias

from .word_matching import LITTLE_WORDS, Fit, Words, is_among, is_part, without_little_words, words_of

MOST_WORDS = 60
"""A longer line is no move: nobody needs so many words for one, and each beginning of the line is looked up."""


class Way(Enum):
    """Where an item goes when no place is named."""

    TAKE = "to a place that is carried, if it is in none yet; else the player is asked"
    IN = "to a place that is carried, and be it from another"
    OUT = "to a place that is not carried"
    BACK = "in when it is out, out when it is in"


_TAKING = "take get grab bring pick"
_PUTTING = "put move pack add place store hide strap stow slip tuck"
_LEAVING = "leave drop unpack remove"
VERBS: dict[str, Way] = {
    **dict.fromkeys(_TAKING.split(), Way.TAKE),
    **dict.fromkeys(_PUTTING.split(), Way.IN),
    **dict.fromkeys(_LEAVING.split(), Way.OUT),
}
"""What a line is about that begins with one of these words."""

_PARTICLES: dict[str, Way] = {"out": Way.OUT, "off": Way.OUT, "down": Way.OUT, "behind": Way.OUT, "back": Way.BACK}
"""What these words mean right after the verb or at the end of the line, as in `take out the guitar`, `put it down`."""

_FROM = frozenset(("out", "off", "from"))
"""The words after which a line says where the item lies now."""

_ALL = frozenset(("all", "everything", "both"))

_DIRECTIONS = "to in into inside on onto at up with under over from out off back away behind down here there now"
_JOINTS = frozenset((*_DIRECTIONS.split(), "and"))
"""Words that part two names where they are not part of one: "guitar to case" is not about a guitar case."""

_AT_THE_ENDS = (LITTLE_WORDS | _JOINTS) - {"and"}


class Name(NamedTuple):
    """The words of a title, and the words that are part of it or the id."""

    title: Words
    words: Words


Names: TypeAlias = Mapping[str, Name]
"""Items or places by their ids."""


class MoveWords(NamedTuple):
    """A line taken apart: the ids that its words can mean, () where nothing is said.

    `items` is never empty. `strange` are the words that stand where a place ought to be named, and name none.
    """

    way: Way
    items: tuple[str, ...]
    origins: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    strange: Words = ()


def names_of(titles: Mapping[str, str]) -> Names:
    """Return the names of items or places, whose titles are given by their ids."""
    return {
        each: Name(words := words_of(title), (*words, *words_of(each), each.casefold()))
        for each, title in titles.items()
    }


def ids_named(words: Words, names: Names) -> tuple[str, ...]:
    """Return the ids of all that the words can name."""
    said = _said(words)
    exact = said or words  # little words alone name what is called so, and nothing else
    if whole := tuple([each for each, name in names.items() if exact and exact == (_said(name.title) or name.title)]):
        return whole
    if len({*said}) < len(said):
        return ()  # two names, as in "case key case", of which one has words of the other
    for fit in Fit:
        if found := tuple([each for each, name in names.items() if is_among(said, name.words, fit)]):
            return found
    return ()


def is_about_many(words: Words, read: MoveWords | None, items: Names) -> bool:
    """Whether the words, which were read so, are about several items at once."""
    strange = read.strange if read is not None else ()
    return bool(_ALL.intersection(words)) or any(ids_named((word,), items) for word in strange)


def read_move(words: Words, items: Names, places: Names) -> MoveWords | None:
    """Return what the words say of a move; None when they name no item."""
    if len(words) > MOST_WORDS:
        return None
    verb = VERBS.get(words[0]) if words else None
    way, rest = (verb, words[1:]) if verb is not None else (Way.TAKE, words)
    if verb is not None and rest and rest[0] in _PARTICLES:
        way, rest = _PARTICLES[rest[0]], rest[1:]
    elif len(rest) > 1 and rest[-1] in _PARTICLES and not _is_inside_title(rest, len(rest) - 1, items):
        way, rest = _PARTICLES[rest[-1]], rest[:-1]
    return _with_origin(way, rest, items, places) or _without_origin(way, rest, items, places)


def _with_origin(way: Way, words: Words, items: Names, places: Names) -> MoveWords | None:
    """Read "ITEM out of PLACE", and "ITEM from PLACE to PLACE"; None when the words are not like that."""
    for at in range(1, len(words) - 1):
        if words[at] in _FROM and not _is_inside_title(words, at, items):
            named, after = ids_named(words[:at], items), words[at + 1 :]
            for end in range(len(after), 0, -1) if named else ():
                origins, goal = ids_named(after[:end], places), after[end:]
                found = ids_named(goal, places) if goal else ()
                if origins and (found or not _said(goal)):
                    return MoveWords(way, named, origins, found)
            return None
    return None


def _without_origin(way: Way, words: Words, items: Names, places: Names) -> MoveWords | None:
    """Read "ITEM in PLACE", and an item alone; None when no item is named. As many words as possible are the item's."""
    longest = None
    for end in range(len(words), 0, -1):
        named, goal = ids_named(words[:end], items), words[end:]
        if not named:
            continue
        found, strange = ids_named(goal, places) if goal else (), _said(goal)
        if found or not strange:
            return MoveWords(way, named, (), found)
        longest = longest or MoveWords(way, named, strange=strange)
    return longest


def _said(words: Words) -> Words:
    """Return the words of a name: without what only leads to it or from it, and without articles."""
    begin, end = 0, len(words)
    while begin < end and words[begin] in _AT_THE_ENDS:
        begin += 1
    while begin < end and words[end - 1] in _AT_THE_ENDS:
        end -= 1
    return without_little_words(words[begin:end], LITTLE_WORDS - _JOINTS)


def _is_inside_title(words: Words, at: int, names: Names) -> bool:
    """Whether the word belongs to a title together with the one before it, like "off" in "sawn-off"."""
    return any(is_part(words[at - 1 : at + 1], name.title) for name in names.values())
