"""A signal at any step of the start, from the program's first line to the first question, ends it quietly."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from signal import Signals

import pytest
from terminals import PATIENCE, default_signals, environment
from ways_out import BEFORE, saved_turn, started_game

STEPS = int(os.environ.get("DESPERADO_EARLY_STEPS", "12"))
"""At how many steps each signal comes."""

STARTED = """\
import atexit, os, sys

steps, counted = set(map(int, sys.argv[1].split(","))), 0
number = int(sys.argv[2])
del sys.argv[1:3]

def count(frame, event, argument):
    global counted
    if counted or frame.f_code.co_filename.endswith("__main__.py"):
        counted += 1
        if counted in steps:
            os.kill(os.getpid(), number)

atexit.register(lambda: (sys.setprofile(None), 0 in steps and print(counted, file=sys.stderr)))
sys.setprofile(count)
from desperado_adventure.__main__ import main
sys.exit(main())
"""
"""Starts the program as its console script does, and sends it a signal before some of its calls and returns.

Steps are counted from the program's first line. Step 0 stands for none: the number of steps is printed.
"""


def start(folder: Path, steps: list[int], number: int) -> subprocess.CompletedProcess[str]:
    """Start a game in lines that goes on from the autosave, with a signal at these steps."""
    arguments = [",".join(map(str, steps)), str(int(number)), "--plain", "--slot", "autosave", "--story"]
    return subprocess.run(
        [sys.executable, "-c", STARTED, *arguments, str(folder / "story")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment(folder),
        cwd=folder,
        timeout=PATIENCE,
        check=False,
        preexec_fn=default_signals,  # the tests have one thread
    )


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a story and a game of one turn."""
    return started_game(tmp_path_factory.mktemp("early"))


@pytest.mark.parametrize("number", [Signals.SIGINT, Signals.SIGTERM, Signals.SIGHUP])
@pytest.mark.parametrize("again", [(), (1,), (7, 40)], ids=["once", "at the next step", "three times"])
def test_a_signal_at_any_step_of_the_start_ends_it_quietly(game: Path, number: Signals, again: tuple[int, ...]) -> None:
    """The code says which signal it was, nothing is said on standard error, and the saved game is what it was."""
    last = int(start(game, [0], number).stderr)
    assert last > 1000
    chance = random.Random(last + number)
    steps = [*range(2, 6), *chance.sample(range(6, last), STEPS)]  # the first is before the first line
    for step in steps:
        done = start(game, [step, *(step + each for each in again)], number)
        assert (done.returncode in {128 + number, -number}, done.stderr) == (True, ""), (step, done.returncode)
    assert saved_turn(game) == BEFORE
