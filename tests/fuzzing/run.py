"""Runs the fuzz tests for minutes or hours, guided by coverage: what reaches new code is kept and changed further.

    pip install -e '.[fuzz]'
    python tests/fuzzing/run.py --minutes 10 --corpus fuzzing                all targets, ten minutes together
    python tests/fuzzing/run.py saves --minutes 60 --seed 7 --corpus fuzzing one target
    python tests/fuzzing/run.py saves --again fuzzing/saves/failures/0123abcd.bytes

The targets are the hypothesis tests of files that are nearly saves or stories, and of what is typed (`TARGETS`).
atheris (libFuzzer for Python, Apache-2.0) makes bytes, and hypothesis makes a file of them (`fuzz_one_input`): so a
target has the promises of its test, and nothing of it is written twice. Coverage is counted in `INSTRUMENTED` only.

The folder `--corpus` holds a folder for each target: `inputs/` has the bytes that reached something new, with which the
next run begins, and `failures/` one file for each place where a promise was broken, with the traceback beside it;
`run.log` is what libFuzzer says. The run goes on after a failure, and exits with 1 if there was any. It takes one core;
run it with `nice`.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib.util
import os
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
TARGETS = {
    "saves": ("saving/test_nearly_saves.py", "test_what_is_nearly_a_save_is_refused_or_is_a_game"),
    "bytes": ("saving/test_nearly_saves.py", "test_spoiled_bytes_are_refused_or_are_a_game"),
    "slots": ("saving/test_nearly_saves.py", "test_no_action_loses_what_is_nearly_a_save"),
    "stories": ("loading/test_stories_fuzz.py", "test_what_is_nearly_a_story_is_told_its_mistakes_or_can_be_played"),
    "written": ("loading/test_stories_fuzz.py", "test_what_is_written_at_random_is_told_its_mistakes_or_can_be_played"),
    "yaml": ("loading/test_stories_fuzz.py", "test_what_looks_like_yaml_is_told_its_mistakes_or_can_be_played"),
    "typed": ("terminal/test_answers_fuzz.py", "test_whatever_is_typed_is_answered"),
    "sent": ("terminal/test_answers_fuzz.py", "test_whatever_a_program_sends_is_answered"),
}
"""The file of each target's test, and the test."""

INSTRUMENTED = [f"desperado_adventure.{room}" for room in ("loading", "engine", "saving", "terminal")]
LONGEST_INPUT = 8_192
"""In bytes: of which hypothesis makes the decisions of a test. A file of a whole story needs some hundreds."""

SLOWEST = 30
"""How many seconds one input may take before it counts as a hang, and ends the run."""


def promise(target: str) -> Callable[[bytes], object]:
    """Return the function that gives bytes to the test of a target, with the package instrumented."""
    import atheris  # noqa: PLC0415  # the process that starts the targets does not need it

    sys.path[:0] = [str(TESTS.parent), str(TESTS / "support")]
    file, test = TARGETS[target]
    spec = importlib.util.spec_from_file_location(Path(file).stem, TESTS / file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with atheris.instrument_imports(include=INSTRUMENTED):
        spec.loader.exec_module(module)
    give: Callable[[bytes], object] = getattr(module, test).hypothesis.fuzz_one_input
    return give


def fuzz(target: str, folder: Path, seconds: int, seed: int) -> None:
    """Fuzz one target in this process until the time is over; does not return."""
    import atheris  # noqa: PLC0415  # as above

    give = promise(target)
    inputs, failures = folder / "inputs", folder / "failures"
    for each in (inputs, failures):
        each.mkdir(parents=True, exist_ok=True)

    def give_and_note(data: bytes) -> None:
        try:
            with contextlib.redirect_stdout(None), contextlib.redirect_stderr(None):
                give(data)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what we look for
            _note(error, data, failures)

    options = [f"-max_total_time={seconds}", f"-seed={seed}", f"-max_len={LONGEST_INPUT}", "-len_control=0"]
    options += [f"-timeout={SLOWEST}", f"-artifact_prefix={failures}{os.sep}"]
    atheris.Setup([sys.argv[0], *options, str(inputs)], give_and_note)
    atheris.Fuzz()


def _note(error: Exception, data: bytes, failures: Path) -> None:
    """Write down a failure, unless one of the same kind at the same place has been."""
    where = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "desperado" in frame.filename or str(TESTS) in frame.filename
    ]
    place = f"{type(error).__name__} {where[-1].filename}:{where[-1].lineno}" if where else type(error).__name__
    path = failures / f"{hashlib.sha256(place.encode()).hexdigest()[:8]}.bytes"
    if not path.exists():
        path.write_bytes(data)
        path.with_suffix(".txt").write_text("".join(traceback.format_exception(error)), "utf-8", "backslashreplace")
        print(f"FAILED: {place} ({path})", flush=True)


def run_all(targets: list[str], options: argparse.Namespace) -> int:
    """Fuzz each target in a process of its own, for its share of the time; return the exit code."""
    failed = 0
    for target in targets:
        seconds = max(1, round(60 * options.minutes / len(targets)))
        print(f"-- {target}: {seconds} s, seed {options.seed}", flush=True)
        folder = options.corpus / target
        folder.mkdir(parents=True, exist_ok=True)
        line = [sys.executable, __file__, target, "--corpus", str(options.corpus), "--seed", str(options.seed)]
        with (folder / "run.log").open("wb") as log:
            ended = subprocess.run([*line, "--seconds", str(seconds)], stderr=log, check=False)
        found = sorted((folder / "failures").glob("*"))
        failed += bool(found or ended.returncode)
        print(f"   {_last_count(folder / 'run.log')}; {len(found)} files of failures, exit code {ended.returncode}")
    return 1 if failed else 0


def _last_count(log: Path) -> str:
    """Return what libFuzzer has counted at the end: executions, arcs (`cov`), inputs kept (`corp`), and their speed."""
    counts = [
        line for line in log.read_text("utf-8", "replace").splitlines() if line.startswith("#") and "cov:" in line
    ]
    return " ".join(counts[-1].split()) if counts else "nothing was executed"


def main() -> int:
    """Read the arguments, and do what they say."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("target", nargs="?", choices=[*TARGETS], help="one target; without it, all")
    parser.add_argument("--minutes", type=float, default=10, help="of all targets together")
    parser.add_argument("--seed", type=int, default=1, help="the same seed and corpus make the same inputs")
    parser.add_argument("--corpus", type=Path, default=Path("fuzzing"), metavar="DIR", help="what is kept between runs")
    parser.add_argument("--again", type=Path, metavar="FILE", help="give a target the bytes of this file, and stop")
    parser.add_argument("--seconds", type=int, default=0, help=argparse.SUPPRESS)  # in a process for one target
    options = parser.parse_args()
    if options.again and options.target:
        promise(options.target)(options.again.read_bytes())
    elif options.seconds:
        fuzz(options.target, options.corpus / options.target, options.seconds, options.seed)
    else:
        return run_all([options.target] if options.target else [*TARGETS], options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
