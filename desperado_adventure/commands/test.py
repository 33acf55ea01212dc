"""The command `test`: runs every walkthrough twice, the second time with a save and a load at every turn.

If a walkthrough has a recorded transcript, its transcript must still be the same. When all walkthroughs have passed,
the endings that none of them reaches are reported.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from io import StringIO
from itertools import zip_longest
from pathlib import Path
from typing import TextIO

from ..analysis.playing.running import Run, run_walkthrough, unwalked_endings
from ..engine import Machine
from ..loading import load_story, load_walkthroughs, with_sources
from ..model import codes, limits
from ..model.diagnostics import Diagnostic
from ..model.limits import shortened
from ..model.story import Story
from ..model.walkthrough import Walkthrough
from ..terminal.quoting import path_in_short
from ..terminal.reports import counted
from .arguments import add_story_folder, at_least, without_effect
from .budget import add_budget, budget_of
from .exits import ExitCode, complain, misused
from .reloading import first_change
from .stories import errors_among, print_diagnostics, story_folder, story_line

_MOST = 40
"""How many walkthroughs are proposed at most, unless another number is asked for."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_story_folder(parser)
    parser.add_argument("--record", action="store_true", help="write each walkthrough's transcript beside it")
    parser.add_argument("--coverage", action="store_true", help="say what they show, and what would show the rest")
    parser.add_argument("--page", type=Path, metavar="FILE", help="write the whole story, marked, as a page")
    parser.add_argument("--write", action="store_true", help="keep the walkthroughs that --coverage proposes")
    add_budget(parser)
    parser.add_argument("--most", type=at_least(0), metavar="N", help=f"propose so many walkthroughs at most ({_MOST})")


def run(options: argparse.Namespace) -> ExitCode:
    """Run the walkthroughs, and report their coverage if that was asked for."""
    folder = story_folder(options)
    if not (options.coverage or options.page or options.write):
        alone = dict.fromkeys(("budget", "max_states", "most"), "without `--coverage`, `--page` or `--write`")
        if idle := without_effect(options, alone):
            return misused(idle)
        return _test(folder, record=options.record, then=None)
    from .coverage_report import CoverageReport, Wishes  # noqa: PLC0415  # needs the proof, and is seldom asked for

    wishes = Wishes(options.page, options.write, budget_of(options), _MOST if options.most is None else options.most)
    report = CoverageReport(folder, wishes, sys.stdout, sys.stderr)
    try:
        return _test(folder, record=options.record, then=report.tell)
    except OSError as error:
        return complain(f"{path_in_short(error.filename or folder)} cannot be written: {error.strerror}.")


def _test(folder: Path, *, record: bool, then: Callable[[Story, Sequence[Run]], None] | None) -> ExitCode:
    """Run the walkthroughs of a story, and then call `then` with the runs without saves."""
    loaded = load_story(folder)
    walkthroughs = load_walkthroughs(folder)
    sys.stdout.write(story_line(folder, loaded.story) + "\n")
    unread = [each for each in loaded.diagnostics if each.code is codes.FILE_NOT_READ]
    print_diagnostics([*errors_among(loaded.diagnostics), *unread, *walkthroughs.diagnostics], sys.stdout)
    if loaded.story is None or walkthroughs.diagnostics:
        return ExitCode.FINDINGS
    tester = _Tester(folder, Machine(loaded.story), sys.stdout, record=record)
    runs = [tester.run(walkthrough) for walkthrough in walkthroughs.walkthroughs]
    sys.stdout.write(f"{counted(len(runs), 'walkthrough')}, each run twice: {tester.failures or 'none'} failed.\n")
    unwalked = () if tester.failures else unwalked_endings(loaded.story, runs)
    print_diagnostics(with_sources(unwalked, folder), sys.stdout)
    if then is not None:
        then(loaded.story, runs)
    return ExitCode.FINDINGS if tester.failures or unwalked or unread else ExitCode.FINE


class _Tester:
    """Runs the walkthroughs of one story, prints how each ended, and counts those that failed."""

    def __init__(self, folder: Path, machine: Machine, target: TextIO, *, record: bool) -> None:
        self._folder, self._machine, self._target, self._record = folder, machine, target, record
        self.failures = 0

    def run(self, walkthrough: Walkthrough) -> Run:
        """Run a walkthrough in both ways, print the result, and return the run without saves."""
        straight = run_walkthrough(self._machine, walkthrough)
        ways = (("straight", straight.diagnostics), ("saved and loaded at every turn", self._reloaded(straight)))
        failed = [(how, diagnostics) for how, diagnostics in ways if diagnostics]
        try:
            changed = "" if failed else self._compare_transcript(straight)
        except OSError as error:
            changed = f"  The transcript {error.filename} cannot be used: {error.strerror}.\n"
        self.failures += bool(failed or changed)
        self._target.write(self._verdict(straight, is_good=not failed and not changed) + changed)
        for how, diagnostics in failed:
            self._target.write(f"  {how}:\n")
            print_diagnostics(with_sources(diagnostics, self._folder), self._target)
        return straight

    def _reloaded(self, run: Run) -> tuple[Diagnostic, ...]:
        """Return a diagnostic if a save and a load change the game at some turn of the walkthrough."""
        changed = first_change(self._machine, run.playthrough)
        if changed is None:
            return ()
        cure = "This is a mistake of the program, and not of the story: please report it, with the story."
        choices = run.playthrough.choices[: changed.turn]
        return (Diagnostic(codes.WALKTHROUGH_FAILS, run.walkthrough.mark, changed.message, cure, choices=choices),)

    def _verdict(self, run: Run, *, is_good: bool) -> str:
        view = self._machine.view(run.playthrough.state)
        where = f"“{view.ending}”" if view.ending else f"`{view.scene}`"
        mark = "ok  " if is_good else "FAIL"
        return f"{mark} {run.walkthrough.name}: {run.walkthrough.proves} ({run.playthrough.turn} choices, to {where})\n"

    def _compare_transcript(self, run: Run) -> str:
        """Compare a walkthrough's transcript with the recorded one, or record it; return the first change, or ""."""
        path = self._folder / "walkthroughs" / f"{run.walkthrough.name}.transcript"
        if not self._record and not path.is_file():
            return ""
        from ..terminal.replaying import replay  # noqa: PLC0415  # only where there is a transcript

        transcript = StringIO()
        replay(self._machine, run.playthrough.choices, transcript)
        words = transcript.getvalue()
        if self._record:
            path.write_text(words, encoding="utf-8")
            return ""
        with path.open(encoding="utf-8", errors="replace") as file:
            before = file.read(len(words) + limits.QUOTED.most).split("\n")
        pairs = zip_longest(before, words.split("\n"), fillvalue="")
        for number, (was, now) in enumerate(pairs, start=1):
            if was != now:
                return (
                    f"  walkthroughs/{path.name}:{number}: "
                    f"the transcript was “{shortened(was)}” and is “{shortened(now)}”.\n"
                    "    If it is right as it is now, `desperado test --record` writes it anew.\n"
                )
        return ""
