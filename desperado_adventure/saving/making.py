"""From a playthrough to a save: its state by names, and what else belongs to the game."""

from __future__ import annotations

from ..engine import Playthrough
from ..engine.varying_titles import Titles
from ..model import limits
from ..model.blanks import single_blanks
from ..model.state import State
from ..model.story import Story
from .format_2 import NUMBER as FORMAT
from .saved import Save, SavedState
from .slot_values import ALWAYS_SAVED, NEVER_SAVED, key_of, word_of


def name_state(story: Story, state: State) -> SavedState:
    """Return the state by names."""
    values = {
        key_of(slot): word_of(slot, number)
        for slot, number in zip(story.slots, state.values, strict=True)
        if (number or slot.kind in ALWAYS_SAVED) and slot.kind not in NEVER_SAVED
    }
    fallen = name_state(story, state.fallen) if state.fallen is not None else None
    return SavedState(state.scene, values, state.stack, fallen)


def make_save(  # one parameter for each part of a save
    story: Story, playthrough: Playthrough, base: SavedState | None, label: str, time: str, game: str = ""
) -> Save:
    """Return the save of a playthrough; `time` is ISO 8601 in UTC, `game` 16 hexadecimal digits or ""."""
    return Save(
        format=FORMAT,
        story=story.id,
        version=_whole(story.version),
        fingerprint=story.fingerprint,
        game=game,
        label=_one_line(label),
        time=time,
        base=base,
        choices=playthrough.choices,
        undone=playthrough.undone,
        branches=playthrough.branches,
        titles=_titles(story, playthrough.state),
        state=name_state(story, playthrough.state),
    )


def _titles(story: Story, state: State) -> dict[str, str]:
    """Return what the player calls the items that are somewhere, and the places that they are in."""
    somewhere = [item for item in story.items if state.values[item.slot]]
    places = sorted({state.values[item.slot] - 1 for item in somewhere})
    keys = [*(f"item {item.id}" for item in somewhere), *(f"place {story.places[index].id}" for index in places)]
    titles = Titles(story).by_key(state)
    return {key: _whole(titles[key]) for key in keys}


def _one_line(text: str) -> str:
    return limits.shortened(single_blanks(_whole(text)), limits.LABEL)


def _whole(text: str) -> str:
    """Return the text without halves of characters, which UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
