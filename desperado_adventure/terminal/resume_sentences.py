"""The sentences about a save that was loaded: how the game goes on, and everything that is not as it was."""

from __future__ import annotations

from collections.abc import Sequence

from ..saving import Change, ChangeKind, Resumed
from .words import say

_MOST_NAMED = 4
"""How many things a sentence names before it only counts the rest."""


def describe_resumed(resumed: Resumed) -> list[str]:
    """Return the sentences for the player: none when nothing has changed."""
    first = say(f"resumed.{resumed.how}")
    return [*([first] if first else []), *describe_changes(resumed.changes)]


def describe_changes(changes: Sequence[Change], most: int = _MOST_NAMED) -> list[str]:
    """Return a sentence for each kind of change; it names the first things, at most so many, and counts the rest."""
    sentences = []
    for kind in ChangeKind:
        found = [change for change in changes if change.kind is kind]
        if found:
            about = found[0]
            parts = {"count": len(found), "before": about.before, "now": about.now, "things": _things(found, most)}
            sentences.append(say(f"resumed.{kind}", **parts))
    return sentences


def _things(changes: Sequence[Change], most: int) -> str:
    named = ", ".join(_thing(change) for change in changes[:most])
    more = len(changes) - most
    return named if more <= 0 else say("resumed.more", things=named, count=more)


def _thing(change: Change) -> str:
    word = _left if change.kind is ChangeKind.LEFT else _plain
    parts = {"title": change.title, "before": word(change.before, change.was), "now": word(change.now, change.is_now)}
    return say(_FORMS.get(change.kind, "resumed.thing"), **parts)


def _plain(value: object, words: str) -> str:
    if isinstance(value, bool):
        return say("resumed.true" if value else "resumed.false")
    return say("resumed.nowhere") if value is None else words


def _left(value: object, _: str) -> str:
    return say("resumed.left.true" if value else "resumed.left.false")


_FORMS = {
    ChangeKind.ITEM_GONE: "resumed.thing.gone",
    ChangeKind.VARIABLE_GONE: "resumed.thing.gone",
    ChangeKind.UNCERTAIN: "resumed.thing.now",
}
