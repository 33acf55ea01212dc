"""Power cuts: in every state that a crash may leave, each game is the old one or the new one, whole, and none is lost.

Each action that writes is carried out for real, its operations are recorded, and every crash state that they allow is
built and read (`tests/support/crash_states.py`).
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from crash_states import Operation, crash_states, files_in, recording
from glass import GLASS
from reached_games import is_missing, is_ours, reached
from writing_actions import ACTIONS, Action

from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_text
from desperado_adventure.saving import Slots


@pytest.fixture(scope="module")
def glass() -> Machine:
    """A machine for the story that has one of everything."""
    story = load_text(GLASS).story
    assert story is not None
    return Machine(story)


class Recorded(NamedTuple):
    """What was there before an action and after it, and what was done in between."""

    before: dict[str, bytes]
    after: dict[str, bytes]
    operations: list[Operation]


def record(action: Action, slots: Slots, glass: Machine, monkeypatch: pytest.MonkeyPatch) -> Recorded:
    """Carry the action out and return what was done."""
    action.prepare(slots, glass)
    before = files_in(slots.folder)
    with recording(monkeypatch) as operations:
        action.act(slots, glass)
    return Recorded(before, files_in(slots.folder), operations)


def is_promise_kept(recorded: Recorded, action: Action) -> bool:
    """Whether every crash state is whole and has every game, and a finished action is on the disk."""
    known = {*recorded.before.values(), *recorded.after.values()}
    old = reached(recorded.before, action.removes)
    for state in crash_states(recorded.before, recorded.operations):
        if any(is_ours(path) and content not in known for path, content in state.items()):
            return False
        held = reached(state)
        if any(is_missing(road, held) for road in old):
            return False
    after = {path: content for path, content in recorded.after.items() if is_ours(path)}
    return all(
        after.items() <= state.items() and not any(Path(path).name in action.removes for path in state)
        for state in crash_states(recorded.before, recorded.operations, at_the_end=True)
    )


@pytest.mark.parametrize("name", ACTIONS)
def test_every_crash_leaves_every_game(
    tmp_path: Path, glass: Machine, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """In every state that a power cut may leave, each file is the old or the new one, whole, and no game is missing."""
    action = ACTIONS[name]
    recorded = record(action, Slots(tmp_path / "new" / "saves", glass.story.id), glass, monkeypatch)
    assert is_promise_kept(recorded, action)


@pytest.mark.parametrize("name", ACTIONS)
def test_every_flush_is_needed(tmp_path: Path, glass: Machine, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """If any flush of a file or a folder is taken out of an action, some crash state breaks the promise."""
    action = ACTIONS[name]
    recorded = record(action, Slots(tmp_path / "new" / "saves", glass.story.id), glass, monkeypatch)
    flushes = [index for index, each in enumerate(recorded.operations) if each.verb == "fsync"]
    assert flushes
    spare = []
    for index in flushes:
        without = recorded.operations[:index] + recorded.operations[index + 1 :]
        if is_promise_kept(recorded._replace(operations=without), action):
            spare.append(recorded.operations[index])
    assert len(spare) == action.spare, spare


def test_without_the_link_the_save_would_be_missing_for_a_moment(
    tmp_path: Path, glass: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the previous save were renamed to become the backup, and not linked, a crash could leave no save."""
    action = ACTIONS["save"]
    recorded = record(action, Slots(tmp_path / "saves", glass.story.id), glass, monkeypatch)
    renamed = [
        Operation("rename", each.path, each.other) if each.verb == "link" else each for each in recorded.operations
    ]
    assert not is_promise_kept(recorded._replace(operations=renamed), action)
