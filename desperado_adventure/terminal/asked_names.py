"""Choices that ask for a name, as the screens see them: whether one is wanted, and a command with what was typed."""

from __future__ import annotations

from collections.abc import Iterable

from ..engine import Option, Refusal, Refused
from ..engine.named_choices import command_of
from ..model.typed_names import bar_of, tidy
from .answers import Command, Verb


def asks_for_name(command: Command, options: Iterable[Option]) -> bool:
    """Whether a command takes one of these options that is open and asks for a name, and has no name yet."""
    asking = {option.id for option in options if option.open and option.asks}
    return command.verb is Verb.CHOOSE and command.argument in asking


def with_name(command: Command, typed: str) -> Command:
    """Return a command with the name that was typed for it; raises Refused (NAME) if that can be none."""
    name = tidy(typed)
    if (bar := bar_of(name)) is not None:
        raise Refused(Refusal.NAME, command.argument, bar.value)
    return Command(command.verb, command_of(command.argument, name))
