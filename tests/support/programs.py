"""The real program, played by another one through `play --json`: a command in, a turn out."""

from __future__ import annotations

import contextlib
import json
import resource
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from terminals import PATIENCE, command, environment

Turn = Mapping[str, Any]

CROSSROADS = {
    "story.yaml": "id: crossroads\nstart: road.fork\n",
    "scenes/road.yaml": """\
fork:
  text: You are here.
  choices:
    a: {say: Left., goto: fork}
    b: {say: Right., goto: fork}
    c: {say: Straight on., goto: there}
    z: {say: Home., goto: home}
there:
  text: You are there.
  choices:
    a: {say: Left., goto: fork}
    b: {say: Right., goto: there}
home:
  text: That is all.
  ending: {title: Home}
""",
}
"""A story in which every road goes on for ever, and can end anywhere."""


class Program:
    """A game in a process of its own."""

    def __init__(self, story: Path, saves: Path, *options: str) -> None:
        """Start the program; its first turn is in `turn`."""
        line = command("play", "--json", "--story", str(story), "--saves", str(saves), *options)
        self.process = subprocess.Popen(
            line,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(story.parent),
            cwd=story.parent,
        )
        self.turn = self._read()

    def _read(self) -> Turn:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        turn: Turn = json.loads(line) if line else {}
        return turn

    def send(self, **command: object) -> Turn:
        """Send a command and return the answer, {} when the program has ended; `turn` is the last that was no error."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        answer = self._read()
        if "turn" in answer:
            self.turn = answer
        return answer

    def fill_disk(self, *, is_full: bool) -> None:
        """Let the process write no byte more to any file, as on a full disk, or let it write again."""
        limit = 0 if is_full else resource.RLIM_INFINITY
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    def quit(self) -> int:
        """Let the game end, and return the exit code."""
        if self.process.poll() is None:
            self.send(quit=True)
        return self.close()

    def close(self) -> int:
        """Close the streams and wait for the end."""
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            with contextlib.suppress(BrokenPipeError):  # it was killed before it took in a command
                stream.close()
        return self.process.wait(PATIENCE)
