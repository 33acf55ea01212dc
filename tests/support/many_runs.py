"""Many runs of the program, each in a process of its own: the modules are imported once, and each run is a fork."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from terminals import PATIENCE, environment

_DRIVER = """
import base64, importlib, json, os, pkgutil, sys, tempfile, traceback
import desperado_adventure
for module in pkgutil.walk_packages(desperado_adventure.__path__, "desperado_adventure."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
main = desperado_adventure.cli.main
runs, done = json.load(open(sys.argv[1])), []
for arguments, given, extra in runs:
    files = [tempfile.TemporaryFile() for _ in range(3)]
    files[0].write(base64.b64decode(given))
    files[0].seek(0)
    child = os.fork()
    if not child:
        code = 70
        try:
            for number, file in enumerate(files):
                os.dup2(file.fileno(), number)
            os.environ.update(extra)
            code = main(arguments)
        except SystemExit as reason:
            code = reason.code
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    for file in files:
        file.seek(0)
    done.append([code, *(base64.b64encode(file.read()).decode() for file in files[1:])])
json.dump(done, open(sys.argv[1], "w"))
"""


class Run(NamedTuple):
    """A run to make: the arguments, what is typed, and what is added to the environment."""

    arguments: tuple[str, ...]
    given: bytes = b""
    extra: Mapping[str, str] = {}


class Done(NamedTuple):
    """What came of a run: the exit code, and the bytes that were written."""

    code: int
    stdout: bytes
    stderr: bytes


def run_all(folder: Path, runs: Sequence[Run]) -> list[Done]:
    """Make the runs, one after the other, in this folder, and return what came of each."""
    exchange = folder / "runs.json"
    wanted = [[run.arguments, base64.b64encode(run.given).decode(), dict(run.extra)] for run in runs]
    exchange.write_text(json.dumps(wanted), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-c", _DRIVER, str(exchange)], cwd=folder, env=environment(folder),
        timeout=PATIENCE * 5, check=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    done = json.loads(exchange.read_text(encoding="utf-8"))
    exchange.unlink()
    return [Done(code, *map(base64.b64decode, written)) for code, *written in done]
