"""A signal ends a game where it waits, whoever it waits for, and one that was ignored stays ignored."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from terminals import PATIENCE, Terminal, command, default_signals, environment
from ways_out import BEFORE, saved_turn, started_game


@pytest.fixture
def game(tmp_path: Path) -> Path:
    """A folder with a story and a game of one turn."""
    return started_game(tmp_path)


@contextmanager
def piped(folder: Path, mode: str, *before: str) -> Iterator[subprocess.Popen[bytes]]:
    """Go on with the game, with pipes for input and output; it is ended afterwards."""
    process = subprocess.Popen(
        [*before, *command("play", mode, "--slot", "autosave", "--story", str(folder / "story"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(folder),
        cwd=folder,
        preexec_fn=default_signals,  # noqa: PLW1509  # the tests have one thread
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def fill(descriptor: int, line: bytes) -> None:
    """Write this line until it is not taken any more, because the program itself waits for its reader."""
    os.set_blocking(descriptor, False)
    while select.select([], [descriptor], [], 1.0)[1]:  # seconds: a busy program takes lines much faster
        with contextlib.suppress(BlockingIOError):
            os.write(descriptor, line * 20)


def tell(process: subprocess.Popen[bytes], line: str) -> None:
    """Write a line to the program."""
    assert process.stdin is not None
    process.stdin.write(line.encode() + b"\n")
    process.stdin.flush()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize(("mode", "line"), [("--json", '{"do": "redo"}'), ("--plain", "help")])
def test_a_program_whose_output_nobody_reads_ends(game: Path, mode: str, line: str, number: signal.Signals) -> None:
    """When the pipe is full and the program waits for its reader, a signal still ends it, with the game saved."""
    with piped(game, mode) as process:
        assert process.stdin is not None
        fill(process.stdin.fileno(), line.encode() + b"\n")
        process.send_signal(number)
        assert process.wait(PATIENCE) == 128 + number
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert saved_turn(game) == BEFORE


def test_a_game_in_a_terminal_that_takes_nothing_ends(game: Path) -> None:
    """When the terminal takes in nothing any more, SIGTERM ends the game, and the terminal has its modes back."""
    terminal = Terminal(command("--slot", "autosave", "--story", str(game / "story")), game, rows=40)
    try:
        terminal.wait_for_question()
        fill(terminal.terminal, b"help\r")
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.process.wait(PATIENCE) == 143
        assert terminal.is_restored()
    finally:
        terminal.close()
    assert saved_turn(game) == BEFORE


def test_a_signal_that_was_ignored_stays_ignored(game: Path) -> None:
    """Under `nohup` a game goes on after SIGHUP."""
    with piped(game, "--json", "nohup") as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["turn"] == 1
        process.send_signal(signal.SIGHUP)
        tell(process, '{"choose": "bar.door.in"}')
        assert json.loads(process.stdout.readline())["scene"] == "bar.counter"
        tell(process, '{"quit": true}')
        assert process.wait(PATIENCE) == 0
