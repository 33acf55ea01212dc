"""`play --from SCENE`: the story is where a player would be who comes there, and goes on as for him."""

import json
import subprocess
from pathlib import Path

import pytest
from terminals import PATIENCE, command, environment, playing, write_story

STORY = {
    "story.yaml": (
        "id: small\nvariables: {n: 0..3}\n"
        "falls: {counts: n, take_back: Take it back., let_stand: Let it stand., goto: bar.end}\n"
    ),
    "scenes/bar.yaml": (
        "door:\n  text: 'A door. {n >= 1: Again.}'\n  choices:\n    a: {say: Draw., goto: dead}\n"
        "    b: {say: Go., goto: hall}\n    c: {say: Call., cutaway: phone, goto: room}\n"
        "hall: {text: A hall., goto: cross}\n"
        "cross:\n  redirects: [{when: n >= 1, goto: end}, {goto: room}]\n"
        "room: {text: A room., choices: {s: {say: Sit., goto: end}}}\n"
        "phone: {text: Ring., choices: {h: {say: Hang up., return: true}}}\n"
        "dead: {text: You die., fall: true}\n"
        "end: {text: It ends., ending: {title: Over}}\n"
        "yard: {text: A yard that nobody has found., goto: hall}\n"
        "cellar: {text: Dark., choices: {d: {say: Dial., cutaway: radio}, up: {say: Up., goto: end}}}\n"
        "radio: {text: It hisses., choices: {o: {say: Off., return: true}}}\n"
    ),
}


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Return the folder of the story."""
    return write_story(tmp_path / "story", STORY)


def run(story: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command beside the story."""
    return subprocess.run(
        command(*arguments),
        cwd=story.parent,
        input=given,
        env=environment(story.parent),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def told(story: Path, scene: str, given: str = "") -> list[str]:
    """Play from a scene and return the lines that are told."""
    done = run(story, "play", "story", "--plain", "--from", scene, given=given)
    assert done.returncode == 0, done.stderr
    return [line for line in done.stdout.split("\n") if line]


@pytest.mark.parametrize(
    ("scene", "lines"),
    [
        ("bar.hall", ["A hall.", "A room.", "One choice:", "1. Sit."]),
        ("bar.cross", ["A hall.", "A room.", "One choice:", "1. Sit."]),
        ("bar.dead", ["You die.", "Two choices:", "1. Take it back.", "2. Let it stand."]),
        ("bar.phone", ["Ring.", "One choice:", "1. Hang up."]),
        ("room", ["A room.", "One choice:", "1. Sit."]),
    ],
)
def test_a_scene_that_does_not_rest_runs_on(story: Path, scene: str, lines: list[str]) -> None:
    """Scenes that lead on by themselves tell what they tell a player, until there is something to choose."""
    assert told(story, scene)[1:-1] == lines


def test_a_death_can_be_taken_back(story: Path) -> None:
    """What was before the death is there, so that it can be taken back and counted."""
    assert "A door. Again." in told(story, "bar.dead", "1\n")


def test_a_cutaway_comes_back_to_where_it_was_called(story: Path) -> None:
    """The scene that plays the cutaway is known, and what comes after it too."""
    assert told(story, "bar.phone", "1\n")[-4:-1] == ["A room.", "One choice:", "1. Sit."]


def test_the_way_can_be_undone(story: Path) -> None:
    """The choices that lead to the scene were taken, and are taken back one by one."""
    assert "Undone: “Go.” You are back here:" in told(story, "bar.hall", "undo\n")


def test_where_no_way_leads_that_is_said_and_the_story_begins_there(story: Path) -> None:
    """A scene that nobody can reach is played with everything as at the start, and runs on like any other."""
    lines = told(story, "bar.yard")
    assert lines[1] == "No way to bar.yard was found. This is as if the story began there."
    assert lines[2:-1] == ["A yard that nobody has found.", "A hall.", "A room.", "One choice:", "1. Sit."]


def test_a_cutaway_of_a_scene_that_nobody_reaches_comes_back_to_it(story: Path) -> None:
    """Even then the cutaway is under way, and its return leads to its caller."""
    assert told(story, "bar.radio", "1\n")[-4:-1] == ["Two choices:", "1. Dial.", "2. Up."]


@pytest.mark.parametrize(
    "scene", ["bar.hall", "bar.cross", "bar.dead", "bar.phone", "bar.yard", "bar.radio", "bar.door"]
)
def test_the_log_of_such_a_game_gives_its_transcript(story: Path, scene: str) -> None:
    """`replay` tells the same bytes, from the log alone."""
    played = run(story, "play", "story", "--plain", "--from", scene, "--log", "log", given="1\n")
    again = run(story, "replay", "log", "--story", "story")
    assert (again.returncode, again.stderr) == (0, "")
    assert played.stdout == again.stdout + "Until next time.\n\n"


def test_a_program_gets_the_turn_that_the_scene_leads_to(story: Path) -> None:
    """With `--json` standard output has only turns."""
    done = run(story, "play", "story", "--json", "--from", "bar.yard")
    (turn,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert turn["scene"] == "bar.room"
    assert turn["text"] == ["A yard that nobody has found.", "A hall.", "A room."]


def test_watch_goes_the_same_way(story: Path) -> None:
    """`watch --from` shows the same scenes, and says how one comes there."""
    shown = run(story, "watch", "story", "--plain", "--from", "cross").stdout
    assert "A hall.\n\nA room.\n" in shown
    shown = run(story, "watch", "story", "--plain", "--from", "yard").stdout
    assert "no player can come here: it is proved; shown as if the story began here" in shown
    assert "A yard that nobody has found.\n\nA hall.\n\nA room.\n" in shown


def test_a_walkthrough_is_the_way_that_is_taken(story: Path) -> None:
    """Where a walkthrough comes through the scene, the game is where the walkthrough was."""
    write_story(story, {"walkthroughs/back.yaml": "proves: It counts.\nsteps: [bar.door.a, take_back, bar.door.b]\n"})
    assert told(story, "bar.hall")[1:-1] == ["A hall.", "It ends.", "THE END: Over", *END]


END = [
    "Four choices:",
    "1. Go back to just before the end",
    "2. Tell it again from the beginning",
    "3. The endings you have found",
    "4. Leave",
]


def test_a_scene_that_does_not_exist_is_refused_with_the_one_that_was_meant(story: Path) -> None:
    """Nothing is played."""
    done = run(story, "play", "story", "--plain", "--from", "bar.haul")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "There is no scene `bar.haul`. Did you mean `bar.hall`?\n"


def test_the_drawn_screen_shows_it_as_well(story: Path) -> None:
    """In a terminal the passed scenes are on the page, above the choices."""
    with playing("play", "story", "--from", "cross", folder=story.parent, rows=30) as terminal:
        terminal.wait_for("Sit.")
        assert "A hall." in terminal.text
