"""Choices that ask for a name: how a state holds the name that was typed, and which names are worth trying."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.story import Asked, Slot, SlotKind
from ..model.typed_names import NameBar, bar_of, number_of_name, representatives, tidy, which
from .closures import Values
from .views import Option


def with_name(values: Values, typed: str, asked: Asked, slots: Sequence[Slot]) -> Values | NameBar:
    """Return the values after a player has typed a name for the two slots in `asked`, or why that can be no name."""
    name = tidy(typed)
    bar = bar_of(name)
    if bar is not None:
        return bar
    after = list(values)
    after[asked.name] = which(slots[asked.name].labels, name)
    after[asked.typed] = number_of_name(name)
    return tuple(after)


def parts_of(command: str) -> tuple[str, str]:
    """Return the id of the choice that a command takes, and the name that was typed with it, "" for none."""
    choice, _, typed = command.partition(" ")
    return choice, typed


def choice_of(command: str) -> str:
    """Return the id of the choice that a command takes, without the name that was typed with it."""
    return parts_of(command)[0]


def command_of(choice: str, typed: str = "") -> str:
    """Return the command that takes a choice with this name, if there is one."""
    return f"{choice} {typed}" if typed else choice


def commands_of(option: Option, slots: Sequence[Slot]) -> tuple[str, ...]:
    """Return the commands that take an option: one, or, if it asks for a name, one for each that makes a difference."""
    if not option.asks:
        return (option.id,)
    labels = next(slot.labels for slot in slots if slot.name == option.asks and slot.kind is SlotKind.NAME)
    return tuple([command_of(option.id, name) for name in representatives(labels)])
