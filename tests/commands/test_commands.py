"""The author's commands, as processes, on a small story in a folder."""

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

STORY = {
    "story.yaml": (
        "id: small\ntitle: The Glass\nvariables: {thirst: 0..2}\nplaces: {pocket: {title: Your pocket}}\n"
        "items: {coin: {title: a coin}}\ncorrido:\n  opening: |\n    One\n    two\n    three\n    four\n"
    ),
    "scenes/bar.yaml": (
        "door:\n  title: The door\n  beats: [P1]\n  text: Dust.\n  choices:\n"
        "    in: {say: Go in., do: [thirst += 1, 'put(coin, pocket)'], goto: counter}\n"
        "    wait: {say: Wait., once: true, text: You wait., do: [thirst += 1]}\n"
        "counter:\n  title: The counter\n  text: '{thirst >= 2: Dry.|A glass.}'\n"
        "  verse: |\n    He came in from the road\n    and asked for what was wet,\n"
        "    and laid his coin upon the zinc,\n    and has not had it yet.\n"
        "  choices:\n    drink: {say: Drink., requires: has(coin), barred: No money., goto: end}\n"
        "    lose: {say: Lose the coin., once: true, when: thirst >= 2, do: [lose(coin)]}\n"
        "    out: {say: Go out., goto: door}\n"
        "end:\n  text: You drink.\n  ending: {title: The End, hint: Drink.}\n"
    ),
    "walkthroughs/drink.yaml": (
        "proves: One can drink.\nsteps:\n  - bar.door.in\n"
        "  - expect: {scene: bar.counter, text: A glass., item: {coin: pocket}}\n"
        "  - bar.counter.drink\n  - expect: {ending: bar.end, beats: [P1]}\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the small story in it."""
    return write(tmp_path / "story", STORY)


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write a story's files."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def desperado(*arguments: str | Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command and return its result."""
    command = [sys.executable, "-m", "desperado_adventure", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, text=True, timeout=120, check=False)


def test_check_proves_a_sound_story(folder: Path) -> None:
    """A story in which nothing can go wrong gets a certificate and the exit code 0."""
    done = desperado("check", folder)
    assert done.returncode == 0, done.stdout
    assert "EXHAUSTED" in done.stdout
    assert "From every reachable state an ending can be reached." in done.stdout


def test_check_says_where_the_story_is_lost_and_replay_confirms_it(folder: Path) -> None:
    """A soft-lock comes with choices, and `replay` takes them to a state in which the way on is barred."""
    scenes = STORY["scenes/bar.yaml"].replace(
        "    out: {say: Go out., goto: door}\n", "    stay: {say: Stay., text: So.}\n"
    )
    write(folder, {"scenes/bar.yaml": scenes})
    done = desperado("check", folder, "--format", "json")
    assert done.returncode == 1
    (lock,) = [finding for finding in json.loads(done.stdout)["findings"] if finding["code"] == "DA508"]
    assert "coin" in lock["message"]
    replayed = desperado("replay", "-", "--story", folder, given="\n".join(lock["choices"]))
    assert replayed.returncode == 0, replayed.stderr
    assert replayed.stdout.rstrip().endswith("2. Stay.")
    assert "Drink. (Not now: No money.)" in replayed.stdout


def test_a_walk_that_was_cut_short_says_so(folder: Path) -> None:
    """With too small a budget the verdict is PARTIAL, the exit code 1, and nothing is called impossible."""
    done = desperado("check", folder, "--max-states", "1")
    assert done.returncode == 1
    assert "PARTIAL" in done.stdout
    assert "never" not in done.stdout.split("PARTIAL")[0]


def test_sarif_names_file_and_line(folder: Path) -> None:
    """The SARIF report has a rule and a place for each finding."""
    write(folder, {"scenes/bar.yaml": STORY["scenes/bar.yaml"].replace("goto: end", "goto: ende")})
    done = desperado("check", folder, "--format", "sarif")
    (run,) = json.loads(done.stdout)["runs"]
    (result,) = run["results"]
    assert result["ruleId"] == "DA201"
    place = result["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 17, "startColumn": 72}
    assert place["artifactLocation"]["uri"] == "story/scenes/bar.yaml"


def test_test_runs_each_walkthrough_twice(folder: Path) -> None:
    """A walkthrough that holds is reported with what it proves."""
    done = desperado("test", folder)
    assert done.returncode == 0, done.stdout
    assert "ok   drink: One can drink. (2 choices, to “The End”)" in done.stdout


def test_a_failing_walkthrough_says_what_is_there_instead(folder: Path) -> None:
    """A choice that cannot be taken is named with its line and with what could be chosen."""
    text = STORY["walkthroughs/drink.yaml"].replace("bar.counter.drink", "bar.counter.sing")
    write(folder, {"walkthroughs/drink.yaml": text})
    done = desperado("test", folder)
    assert done.returncode == 1
    assert "walkthroughs/drink.yaml:5:5" in done.stdout
    assert "bar.counter.drink" in done.stdout


def test_a_recorded_transcript_is_held_to(folder: Path) -> None:
    """Once recorded, a walkthrough's transcript must stay as it is, or the first line that differs is shown."""
    assert desperado("test", folder, "--record").returncode == 0
    assert desperado("test", folder).returncode == 0
    write(folder, {"scenes/bar.yaml": STORY["scenes/bar.yaml"].replace("You drink.", "You drink it.")})
    done = desperado("test", folder)
    assert done.returncode == 1
    assert "the transcript was “You drink.” and is “You drink it.”." in done.stdout


def test_a_transcript_that_cannot_be_recorded_is_named(folder: Path) -> None:
    """A folder in the place of a transcript fails that walkthrough with a sentence."""
    (folder / "walkthroughs" / "drink.transcript").mkdir()
    done = desperado("test", "--record", folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert "drink.transcript cannot be used: Is a directory." in done.stdout


@pytest.mark.parametrize("form", ["terminal", "dot", "mermaid", "json", "svg", "html"])
def test_graph_shows_every_scene(folder: Path, form: str) -> None:
    """Whatever the format, every scene and the ending's title are in it."""
    done = desperado("graph", folder, "--format", form)
    assert done.returncode == 0, done.stderr
    for name in ("door", "counter", "end"):
        assert name in done.stdout
    if form == "svg":
        ElementTree.fromstring(done.stdout)  # noqa: S314  # our own output
    if form == "json":
        edges = json.loads(done.stdout)["edges"]
        assert {"bar.counter", "bar.end"} <= {edge["target"] for edge in edges}
        assert [edge["guard"] for edge in edges if edge["target"] == "bar.end"] == ["has(coin)"]


def test_the_graph_page_needs_no_network(folder: Path) -> None:
    """The page names no address but the SVG name space."""
    page = desperado("graph", folder, "--format", "html").stdout
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "EXHAUSTED" in page


def test_stats_count_words_and_odds(folder: Path) -> None:
    """The figures of a chapter and the odds of its endings add up."""
    done = desperado("stats", folder, "--games", "50")
    assert done.returncode == 0, done.stderr
    assert "100.00%  The End (bar.end)" in done.stdout
    assert done.stdout.splitlines()[2].split()[:3] == ["bar", "3", "5"]


def test_a_finished_game_leaves_a_song_in_three_formats(folder: Path, tmp_path: Path) -> None:
    """The corrido of the last game comes as text, as well-formed SVG and as a page."""
    saves = tmp_path / "saves"
    desperado("--story", folder, "--saves", saves, "--plain", given="1\n1\n")
    text = desperado("corrido", "--story", folder, "--saves", saves)
    assert text.returncode == 0, text.stderr
    assert "He came in from the road\nand asked for what was wet," in text.stdout
    drawing = desperado("corrido", "--story", folder, "--saves", saves, "--format", "svg").stdout
    assert "has not had it yet" in "".join(ElementTree.fromstring(drawing).itertext())  # noqa: S314  # our own output
    assert "<p>" in desperado("corrido", "--story", folder, "--saves", saves, "--format", "html").stdout


def test_saves_are_listed_shown_exported_imported_and_deleted(folder: Path, tmp_path: Path) -> None:
    """A save can be exported from one folder and imported into another, and is the same there."""
    here, there = tmp_path / "here", tmp_path / "there"
    desperado("--story", folder, "--saves", here, "--plain", given="1\n")
    places = ("--story", folder, "--saves")
    assert "autosave: Bar: The counter, choices: 1," in desperado("saves", *places, here).stdout
    assert "bar.door.in" in desperado("saves", "show", "autosave", *places, here).stdout
    exported = desperado("saves", "export", "autosave", *places, here).stdout
    assert desperado("saves", "import", "kept", "-", *places, there, given=exported).returncode == 0
    assert "kept: loads (same)" in desperado("saves", "check", *places, there).stdout
    assert desperado("saves", "delete", "kept", *places, there).returncode == 0
    assert desperado("saves", "show", "kept", *places, there).returncode == 1


def test_a_save_with_a_byte_order_mark_is_imported(folder: Path, tmp_path: Path) -> None:
    """A mark that an editor has put before a save is no part of it."""
    places = ("--story", folder, "--saves", tmp_path / "saves")
    desperado(*places, "--plain", given="1\n")
    exported = desperado("saves", "export", "autosave", *places).stdout
    assert desperado("saves", "import", "kept", "-", *places, given="\ufeff" + exported).returncode == 0
    assert "kept: loads (same)" in desperado("saves", "check", *places).stdout


@pytest.mark.parametrize("arguments", ["--help", "--version", "check --help"])
@pytest.mark.parametrize(
    ("target", "code", "complaint"),
    [("/dev/full", 1, "What was to be said could not be written: No space left on device.\n"), ("closed pipe", 0, "")],
)
def test_help_that_cannot_be_written_ends_like_other_output(
    arguments: str, target: str, code: int, complaint: str
) -> None:
    """Help into a closed pipe is quiet, and on a full disk it is one sentence."""
    if target == "closed pipe":
        reading, writing = os.pipe()
        os.close(reading)
    elif Path(target).exists():
        writing = os.open(target, os.O_WRONLY)
    else:
        pytest.skip("only Linux has a device that is always full")
    line = [sys.executable, "-m", "desperado_adventure", *arguments.split()]
    done = subprocess.run(line, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (code, complaint)


def test_wrong_usage_is_exit_code_two() -> None:
    """An unknown option is wrong usage, not a traceback."""
    done = desperado("check", "--bogus")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)


@pytest.mark.parametrize(
    "command", ["play", "saves", "check", "test", "replay", "graph", "stats", "new", "watch", "schema", "corrido"]
)
def test_every_command_explains_itself(command: str) -> None:
    """`--help` of every command names its arguments."""
    done = desperado(command, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"usage: desperado {command}")


def test_a_walkthrough_that_is_not_read_is_named(folder: Path) -> None:
    """`test` does not pass over a walkthrough that has the wrong name."""
    (folder / "walkthroughs" / "other.yml").write_text(STORY["walkthroughs/drink.yaml"], encoding="utf-8")
    done = desperado("test", folder)
    assert done.returncode == 1
    assert "walkthroughs/other.yml: warning DA015" in done.stdout
    assert "1 walkthrough, each run twice: none failed." in done.stdout
