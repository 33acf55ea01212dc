"""The author's manual tells the truth: every example does what is said of it, and nothing is missing or made up."""

import re
import subprocess
import sys
from pathlib import Path

import manual
import pytest
from manual import Example

from desperado_adventure.commands.command_names import COMMANDS
from desperado_adventure.loading import load_story
from desperado_adventure.loading.claim_functions import CLAIM_FUNCTIONS
from desperado_adventure.loading.condition_functions import FUNCTIONS
from desperado_adventure.loading.effects import EFFECTS
from desperado_adventure.loading.keys import TABLES
from desperado_adventure.model.codes import CODES
from desperado_adventure.model.limits import LIMITS

HEADING = re.compile(r"^#### (DA\d\d\d): (.+)$", re.MULTILINE)
FUNCTION_ROW = re.compile(r"^\| `(\w+\([^`]*)` \| (.+) \|$", re.MULTILINE)
"""A row of the table of conditions that begins with a function."""


LIMIT_ROW = re.compile(r"^\| ([\d,]+ \w+) \| (.+) \| (.+) \|$", re.MULTILINE)
"""A row of the table of limits."""


def where(example: Example) -> str:
    """Name an example by its line, for the test's id."""
    return f"line {example.line}"


def given(example: Example) -> list[str]:
    """Return the numbers of the diagnostics that an example gives: its own, and those that come with it."""
    return example.comment.split(": ")[1].split(" with ")


def said(folder: Path) -> list[str]:
    """Return everything that is said of a story, as sentences."""
    return [f"{each.mark} {each.code.number} {each.message}" for each in manual.everything_said(folder)]


def test_every_example_says_what_it_must_do() -> None:
    """No block of YAML stands in the manual without a comment that lets it be tested."""
    verbs = {example.comment.split(":")[0] for example in manual.examples() if example.language == "yaml"}
    assert verbs == {"grows", "whole", "shows", "gives"}
    assert {example.language for example in manual.examples()} == {"yaml", "sh"}


def test_the_first_story_grows_and_is_proved_at_every_step(tmp_path: Path) -> None:
    """Whoever follows the first part has a story after each step of which loader, proof and walkthroughs approve."""
    for example in manual.examples("grows"):
        manual.write(example.files, tmp_path)
        assert said(tmp_path) == [], where(example)


def test_the_first_file_has_twenty_lines_and_plays(tmp_path: Path) -> None:
    """The first example is one file of twenty lines, and a complete story."""
    first = manual.examples("grows")[0]
    assert len(first.text.splitlines()) <= 20 + 1  # and the comment with its path
    manual.write(first.files, tmp_path)
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "desperado_adventure",
            "--plain",
            "--story",
            str(tmp_path),
            "--saves",
            str(tmp_path / "saves"),
        ],
        input="1\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, "Somebody puts a beer in front of you." in ran.stdout) == (0, True)


@pytest.mark.parametrize("example", manual.examples("whole"), ids=where)
def test_a_whole_story_is_proved(example: Example, tmp_path: Path) -> None:
    """A whole story is one of which loader, proof and walkthroughs approve, and they reach each of its endings."""
    manual.write(example.files, tmp_path)
    assert said(tmp_path) == []
    assert any(name.startswith("walkthroughs/") for name in example.files)


def test_cloak_of_darkness_is_short_and_has_two_endings_and_claims(tmp_path: Path) -> None:
    """The story that every system is tried with takes fewer than 70 lines, tests and claims among them."""
    example = next(each for each in manual.examples("whole") if "Cloak of Darkness" in each.text)
    assert len(example.text.splitlines()) < 70
    manual.write(example.files, tmp_path)
    story = load_story(tmp_path).story
    assert story is not None
    assert (sum(scene.ending is not None for scene in story.scenes.values()), len(story.claims)) == (2, 3)


def test_what_replaces_the_forms_of_other_languages_stands_in_a_story() -> None:
    """Every form of the last column of the table stands in the whole story below it."""
    part = manual.text().partition("### If you come from ink")[2].partition("\n### ")[0]
    example = next(each for each in manual.examples("whole") if each.text in part)
    written = " ".join(example.text.split())
    rows = [row for line in part.splitlines() if len(row := re.split(r"(?<!\\)\|", line)[1:-1]) == 5][2:]
    forms = [form.replace("\\|", "|") for row in rows for form in re.findall(r"`([^`]+)`", row[4])]
    assert [form for form in forms if form not in written] == []
    assert len(forms) >= len(rows) >= 30


@pytest.mark.parametrize("example", manual.examples("shows"), ids=where)
def test_an_example_of_a_key_loads(example: Example, tmp_path: Path) -> None:
    """Every example of a key loads without an error, and has the keys in it that it is there to show."""
    manual.write(manual.in_town(example), tmp_path)
    errors = [each for each in load_story(tmp_path).diagnostics if each.is_error]
    assert errors == []
    for shown in example.comment.split(": ")[1].split():
        assert re.search(rf"(?<!\w){shown.split('.')[1]}:", example.text), shown


@pytest.mark.parametrize("example", manual.examples("gives"), ids=lambda example: example.comment.split(": ")[1])
def test_an_example_of_a_mistake_gives_its_diagnostic(example: Example, tmp_path: Path) -> None:
    """Every example of a diagnostic gives that diagnostic and no other."""
    if example.language == "sh":
        (tmp_path / "scenes").mkdir()
        subprocess.run(["sh", "-c", example.text], cwd=tmp_path, check=True)
    else:
        manual.write(example.files, tmp_path)
    assert {each.code.number for each in manual.everything_said(tmp_path)} == set(given(example))


def test_every_key_is_shown_and_no_other() -> None:
    """The keys of the reader's tables are the keys of the manual."""
    shown = {key for example in manual.examples("shows") for key in example.comment.split(": ")[1].split()}
    assert shown == {f"{table}.{key}" for table, keys in TABLES.items() for key in keys}


def test_every_diagnostic_is_explained_and_no_other() -> None:
    """The numbers and titles of the diagnostics are the manual's headings, in their order, each with an example."""
    headings = HEADING.findall(manual.text())
    assert headings == [(code.number, code.title) for code in CODES.values()]
    assert [given(example)[0] for example in manual.examples("gives")] == [code for code, _ in headings]


def test_every_diagnostic_is_explained_before_its_example() -> None:
    """Between a diagnostic's heading and its example there is at least a sentence."""
    for part in HEADING.split(manual.text())[3::3]:
        assert len(part.split("<!--")[0].split()) >= 8


def test_every_function_and_effect_is_in_the_manual() -> None:
    """The manual has the lines that the table of condition functions has, and no others; each effect is there too."""
    conditions = manual.text().partition("### Conditions\n")[2].partition("\n### ")[0]
    rows = {(match[1], match[2]) for match in FUNCTION_ROW.finditer(conditions)}
    assert rows == {(function.example, function.about) for function in FUNCTIONS}
    claims = manual.text().partition("### Claims\n")[2].partition("\n### ")[0]
    rows = {(match[1], match[2]) for match in FUNCTION_ROW.finditer(claims)}
    assert rows == {(function.example, function.about) for function in CLAIM_FUNCTIONS}
    for effect in EFFECTS:
        assert f"`{effect}(" in manual.text(), effect


def test_every_limit_is_in_the_manual_and_in_the_command() -> None:
    """The manual's table of limits, and what `check --limits` prints, are the program's table, line by line."""
    rows = LIMIT_ROW.findall(manual.text().partition("### Limits\n")[2].partition("\n## ")[0])
    assert rows == [(f"{each.most:,} {each.unit}", each.of, each.reason) for each in LIMITS.values()]
    line = [sys.executable, "-m", "desperado_adventure", "check", "--limits"]
    told = subprocess.run(line, capture_output=True, text=True, check=True).stdout.splitlines()
    assert [line.split() for line in told] == [f"{most} {of}: {why}".split() for most, of, why in rows]


def test_the_commands_in_the_manual_exist() -> None:
    """A command that the manual tells an author to type is one that the program knows."""
    for example in manual.examples():
        if example.language == "sh" and not example.comment:
            for command in re.findall(r"^desperado (\w+)", example.text, re.MULTILINE):
                assert command in COMMANDS
