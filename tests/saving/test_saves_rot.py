"""Rot: a save in which any bit is flipped, or that ends anywhere, is refused, or it is the save that it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from glass import GLASS
from lantern import LANTERN
from long_runs import times
from slot_games import save_in
from story_shipped import machine as shipped

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.loading import load_text
from desperado_adventure.saving import How, Reason, Resumed, SaveProblem, Slots, resume
from desperado_adventure.saving.format import decode, encode
from desperado_adventure.saving.making import make_save
from desperado_adventure.saving.slot_values import key_of
from desperado_adventure.terminal.blocks import Notice
from desperado_adventure.terminal.session import Session

RECORDED = Path(__file__).parent / "recorded" / "format_1"
TIME, GAME = "2026-11-28T10:00:00Z", "0123456789abcdef"
STRIDE = times(11, 1)
"""Every so manyth damage is done; in a long run all of them."""


@cache
def lantern() -> Machine:
    """Return the machine of the small story with cutaways."""
    story = load_text(LANTERN).story
    assert story is not None
    return Machine(story)


@cache
def glass() -> Machine:
    """Return the machine of the story that has one of everything."""
    story = load_text(GLASS).story
    assert story is not None
    return Machine(story)


@cache
def street() -> Resumed:
    """Return a game in the middle of the shipped story, with choices that were undone."""
    return resume(shipped(), decode((RECORDED / "desperado" / "undone.json").read_bytes(), "undone"), "undone")


def with_branches() -> bytes:
    """Return a save of the shipped story, with what was undone, and with a branch."""
    machine, game = shipped(), street().playthrough
    other = next(each.id for each in machine.options(game.state) if each.open and each.id != game.undone[-1])
    game = game.choose(machine, other).undo()
    assert game.undone
    assert game.branches
    return encode(make_save(machine.story, game, None, "The Street", TIME, GAME))


def restored() -> bytes:
    """Return a save of the shipped story that starts from a state instead of the beginning."""
    machine = shipped()
    resumed = resume(machine, decode((RECORDED / "desperado" / "restored_and_played.json").read_bytes(), "old"), "old")
    assert resumed.base is not None
    return encode(make_save(machine.story, resumed.playthrough, resumed.base, "The Street", TIME, GAME))


def fallen() -> bytes:
    """Return a save of a small story, in which the player decides about a death, after a cutaway."""
    game = Playthrough.replay(lantern(), ("hill.gate.look", "hill.well.back", "hill.gate.jump"))
    return encode(make_save(lantern().story, game, None, "The trap", TIME, GAME))


SAVES = {"branches": with_branches, "restored": restored, "fallen": fallen}


def damages(raw: bytes) -> Iterator[bytes]:
    """Yield the bytes with each bit flipped, and cut off after each byte."""
    for index, byte in enumerate(raw):
        for bit in range(8):
            yield raw[:index] + bytes([byte ^ 1 << bit]) + raw[index + 1 :]
    for length in range(len(raw)):
        yield raw[:length]


@pytest.mark.parametrize("name", SAVES)
def test_a_rotten_save_is_refused_or_is_what_it_was(name: str) -> None:
    """Whatever bit is flipped, wherever it is cut: it is refused, or nothing in it is otherwise."""
    raw = SAVES[name]()
    whole = decode(raw, name)
    outcomes = set()
    for number, damaged in enumerate(damages(raw)):
        if number % STRIDE == 0:
            try:
                assert decode(damaged, name) == whole, number
                outcomes.add("the same")
            except SaveProblem as problem:
                outcomes.add(problem.reason)
    assert outcomes <= {"the same", Reason.DAMAGED, Reason.NEWER}
    assert Reason.DAMAGED in outcomes


@pytest.mark.parametrize("name", ["lantern/cutaway_twice", "rich/fall", "desperado/tale_1", "desperado/restored"])
def test_rot_in_an_old_save_shows_where_its_choices_can_show_it(name: str) -> None:
    """A save of format 1 has no checksum, but its choices lead to the saved state, or it is refused."""
    machine, raw = old_save(name)
    whole = resume(machine, decode(raw, name), name)
    assert whole.how is How.SAME
    refused = 0
    for number, damaged in enumerate(damages(raw)):
        if number % STRIDE == 0:
            try:
                resumed = resume(machine, decode(damaged, name), name)
            except SaveProblem:
                refused += 1
                continue
            assert resumed.playthrough.choices == whole.playthrough.choices, number
            assert resumed.playthrough.state == whole.playthrough.state, number
            assert resumed.base == whole.base, number
    assert refused


def old_save(name: str) -> tuple[Machine, bytes]:
    """Return a recorded save of format 1, as if it had been made in the story of the day, and the machine for it.

    What that story does not keep account of any more is left out.
    """
    machine = {"desperado": shipped, "lantern": lantern, "rich": glass}[name.partition("/")[0]]()
    document = json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))
    document["story"]["fingerprint"] = machine.story.fingerprint
    kept = {key_of(slot) for slot in machine.story.slots}
    for part in filter(None, (document["state"], document.get("base"))):
        part["values"] = {key: value for key, value in part["values"].items() if key in kept}
    return machine, json.dumps(document, indent=1, ensure_ascii=False).encode()


def test_a_rotten_save_is_told_and_its_backup_goes_on(tmp_path: Path) -> None:
    """When a bit of a save has flipped, the player is told so, the file is set aside, and the backup is taken."""
    machine = lantern()
    slots = Slots(tmp_path, machine.story.id)
    game = Playthrough.replay(machine, ("hill.gate.look",))
    save_in(slots, "mine", machine, game)
    save_in(slots, "mine", machine, game.choose(machine, "hill.well.down"))
    raw = slots.content("mine")
    at = raw.index(b'"set light": "low"') + len(b'"set light": "lo')
    slots.path("mine").write_bytes(raw[:at] + b"v" + raw[at + 1 :])
    session = Session(machine, slots, "mine")
    said = " ".join(block.text for block in session.resume("mine") if isinstance(block, Notice))
    assert "something in it is not what was saved" in said
    assert "Its backup" in said
    assert session.playthrough == game
    assert "mine.json.damaged-1" in str(session.autosave())
