"""Saves of earlier versions load for ever, or are refused with a sentence; what changed is never left unsaid."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from glass import GLASS
from lantern import EARLY, LANTERN
from story_shipped import machine as shipped

from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_text
from desperado_adventure.saving import How, SaveProblem, resume
from desperado_adventure.saving.format import decode
from desperado_adventure.saving.making import name_state
from desperado_adventure.saving.orders import in_words, order_of

RECORDED = Path(__file__).parent / "recorded"
SAVES = sorted(path.relative_to(RECORDED).as_posix() for path in RECORDED.rglob("*.json"))
FROM_A_CHANGED_COPY = {"desperado/moved", "desperado/restored", "desperado/restored_and_played"}


@cache
def machine(story: str) -> Machine:
    """Return the machine of the story of the day that has this id."""
    if story == "desperado":
        return shipped()
    loaded = load_text({"rich": GLASS, "lantern": LANTERN, "early": EARLY}[story])
    assert loaded.story is not None
    return Machine(loaded.story)


@pytest.mark.parametrize("path", SAVES)
def test_a_recorded_save_loads_and_nothing_is_left_unsaid(path: str) -> None:
    """In its own story a save comes back as it was; in a later one it loads with a report, or is refused."""
    save = decode((RECORDED / path).read_bytes(), path)
    today = machine(path.split("/")[1])
    is_same = save.fingerprint == today.story.fingerprint
    try:
        resumed = resume(today, save, path)
    except SaveProblem:
        assert not is_same
        return
    assert (resumed.how is How.SAME) == is_same
    if is_same:
        assert name_state(today.story, resumed.playthrough.state) == in_words(save, order_of(today.story)).state


@pytest.mark.parametrize("number", [1, 2])
def test_the_records_hold_every_kind_of_state(number: int) -> None:
    """Each chapter, a fall, cutaways in each form, packing, an ending, undone choices, and games without their road."""
    folder = f"format_{number}/"
    saves = [decode((RECORDED / path).read_bytes(), path) for path in SAVES if path.startswith(folder)]
    assert {save.format for save in saves} == {number}
    assert any(save.branches for save in saves) == (number > 1)
    assert {save.state.scene.split(".")[0] for save in saves} >= {each.id for each in shipped().story.chapters}
    assert any(save.state.fallen for save in saves)
    assert {frame.entry for save in saves for frame in save.state.stack} == {"arrive", "continue", "resume"}
    assert any(len(save.state.stack) > 1 for save in saves)
    assert any(save.choices[-1:] and save.choices[-1].startswith("move ") for save in saves)
    assert any(save.undone for save in saves)
    assert any(save.base for save in saves)
    assert {path.removeprefix(folder).removesuffix(".json") for path in SAVES} >= FROM_A_CHANGED_COPY
