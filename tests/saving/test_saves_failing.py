"""A failing disk: when any operation fails, each game is the old or the new one, and the player gets a sentence."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

import pytest
from crash_states import files_in
from glass import GLASS
from reached_games import is_missing, is_ours, reached
from writing_actions import ACTIONS, Action

from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_text
from desperado_adventure.saving import SaveProblem, Slots
from desperado_adventure.terminal.refusal_sentences import describe

CALLS = ("open", "write", "fsync", "link", "replace", "rename", "unlink", "mkdir")
FAILURES = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EINTR, errno.EINVAL)


@pytest.fixture(scope="module")
def glass() -> Machine:
    """A machine for the story that has one of everything."""
    story = load_text(GLASS).story
    assert story is not None
    return Machine(story)


class Disk:
    """A disk of which one operation fails, or writes only a part: the one with this number, counted from 0."""

    def __init__(self, patch: pytest.MonkeyPatch, fails_at: int, error: int) -> None:
        """Fail with this error number; 0 stands for a short write."""
        self.count = 0
        for verb in CALLS:
            self._wrap(patch, verb, fails_at, error)

    def _wrap(self, patch: pytest.MonkeyPatch, verb: str, fails_at: int, error: int) -> None:
        real = getattr(os, verb)

        def call(*arguments: object, **options: object) -> object:
            number, self.count = self.count, self.count + 1
            if number == fails_at and error:
                raise OSError(error, os.strerror(error))
            if number == fails_at and verb == "write":
                descriptor, content = arguments
                return real(descriptor, content[:7])  # type: ignore[index]  # bytes
            return real(*arguments, **options)

        patch.setattr(os, verb, call)


@pytest.mark.parametrize("error", [*FAILURES, 0], ids=lambda error: errno.errorcode.get(error, "short write"))
@pytest.mark.parametrize("name", ACTIONS)
def test_a_failing_operation_costs_no_game(
    tmp_path: Path, glass: Machine, monkeypatch: pytest.MonkeyPatch, name: str, error: int
) -> None:
    """Whichever operation fails: no game is missing, each file is whole, and all that is raised has a sentence."""
    number = 0
    while try_action(ACTIONS[name], Slots(tmp_path / str(number), glass.story.id), glass, monkeypatch, (number, error)):
        number += 1
    assert number > 3


def try_action(
    action: Action, slots: Slots, glass: Machine, monkeypatch: pytest.MonkeyPatch, failure: tuple[int, int]
) -> bool:
    """Carry the action out on a disk that fails so, then on a whole one; return whether there was such a failure."""
    action.prepare(slots, glass)
    old = reached(files_in(slots.folder), action.removes)
    sentence = ""
    with monkeypatch.context() as patch:
        disk = Disk(patch, *failure)
        try:
            action.act(slots, glass)
        except SaveProblem as problem:
            sentence = describe(problem)
        else:
            sentence = "It was done."
    held = reached(files_in(slots.folder))
    assert sentence
    assert not [road for road in old if is_missing(road, held)]
    assert not any(road[0] == "bytes" for road in held - old)
    with contextlib.suppress(SaveProblem):  # it may have been done already
        action.act(slots, glass)
    assert all(is_ours(path) or path.endswith(".lock") for path in files_in(slots.folder))
    return disk.count > failure[0]
