"""Time and memory of the proof, compared with its limits: a share of SPIN's whole time, or seconds and megabytes.

Run it as `python tests/benchmarks/proof_speed.py`. SPIN and gcc are Debian packages; without them only the proof's own
numbers are printed. The machines come from seeds. Their states are counted over diagrams, with every slot kept at every
point; SPIN stores fewer where it finds variables that nothing reads (with `spin -o2` it stores as many). Each proof has
a process of its own, so that the memory is its own too.
"""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

from synthetic_stories import acts, entangled, promela  # from the path set above

from desperado_adventure.analysis.symbolic.walk import DiagramWalk  # as above
from desperado_adventure.analysis.transitions.flow import Flow  # as above
from desperado_adventure.analysis.transitions.progress import Monitor  # as above
from desperado_adventure.analysis.verdicts.proof import prove  # as above
from desperado_adventure.loading import load_story  # as above
from desperado_adventure.model.story import Story  # as above


class Case(NamedTuple):
    """A story to prove: how to get it, and its limit: a share of SPIN's whole time, or seconds and megabytes."""

    name: str
    build: Callable[[], Story]
    share: float = 0.0
    seconds: float = 0.0
    megabytes: int = 0


def shipped() -> Story:
    """Load the shipped story."""
    story = load_story(ROOT / "story").story
    assert story is not None
    return story


CASES = (
    Case("entangled, 10^6", lambda: entangled(1, 6), share=1.0),
    Case("acts, 2 * 10^7", lambda: acts(1, 3, 4), share=0.5),
    Case("acts, 10^8", lambda: acts(2, 3, 6), seconds=10, megabytes=500),
    Case("acts, 10^12", lambda: acts(1, 6, 7), seconds=10, megabytes=500),
    Case("the shipped story", shipped, seconds=10, megabytes=300),
)


def spin_seconds(story: Story) -> tuple[float, int]:
    """Return what SPIN needs for generating, compiling and running, and the states that it has stored."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "machine.pml").write_text(promela(story))
        begun = time.perf_counter()
        for command in (["spin", "-a", "machine.pml"], ["gcc", "-O2", "-DSAFETY", "-o", "pan", "pan.c"]):
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
        run = subprocess.run(
            ["./pan", "-E", "-m10000000", "-w24"], cwd=folder, check=True, capture_output=True, text=True
        )
        taken = time.perf_counter() - begun
    found = re.search(r"([\d.e+]+) states, stored", run.stdout)
    return taken, int(float(found[1])) if found else 0


def count(story: Story) -> int:
    """Return how many states a story has when nothing is forgotten."""
    flow = Flow(story, Monitor())
    everything = {index: tuple(range(slot.high - slot.low + 1)) for index, slot in enumerate(story.slots)}
    walk = DiagramWalk(flow, [dict(everything) for _ in flow.points], 5_000_000)
    walk.run(lambda _nodes, _waiting: None)
    return sum(walk.diagrams.count(states) for point, states in enumerate(walk.reached) if flow.is_rest(point))


def measure(case: Case) -> str:
    """Prove a story in this process and return a line about it."""
    story = case.build()
    begun = time.perf_counter()
    certificate = prove(story)
    taken = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    verdict = "exhausted" if certificate.exhausted else "PARTIAL"
    line = f"{case.name}: {verdict}, {certificate.states:,} states after forgetting, {taken:.2f} s, {memory} MB"
    if case.name.startswith("acts"):  # the diagrams of an entangled machine would be too large
        line += f"; {count(story):,} states before"
    if case.seconds:
        line += f"; wanted: {case.seconds:.0f} s, {case.megabytes} MB"
    elif all(shutil.which(tool) for tool in ("spin", "gcc")):
        theirs, states = spin_seconds(story)
        line += f"; SPIN needs {theirs:.2f} s and stores {states:,}: {taken / theirs:.3f} of it, wanted: {case.share}"
    else:
        line += "; spin or gcc is not installed, so there is nothing to compare with"
    return line


def main() -> None:
    """Print one line for each case, or, with its number, for one."""
    if len(sys.argv) > 1:
        print(measure(CASES[int(sys.argv[1])]))  # a command's output
        return
    for number in range(len(CASES)):
        subprocess.run([sys.executable, __file__, str(number)], check=True)  # this very file


if __name__ == "__main__":
    main()
