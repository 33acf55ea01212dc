"""What the command line accepts, and which modules a command imports."""

from __future__ import annotations

import subprocess
import sys

import pytest
from terminals import ROOT

from desperado_adventure.commands.command_names import COMMANDS


def desperado(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program."""
    command = [sys.executable, "-m", "desperado_adventure", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize(
    ("arguments", "least"),
    [
        (("stats", "--games", "0"), 1),
        (("stats", "--games", "-1"), 1),
        (("stats", "--games", "many"), 1),
        (("stats", "--seed", "one"), 0),
        (("check", "--max-states", "0"), 1),
        (("check", "--max-states", "-3"), 1),
        (("check", "--max-states", "many"), 1),
        (("test", "--coverage", "--max-states", "0"), 1),
        (("test", "--coverage", "--most", "-1"), 0),
        (("graph", "--max-states", "0"), 1),
        (("watch", "--max-states", "0"), 1),
    ],
)
def test_a_number_that_makes_no_sense_is_wrong_usage(arguments: tuple[str, ...], least: int) -> None:
    """The exit code is 2, and the sentence says which argument, what it was, and what it must be."""
    done = desperado(*arguments)
    assert done.returncode == 2
    name, value = arguments[-2:]
    wanted = f"argument {name}: it must be a whole number, {least} or more, and not “{value}”\n"
    assert done.stderr.endswith(wanted)


@pytest.mark.parametrize("command", COMMANDS)
def test_only_the_command_that_is_asked_for_is_read(command: str) -> None:
    """Playing does not import the modules of the other commands."""
    code = (
        "import sys\nfrom desperado_adventure.cli import main\n"
        f"try: main([{command!r}, '--help'])\nexcept SystemExit: pass\nprint(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    read = {name.removeprefix("desperado_adventure.commands.") for name in done.stdout.splitlines()[-1].split()}
    expected = {command} | ({"schema"} if command == "new" else set())  # `new` writes the schema beside the story
    assert read & COMMANDS.keys() == expected


def test_the_program_names_every_command_and_its_exit_codes() -> None:
    """`desperado --help` has a line for each command."""
    told = desperado("--help").stdout
    assert "Exit codes: 0 fine, 1 findings or refused, 2 wrong usage." in " ".join(told.split())
    for name in COMMANDS:
        assert f"\n    {name} " in told


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("test --most 3", "`--most` has no effect without `--coverage`, `--page` or `--write`: leave it out."),
        ("test --budget 5s", "`--budget` has no effect without `--coverage`, `--page` or `--write`: leave it out."),
        ("graph --max-states 3", "`--max-states` has no effect without `--format html`, which asks the proof: leave"),
        ("check --limits story", "DIR has no effect beside `--limits`: leave it out."),
        ("check --limits --format json", "`--format` has no effect beside `--limits`: leave it out."),
        ("play --json --plain", "`--plain` has no effect beside `--json`: leave it out."),
        ("play --from tale.bar --slot x", "`--slot` has no effect beside `--from`, with which nothing is saved: leave"),
        (
            "play --from tale.bar --new",
            "`--new` has no effect beside `--from`, with which nothing is saved: leave it out.",
        ),
        ("saves list autosave", "`desperado saves list` does not know what to do with “autosave”."),
    ],
)
def test_an_argument_without_effect_is_wrong_usage(arguments: str, sentence: str) -> None:
    """No command ignores what it is given: it says in which company an argument means nothing."""
    done = desperado(*arguments.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence)
