"""The command `check`: what can be seen in the files, then the proof; as text, JSON or SARIF."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from ..analysis.targets.naming import TALLY_WORDS, Namer
from ..analysis.targets.target import Target, TargetKind
from ..analysis.transitions.progress import Progress
from ..analysis.verdicts.certificate import Certificate, ClaimVerdict
from ..analysis.verdicts.changes import Changed, Proved
from ..exporting.findings_json import findings_json
from ..exporting.findings_sarif import findings_sarif
from ..loading import load_story, with_sources
from ..model import codes
from ..model.diagnostics import Diagnostic, causes
from ..model.limits import LIMITS
from ..model.story import Story
from ..terminal.progress_line import show_progress
from ..terminal.reports import counted, report_lines, summary
from .arguments import add_story_folder, without_effect
from .budget import Spending, add_budget, budget_of, prove_while
from .earlier import NoSuchVersionError, changes_since
from .exits import ExitCode, complain, misused
from .folders import whole_path
from .formats import Format, add_format, format_of
from .stories import story_folder, story_line

_STUCK = frozenset((codes.DEAD_END, codes.SOFT_LOCK, codes.ENDLESS_LOOP, codes.CHAIN_TOO_LONG))
"""What says that an ending may be out of reach."""

_MOST_UNDECIDED = 8
"""How many undecided things of a kind are named."""

_MOST_SORTED = 20_000
"""Of how many undecided things the places are looked up: somebody waits for the report."""


class _Report(NamedTuple):
    """What is said of the story in `folder`; `story` and `certificate` are None if it does not load.

    `spent` says which part of the budget was used up, "" if none was. `changes` are those since an earlier version, or
    None if none was named.
    """

    folder: Path
    found: Sequence[Diagnostic]
    story: Story | None
    certificate: Certificate | None
    spent: str
    changes: tuple[Changed, ...] | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_story_folder(parser)
    add_format(parser, _FORMATS, "how findings are written")
    add_budget(parser)
    parser.add_argument(
        "--against", metavar="OLD", help="say what has changed since an earlier version: a folder, or a revision of git"
    )
    parser.add_argument("--limits", action="store_true", help="print how large a story may be and why, and check none")


def run(options: argparse.Namespace) -> ExitCode:
    """Check a story; it is fine when there is no finding and the proof came to its end."""
    if options.limits:
        alone = dict.fromkeys(("story", "format", "budget", "max_states", "against"), "beside `--limits`")
        if idle := without_effect(options, alone):
            return misused(idle)
        sys.stdout.writelines(
            f"{each.most:>10,} {each.unit:<10}  {each.of}: {each.reason}\n" for each in LIMITS.values()
        )
        return ExitCode.FINE
    folder, form = whole_path(story_folder(options)), format_of(options, _FORMATS)
    rate = _Rate()
    spending = Spending(budget_of(options), rate.tell)
    try:
        loaded = load_story(folder)
    except KeyboardInterrupt:
        sys.stderr.write("PARTIAL: interrupted while the story was read, so that nothing is decided.\n")
        return ExitCode.FINDINGS
    report = _Report(folder, loaded.diagnostics, None, None, "")
    if loaded.story is not None:
        with show_progress(sys.stderr) as rate.show:
            certificate, spent = prove_while(spending, loaded.story)
        found = causes((*loaded.diagnostics, *with_sources(certificate.findings, folder)))
        report = _Report(folder, found, loaded.story, certificate, spent)
        try:
            report = _compared(report, options)
        except NoSuchVersionError as error:
            return complain(str(error))
    form.target.write(form.render(report))
    is_fine = not report.found and (report.certificate is None or report.certificate.exhausted)
    return ExitCode.FINE if is_fine else ExitCode.FINDINGS


class _Rate:
    """Shows on standard error how far a proof has come and how fast it goes, where that is a terminal."""

    def __init__(self) -> None:
        self._walk, self._begin, self._already = 0, 0.0, 0
        self.show: Callable[[str], None] = lambda _: None

    def tell(self, progress: Progress) -> None:
        if progress.walk != self._walk:
            self._walk, self._begin, self._already = progress.walk, time.monotonic(), progress.amount
        rate = (progress.amount - self._already) / max(time.monotonic() - self._begin, 0.001)
        self.show(f"walk {progress.walk} ({progress.purpose}): {progress.words}, {rate:,.0f} a second")


def _text(report: _Report) -> str:
    """Return the findings and the certificate as an author reads them."""
    found = [line for diagnostic in report.found for line in (*report_lines(diagnostic), "")]
    lines = [story_line(report.folder, report.story), *found]
    if report.certificate is None or report.story is None:
        lines.append(f"{summary(report.found)}; nothing can be proved of a story that does not load.")
    else:
        lines += _certificate_lines(report.story, report.certificate, report.spent)
        if report.certificate.exhausted and _STUCK.isdisjoint(each.code for each in report.certificate.findings):
            lines.append("From every reachable state an ending can be reached.")
        so_far = "" if report.certificate.exhausted else " so far"
        lines.append(summary(report.found) + so_far)
    lines += _change_lines(report.changes) if report.changes is not None else []
    return "\n".join(lines) + "\n"


def _compared(report: _Report, options: argparse.Namespace) -> _Report:
    """Return the report, with what has changed since the version that was named; raises NoSuchVersionError."""
    if options.against is None or report.story is None or report.certificate is None:
        return report
    now = Proved(report.story, report.certificate)
    return report._replace(changes=changes_since(options.against, report.folder, now, budget_of(options)))


def _change_lines(changes: Sequence[Changed]) -> list[str]:
    """Return what has changed, each thing on a line of its own."""
    if not changes:
        return ["Nothing has changed in what can be reached, and where one can be stuck."]
    lines = []
    for aspect, gained, lost in changes:
        lines.append(f"{aspect}: {len(gained):,} new, {len(lost):,} gone")
        lines += [f"  + {name}" for name in gained]
        lines += [f"  - {name}" for name in lost]
    return lines


def _certificate_lines(story: Story, certificate: Certificate, spent: str) -> list[str]:
    walks = counted(len(certificate.walks), "walk")
    lines = [f"{certificate.verdict} {counted(certificate.states, 'state')} in {walks}"]
    for kind, tally in certificate.tallies.items():
        lines.append(f"  {tally.seen:>6,} of {tally.total:>6,} {TALLY_WORDS[kind].counted}")
    lines += _claim_lines(certificate)
    lines += [f"  {note}" for note in certificate.notes]
    for ending, choices in sorted(certificate.endings.items(), key=lambda pair: len(pair[1])):
        lines.append(f"  {ending}: {counted(len(choices), 'choice')} at least")
    return lines if certificate.exhausted else [*lines, *_undecided_lines(story, certificate, spent)]


def _claim_lines(certificate: Certificate) -> list[str]:
    """Return how many of the author's claims are proved."""
    if not certificate.claims:
        return []
    holds = sum(result.verdict is ClaimVerdict.HOLDS for result in certificate.claims)
    return [f"  {holds:>6,} of {len(certificate.claims):>6,} claims proved"]


def _undecided_lines(story: Story, certificate: Certificate, spent: str) -> list[str]:
    """Return what a proof that came to no end has not decided, by chapter, and the first few of each kind by name."""
    namer = Namer(story)
    why = f"The budget of {spent} was used up (`--budget` gives more)" if spent else "The proof was interrupted"
    lines = [f"{why}. What is said above stays true; this is not decided:"]
    for slot in certificate.too_wide:
        lines.insert(
            0, f"`{slot.name}` has {slot.high - slot.low + 1:,} values, and the proof could not follow them all."
        )
    if not certificate.knows_stuck:
        lines.append("  dead ends, soft-locks and circles beyond those above")
    reached = {target.id for target in certificate.found if target.kind is TargetKind.ENDING}
    if unknown := sorted(reached - certificate.endings.keys()):
        lines.append(f"  how many choices it takes to {', '.join(unknown)}")
    claims = [result.claim for result in certificate.claims if result.verdict is ClaimVerdict.UNDECIDED]
    if claims:
        lines.append(f"  {counted(len(claims), 'claim')}:")
        lines += [f"    {claim.mark}: {claim.id}" for claim in claims]
    for kind, left in certificate.undecided.items():
        if left:
            tally = certificate.tallies.get(kind)  # there is none of what should never be seen
            of = "" if tally is None else f" of {tally.total:,}"
            lines.append(f"  {len(left):,}{of} {TALLY_WORDS[kind].many}:")
            lines += _first_of(namer, left)
    return lines


def _first_of(namer: Namer, targets: Sequence[Target]) -> list[str]:
    """Return the first few targets by name; where there are more, how many there are in which file."""
    if len(targets) > _MOST_SORTED:
        first, more = targets[:_MOST_UNDECIDED], f"{len(targets) - _MOST_UNDECIDED:,} more"
    else:
        in_order = sorted(targets, key=namer.mark)
        first = in_order[:_MOST_UNDECIDED]
        files = Counter(namer.mark(each).file for each in in_order[_MOST_UNDECIDED:])
        more = ", ".join(f"{number:,} in {file}" for file, number in files.most_common(_MOST_UNDECIDED))
    lines = [f"    {namer.mark(each)}: {namer.words(each)}" for each in first]
    if len(targets) > _MOST_UNDECIDED:
        lines.append(f"    and {more} (`--format json` lists all)")
    return lines


_FORMATS = {
    "text": Format(_text, is_for_people=True),
    "json": Format(lambda each: findings_json(each.found, each.folder, each.story, each.certificate, each.changes)),
    "sarif": Format(lambda report: findings_sarif(report.found, report.folder)),
}
