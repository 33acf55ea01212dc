"""Whoever types the words of an option gets it: in every scene that the walkthroughs come to."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest
from story_shipped import machine, runs

from desperado_adventure.engine import Refused
from desperado_adventure.model.state import State
from desperado_adventure.terminal.answers import Command, Misunderstanding, Offer, Unclear, Verb
from desperado_adventure.terminal.typed_moves import TypedMoves
from desperado_adventure.terminal.understanding import parse


@cache
def states() -> tuple[State, ...]:
    """Return a state for each list of options, and for each way in which things can lie where they are packed."""
    found: dict[object, State] = {}
    for run in runs():
        for step in run.playthrough.steps:
            key = (machine().options(step.state), machine().packing(step.state))
            found.setdefault(key, step.state)
    return tuple(found.values())


def offers(state: State) -> list[Offer]:
    """Return the options of a state as a player is offered them."""
    options = machine().options(state)
    return [Offer(option.say, Command(Verb.CHOOSE, option.id), option.barred) for option in options]


def moves(state: State) -> TypedMoves | None:
    """Return what reads moves in this state."""
    packing = machine().packing(state)
    return TypedMoves(machine(), state, packing) if packing is not None else None


def typed(words: str) -> str:
    """Return words as somebody would type them who has only ASCII, and no patience."""
    plain = unicodedata.normalize("NFKD", words.replace("’", "'")).encode("ascii", "ignore").decode()
    return "".join(sign for sign in plain.lower() if sign.isalnum() or sign in " '-")


def test_the_words_of_an_option_choose_it() -> None:
    """All words of an option, in ASCII and without signs, are that option; between equal ones the player is asked."""
    count = 0
    for state in states():
        offered = offers(state)
        for offer in offered:
            count += 1
            equal = [each.command for each in offered if typed(each.words).split() == typed(offer.words).split()]
            if len(equal) == 1:
                assert parse(typed(offer.words), offered, moves(state)) == offer.command, offer
                continue
            with pytest.raises(Unclear) as raised:
                parse(typed(offer.words), offered, moves(state))
            assert raised.value.could_mean == tuple(equal)
    assert count > 700


def test_a_word_of_an_option_never_chooses_another() -> None:
    """A word of an option, of four letters or more, chooses what has the word, or the player is asked."""
    commands = {"help", "load", "look", "save", "undo", "quit", "exit", "case"}
    for state in states():
        offered = offers(state)
        for offer in offered:
            for word in {word for word in typed(offer.words).split() if len(word) > 3} - commands:
                try:
                    command = parse(word, offered, moves(state))
                except Refused as refused:
                    assert refused.reason in Misunderstanding  # noqa: PT017  # either answer is right
                    continue
                assert command is not None
                said = next(each.words for each in offered if each.command == command)
                assert word in typed(said).replace("-", " ").split() or word in typed(said).split()


def test_every_thing_is_moved_by_its_title() -> None:
    """Where things are packed, an item's title and a place's title are that move, if it is possible."""
    count = 0
    for state in states():
        packing, reader = machine().packing(state), moves(state)
        if packing is None or reader is None:
            continue
        items, places = machine().titles.items(state), machine().titles.places(state)
        for item, place in packing.moves:
            count += 1
            line = typed(f"{items[item]} to {places[place]}")
            assert parse(line, offers(state), reader) == Command(Verb.MOVE, f"{item} {place}")
    assert count > 100
