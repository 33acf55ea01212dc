"""The command `check`: what can be seen in the files, then the proof; as text, JSON or SARIF."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from ..analysis.targets.naming import TALLY_WORDS
from ..analysis.verdicts.certificate import Certificate
from ..analysis.verdicts.progress import Progress
from ..analysis.verdicts.proof import prove
from ..exporting.findings_json import findings_json
from ..exporting.findings_sarif import findings_sarif
from ..loading import load_story, with_sources
from ..model.diagnostics import Diagnostic
from ..model.story import Story
from ..terminal.progress import show_progress
from ..terminal.reports import counted, report_lines, summary
from .arguments import add_max_states, add_story_folder
from .exits import ExitCode
from .formats import Format, add_format
from .stories import story_folder


class _Report(NamedTuple):
    """What is said of the story in `folder`; `certificate` is None if the story does not load."""

    folder: Path
    found: Sequence[Diagnostic]
    certificate: Certificate | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_story_folder(parser)
    add_format(parser, _FORMATS, "how findings are written")
    add_max_states(parser, "stop the walk after this many states (then PARTIAL)")


def run(options: argparse.Namespace) -> ExitCode:
    """Check a story; it is fine when there is no finding and the proof came to its end."""
    folder, form = story_folder(options), _FORMATS[options.format]
    loaded = load_story(folder)
    found = list(loaded.diagnostics)
    certificate: Certificate | None = None
    if loaded.story is not None:
        certificate = _prove(loaded.story, options.max_states, sys.stderr)
        found += with_sources(certificate.findings, folder)
    form.target.write(form.render(_Report(folder, found, certificate)))
    is_fine = not found and (certificate is None or certificate.exhausted)
    return ExitCode.FINE if is_fine else ExitCode.FINDINGS


def _prove(story: Story, max_states: int | None, target: TextIO) -> Certificate:
    """Prove the story, and show on `target` how far the proof has come."""
    walk, begin, already = 0, 0.0, 0
    with show_progress(target) as tell:

        def report(progress: Progress) -> bool:
            nonlocal walk, begin, already
            if progress.walk != walk:
                walk, begin, already = progress.walk, time.monotonic(), progress.amount
            rate = (progress.amount - already) / max(time.monotonic() - begin, 0.001)
            tell(f"walk {walk} ({progress.purpose}): {progress.words}, {rate:,.0f} a second")
            return True

        return prove(story, max_states=max_states, progress=report)


def _text(report: _Report) -> str:
    """Return the findings and the certificate as an author reads them."""
    lines = [line for diagnostic in report.found for line in (*report_lines(diagnostic), "")]
    if report.certificate is None:
        lines.append(f"{summary(report.found)}; nothing can be proved of a story that does not load.")
    else:
        lines += _certificate_lines(report.certificate)
        if report.certificate.exhausted and not report.found:
            lines.append("From every reachable state an ending can be reached.")
        lines.append(summary(report.found))
    return "\n".join(lines) + "\n"


def _certificate_lines(certificate: Certificate) -> list[str]:
    walks = counted(len(certificate.slices), "walk")
    lines = [f"{certificate.verdict} {counted(certificate.states, 'state')} in {walks}"]
    for kind, tally in certificate.tallies.items():
        lines.append(f"  {tally.seen:>6,} of {tally.total:>6,} {TALLY_WORDS[kind].counted}")
    if not certificate.exhausted:
        lines.append("  What was not seen may still exist: the walk was cut short, and nothing is proved impossible.")
    lines += [f"  {note}" for note in certificate.notes]
    for ending, choices in sorted(certificate.endings.items(), key=lambda pair: len(pair[1])):
        lines.append(f"  {ending}: {len(choices)} choices at least")
    return lines


_FORMATS = {
    "text": Format(_text, is_for_people=True),
    "json": Format(lambda report: findings_json(report.found, report.certificate)),
    "sarif": Format(lambda report: findings_sarif(report.found, report.folder)),
}
