"""The title menu: games to continue, to load and to begin. Both screens show the same lines and take the same words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from ..saving import AUTOSAVE, SaveProblem, Summary
from .answers import Command, Offer, Verb
from .blocks import Block, Notice, Title
from .refusal_sentences import describe
from .saves_page import label_in_list, saves_page, time_in_list
from .session import Session
from .words import say

_KEPT = "kept"
"""The argument of the line that opens the list of kept games."""


class Menu(Protocol):
    """A screen that can ask."""

    def choose_from(self, blocks: Iterable[Block], offers: Sequence[Offer]) -> Command:
        """Show blocks, and return the command of the offer that is chosen, or another one that was typed."""


def ask_what(screen: Menu, session: Session) -> list[Block] | None:
    """Ask until a game begins, and return its first blocks; None when the player leaves.

    Where there is nothing to choose between, a game begins at once.
    """
    shown: list[Block] = [Title(session.machine.story.title)]
    is_in_kept = False
    while is_worth_asking(menu := entries(session)):
        command = screen.choose_from(shown, kept_entries(session) if is_in_kept else menu)
        if command.verb is Verb.QUIT:
            return None
        is_in_kept = command == Command(Verb.SAVES, _KEPT)
        try:
            if (blocks := _first_blocks(session, command)) is not None:
                return blocks
            shown = _answer(session, command)
        except SaveProblem as problem:
            shown = [Notice(describe(problem))]
    return [*shown, *session.begin()]


def _first_blocks(session: Session, command: Command) -> list[Block] | None:
    """Return the first blocks of the game that a command begins, None if it begins none; raises SaveProblem."""
    if command.verb is Verb.NEW:
        return session.begin()
    return session.resume(command.argument) if command.verb is Verb.LOAD and command.argument else None


def _answer(session: Session, command: Command) -> list[Block]:
    """Return what a command shows before a game has begun."""
    if command.argument == _KEPT or command.verb is Verb.LOOK:
        return []  # the list itself is shown
    if command.verb in (Verb.SAVES, Verb.LOAD):
        return [saves_page(session.keeper.slots)]
    if command.verb is Verb.ENDINGS:
        return [session.endings]
    if command.verb is Verb.HELP:
        return [session.help]
    return [Notice(say("title.later"))]


def entries(session: Session) -> list[Offer]:
    """Return the menu, with the game to continue first; its verbs are LOAD, NEW, SAVES, ENDINGS and QUIT."""
    keeper = session.keeper
    slots = keeper.slots.summaries() if keeper.slots is not None else ()
    is_under_way = keeper.state.is_under_way
    offers = [_entry(slot) for slot in slots if slot.name != AUTOSAVE and slot.save is not None]
    automatic = [_entry(slot, is_ended=not is_under_way) for slot in slots if slot.name == AUTOSAVE]
    offers[:0] = automatic if is_under_way else []
    words = say("menu.new")
    offers.append(Offer(words, Command(Verb.NEW), typed=f"{words} {say('menu.typed.new')}"))
    offers += [] if is_under_way else automatic
    if kept := _kept(session):
        words = say("menu.kept", number=len(kept))
        offers.append(Offer(words, Command(Verb.SAVES, _KEPT), typed=say("menu.kept", number="")))
    if found := session.found.found_in(session.machine.story):
        endings = sum(scene.ending is not None for scene in session.machine.story.scenes.values())
        words = say("menu.endings", found=len(found), total=endings)
        offers.append(Offer(words, Command(Verb.ENDINGS), typed=say("menu.endings", found="", total="")))
    return [*offers, Offer(say("menu.quit"), Command(Verb.QUIT))]


def kept_entries(session: Session) -> list[Offer]:
    """Return the menu of the games on the shelf; its verbs are LOAD, and LOOK for the way back."""
    return [*map(_entry, _kept(session)), Offer(say("menu.back"), Command(Verb.LOOK))]


def _kept(session: Session) -> list[Summary]:
    slots = session.keeper.slots
    return [each for each in slots.shelf.summaries() if each.save is not None] if slots is not None else []


def is_worth_asking(menu: Sequence[Offer]) -> bool:
    """Whether the menu holds more than beginning and leaving."""
    return len(menu) > 2


def _entry(slot: Summary, *, is_ended: bool = False) -> Offer:
    """Return the line of a slot. The time in it is not what a player types: `10` is a number, and no hour."""
    command = Command(Verb.LOAD, slot.name)
    if slot.save is None:
        return Offer(say("menu.damaged", slot=slot.name), command)
    key = "menu.ended" if is_ended else "menu.continue" if slot.name == AUTOSAVE else "menu.load"
    label = label_in_list(slot.save)
    words = say(key, slot=slot.name, label=label, time=time_in_list(slot.save))
    typed = say(key, slot=slot.name, label=label, time="")
    if key == "menu.continue":
        typed += f" {say('menu.typed.continue')}"
    return Offer(words, command, typed=typed)
