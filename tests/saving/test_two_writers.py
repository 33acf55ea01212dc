"""Two processes play in one slot while a third reads it: nothing that either was told to be saved is lost."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from crash_states import files_in
from long_runs import times
from programs import CROSSROADS, Program
from reached_games import Road, is_missing, reached
from terminals import write_story


def test_two_writers_and_a_reader(tmp_path: Path) -> None:
    """Both games are whole at the end, each in a slot of its own; every file that was read meanwhile was whole."""
    story = write_story(tmp_path / "story", CROSSROADS)
    saves = tmp_path / "saves"
    beginning = Program(story, saves, "--new")
    beginning.send(choose="road.fork.a")
    beginning.quit()
    roads: dict[str, Road] = {}
    told: dict[str, list[str]] = {"a": [], "b": []}

    def play(letter: str, program: Program) -> None:
        road: Road = ("road", "null", "road.fork.a")
        for _ in range(times(40, 400)):
            turn = program.send(choose=f"road.fork.{letter}")
            assert turn["saved"]
            told[letter] += [event["saving"] for event in turn.get("saving", ())]
            road = (*road, f"road.fork.{letter}")
            roads[letter] = road
        program.quit()

    writers = [threading.Thread(target=play, args=(letter, Program(story, saves))) for letter in told]
    for writer in writers:
        writer.start()
    reads = 0
    while any(writer.is_alive() for writer in writers):
        document = json.loads((saves / "crossroads" / "autosave.json").read_bytes())
        assert document["choices"]
        reads += 1
    assert reads
    assert sorted(len(events) for events in told.values()) == [0, 1], told
    held = reached(files_in(saves))
    assert not [road for road in roads.values() if is_missing(road, held)]
    assert len(roads) == 2
    assert (saves / "crossroads" / "autosave-2.json").exists()
