"""A walkthrough: a playthrough that is a test, with what its author expects on the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from .diagnostics import Mark


class Command(NamedTuple):
    """Take this choice: an id, `move ITEM PLACE`, `take_back` or `let_stand`."""

    choice: str
    mark: Mark


class Expectation(NamedTuple):
    """What must hold here; a part that is "" or empty expects nothing.

    `text` are words told since the last choice; `items` maps an item's id to a place's, or to "nowhere"; `beats` must
    have been told so far in this order.
    """

    scene: str
    text: str
    open: tuple[str, ...]
    barred: tuple[str, ...]
    hidden: tuple[str, ...]
    items: Mapping[str, str]
    ending: str
    beats: tuple[str, ...]
    mark: Mark


WalkthroughStep: TypeAlias = "Command | Expectation"


class Walkthrough(NamedTuple):
    """The steps of a walkthrough, and one sentence that says what it proves. `name` is its file's, without .yaml."""

    name: str
    proves: str
    steps: tuple[WalkthroughStep, ...]
    mark: Mark
