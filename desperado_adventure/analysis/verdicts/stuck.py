"""Where the story is stuck, as both ways of proving it say: the scene, the cause, and the choices that lead there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from ...model.story import Slot, Story

_COUNTS = frozenset(("cycle", "seen", "taken"))


class Stuck(NamedTuple):
    """States of a scene in which something is wrong. `cause` is a sentence or "", `choices` a shortest way there."""

    scene: str
    cause: str
    choices: tuple[str, ...]


class Trouble(NamedTuple):
    """Everything that is stuck: nothing to choose, no ending in reach, no coming to rest, cutaways in themselves."""

    dead: tuple[Stuck, ...] = ()
    locked: tuple[Stuck, ...] = ()
    endless: tuple[Stuck, ...] = ()
    recursions: tuple[Stuck, ...] = ()


def causes(story: Story, slots: Iterable[int], tells: Callable[[Sequence[int]], bool]) -> list[int]:
    """Return a few of the slots that together still tell the stuck states from the others; none if all of them do not.

    What an author declared is kept rather than what has been seen and taken on the way.
    """
    kept = sorted(slots, key=lambda slot: (story.slots[slot].kind not in _COUNTS, slot))
    if not kept or not tells(kept):
        return []
    for slot in tuple(kept):
        fewer = [other for other in kept if other != slot]
        if fewer and tells(fewer):
            kept = fewer
    return sorted(kept)


def describe_classes(story: Story, apart: Mapping[int, Sequence[int]]) -> str:
    """Return a sentence that says which values (by their index in the slot's range) tell these states from others."""
    found = []
    for index, offsets in apart.items():
        slot = story.slots[index]
        others = [offset for offset in range(slot.high - slot.low + 1) if offset not in offsets]
        word, fewer = ("is not", others) if len(others) < len(offsets) else ("is", offsets)
        found.append(f"{name(slot)} {word} {' or '.join(label(slot, slot.low + offset) for offset in fewer)}")
    return f" It is so exactly when {' and '.join(found)}." if found else ""


def name(slot: Slot) -> str:
    """Return what an author calls a slot."""
    return {"seen": f"`seen({slot.name})`", "taken": f"`taken({slot.name})`"}.get(slot.kind, f"`{slot.name}`")


def label(slot: Slot, value: int) -> str:
    """Return what an author calls a value of a slot."""
    if slot.kind in ("flag", "left"):
        return "true" if value else "false"
    if slot.labels and value - slot.low < len(slot.labels):
        return slot.labels[value - slot.low]
    return str(value)
