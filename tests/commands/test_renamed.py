"""Walkthroughs and logs that are older than the story: former names (`was:`) in them mean what they have become."""

import subprocess
from pathlib import Path

import pytest
from terminals import PATIENCE, command, environment, write_story

BEFORE = {
    "story.yaml": (
        "id: small\nplaces: {case: {title: The case}, bag: {title: A bag}}\nitems: {coin: {title: a coin, at: bag}}\n"
    ),
    "scenes/bar.yaml": (
        "door:\n  text: A door.\n  choices:\n    go: {say: Go in., goto: room}\n    no: {say: Stay., when: has(coin)}\n"
        "room:\n  text: A room.\n  pack: [case, bag]\n  choices:\n"
        "    out: {say: Out., requires: has(coin), barred: No., goto: end}\n"
        "end: {text: It ends., ending: {title: Over}}\n"
    ),
    "walkthroughs/out.yaml": (
        "proves: One can go out.\nsteps:\n  - expect: {open: [bar.door.go, bar.door.no]}\n  - bar.door.go\n"
        "  - expect: {scene: bar.room, item: {coin: bag}, hidden: [bar.door.go]}\n  - move: [coin, case]\n"
        "  - expect: {item: {coin: case}}\n  - bar.room.out\n  - expect: {ending: bar.end}\n"
    ),
}
AFTER = {
    "story.yaml": (
        "id: small\nplaces:\n  trunk: {title: The trunk, was: [case]}\n  sack: {title: A sack, was: [bag]}\n"
        "items: {peso: {title: a peso, at: sack, was: [coin]}}\n"
    ),
    "scenes/bar.yaml": (
        "gate:\n  was: [bar.door]\n  text: A gate.\n  choices:\n"
        "    enter: {was: [bar.door.go], say: Go in., goto: hall}\n    no: {say: Stay., when: has(peso)}\n"
        "hall:\n  was: [bar.room]\n  text: A hall.\n  pack: [trunk, sack]\n  choices:\n"
        "    out: {say: Out., requires: has(peso), barred: No., goto: finish}\n"
        "finish: {was: [bar.end], text: It ends., ending: {title: Over}}\n"
    ),
}
NOW = """proves: One can go out.
steps:
  - expect: {open: [bar.gate.enter, bar.gate.no]}
  - bar.gate.enter
  - expect: {scene: bar.hall, item: {peso: sack}, hidden: [bar.gate.enter]}
  - move: [peso, trunk]
  - expect: {item: {peso: trunk}}
  - bar.hall.out
  - expect: {ending: bar.finish}
"""
LOG = "bar.door.go\nmove coin case\nbar.room.out\n"


@pytest.fixture
def renamed(tmp_path: Path) -> Path:
    """Return a story in which everything has another name than in its walkthrough."""
    return write_story(tmp_path / "story", BEFORE | AFTER)


def run(folder: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command on the story."""
    line = command(*arguments, "--story", str(folder))
    outside = environment(folder.parent)
    return subprocess.run(
        line, input=given, env=outside, capture_output=True, text=True, timeout=PATIENCE, check=False, cwd=folder.parent
    )


def test_a_walkthrough_in_former_names_holds(renamed: Path) -> None:
    """Choices, moves, scenes, endings, items and places in it may have the names that they had."""
    done = run(renamed, "test")
    assert done.returncode == 0, done.stdout
    assert "ok   out: One can go out. (3 choices, to “Over”)" in done.stdout


def test_coverage_counts_what_it_shows(renamed: Path) -> None:
    """The coverage is that of the same walkthrough in present names."""
    former = run(renamed, "test", "--coverage").stdout
    write_story(renamed, {"walkthroughs/out.yaml": NOW})
    assert run(renamed, "test", "--coverage").stdout == former


def test_a_log_in_former_names_is_replayed(renamed: Path) -> None:
    """A list of choices gives the transcript that it gives in present names."""
    former = run(renamed, "replay", "-", given=LOG)
    now = run(renamed, "replay", "-", given="bar.gate.enter\nmove peso trunk\nbar.hall.out\n")
    assert former.returncode == 0, former.stderr
    assert former.stdout == now.stdout
    assert "THE END: Over" in former.stdout


def test_watch_and_stats_follow_it(renamed: Path) -> None:
    """`watch` goes the walkthrough's way to a scene, and `stats` counts its choices."""
    assert "as in a walkthrough" in run(renamed, "watch", "--plain", "--from", "bar.room").stdout
    assert "out                         3 choices" in run(renamed, "stats", "--games", "1").stdout


def test_an_expectation_in_the_wrong_scene_is_told_once(tmp_path: Path) -> None:
    """Where the scene is another one, its choices are others as well, and that is not told again for each."""
    wrong = (
        "proves: No.\nsteps:\n  - expect: {scene: bar.room, ending: bar.room, open: [bar.room.out], text: A room.}\n"
    )
    folder = write_story(tmp_path / "story", BEFORE | {"walkthroughs/out.yaml": wrong})
    done = run(folder, "test")
    assert done.returncode == 1
    assert done.stdout.count("DA601") == 1
    assert "This is `bar.door` and not `bar.room`." in done.stdout
