"""The plain question: what the player can do now, as lines; of the rest, only what has changed since it was told.

A listener hears every line that is written. So the status, and what lies where in a packing scene, are told when they
are new, and whole only when the player asks for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .answers import Offer
from .blocks import Status
from .board import board_of
from .move_commands import contents
from .session import Session
from .words import say


class Told(NamedTuple):
    """What the player knows.

    The phrases of the status; the id of the packing scene whose places were told ("" for none); and what he was offered
    last.
    """

    status: tuple[str, ...] = ()
    packing: str = ""
    offers: tuple[Offer, ...] = ()


NOTHING = Told()


def told_by(session: Session) -> Told:
    """Return what the player knows after he has been asked."""
    view = session.view
    return Told(session.status_phrases, view.scene if view.packing is not None else "", tuple(session.offers()))


def question_lines(session: Session, told: Told = NOTHING) -> list[str]:
    """Return what is new of the status and of the places, the numbered offers, and an empty line.

    Offers that stay the same are not told again: after a move, or an answer that meant nothing.
    """
    status = session.status_phrases
    news = Status(status).plain_lines(session.machine.story)[:1] if status and status != told.status else []
    if session.view.packing and session.view.scene != told.packing:
        news += _packing_lines(session)
    offers = tuple(session.offers())
    if offers != told.offers:
        news += offer_lines(offers)
    return [*news, ""] if news else []


def offer_lines(offers: Sequence[Offer]) -> list[str]:
    """Return how many offers there are, and each on a numbered line; nothing when there are none."""
    return [_counted(len(offers)), *numbered_lines(offers)] if offers else []


def numbered_lines(offers: Sequence[Offer]) -> list[str]:
    """Return each offer on a numbered line, a barred one with its reason."""
    return [
        f"{number}. " + (say("barred", say=offer.words, reason=offer.barred) if offer.barred else offer.words)
        for number, offer in enumerate(offers, start=1)
    ]


def _counted(number: int) -> str:
    if number == 1:
        return say("plain.choices.one")
    words = say("plain.numbers").split()
    return say("plain.choices", number=words[number - 1] if number <= len(words) else number)


def _packing_lines(session: Session) -> list[str]:
    """Return what lies where, and how an item is moved, with one of the moves that are possible as the example."""
    machine, state = session.machine, session.playthrough.state
    lines = contents(machine, state, session.view)
    board = board_of(machine, state)
    if board is None or board.example is None:
        return lines
    item, place = board.example
    return [*lines, say("plain.move", item=item, place=place)]
