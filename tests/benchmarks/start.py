"""The time until the first scene is on the screen, compared with importing Rich alone.

    python tests/benchmarks/start.py [STORY] [--times N]

Both are measured alternately in one run: a second start of `desperado --new` in a pseudo-terminal until the first
scene's first choice has arrived, and `python -c "import rich.console, rich.panel, rich.text"` until it has ended.
Without a STORY it is a synthetic one of 250 scenes. To reach: a ratio of at most 1.6.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from synthetic import as_story, graph

ROOT = Path(__file__).resolve().parent.parent.parent
_SCENES = 250


def write_synthetic_story(folder: Path) -> None:
    """Write a story of 250 scenes."""
    for name, text in as_story(graph(_SCENES), chapter_size=_SCENES).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def first_scene(story: Path, folder: Path, until: bytes) -> float:
    """Return the seconds from the start of a new game to the arrival of these bytes on its terminal."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
    environment |= {"XDG_CACHE_HOME": str(folder / "cache"), "LINES": "40", "COLUMNS": "80"}
    line = [
        sys.executable,
        "-m",
        "desperado_adventure",
        "--new",
        "--story",
        str(story),
        "--saves",
        str(folder / "saves"),
    ]
    outer, inner = pty.openpty()
    begin = time.perf_counter()
    process = subprocess.Popen(line, stdin=inner, stdout=inner, stderr=inner, env=environment)  # ourselves
    os.close(inner)
    found, taken = b"", 0.0
    while until not in found:
        if not select.select([outer], [], [], 30)[0]:
            sys.exit("nothing came")
        found += os.read(outer, 65536)
        taken = time.perf_counter() - begin
    process.kill()
    process.wait()
    os.close(outer)
    return taken


def imports() -> float:
    """Return the seconds that Python takes to import the parts of Rich that draw."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import rich.console, rich.panel, rich.text"], check=True)  # ourselves
    return time.perf_counter() - begin


def main() -> None:
    """Print the medians and their ratio."""
    parser = argparse.ArgumentParser(description="time to the first scene, against the import of Rich")
    parser.add_argument("story", nargs="?", type=Path)
    parser.add_argument("--times", type=int, default=25)
    parser.add_argument("--until", default="", help="words of the first scene that end the measurement")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        story = options.story or folder / "story"
        if options.story is None:
            write_synthetic_story(story)
        until = options.until.encode() or graph(1)[0].text.split()[0].encode()
        first_scene(story, folder, until)
        pairs = [(first_scene(story, folder, until), imports()) for _ in range(options.times)]
    scene, rich = (statistics.median(values) for values in zip(*pairs, strict=True))
    print(f"first scene {scene * 1000:.0f} ms, imports of Rich {rich * 1000:.0f} ms: {scene / rich:.2f} ×")  # its job


if __name__ == "__main__":
    main()
