"""Whatever stands in a save, loading it gives a game or a refusal, and takes no time that somebody would notice."""

from __future__ import annotations

import copy
import json
import random
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lantern import LANTERN
from long_runs import times
from sealing import sealed

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.loading import load_text
from desperado_adventure.saving import Resumed, SaveProblem, resume
from desperado_adventure.saving.format import decode, encode
from desperado_adventure.saving.making import make_save
from desperado_adventure.terminal.resume_sentences import describe_resumed

RECORDED = Path(__file__).parent / "recorded" / "format_1"
ODD: tuple[object, ...] = (
    None, True, False, 0, 1, -1, 10**30, "", " ", ".", "a.b", "hill.gate", "hill.well", "hill.water.up", "take_back",
    "let_stand", "move lamp shelf", "move  ", "item lamp", "set light", "flag", "seen ", "cycle a % 3", "low", "shelf",
    "\u2028", "é" * 50, [], {}, [[]], {"scene": "hill.gate", "arrives": True}, {"after": 1, "choices": ["x"]},
)  # fmt: skip


@cache
def machines() -> tuple[Machine, Machine]:
    """Return the machine of the small story with cutaways, and one of the same story with its places renamed."""
    other = {file: text.replace("belt", "sash").replace("light", "lit") for file, text in LANTERN.items()}
    stories = [load_text(files).story for files in (LANTERN, other)]
    assert stories[0] is not None
    assert stories[1] is not None
    return Machine(stories[0]), Machine(stories[1])


def documents() -> list[dict[str, object]]:
    """Return saves of both formats: in cutaways, while a death is decided, with branches, from a state."""
    machine = machines()[0]
    begun = Playthrough.replay(machine, ("hill.gate.look", "hill.well.down")).undo().choose(machine, "hill.well.back")
    games = [begun.choose(machine, "hill.gate.jump"), begun.choose(machine, "hill.gate.in")]
    saves = [make_save(machine.story, game, None, "", "", "0" * 16) for game in games]
    saves.append(saves[0]._replace(base=saves[1].state))
    written = [json.loads(encode(save)) for save in saves]
    return [*written, *(json.loads(path.read_text("utf-8")) for path in sorted(RECORDED.glob("lantern/*.json")))]


def spoil(node: object, chance: random.Random) -> object:
    """Return a part of a save with something odd somewhere in it."""
    if isinstance(node, dict) and node and chance.random() < 0.9:
        key = chance.choice(list(node))
        if chance.random() < 0.1:
            return {**node, str(chance.choice(ODD)): node[key]}
        return {**node, key: spoil(node[key], chance)}
    if isinstance(node, list) and node and chance.random() < 0.9:
        index = chance.randrange(len(node))
        kind = chance.random()
        if kind < 0.15:
            return node[:index] + node[index + 1 :]
        if kind < 0.3:
            return [*node, node[index]]
        return [*node[:index], spoil(node[index], chance), *node[index + 1 :]]
    return copy.deepcopy(chance.choice(ODD))


def load(raw: bytes) -> list[tuple[Machine, Resumed]]:
    """Return what the save gives in the story it is of, and in the changed one; nothing where it is refused."""
    found = []
    for machine in machines():
        try:
            found.append((machine, resume(machine, decode(raw, "save"), "save")))
        except SaveProblem:
            continue
    return found


def test_odd_saves_are_loaded_or_refused() -> None:
    """With a right checksum and anything in it, a save gives a game that goes on, with a report, or a refusal."""
    loaded = 0
    for seed in range(times(2_000, 30_000)):
        chance = random.Random(seed)
        document = copy.deepcopy(chance.choice(documents()))
        for _ in range(chance.choice((1, 1, 2, 4))):
            spoilt = spoil(document, chance)
            document = spoilt if isinstance(spoilt, dict) else document
        raw = sealed(document) if document.get("format") == 2 else json.dumps(document)
        for machine, resumed in load(raw.encode()):
            loaded += 1
            describe_resumed(resumed)
            assert resumed.playthrough.state.scene in machine.story.scenes
    assert loaded > 100


HEAVY: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "a choice of dots": lambda d: {**d, "choices": ["hill" + ".a" * 300_000]},
    "scene of dots": lambda d: {**d, "state": {**d["state"], "scene": "hill" + ".a" * 300_000}},
    "cutaways": lambda d: _with_stack(d, [{"scene": "hill.gate", "arrives": False}] * 30_000),
    "values": lambda d: {**d, "state": {**d["state"], "values": {f"seen a{n}": 1 for n in range(50_000)}}},
    "undone": lambda d: {**d, "undone": ["hill.water.up"] * 100_000},
    "blanks": lambda d: {**d, "choices": [" " * 1_000_000]},
}  # fmt: skip


def _with_stack(document: dict[str, object], stack: list[object]) -> dict[str, object]:
    state = document["state"]
    assert isinstance(state, dict)
    return {**document, "state": {**state, "scene": "hill.nowhere", "stack": stack}}


@pytest.mark.parametrize("name", HEAVY)
def test_heavy_saves_take_no_time(name: str) -> None:
    """A save that was made to be slow is loaded or refused within some seconds of the processor."""
    document = HEAVY[name](documents()[1])
    started = time.process_time()
    load(sealed(document).encode())
    assert time.process_time() - started < 10
