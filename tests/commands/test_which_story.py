"""Which story a command speaks of: the one that is named, else the one in the current folder, else the shipped one."""

import json
import subprocess
from pathlib import Path

import pytest
from terminals import PATIENCE, command, environment, write_story

from desperado_adventure.loading.files import holds_story

BEER = {
    "story.yaml": "id: one_beer\ntitle: One Beer\nvariables: {heat: 0..1}\n",
    "scenes/bar.yaml": (
        "door:\n  text: A door.\n  choices:\n    go: {say: Go in., goto: end}\n    wait: {say: Wait., text: Yes.}\n"
        "end: {text: 'A beer.', ending: {title: A Warm Beer}}\n"
    ),
    "walkthroughs/in.yaml": "proves: One can go in.\nsteps: [bar.door.go]\n",
}
SHIPPED = "Desperado, the shipped story"
SPEAKING = [("check", "--max-states", "5"), ("test",), ("graph",), ("stats", "--games", "2"), ("saves",), ("watch",)]


@pytest.fixture
def beer(tmp_path: Path) -> Path:
    """Return a folder with a story in it."""
    return write_story(tmp_path / "beer", BEER)


def run(*arguments: str, at: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, with its saves beside that."""
    return subprocess.run(
        command(*arguments),
        cwd=at,
        input=given,
        env=environment(at.parent),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.mark.parametrize("arguments", SPEAKING)
def test_a_command_speaks_of_the_story_in_the_current_folder_and_says_so(
    beer: Path, arguments: tuple[str, ...]
) -> None:
    """Inside one's own story a command needs no folder, and its first line names the story and where it lies."""
    done = run(*arguments, at=beer, given="quit\n")
    assert done.stdout.split("\n")[0] == f"One Beer ({beer})", done.stderr
    assert done.stdout.count("One Beer (") == 1


@pytest.mark.parametrize("arguments", [("graph",), ("saves",)])
def test_in_any_other_folder_it_speaks_of_the_shipped_story(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """A folder that only has a `scenes` without chapters is no story."""
    (tmp_path / "elsewhere" / "scenes").mkdir(parents=True)
    assert run(*arguments, at=tmp_path / "elsewhere").stdout.split("\n")[0] == SHIPPED


@pytest.mark.parametrize("arguments", [("graph",), ("test",), ("stats", "--games", "2")])
def test_the_folder_is_an_argument_or_an_option_or_both(beer: Path, arguments: tuple[str, ...]) -> None:
    """`DIR`, `--story DIR` and both at once are the same, wherever one is."""
    by_word = run(*arguments, "beer", at=beer.parent)
    by_option = run(*arguments, "--story", "beer", at=beer.parent)
    by_both = run(*arguments, "--story", "beer", str(beer), at=beer.parent)
    assert by_word.returncode == 0, by_word.stderr
    assert by_word.stdout == by_option.stdout == by_both.stdout
    assert by_word.stdout.startswith(f"One Beer ({beer})\n")


@pytest.mark.parametrize("arguments", [("check",), ("play", "--plain"), ("watch",)])
def test_two_different_stories_are_refused(beer: Path, arguments: tuple[str, ...]) -> None:
    """Whoever names two stories is asked to keep one, with exit code 2."""
    done = run(*arguments, "beer", "--story", ".", at=beer.parent)
    assert done.returncode == 2
    assert "two stories are named, “.” and “beer”: keep one" in done.stderr


@pytest.mark.parametrize("arguments", [("play", "beer"), ("beer",), ("./beer",), ("--story", "beer")])
def test_a_folder_is_played_with_and_without_the_name_of_the_command(beer: Path, arguments: tuple[str, ...]) -> None:
    """However the folder is named, the same story is played, and saved in the same place."""
    assert "THE END: A Warm Beer" in run(*arguments, "--plain", at=beer.parent, given="2\n1\n").stdout
    listed = run("saves", "--story", "beer", at=beer.parent).stdout
    assert "choices: 2," in listed


def test_the_game_in_ones_own_folder_is_ones_own(beer: Path) -> None:
    """`desperado` alone plays the story of the current folder, and goes on from its save."""
    assert "Yes." in run("--plain", at=beer, given="2\n").stdout
    assert "choices: 1," in run("saves", at=beer).stdout


@pytest.mark.parametrize(
    ("word", "meant"),
    [("chekc", "check"), ("Check", "check"), ("tset", "test"), ("help", "--help"), ("wacth", "watch")],
)
def test_a_mistyped_command_is_not_taken_for_a_folder(tmp_path: Path, word: str, meant: str) -> None:
    """A word that is no command and no folder gets the command that was meant, and exit code 2."""
    done = run(word, at=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"there is no command `{word}`, and no folder of that name. Did you mean `{meant}`?" in done.stderr


def test_a_path_that_is_not_there_is_a_story_that_is_not_there(tmp_path: Path) -> None:
    """What has a separator is meant as a folder, even if there is none."""
    done = run("stories/chekc", at=tmp_path)
    assert done.returncode == 1
    assert "stories/chekc: error DA001: The story folder does not exist." in done.stderr


def test_a_story_that_does_not_load_is_named_by_its_folder(tmp_path: Path) -> None:
    """Its title is not known, so the folder's name stands for it."""
    folder = write_story(tmp_path / "broken", {"scenes/bar.yaml": "door: {text: A door., goto: nowhere}\n"})
    assert run("check", at=folder).stdout.startswith(f"broken ({folder})\n")


def test_reports_for_programs_say_the_story_in_a_field(beer: Path) -> None:
    """`check --format json` has the folder and the id, and no line before the document."""
    document = json.loads(run("check", "--format", "json", at=beer).stdout)
    assert (document["folder"], document["story"]) == (str(beer), "one_beer")


@pytest.mark.parametrize("file", ["story.yaml", "scenes/bar.yaml"])
def test_a_declaration_or_a_chapter_makes_a_folder_a_story(tmp_path: Path, file: str) -> None:
    """Either is enough, whatever is in it."""
    assert holds_story(write_story(tmp_path, {file: ""}))


@pytest.mark.parametrize("file", ["scenes/bar.txt", "scenes/.bar.yaml", "art/bar.yaml", "bar.yaml"])
def test_nothing_else_makes_a_folder_a_story(tmp_path: Path, file: str) -> None:
    """Other files do not, not even a picture."""
    assert not holds_story(write_story(tmp_path, {file: ""}))


@pytest.mark.parametrize(
    ("words", "unknown"), [("list beer", "beer"), ("check x y", "x"), ("keep a b", "b"), ("show a b", "b")]
)
def test_words_that_an_action_does_not_know_are_refused(beer: Path, words: str, unknown: str) -> None:
    """`saves` ignores no argument: what has no meaning for the action is wrong usage."""
    done = run("saves", *words.split(), at=beer)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(f"does not know what to do with “{unknown}”.\n")
