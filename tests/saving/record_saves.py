"""Records saves with the real program, for tests that load them for ever: `tests/saving/record_saves.py DIR`.

It needs PYTHONPATH=.:tests/support, and is run once for each format, before the format is changed. What it recorded is
never recorded again.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from glass import GLASS
from lantern import EARLY, LANTERN
from story_games import STORY
from story_shipped import machine, runs, story
from terminals import command, environment, write_story

from desperado_adventure.model.state import State

Road = Sequence[str]
"""The choices of a game, in their order; `undo`, `redo` and `load SLOT` are commands."""

LONG_CHAPTERS = {"bar": 3, "street": 2, "rooftops": 2, "showdown": 3, "ranch": 3}
"""How many saves each long chapter gets; the others get one."""


class Recorder:
    """Plays games in a folder of its own, and copies their saves to the folder of the records."""

    def __init__(self, scratch: Path, target: Path) -> None:
        """Play in `scratch`, record in `target`."""
        self._scratch, self._target = scratch, target

    def record(self, name: str, folder: Path, road: Road, story_id: str) -> None:
        """Play a road in the story of a folder, and record the save after it as `story_id/name.json`."""
        play(self._scratch, folder, name, road)
        self._copy(name, story_id)

    def record_plain(self, name: str, folder: Path, lines: Sequence[str], story_id: str) -> None:
        """Do the same by typing lines into the plain screen."""
        line = command("play", "--plain", "--story", str(folder), "--slot", name)
        _run(line, "".join(f"{each}\n" for each in lines), self._scratch)
        self._copy(name, story_id)

    def _copy(self, name: str, story_id: str) -> None:
        saved = self._scratch / "saves" / story_id / f"{name}.json"
        (self._target / story_id).mkdir(parents=True, exist_ok=True)
        shutil.copy(saved, self._target / story_id / f"{name}.json")


def play(scratch: Path, folder: Path, slot: str, road: Road) -> None:
    """Play a road with `play --json`, each turn saved in a slot; fail where something is refused."""
    lines = "".join(json.dumps(_asked(each)) + "\n" for each in road)
    answers = _run(command("play", "--json", "--story", str(folder), "--slot", slot), lines, scratch)
    refused = [line for line in answers.splitlines() if '"error"' in line]
    assert not refused, refused


def _run(line: list[str], given: str, scratch: Path) -> str:
    done = subprocess.run(line, input=given, text=True, capture_output=True, env=environment(scratch), check=True)
    return done.stdout


def _asked(step: str) -> dict[str, str]:
    words = step.split()
    if words[0] == "move":
        return {"move": words[1], "to": words[2]}
    if words[0] == "load":
        return {"load": words[1]}
    return {"do": step} if step in ("undo", "redo") else {"choose": step}


def chapter_roads() -> Iterator[tuple[str, Road]]:
    """Yield a name and a road for each save of a chapter: where the longest walkthroughs are half through it."""
    for chapter in story().chapters:
        inside = []
        for run in runs():
            states = [step.state for step in run.playthrough.steps]
            prefix = f"{chapter.id}."
            turns = [turn for turn, state in enumerate(states) if _rests(state) and state.scene.startswith(prefix)]
            if turns:
                inside.append((len(turns), run.playthrough.choices, turns))
        inside.sort(key=lambda found: -found[0])
        for number in range(LONG_CHAPTERS.get(chapter.id, 1)):
            _, choices, turns = inside[number]
            yield f"{chapter.id}_{number + 1}", choices[: turns[len(turns) // 2]]


def _rests(state: State) -> bool:
    scene = story().scenes[state.scene]
    return not scene.fall and scene.ending is None and not state.stack


def special_roads() -> Iterator[tuple[str, Road]]:
    """Yield a name and a road for each state that is special: a fall, a cutaway, packing, an ending."""
    moments = [(run.playthrough, turn) for run in runs() for turn in range(len(run.playthrough.steps))]
    wanted: dict[str, Callable[[State, Road], bool]] = {
        "fall": lambda state, road: state.fallen is not None and len(road) > 40,
        "cutaway": lambda state, _: bool(state.stack),
        "packing": lambda _, road: len(road) > 1 and all(each.startswith("move ") for each in road[-2:]),
        "ending": lambda state, road: story().scenes[state.scene].ending is not None and len(road) > 60,
    }
    for name, is_wanted in wanted.items():
        roads = ((game.steps[turn].state, game.choices[:turn]) for game, turn in moments)
        yield name, next(road for state, road in roads if is_wanted(state, road))


def changed_copy(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Return a copy of the shipped story in which, by file, one text is another."""
    shutil.copytree(STORY, folder)
    for file, old, new in changes:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def record_changed(recorder: Recorder, scratch: Path) -> None:
    """Record a restored game and a moved one: saves that were loaded into changed copies of the story."""
    road = next(road for name, road in chapter_roads() if name == "street_1")
    states = _states(road)
    first = f"\n    {road[0].rpartition('.')[2]}:\n"
    no_road = changed_copy(scratch / "no_road", ("scenes/tale.yaml", first, "\n    another:\n"))
    play(scratch, STORY, "restored", road)
    recorder.record("restored", no_road, [], "desperado")
    going_on = _open_choice(states[-1])
    play(scratch, STORY, "restored_and_played", road)
    recorder.record("restored_and_played", no_road, [going_on], "desperado")
    key = states[-1].scene.partition(".")[2]
    places = (f"goto: {key}\n", f"\n{key}:\n", f"street.{key}.")
    renamed = [(old, old.replace(key, "elsewhere")) for old in places]
    no_scene = changed_copy(scratch / "no_scene", *(("scenes/street.yaml", old, new) for old, new in renamed))
    play(scratch, STORY, "moved", road)
    recorder.record("moved", no_scene, [], "desperado")


def _states(road: Road) -> list[State]:
    states = [machine().begin().state]
    for choice in road:
        states.append(machine().choose(states[-1], choice).state)
    return states


def _open_choice(state: State) -> str:
    return next(option.id for option in machine().options(state) if option.open)


def main() -> None:
    """Record everything."""
    target = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        recorder = Recorder(scratch, target)
        roads = [*chapter_roads(), *special_roads()]
        for name, road in roads:
            recorder.record(name, STORY, road, "desperado")
        street = dict(roads)["street_2"]
        recorder.record("undone", STORY, [*street, "undo", "undo", "undo"], "desperado")
        record_changed(recorder, scratch)
        record_small_stories(recorder, scratch)


def record_small_stories(recorder: Recorder, scratch: Path) -> None:
    """Record what the shipped story does not have, and a game on the plain screen."""
    glass = write_story(scratch / "glass", GLASS)
    recorder.record("packing", glass, ["bar.door.pack", "move pistols case", "move rigs sleeves"], "rich")
    death = ["bar.door.in", "bar.counter.talk", "bar.counter.talk.bucho", "bar.shoot.stand"]
    recorder.record("fall", glass, death, "rich")
    recorder.record_plain("plain", glass, ["wait", "wait", "go in", "undo", "quit"], "rich")
    recorder.record("branches", glass, ["bar.door.wait", "bar.door.wait", "undo", "undo", "bar.door.in"], "rich")
    lantern = write_story(scratch / "lantern", LANTERN)
    recorder.record("cutaway", lantern, ["hill.gate.look"], "lantern")
    recorder.record("cutaway_twice", lantern, ["hill.gate.look", "hill.well.down"], "lantern")
    recorder.record("cutaway_on_arrival", lantern, ["hill.gate.in"], "lantern")
    recorder.record("fall_at_the_start", write_story(scratch / "early", EARLY), [], "early")


if __name__ == "__main__":
    main()
