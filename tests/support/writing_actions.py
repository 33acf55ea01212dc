"""Every action that writes games, for tests of what a crash or a failing disk leaves of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from slot_games import save_in

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.saving import AUTOSAVE, Containment, Slots
from desperado_adventure.terminal.found_endings import FoundEndings

LONG = ("bar.door.wait",) * 5
LONGER = (*LONG, "bar.door.in")
OTHER = ("bar.door.pack", "move pistols case")
THIRD = ("bar.door.in",)


class Action(NamedTuple):
    """An action that writes: what is there before, the action, and the files that it removes on purpose.

    `spare` is the number of its flushes that a later one makes up for; other actions need them.
    """

    prepare: Callable[[Slots, Machine], object]
    act: Callable[[Slots, Machine], object]
    removes: tuple[str, ...] = ()
    spare: int = 0


def save(*choices: str, slot: str = AUTOSAVE) -> Callable[[Slots, Machine], object]:
    """Return the action of saving this game."""
    return lambda slots, glass: save_in(slots, slot, glass, Playthrough.replay(glass, choices))


def both(first: Callable[[Slots, Machine], object], *more: Callable[[Slots, Machine], object]) -> Callable[..., object]:
    """Return the actions as one."""
    return lambda slots, glass: [action(slots, glass) for action in (first, *more)]


def nothing(_slots: Slots, _glass: Machine) -> None:
    """Do nothing."""


def spoil(slots: Slots, _glass: Machine) -> None:
    """Damage the automatic save."""
    slots.path(AUTOSAVE).write_bytes(b"{")


def find(*endings: str) -> Callable[[Slots, Machine], object]:
    """Return the action of finding these endings."""

    def act(slots: Slots, _glass: Machine) -> None:
        for ending in endings:
            FoundEndings(slots.folder).add(ending)

    return act


ACTIONS = {
    "first save": Action(nothing, save(*LONG)),
    "save": Action(
        both(save(*THIRD), save(*THIRD, "bar.counter.back")), save(*THIRD, "bar.counter.back", "bar.door.in")
    ),
    "another game": Action(save(*LONG), save(*OTHER)),
    "another game again": Action(both(save(*LONG), save(*OTHER)), save(*THIRD)),
    "kept game outgrown": Action(both(save(*LONG), save(*OTHER), save(*LONGER)), save(*THIRD)),
    "room for a new game": Action(save(*LONG), lambda slots, glass: slots.clear(AUTOSAVE, Containment(glass))),
    "keep": Action(save(*LONG), lambda slots, glass: slots.keep(AUTOSAVE, Containment(glass))),
    "restore": Action(
        both(save(*LONG), save(*OTHER)), lambda slots, glass: slots.restore("kept-1", AUTOSAVE, Containment(glass))
    ),
    "save over a damaged file": Action(both(save(*LONG), save(*LONGER), spoil), save(*OTHER), spare=1),
    "delete": Action(
        both(save(*LONG, slot="a"), save(*LONGER, slot="a"), save(*OTHER)),
        lambda slots, _: slots.delete("a"),
        ("a.json", "a.json.backup"),
    ),
    "delete a kept game": Action(
        both(save(*LONG), save(*OTHER)), lambda slots, _: slots.shelf.delete("kept-1"), ("kept-1.json",)
    ),
    "first ending": Action(nothing, find("bar.ends")),
    "another ending": Action(find("bar.ends"), find("room.told")),
}
"""Every way in which something is written beside the games."""
