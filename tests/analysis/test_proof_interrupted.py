"""Ctrl-C in a proof, in a real terminal: what was found so far is said, and nothing more is claimed."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from terminals import playing, write_story

NUMBER = 16


def _endless_story() -> dict[str, str]:
    """Return a story in which sixteen numbers can be put in any order: too many states, and no diagram is small."""
    names = [f"n{index}" for index in range(NUMBER)]
    swaps = [
        f"    swap{index}: {{say: Swap {index}., do: [spare = {one}, {one} = {other}, {other} = spare], text: Done.}}"
        for index, (one, other) in enumerate(pairwise(names))
    ]
    order = " and ".join(f"{name} == {NUMBER - 1 - index}" for index, name in enumerate(names))
    head = ["id: order", "title: Order", 'version: "1"', "language: en", "chapters:", "  bar: {title: The bar}"]
    variables = ["variables:", *[f"  {name}: 0..{NUMBER - 1}" for name in (*names, "spare")]]
    scenes = [
        "# The bar.",
        "door:",
        "  title: The door",
        "  text: Sixteen bottles.",
        f"  do: [{', '.join(f'{name} = {index}' for index, name in enumerate(names))}]",
        "  choices: {on: {say: On., goto: shelf}, out: {say: Out., goto: home}}",
        "shelf:",
        "  title: The shelf",
        "  text: Put them in order.",
        "  choices:",
        *swaps,
        f"    done: {{say: Done., when: {order}, goto: end}}",
        "home: {title: Home, text: You go home., ending: {title: Home, hint: Go.}}",
        "end: {title: The end, text: In order., ending: {title: Order, hint: Stay.}}",
    ]
    return {"story.yaml": "\n".join([*head, *variables, ""]), "scenes/bar.yaml": "\n".join([*scenes, ""])}


@pytest.mark.parametrize("phase", ["states waiting", "points waiting"])
def test_ctrl_c_gives_the_report_so_far(phase: str, tmp_path: Path) -> None:
    """Interrupted among states or among diagrams, `check` says PARTIAL with what it has seen, and exits with 1."""
    story = write_story(tmp_path / "story", _endless_story())
    with playing("check", str(story), folder=tmp_path, columns=160, rows=40) as terminal:
        terminal.wait_for(phase)
        terminal.process.send_signal(signal.SIGINT)
        code = terminal.wait()
        text = terminal.text
    assert code == 1, text
    assert re.search(r"PARTIAL [\d,]+ states", text), text
    assert "bar.home: 1 choice at least" in text
    assert "DA5" not in text
    assert "Traceback" not in text


def test_an_interrupt_in_generated_code_does_not_end_the_program_later() -> None:
    """Ctrl-C while a generated expression is evaluated is caught like any other, and the exit code is the program's."""
    program = """\
from desperado_adventure.analysis.explicit.codegen import Generator
try:
    Generator(()).compile("(each for each in ()).throw(KeyboardInterrupt)")
except KeyboardInterrupt:
    print("caught")
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout) == (0, "caught\n")
