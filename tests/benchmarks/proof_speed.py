"""How long the proof takes, as a ratio to SPIN's generating, compiling and running of the same machines.

Run it as `python tests/benchmarks/proof_speed.py`. SPIN and gcc are Debian packages; without them only the proof's own
numbers are printed. The machines come from seeds; the number of states before forgetting is SPIN's count.
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

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from synthetic_stories import acts, entangled, promela  # from the path set above

from desperado_adventure.analysis.proof import prove  # as above
from desperado_adventure.model.story import Story  # as above

MACHINES: dict[str, Callable[[], Story]] = {
    "entangled, 10^6": lambda: entangled(1, 6),
    "acts, 3 * 10^6": lambda: acts(1, 3, 4),
    "acts, 2 * 10^7": lambda: acts(2, 3, 6),
    "acts, over 10^8": lambda: acts(1, 6, 7),
}
TOO_LARGE_FOR_SPIN = frozenset(("acts, over 10^8",))


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


def main() -> None:
    """Print one line for each machine."""
    has_spin = all(shutil.which(tool) for tool in ("spin", "gcc"))
    if not has_spin:
        print("spin or gcc is not installed, so there is nothing to compare with.")  # noqa: T201  # a command's output
    for name, build in MACHINES.items():
        story = build()
        begun = time.perf_counter()
        certificate = prove(story)
        taken = time.perf_counter() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        line = f"{name}: {certificate.states:,} states after forgetting, {taken:.2f} s, at most {memory} MB so far"
        if has_spin and name not in TOO_LARGE_FOR_SPIN:
            theirs, states = spin_seconds(story)
            line += f"; SPIN stores {states:,}; {taken / theirs:.3f} of its whole time"
        print(line)  # noqa: T201  # a command's output


if __name__ == "__main__":
    main()
