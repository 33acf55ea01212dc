"""Saves of a story whose counts of visits and takings go further than before, or less far."""

from __future__ import annotations

import pytest

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.loading import load_text
from desperado_adventure.model.state import State
from desperado_adventure.saving import ChangeKind, How, Resumed, resume
from desperado_adventure.saving.format import decode, encode
from desperado_adventure.saving.making import make_save

SCENES = """
door:
  text: A door.
  choices:
    again: {say: Again., goto: door}
    stay: {say: Stay.}
    go: {say: Go., when: GUARD, goto: end}
    out: {say: Out., goto: end}
end: {text: E., ending: {title: E}}
"""


def _machine(guard: str, *, is_cut: bool = False) -> Machine:
    scenes = SCENES.replace("GUARD", f'"{guard}"')
    loaded = load_text({"scenes/bar.yaml": scenes.replace("    stay: {say: Stay.}\n", "") if is_cut else scenes})
    assert loaded.story is not None, loaded.diagnostics
    return Machine(loaded.story)


def _loaded(before: Machine, after: Machine) -> Resumed:
    choices = ("again", "stay", "again", "stay", "again", "stay")
    playthrough = Playthrough.replay(before, tuple(f"bar.door.{choice}" for choice in choices))
    return resume(after, decode(encode(make_save(before.story, playthrough, None, "", "")), "save"), "save")


def _count(state: State, after: Machine, kind: str) -> int:
    return next(value for slot, value in zip(after.story.slots, state.values, strict=True) if slot.kind == kind)


GUARDS = ("visits(door) >= 2 and takings(door.stay) >= 2", "visits(door) >= 9 and takings(door.stay) == 1")


@pytest.mark.parametrize("before", GUARDS)
@pytest.mark.parametrize("after", GUARDS)
def test_a_count_that_goes_further_than_before_is_counted_by_the_choices(before: str, after: str) -> None:
    """The choices are taken again, so a count is right however far it went; only what is another number is told."""
    machine = _machine(after)
    resumed = _loaded(_machine(before), machine)
    now = resumed.playthrough.state
    assert (_count(now, machine, "seen"), _count(now, machine, "taken")) == ((2, 2) if after == GUARDS[0] else (3, 2))
    assert {change.kind for change in resumed.changes} == (set() if before == after else {ChangeKind.MEMORY})


def test_a_count_of_a_save_whose_choices_are_gone_stays_as_near_as_it_can() -> None:
    """Where the choices cannot be taken again, a count is what was saved, brought into the range that it has now."""
    for before, after, expected in ((*GUARDS, 2), (GUARDS[1], GUARDS[0], 2), (GUARDS[1], GUARDS[1], 3)):
        machine = _machine(after.replace(" and takings(door.stay)", " and takings(door.again)"), is_cut=True)
        resumed = _loaded(_machine(before), machine)
        assert resumed.how is How.RESTORED
        assert _count(resumed.playthrough.state, machine, "seen") == expected
