"""Files that are nearly saves: each is refused with a sentence, or it is a game that can be played."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from lantern import LANTERN
from long_runs import tried
from nearly_saves import World, in_other_words, nearly_saves, spoiled_bytes, worlds, written
from promised_reports import broken_laws
from updated_games import go_on

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.loading import load_text
from desperado_adventure.saving import Containment, How, Reason, SaveProblem, Slots, resume
from desperado_adventure.saving.format import decode, encode
from desperado_adventure.saving.making import make_save, name_state
from desperado_adventure.saving.saved import Save
from desperado_adventure.terminal.refusal_sentences import describe
from desperado_adventure.terminal.resume_sentences import describe_resumed

UNREADABLE = (Reason.DAMAGED, Reason.NEWER)
UNUSABLE = (Reason.DAMAGED, Reason.FOREIGN, Reason.LOST)
SEEDS = some.integers(0, 2**16)


def check_said(problem: SaveProblem, reasons: Collection[Reason]) -> None:
    """See that a save is refused for one of these reasons, with a sentence."""
    assert problem.reason in reasons, problem
    assert describe(problem).endswith("."), problem


def read(raw: bytes) -> Save | None:
    """Read a file, and see that what can be read can be written and read again; None when it is refused."""
    try:
        save = decode(raw, "x")
    except SaveProblem as problem:
        check_said(problem, UNREADABLE)
        return None
    assert decode(encode(save, "x"), "x") == save
    return save


def check_resuming(machine: Machine, save: Save, seed: int, *, is_lawful: bool) -> None:
    """See that a save is refused, or that its game can be played on, and is nowhere that a game cannot be.

    `is_lawful`: the story never puts more into a place than goes in, as some do that were edited at random.
    """
    try:
        resumed = resume(machine, save, "x")
    except SaveProblem as problem:
        check_said(problem, UNUSABLE)
        return
    assert all(sentence.endswith(".") for sentence in describe_resumed(resumed))
    states = [step.state for step in resumed.playthrough.steps]
    for state in states if is_lawful else states[: resumed.base is not None]:
        assert broken_laws(machine.story, state) == []
        assert state.fallen is None or not state.fallen.scene or broken_laws(machine.story, state.fallen) == []
    for state in states:
        assert all(
            slot.low <= value <= slot.high for slot, value in zip(machine.story.slots, state.values, strict=True)
        )
    go_on(machine, resumed, random.Random(seed))


def check(world: World, raw: bytes, seed: int) -> None:
    """See that a file is refused, or can be resumed in its story and in each later version of it."""
    save = read(raw)
    if save is None:
        return
    for machine in (world.machine, *world.later):
        assert Containment(machine).holds(save, save)
        check_resuming(machine, save, seed, is_lawful=machine is world.machine)


@tried(120, 20_000)
@given(nearly_saves(), SEEDS)
def test_what_is_nearly_a_save_is_refused_or_is_a_game(file: tuple[World, bytes], seed: int) -> None:
    """Parts of a save may be missing, doubled, nested, huge or of another kind, and its checksum may be right."""
    check(*file, seed)


@tried(60, 20_000)
@given(spoiled_bytes(), SEEDS)
def test_spoiled_bytes_are_refused_or_are_a_game(file: tuple[World, bytes], seed: int) -> None:
    """Any bytes may be missing from a save, or be put into it."""
    check(*file, seed)


@tried(40, 5_000)
@given(some.data(), SEEDS)
def test_a_save_is_the_same_in_any_form_of_json(data: some.DataObject, seed: int) -> None:
    """It does not matter how a save is laid out, in which order its keys stand, and what is escaped."""
    document = data.draw(some.sampled_from(data.draw(some.sampled_from(worlds())).documents))
    other = in_other_words(document, random.Random(seed))
    assert decode(other.encode(), "x") == decode(written(document), "x")


NO_SAVE = {
    "a fraction": "1.0", "a power": "1e3", "minus a fraction": "-0.0", "no number": "NaN", "without end": "Infinity",
    "too many digits": "1" * 5_000, "a zero first": "01", "a sign": "+1", "in base 16": "0x1", "a list": "[1]",
    "a word in its place": '"1"', "nothing": "", "half a character": '"\\ud800"', "another half": '"\\udfff"',
    "too deep": "[" * 100_000 + "]" * 100_000, "twice": '1, "counter heat": 1', "truth": "true", "null": "null",
}  # fmt: skip


@pytest.mark.parametrize("name", NO_SAVE)
def test_what_json_has_and_a_save_has_not_is_refused(name: str) -> None:
    """A number in an old save, which has no checksum, is a whole number in digits, and nothing else."""
    old = [each for world in worlds() for each in world.documents if each["format"] == 1]
    document = next(each for each in old if "counter heat" in each["state"]["values"])
    here = '"counter heat": '
    before, _, after = json.dumps({**document, "base": None}).rpartition(here)
    number = after.partition(",")[0].partition("}")[0]
    assert decode((before + here + number + after.removeprefix(number)).encode(), "x")
    with pytest.raises(SaveProblem) as refused:
        decode((before + here + NO_SAVE[name] + after.removeprefix(number)).encode(), "x")
    check_said(refused.value, (Reason.DAMAGED,))


# -- in a folder -------------------------------------------------------------------------------------------------------

NAMES = ("autosave", "a", "kept-1", "kept-2")
ACTIONS: dict[str, Callable[[Slots, Machine, Save | None, str, str], object]] = {
    "list": lambda slots, machine, save, one, other: (slots.summaries(), slots.shelf.summaries()),
    "load": lambda slots, machine, save, one, other: slots.holder(one).load(one, machine),
    "put": lambda slots, machine, save, one, other: save and slots.put(one, save, Containment(machine)),
    "go on": lambda slots, machine, save, one, other: save and slots.put(one, save, Containment(machine), known=b""),
    "keep": lambda slots, machine, save, one, other: slots.keep(one, Containment(machine)),
    "restore": lambda slots, machine, save, one, other: slots.restore(one, other, Containment(machine)),
    "clear": lambda slots, machine, save, one, other: slots.clear(one, Containment(machine), save),
}
STEPS = some.tuples(some.sampled_from(list(ACTIONS)), some.sampled_from(NAMES), some.sampled_from(NAMES))


@tried(25, 3_000)
@given(some.lists(nearly_saves() | spoiled_bytes(), min_size=1, max_size=4), some.lists(STEPS, min_size=1, max_size=6))
def test_no_action_loses_what_is_nearly_a_save(
    files: list[tuple[World, bytes]], steps: list[tuple[str, str, str]]
) -> None:
    """Whatever lies in the slots and on the shelf, an action is done or refused, and all of it is there afterwards."""
    machine = files[0][0].machine
    readable = [save for _, raw in files if (save := read(raw)) is not None]
    with tempfile.TemporaryDirectory() as folder:
        slots = Slots(Path(folder), machine.story.id)
        slots.shelf.folder.mkdir(parents=True)
        for name, (_, raw) in zip(NAMES, files, strict=False):
            (slots.shelf if name.startswith("kept") else slots).path(name).write_bytes(raw)
        for number, (action, one, other) in enumerate(steps):
            save = readable[number % len(readable)] if readable else None
            try:
                ACTIONS[action](slots, machine, save, one, other)
            except SaveProblem as problem:
                check_said(problem, tuple(Reason))
        there = [path.read_bytes() for path in Path(folder).rglob("*.json*") if not path.name.endswith(".backup")]
    saves = [save for raw in there if (save := read(raw)) is not None]
    for _, raw in files:
        assert raw in there or any(Containment(machine).holds(save, decode(raw, "x")) for save in saves)


# -- what was found so -------------------------------------------------------------------------------------------------

BEFORE_ALL: dict[str, Any] = {"scene": "", "values": {}, "stack": [], "fallen": None}
IMPOSSIBLE: dict[str, dict[str, Any]] = {
    "more in a place than goes in": {"values": {"item lamp": "belt", "item key": "belt", "item stone": "belt"}},
    "an item where it does not fit": {"values": {"item key": "shelf"}},
    "before the beginning": {"scene": ""},
    "in a cutaway that goes back before the beginning": {"stack": [{"scene": "", "arrives": False}]},
    "dead without a death": {"scene": "hill.trap"},
    "a death in a scene without one": {"fallen": BEFORE_ALL},
    "where the story goes on by itself": {"scene": "hill.house", "values": {"flag warned": False}},
    "in a cutaway that nobody plays there": {"stack": [{"scene": "hill.house", "arrives": False}]},
}
STONE = LANTERN["story.yaml"].replace("  key: {", "  stone: {title: a stone, size: 2, at: shelf}\n  key: {")


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_a_game_cannot_start_where_none_can_be(name: str) -> None:
    """A save whose choices start from a state that no game can be in is damaged, though each value alone is right."""
    story = load_text({**LANTERN, "story.yaml": STONE}).story
    assert story is not None
    machine = Machine(story)
    game = Playthrough.begin(machine)
    good = json.loads(encode(make_save(story, game, name_state(story, game.state), "", "")))
    assert resume(machine, decode(written(good), "x"), "x").how is How.SAME
    changed = IMPOSSIBLE[name]
    state = good["base"] | changed | {"values": good["base"]["values"] | changed.get("values", {})}
    with pytest.raises(SaveProblem) as refused:
        resume(machine, decode(written({**good, "base": state, "state": state}), "x"), "x")
    check_said(refused.value, (Reason.DAMAGED,))
