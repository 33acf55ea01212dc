"""The proof against faults planted in copies of the shipped story: each is found, with choices that do reproduce it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from desperado_adventure.analysis.verdicts.proof import prove
from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.engine.views import Told
from desperado_adventure.loading import load_text
from desperado_adventure.model.diagnostics import Diagnostic
from desperado_adventure.model.state import State
from desperado_adventure.model.story import Story

FOLDER = Path(__file__).parents[2] / "story"
PLACES = 20
_FEW = 5_000


class Place(NamedTuple):
    """A scene to plant faults in: its number, its id, and the lines that its choices and its words begin on."""

    number: int
    scene: str
    file: str
    choices: int
    text: int


@cache
def _files() -> dict[str, str]:
    paths = [path for path in FOLDER.rglob("*.yaml") if path.parent.name != "walkthroughs"]
    return {path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def _load(files: dict[str, str]) -> Story:
    loaded = load_text(files)
    assert loaded.story is not None, loaded.diagnostics
    return loaded.story


@cache
def _places() -> list[Place]:
    """Return twenty scenes from all over the story: with choices, without packing, their words in one block."""
    files, possible = _files(), []
    for scene in _load(files).scenes.values():
        if scene.parent or not scene.choices or scene.pack:
            continue
        lines = files[scene.mark.file].split("\n")
        first = scene.choices[0].mark.line
        words = [line for line in range(scene.mark.line, first) if lines[line - 1] == "  text: |"]
        if words:
            possible.append((scene.id, scene.mark.file, first, words[0] + 1))
    step = len(possible) / PLACES
    return [Place(number, *possible[int(number * step)]) for number in range(PLACES)]


def _plant(choices: str, scenes: str, words: str = "") -> dict[str, str]:
    """Return the files with all of this at each place; `@` stands for its number and `HOST` for its scene."""
    files = {name: text.split("\n") for name, text in _files().items()}
    for place in sorted(_places(), key=lambda place: -place.choices):
        lines = files[place.file]
        ready = [part.replace("@", str(place.number)).replace("HOST", place.scene) for part in (choices, scenes, words)]
        lines[place.choices - 1 : place.choices - 1] = ready[0].strip("\n").split("\n")
        if words:
            lines[place.text - 1 : place.text - 1] = [f"    {ready[2]}", ""]
        lines += ready[1].strip("\n").split("\n")
    declarations = files["story.yaml"]
    declarations.insert(declarations.index("variables:") + 1, "  planted: flag")
    return {name: "\n".join(lines) + "\n" for name, lines in files.items()}


def _replay(story: Story, finding: Diagnostic) -> Playthrough:
    assert finding.choices is not None, finding
    return Playthrough.replay(Machine(story), finding.choices)


def _open(story: Story, state: State) -> set[str]:
    return {option.id for option in Machine(story).options(state) if option.open}


def _can_end(story: Story, state: State) -> bool:
    """Whether an ending can be reached from a state, as playing everything out shows."""
    machine, seen, queue = Machine(story), {state}, [state]
    while queue:
        here = queue.pop()
        view = machine.view(here)
        if view.ending:
            return True
        moves = [f"move {item} {place}" for item, place in view.packing.moves] if view.packing is not None else []
        for command in [option.id for option in view.options if option.open] + moves:
            after = machine.choose(here, command).state
            if after not in seen:
                seen.add(after)
                queue.append(after)
        assert len(seen) < _FEW, "too many to play out"
    return False


def _by_name(findings: tuple[Diagnostic, ...], code: str) -> dict[str, Diagnostic]:
    """Return the findings of a kind by the scenes and choices that they name."""
    named = [
        (finding, re.findall(r"`([^`]+)`", finding.message)) for finding in findings if finding.code.number == code
    ]
    return {name: finding for finding, names in named for name in names}


UNSEEN_CHOICES = """
    planted_choice: {say: Never offered., when: planted, text: Never taken.}
    planted_way: {say: Never offered either., when: planted, goto: planted_scene_@}
    planted_end: {say: Nor this., when: planted, goto: planted_ending_@}
"""
UNSEEN_SCENES = """
planted_scene_@:
  title: Planted
  text: The only key to this room lies in it.
  do: [planted = true]
  choices:
    back: {say: Back., goto: HOST}
planted_ending_@:
  title: Planted
  text: It ends here.
  ending: {title: Planted, hint: Planted.}
"""
UNSEEN_WORDS = "{planted: Never said @.|Always said @.}"


def test_what_cannot_be_seen_is_found_in_each_of_twenty_places(capsys: pytest.CaptureFixture[str]) -> None:
    """A scene, a choice, an ending and words out of reach are found in each place, and where they should be."""
    files = _plant(UNSEEN_CHOICES, UNSEEN_SCENES, UNSEEN_WORDS)
    story = _load(files)
    certificate = prove(story)
    assert certificate.exhausted
    findings = certificate.findings
    scenes, choices, endings = (_by_name(findings, code) for code in ("DA501", "DA502", "DA511"))
    lines = {name: text.split("\n") for name, text in files.items()}
    words = {
        lines[each.mark.file][each.mark.line - 1].strip(): each for each in findings if each.code.number == "DA506"
    }
    for number, scene, *_ in _places():
        chapter = scene.partition(".")[0]
        for finding, choice in (
            (choices[f"{scene}.planted_choice"], "planted_choice"),
            (scenes[f"{chapter}.planted_scene_{number}"], "planted_way"),
            (endings[f"{chapter}.planted_ending_{number}"], "planted_end"),
        ):
            state = _replay(story, finding).state
            assert state.scene == scene
            assert f"{scene}.{choice}" not in _open(story, state)
        told = _replay(story, words[UNSEEN_WORDS.replace("@", str(number))])
        said = [passage.plain for event in told.events if isinstance(event, Told) for passage in event.passages]
        assert f"Always said {number}." in said
    with capsys.disabled():
        kinds = ", ".join(f"{PLACES} {kind}" for kind in ("scenes", "choices", "endings", "variants"))
        print(f"\nplanted out of reach: {kinds}: all found")  # noqa: T201  # the number of faults is to be seen


STUCK_CHOICES = """
    planted_dead: {say: To the dead end., goto: planted_dead_@}
    planted_lock: {say: To the soft-lock., goto: planted_lock_@}
"""
STUCK_SCENES = """
planted_dead_@:
  title: Planted
  text: A room whose door opens once, if you do not knock.
  choices:
    knock: {say: Knock., once: true, text: Nobody answers.}
    back: {say: Back., when: not taken(planted_dead_@.knock), goto: HOST}
planted_lock_@:
  title: Planted
  text: A room with a key to lose.
  choices:
    wait: {say: Wait., text: You wait.}
    lose: {say: Lose the key., when: not planted, do: [planted = true], text: It is gone.}
    back: {say: Back., when: not planted, goto: HOST}
"""


def test_where_the_story_is_stuck_is_found_in_each_of_twenty_places(capsys: pytest.CaptureFixture[str]) -> None:
    """A dead end and a soft-lock, both with a way out until a choice shuts it, are found in each place."""
    story = _load(_plant(STUCK_CHOICES, STUCK_SCENES))
    certificate = prove(story)
    assert certificate.exhausted
    dead, locked = _by_name(certificate.findings, "DA507"), _by_name(certificate.findings, "DA508")
    for number, scene, *_ in _places():
        chapter = scene.partition(".")[0]
        end = _replay(story, dead[f"{chapter}.planted_dead_{number}"])
        assert end.state.scene == f"{chapter}.planted_dead_{number}"
        assert not _open(story, end.state)
        assert _open(story, end.undo().state)
        lock = _replay(story, locked[f"{chapter}.planted_lock_{number}"])
        assert lock.choices[-1] == f"{chapter}.planted_lock_{number}.lose"
        assert _open(story, lock.state)
        assert not _can_end(story, lock.state)
    with capsys.disabled():
        print(f"\nplanted: {PLACES} dead ends, {PLACES} soft-locks: all found")  # noqa: T201  # as above


GATE = """
planted_gate:
  title: Planted
  text: Everybody at the table wants to see a gun first.
  choices:
    wait: {say: Wait., text: You wait.}
    show: {say: Show it., requires: has(pistols) or has(rigs), barred: Show what?, goto: table}
"""


def test_a_pistol_that_can_be_dropped_before_the_ranch_locks_the_story() -> None:
    """Where the ranch wants a gun that may have been left behind, the soft-lock is found, and replay confirms it."""
    files = dict(_files())
    ranch = files["scenes/ranch.yaml"]
    assert ranch.count("goto: table\n") > 1, "every way to the table leads through the gate"
    files["scenes/ranch.yaml"] = ranch.replace("goto: table\n", "goto: planted_gate\n") + GATE
    story = _load(files)
    certificate = prove(story)
    locks = [finding for finding in certificate.findings if finding.code.number == "DA508"]
    assert certificate.exhausted
    assert "ranch.planted_gate" in certificate.locked
    assert any("`pistols` is not case" in lock.message for lock in locks)
    for lock in locks:
        state = _replay(story, lock).state
        items = {item.id: state.values[item.slot] for item in story.items}
        carried = {index + 1 for index, place in enumerate(story.places) if place.carried}
        assert not carried & {items["pistols"], items["rigs"]}
        assert not _can_end(story, state)
