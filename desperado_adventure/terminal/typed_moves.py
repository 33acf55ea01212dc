"""Which move a player means by a line, in a packing scene; or the question, or the reason, that he is answered with.

* Where no place is named, verbs of taking and putting mean one that is carried, and verbs of leaving one that is not;
  "out of" a carried place is leaving, too. An item alone is taken.
* One move that is possible is meant. Of several the player is asked which; of none he is told why not.
* After `move`, the ids of an item and a place mean these, whatever else has such words: so it is logged and saved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from ..engine import Machine, MoveBar, Packing, Refusal, Refused
from ..model.state import State
from .answers import Command, Misunderstanding, Unclear, Verb
from .move_commands import why_not
from .move_words import VERBS, MoveWords, Way, is_about_many, names_of, read_move
from .word_matching import Words, is_part, without_little_words, words_of
from .words import say

_WORDS_BY_IDS = 3
"""`move ITEM PLACE`."""

_TELLING = (MoveBar.THERE, MoveBar.UNFIT, MoveBar.ABSENT)
"""Why nothing can be moved at all, what tells the player most first."""


class TypedMoves:
    """Reads lines as moves in one state of a packing scene."""

    def __init__(self, machine: Machine, state: State, packing: Packing) -> None:
        """Take the state, and what there is to pack in it."""
        self._machine, self._state, self._packing = machine, state, packing
        self._items, self._places = machine.titles.items(state), machine.titles.places(state)
        self._lies_in = {item: contents.place for contents in packing.places for item in contents.items}
        carried = {place.id for place in machine.story.places if place.carried}
        self._here = [contents.place for contents in packing.places]
        self._inside = [place for place in self._here if place in carried]
        self._outside = [place for place in self._here if place not in carried]

    def by_ids(self, typed: str) -> Command | None:
        """Return the move of a line like "move shotgun case", by ids; None for others. Raises Refused (MOVE)."""
        words = typed.split()
        if len(words) != _WORDS_BY_IDS or words[0].casefold() != Verb.MOVE.value:
            return None
        _, item, place = words
        return self._one([item], [place], typed) if item in self._items and place in self._places else None

    def check(self, argument: str) -> None:
        """Raise Refused (MOVE) with the reason if this is no "ITEM PLACE", by ids, that can be moved now."""
        ids = argument.split(" ")
        if tuple(ids) not in self._packing.moves:
            is_known = len(ids) == _WORDS_BY_IDS - 1 and ids[0] in self._items and ids[1] in self._places
            raise Refused(Refusal.MOVE, argument, self._reasons([(ids[0], ids[1])]) if is_known else self._how())

    def meaning(self, typed: str) -> Command | None:
        """Return the move that a line means, None if it means none. Raises Refused (MOVE, WHICH or WHERE)."""
        read = self._read(typed)
        if read is None or read.strange:
            return None
        items = [item for item in read.items if self._lies_in.get(item) in read.origins] or read.items
        if read.places:
            return self._one(items, read.places, typed)
        way = read.way
        if read.origins:
            way = Way.IN if set(read.origins).isdisjoint(self._inside) else Way.OUT
        if way in (Way.TAKE, Way.BACK):
            item = self._single(items, typed)
            items, place = [item], self._lies_in.get(item)
            if way is Way.TAKE and place in self._inside:
                raise self._where_to(item, say("pack.now", item=self._items[item], place=self._places[place]))
            way = Way.OUT if place in self._inside else Way.IN
        return self._one(items, self._inside if way is Way.IN else self._outside, typed)

    def has_title(self, words: Words) -> bool:
        """Whether the whole title of an item that is here is among the words, but for little ones."""
        said = without_little_words(words)
        whole = [without_little_words(words_of(self._items[item])) for item in self._lies_in]
        return any(title and is_part(title, said) for title in whole)

    def refusal(self, typed: str) -> Refused | None:
        """Return why a line that was meant to be a move is none; None when it does not look like one."""
        words, read = words_of(typed), self._read(typed)
        if read is None and (not words or words[0] not in VERBS):
            return None
        if is_about_many(words, read, names_of(self._items)):
            return Refused(Refusal.MOVE, typed, say("pack.one"))
        if read is not None:
            places = "; ".join(self._places[place] for place in self._here)
            return Refused(Refusal.MOVE, typed, say("pack.noplace", words=" ".join(read.strange), places=places))
        return Refused(Refusal.MOVE, typed, self._how())

    def _read(self, typed: str) -> MoveWords | None:
        return read_move(words_of(typed), names_of(self._items), names_of(self._places))

    def _one(self, items: Sequence[str], places: Sequence[str], typed: str) -> Command:
        """Return the one possible move of these items to these places; raises Refused if there is none, or several."""
        bars = {pair: self._machine.bar(self._state, *pair) for pair in product(items, places)}
        sensible = [pair for pair, bar in bars.items() if bar in (None, MoveBar.FULL)]
        item = self._single(tuple(dict.fromkeys(item for item, _ in sensible)) or items[:1], typed)
        possible = [place for of, place in sensible if bars[of, place] is None]
        if len(possible) == 1:
            return _move(item, possible[0])
        if possible:
            titles_of = "; ".join(self._places[place] for place in possible)
            raise self._where_to(item, say("pack.could", item=self._items[item], places=titles_of), possible)
        if not places:  # the scene has no such place
            raise self._where_to(item, "")
        telling = sensible or [next(pair for bar in _TELLING for pair in bars if bars[pair] is bar)]
        raise Refused(Refusal.MOVE, typed, self._reasons(telling))

    def _single(self, items: Sequence[str], typed: str) -> str:
        """Return the one of these items that is here, else the first; raises Refused (WHICH) if there are several."""
        here = [item for item in items if item in self._lies_in]
        if len(here) > 1:
            listed = "; ".join(self._items[item] for item in here)
            raise Unclear(Misunderstanding.WHICH, typed, listed, self._possible(here))
        return (here or items)[0]

    def _where_to(self, item: str, said: str, possible: Sequence[str] = ()) -> Refused:
        """Return the question to which of the possible places an item shall go, after what is `said` of it.

        Where none are given, these are all that are here; if it can go nowhere, it is said why.
        """
        bars = {place: self._machine.bar(self._state, item, place) for place in self._here}
        possible = possible or [place for place, bar in bars.items() if bar is None]
        if not possible:
            others = [place for place, bar in bars.items() if bar is not MoveBar.THERE] or self._here
            return Refused(Refusal.MOVE, self._items[item], self._reasons(product([item], others)))
        like = say("pack.like", example=f"{Verb.MOVE} {item} {possible[0]}")
        could_mean = [_move(item, place) for place in possible]
        return Unclear(Misunderstanding.WHERE, self._items[item], f"{said} {like}".strip(), could_mean)

    def _possible(self, items: Sequence[str]) -> list[Command]:
        """Return all moves of these items that are possible now."""
        return [_move(item, place) for item, place in self._packing.moves if item in items]

    def _reasons(self, pairs: Iterable[tuple[str, str]]) -> str:
        """Return a sentence for each item and place: why it cannot be moved there."""
        return " ".join(why_not(self._machine, self._state, item, place) for item, place in pairs)

    def _how(self) -> str:
        """Return how a move is typed, with an example that is possible now."""
        item, place = self._packing.moves[0] if self._packing.moves else ("ITEM", "PLACE")
        return say("pack.unknown", example=f"{Verb.MOVE} {item} {place}")


def _move(item: str, place: str) -> Command:
    return Command(Verb.MOVE, f"{item} {place}")
