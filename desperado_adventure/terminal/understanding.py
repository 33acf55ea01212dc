"""What a typed line means: a command, or a refusal that says what to type instead.

A line means the first of these that it fits:

    a  nothing                          no command
    b  `:` and a command                that command, whatever is offered: `:save x`, `:q`
    c  a number of an offer             that offer; also `2.`, `2)`, `#2`, `number 2`
    d  what a log or a list holds       a choice's id, with a name if it asks for one; `move ITEM PLACE` by ids;
                                       `load NAME` where that is an offer
    e  one word that is a command       that command; so is a phrase such as `go back`, unless an offer has these words
    f  whole words of an offer          that offer
    g  a command with a name after it   that command: `save here`; when packing, a move: `put the rigs up my sleeves`
    h  beginnings of words of an offer  that offer; one letter is no beginning
    i  as f and h, of what is left without little words such as `the` and `to`
    j  a number in words                that offer: `two`
    k  the last part of a choice's id   that offer

In f, h and i, an offer that is equal to the line comes before those that begin with the typed words, and these before
those that have them anywhere. If several are left, or a move and an offer of h or i, the player is asked; so he is if
an offer of f has more words, and the line names an item that can be moved by its whole title. An offer that is barred
counts like an open one: to choose it tells why. Nothing is ever found inside a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..engine import Refusal, Refused
from .answers import Command, Misunderstanding, Offer, Unclear, Verb
from .command_words import alone, phrase, with_argument
from .quoting import in_short
from .typed_moves import TypedMoves
from .word_matching import Fit, Words, begins, is_among, is_part, without_little_words, words_of
from .words import say

_FORCES = ":"
_NUMBER = re.compile(r"(?:(?:number|option|choice)\s*)?#?\s*(\d+)\s*[.):]?")
_BEFORE_A_NUMBER = ("number", "option", "choice")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MOST_DIGITS = 9
"""A number of more digits is none of any list, and Python would refuse to read a very long one."""

_MOST_LISTED = 5
"""So many offers are named when a line could mean more."""


class _Line(NamedTuple):
    """An offer with its number and the words by which it is chosen."""

    number: int
    offer: Offer
    words: Words


def parse(line: str, offers: Sequence[Offer], moves: TypedMoves | None = None) -> Command | None:
    """Return the command that a line means among these offers, None for an empty line; raises Refused.

    `moves` reads moves, in a scene where there is something to pack.
    """
    typed = line.strip()
    if not typed:
        return None
    if typed.startswith(_FORCES):
        return _forced(typed.removeprefix(_FORCES).strip(), moves)
    words = words_of(typed)
    lines = [_Line(number, offer, words_of(offer.typed or offer.words)) for number, offer in enumerate(offers, start=1)]
    return (
        _numbered(_number(typed), offers)
        or _by_id(typed, offers, moves)
        or alone(typed)
        or (phrase(words) if not any(is_part(words, each.words) for each in lines) else None)
        or _chosen_or_packed(typed, words, lines, moves)
        or with_argument(typed)
        or _moved_or_chosen(typed, words, lines, moves)
        or _numbered(_number_in_words(words), offers)
        or _by_last_part(typed, offers)
        or _nothing(typed, offers, moves)
    )


def _forced(typed: str, moves: TypedMoves | None) -> Command:
    """Return the command after a colon; raises Refused."""
    command = alone(typed) or phrase(words_of(typed)) or with_argument(typed)
    if command is None and moves is not None:
        command = moves.by_ids(typed) or moves.meaning(typed)
    if command is None:
        raise Refused(Misunderstanding.COMMAND, typed)
    return command


# -- by number and by id -----------------------------------------------------------------------------------------------


def _number(typed: str) -> int:
    """Return the number that a line is; 0 if it is none, or longer than that of any list."""
    found = _NUMBER.fullmatch(typed.casefold())
    return int(found[1]) if found is not None and len(found[1]) <= _MOST_DIGITS else 0


def _number_in_words(words: Words) -> int:
    """Return the number, up to twelve, that these words are; 0 if they are none."""
    rest = words[1:] if words[:1] and words[0] in _BEFORE_A_NUMBER else words
    return _NUMBERS.index(rest[0]) + 1 if len(rest) == 1 and rest[0] in _NUMBERS else 0


def _numbered(number: int, offers: Sequence[Offer]) -> Command | None:
    return offers[number - 1].command if 1 <= number <= len(offers) else None


def _by_id(typed: str, offers: Sequence[Offer], moves: TypedMoves | None) -> Command | None:
    """Return the choice of this id, or the offered command that is typed in full, or the move by ids."""
    for offer in offers:
        verb, argument = offer.command
        if argument and typed == (argument if verb is Verb.CHOOSE else f"{verb} {argument}"):
            return offer.command
        if offer.asks and typed.startswith(f"{argument} "):
            return Command(verb, typed)
    return moves.by_ids(typed) if moves is not None else None


def _by_last_part(typed: str, offers: Sequence[Offer]) -> Command | None:
    found = [offer for offer in offers if offer.command.verb is Verb.CHOOSE]
    found = [offer for offer in found if offer.command.argument.rpartition(".")[2] == typed.casefold()]
    return found[0].command if len(found) == 1 else None


# -- by words ----------------------------------------------------------------------------------------------------------


def _fitting(typed: Words, lines: Sequence[_Line], fit: Fit) -> list[_Line]:
    """Return the lines that the typed words fit: equal ones, else those that begin so, else those that have them."""
    found = [each for each in lines if begins(typed, each.words, fit)] if typed else []
    equal = [each for each in found if len(each.words) == len(typed)]
    return equal or found or [each for each in lines if is_among(typed, each.words, fit)]


def _chosen(typed: str, found: Sequence[_Line], moves: Sequence[Command] | None = None) -> Command | None:
    """Return the command of the one line that was found, None for none; raises Unclear if the player must be asked.

    `moves` are what is possible of the move that the typed line is, too; None if it is no move.
    """
    if not found:
        return None
    if len(found) == 1 and moves is None:
        return found[0].offer.command
    shown = [say("ambiguous.line", number=each.number, words=in_short(each.offer.words)) for each in found]
    listed = ", ".join(shown[:_MOST_LISTED])
    if len(shown) > _MOST_LISTED:
        listed = say("ambiguous.more", lines=listed, number=len(shown) - _MOST_LISTED)
    move = moves[0].argument if moves else "ITEM PLACE"
    detail = listed if moves is None else say("ambiguous.move", lines=listed, move=move)
    raise Unclear(Misunderstanding.AMBIGUOUS, typed, detail, [*(each.offer.command for each in found), *(moves or ())])


def _chosen_or_packed(typed: str, words: Words, lines: Sequence[_Line], moves: TypedMoves | None) -> Command | None:
    """Return the offer that has the typed words, None for none; raises Unclear if an item is called so, too."""
    found = _fitting(words, lines, Fit.WHOLE)
    is_equal = any(each.words == words for each in found)
    if not found or is_equal or moves is None or not moves.has_title(words):
        return _chosen(typed, found)
    try:
        move = moves.meaning(typed)
    except Unclear as unclear:
        return _chosen(typed, found, unclear.could_mean)
    except Refused:  # what cannot be done is not what he means
        return _chosen(typed, found)
    return _chosen(typed, found, None if move is None else [move])


def _moved_or_chosen(typed: str, words: Words, lines: Sequence[_Line], moves: TypedMoves | None) -> Command | None:
    """Return the move that a line means, or the offer that it fits more loosely; raises Refused if it could be both."""
    content = without_little_words(words)
    found = (
        _fitting(words, lines, Fit.BEGINNING)
        or _fitting(content, lines, Fit.WHOLE)
        or _fitting(content, lines, Fit.BEGINNING)
    )
    try:
        move = moves.meaning(typed) if moves is not None else None
    except Refused as refused:
        if not found:
            raise
        return _chosen(typed, found, refused.could_mean if isinstance(refused, Unclear) else ())
    return _chosen(typed, found, None if move is None else [move]) or move


def _nothing(typed: str, offers: Sequence[Offer], moves: TypedMoves | None) -> Command:
    """Raise Refused for a line that means nothing."""
    words = words_of(typed)
    found = _NUMBER.fullmatch(typed.casefold())
    number = found[1] if found is not None else str(_number_in_words(words) or "")
    if offers and number:
        raise Refused(Misunderstanding.NUMBER, number, str(len(offers)))
    if moves is not None and (refused := moves.refusal(typed)) is not None:
        raise refused
    if moves is None and words[:1] and words[0] in ("move", "put"):
        raise Refused(Refusal.MOVE, typed, say("pack.nowhere"))
    raise Refused(Refusal.UNKNOWN, typed)
