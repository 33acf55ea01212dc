"""The command `ask`: a state with the choices that lead to it, ready to keep, or that there is none; and claims."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

STORY = """
variables: {heat: 0..4, warned: flag}
places: {case: {title: A case}, bed: {title: A bed, carried: false}}
items: {guitar: {title: A guitar, at: bed}}
"""
SCENES = """
door:
  text: A door.
  pack: [case, bed]
  choices:
    knock: {say: Knock., do: [heat += 1]}
    go: {say: Go in., when: heat >= 2 or warned, goto: end}
    shout: {say: Shout., when: heat == 4, do: [warned = true]}
end: {text: "{warned: Well.|So.}", ending: {title: The End}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a small story."""
    (tmp_path / "scenes").mkdir()
    (tmp_path / "story.yaml").write_text(STORY, encoding="utf-8")
    (tmp_path / "scenes" / "bar.yaml").write_text(SCENES, encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command of the program."""
    line = [sys.executable, "-m", "desperado_adventure", *map(str, arguments)]
    return subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)


def test_a_state_that_can_be_reached_is_a_walkthrough_that_runs(folder: Path) -> None:
    """The answer, kept as a file, is a walkthrough of which `desperado test` approves."""
    asked = run("ask", "at(bar.end) and has(guitar) and heat == 2", folder)
    assert asked.returncode == 0
    steps = [line.strip() for line in asked.stdout.splitlines() if line.startswith("  - ")]
    assert len(steps) == 5
    assert "- move: [guitar, case]" in steps
    (folder / "walkthroughs").mkdir()
    (folder / "walkthroughs" / "asked.yaml").write_text(asked.stdout, encoding="utf-8")
    assert run("test", folder).returncode == 0


def test_a_state_that_cannot_be_reached_is_said_to_be_none(folder: Path) -> None:
    """That no playthrough comes to a state is proved, and no success."""
    asked = run("ask", "warned and heat < 4", folder)
    assert asked.returncode == 1
    assert "Nothing can come to warned and heat < 4: that is proved." in asked.stdout


@pytest.mark.parametrize(
    ("claim", "code", "answer"),
    [
        ("after warned always heat == 4", 0, "It is true that after warned always heat == 4."),
        ("never warned", 1, "It is not true that never warned."),
        ("whenever warned and heat == 0 then at(bar)", 1, "It says nothing that"),
    ],
)
def test_a_claim_is_answered(folder: Path, claim: str, code: int, answer: str) -> None:
    """A question with a word of time asks whether a claim is true, and a claim that is not shows the choices."""
    asked = run("ask", claim, folder)
    assert asked.returncode == code
    assert answer in asked.stdout
    assert ("bar.door.shout" in asked.stdout) == answer.startswith("It is not true")


def test_the_answer_is_json_for_programs(folder: Path) -> None:
    """With `--format json` the answer is one document with the choices and the scene."""
    document = json.loads(run("ask", "heat == 1", folder, "--format", "json").stdout)
    assert (document["yes"], document["choices"], document["scene"]) == (True, ["bar.door.knock"], "bar.door")


def test_a_wrong_question_is_told_at_its_character(folder: Path) -> None:
    """A name that the story does not have is told as in a story file, once, and nothing is proved."""
    asked = run("ask", "at(baz)", folder)
    assert (asked.returncode, asked.stdout) == (1, "")
    assert asked.stderr.count("There is no scene `baz`.") == 1


def test_nothing_is_decided_beyond_the_budget(folder: Path) -> None:
    """A question for which the budget is too small is said to be undecided."""
    asked = run("ask", "warned", folder, "--budget", "0s")
    assert asked.returncode == 1
    assert "It is not decided whether anything can come to warned" in asked.stdout
