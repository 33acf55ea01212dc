"""What a report about a loaded save promises, written from the promise alone: it shares no code with resuming.

The state that was saved and the state that the game goes on in are told by names. Whatever is not the same must be in
the report, and whatever is in the report must not be the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from story_edits import Renames

from desperado_adventure.model.state import Frame, State
from desperado_adventure.model.story import SlotKind, Story
from desperado_adventure.model.typed_names import name_of_number
from desperado_adventure.saving import ChangeKind, Resumed

Named = dict[tuple[str, str], object]
"""The values of a state by what they are ("variable", "item", "left", "memory") and by name."""

MOVED = (ChangeKind.PLACE_GONE, ChangeKind.NO_FIT, ChangeKind.NO_ROOM, ChangeKind.ITEM_MOVED)
SORTS = {
    ChangeKind.VALUE: "variable", ChangeKind.VARIABLE_GONE: "variable", ChangeKind.LEFT: "left",
    ChangeKind.MEMORY: "memory", ChangeKind.REMEMBERED: "memory", ChangeKind.ITEM_GONE: "item",
    **dict.fromkeys(MOVED, "item"),
}  # fmt: skip


class Difference(NamedTuple):
    """Something that is not as it was."""

    sort: str
    name: str
    before: object
    now: object


def named(story: Story, state: State) -> Named:
    """Return the values of a state."""
    values: Named = {}
    for slot, number in zip(story.slots, state.values, strict=True):
        if slot.kind is SlotKind.FLAG:
            values["variable", slot.name] = number == 1
        elif slot.kind is SlotKind.COUNTER:
            values["variable", slot.name] = number
        elif slot.kind is SlotKind.SET:
            values["variable", slot.name] = slot.labels[number]
        elif slot.kind is SlotKind.TYPED:
            values["variable", slot.name] = name_of_number(number)
        elif slot.kind is SlotKind.ITEM:
            values["item", slot.name] = story.places[number - 1].id if number else None
        elif slot.kind is SlotKind.LEFT:
            values["left", slot.name] = number == 1
        elif slot.kind is not SlotKind.NAME:  # which follows from what was typed
            values["memory", f"{slot.kind.value} {slot.name}"] = number
    return values


def translated(values: Named, renames: Renames) -> Named:
    """Return values by the names that an author has given since."""
    now: Named = {}
    for (sort, name), value in values.items():
        if sort == "variable":
            later = renames.variables.get(name, name)
            now[sort, later] = renames.words.get((later, value), value) if isinstance(value, str) else value
        elif sort == "item":
            later = renames.items.get(name, name)
            now[sort, later] = renames.places.get(value, value) if isinstance(value, str) else value
        elif sort == "left":
            now[sort, renames.places.get(name, name)] = value
        else:
            kind, _, owner = name.partition(" ")
            owner, sign, length = owner.partition(" % ")
            now[sort, f"{kind} {renames.id(owner)}{sign}{length}"] = value
    return now


def differences(before: Named, now: Named) -> Iterator[Difference]:
    """Yield what is not the same, apart from what was not there when the game was saved."""
    unsaid = {"left": False, "memory": 0, "item": None, "variable": None}
    for (sort, name), value in before.items():
        present = now.get((sort, name), unsaid[sort])
        if (type(value), value) != (type(present), present):
            yield Difference(sort, name, value, present)
    for (sort, name), value in now.items():
        if (sort, name) not in before and sort in ("left", "memory") and value:
            yield Difference(sort, name, unsaid[sort], value)


def told(resumed: Resumed) -> list[Difference]:
    """Return what the report says about values."""
    return [
        Difference(sort, change.key if sort == "memory" else change.key.partition(" ")[2], change.before, change.now)
        for change in resumed.changes
        if (sort := SORTS.get(change.kind))
    ]


def stack_of(stack: tuple[Frame, ...], renames: Renames) -> tuple[Frame, ...]:
    """Return the cutaways under way by present names."""
    return tuple(Frame(renames.id(frame.scene), frame.entry) for frame in stack)


def broken_laws(story: Story, state: State) -> list[str]:
    """Return which laws of the story a state breaks that was put together from a save."""
    broken = [
        slot.name for slot, value in zip(story.slots, state.values, strict=True) if not slot.low <= value <= slot.high
    ]
    inside = [0] * len(story.places)
    for item in story.items:
        place = state.values[item.slot] - 1
        if place >= 0:
            inside[place] += item.size
            broken += [] if place in item.fits else [f"{item.id} does not fit"]
    broken += [place.id for place, size in zip(story.places, inside, strict=True) if size > place.capacity]
    scene = story.scenes[state.scene]
    host = scene.parent or scene.id
    broken += [
        f"in {host} and in a cutaway from it"
        for frame in state.stack
        if frame.scene == host and frame.entry != "arrive"
    ]
    broken += [frame.scene for frame in state.stack if frame.scene not in story.scenes]
    broken += ["it does not rest here"] if scene.onward is not None else []
    broken += ["a fall without what was before"] if scene.fall != (state.fallen is not None) else []
    return broken
