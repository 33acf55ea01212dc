"""Kills: after `kill -9` at any moment, every save can be read, and no acknowledged choice is missing."""

from __future__ import annotations

import contextlib
import json
import random
import threading
from pathlib import Path

from crash_states import files_in
from long_runs import times
from programs import CROSSROADS, Program
from reached_games import Road, is_missing, is_ours, reached
from terminals import write_story

SLOTS = ("autosave", "x", "y")


class Player:
    """Plays at random, and remembers every road that the program has acknowledged."""

    def __init__(self, chance: random.Random, saves: Path) -> None:
        self.chance = chance
        self.roads: set[Road] = set()
        self.road: Road = ()
        self._folder = saves / "crossroads"

    def play(self, program: Program) -> None:
        """Play until the program is killed."""
        self.road = ()
        with contextlib.suppress(BrokenPipeError, ValueError):  # a turn may be cut off in the middle
            while self._step(program):
                pass

    def _step(self, program: Program) -> bool:
        kind = self.chance.choices(["choose", "new", "save", "load"], [12, 1, 1, 1])[0]
        slot = self.chance.choice(SLOTS[1:])
        if kind == "choose":
            choice = self.chance.choice([option["id"] for option in program.turn["options"] if option["id"][-1] != "z"])
            road = (*self.road, choice)
            answer = program.send(choose=choice)
        elif kind == "new":
            road, answer = (), program.send(do="new")
        elif kind == "save":
            road, answer = self.road, program.send(save=slot)
        else:
            road, answer = self._saved(slot), program.send(load=slot)
        if "turn" not in answer:
            return "error" in answer
        assert answer["saved"]
        assert answer["turn"] == len(road)
        self.road = road
        self.roads.add(("road", "null", *road))
        return True

    def _saved(self, slot: str) -> Road:
        path = self._folder / f"{slot}.json"
        return tuple(json.loads(path.read_bytes())["choices"]) if path.exists() else ()


def test_a_kill_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    """A program that saves, starts over, keeps and loads is killed again and again; nothing acknowledged is lost."""
    chance = random.Random(8)
    story = write_story(tmp_path / "story", CROSSROADS)
    acknowledged = 0
    for number in range(times(25, 500)):
        saves = tmp_path / f"saves{number // 5}"
        player = Player(chance, saves)
        program = Program(story, saves, "--new")
        killer = threading.Timer(chance.uniform(0.0, 0.15), program.process.kill)
        killer.start()
        player.play(program)
        program.close()
        killer.join()
        held = reached(files_in(saves))
        missing = [road for road in player.roads if is_missing(road, held)]
        assert not missing, (number, missing)
        assert not any(road[0] == "bytes" for road in held)
        acknowledged += len(player.roads)
    assert acknowledged > 25


def test_what_a_kill_leaves_lying_about_is_swept(tmp_path: Path) -> None:
    """After the next save nothing is left of the files that were being written when the program was killed."""
    chance = random.Random(9)
    story = write_story(tmp_path / "story", CROSSROADS)
    saves = tmp_path / "saves"
    for _ in range(times(10, 100)):
        program = Program(story, saves, "--new")
        killer = threading.Timer(chance.uniform(0.0, 0.1), program.process.kill)
        killer.start()
        Player(chance, saves).play(program)
        program.close()
        killer.join()
    program = Program(story, saves, "--new")
    program.send(choose="road.fork.a")
    program.quit()
    left = [path for path in files_in(saves) if not is_ours(path) and not path.endswith(".lock")]
    assert left == []
    assert json.loads((saves / "crossroads" / "autosave.json").read_bytes())["choices"] == ["road.fork.a"]
