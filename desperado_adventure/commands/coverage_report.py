"""The report of `desperado test --coverage`: what the walkthroughs show, what they do not, and new walkthroughs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from ..analysis.playing.coverage import Coverage, cover
from ..analysis.playing.filling import Road, fill
from ..analysis.playing.running import Run
from ..analysis.playing.source import as_written
from ..analysis.targets.naming import TALLY_WORDS, Namer, TallyWords
from ..analysis.targets.target import Target, TargetKind
from ..analysis.transitions.progress import Progress
from ..exporting.coverage_page import coverage_page
from ..exporting.walkthrough_text import walkthrough_text
from ..model.story import Story
from ..terminal.progress_line import show_progress
from .budget import Budget, Spending, prove_within

_MOST_WANTED_FIRST = ("endings", "scenes", "choices", "barred", "variants", "conditions")
_TABLE_HEAD = f"{'':28} {'seen':>6}    {'all':>6}  {'share':>6}"
_PER_FILE = 8
"""How many missing targets are named for each file."""

_NAME = "coverage_{:02}"


class Wishes(NamedTuple):
    """The options of the report.

    `page` is the file for the whole story as a page (None: no page). `writes` says whether proposed walkthroughs are
    written to files. `budget` bounds the proof; `most` is the largest number of proposed walkthroughs.
    """

    page: Path | None
    writes: bool
    budget: Budget
    most: int


class _Proposal(NamedTuple):
    """A walkthrough that would show missing targets, and the name of its file without `.yaml`."""

    name: str
    road: Road


class CoverageReport:
    """Reports what walkthroughs show, proposes new ones for the rest, and writes the files that were asked for."""

    def __init__(self, folder: Path, wishes: Wishes, target: TextIO, progress: TextIO) -> None:
        """Print the report to `target`, and the progress of the search to `progress`."""
        self._folder, self._wishes, self._target, self._progress = folder, wishes, target, progress

    def tell(self, story: Story, runs: Sequence[Run]) -> None:
        """Report the coverage of these runs. Raises OSError when a file cannot be written."""
        coverage = cover(story, [run.playthrough.choices for run in runs])
        self._print("", *_table(coverage), *_missing(story, coverage))
        proposals: list[_Proposal] = []
        if any(run.diagnostics for run in runs):
            self._print("For the rest others are proposed when all of these run to their ends.")
        elif any(coverage.missing(kind) for kind in coverage.all):
            proposals = self._propose(story, coverage)
        if self._wishes.writes:
            self._write(story, coverage, proposals)
        elif proposals:
            self._print("`--write` puts them into walkthroughs/.")
        if self._wishes.page is not None:
            shown_by = {each: proposal.name for proposal in proposals for each in proposal.road.shown}
            self._wishes.page.write_text(coverage_page(story, coverage, shown_by), encoding="utf-8")
            self._print(f"The whole story, marked: {self._wishes.page}")

    def _propose(self, story: Story, coverage: Coverage) -> list[_Proposal]:
        with show_progress(self._progress) as tell:

            def walking(done: Progress) -> None:
                tell(f"proving what can be shown: {done.words}")

            def finding(number: int, left: int) -> None:
                tell(f"{number} walkthroughs; {left:,} things still to be shown")

            certificate, _ = prove_within(self._wishes.budget, story, walking)
            again = Spending(self._wishes.budget)  # as much time as for the proof
            roads = fill(story, certificate, coverage, self._wishes.most, finding, again.alarm())
        names = _free_names(self._folder, len(roads))
        proposals = [_Proposal(name, road) for name, road in zip(names, roads, strict=True)]
        after = coverage.with_more(shown for road in roads for shown in road.shown)
        left = {each for kind in after.all for each in after.missing(kind)}
        never = left & certificate.unseen
        self._print(*_proposal_lines(story, coverage, proposals))
        if never:
            self._print(f"{len(never):,} things can never be shown: `desperado check` says what and why.")
        if left - never:
            self._print(f"{len(left - never):,} things are not shown by these; `--most N` proposes more.")
        if roads:
            self._print("With them:", *_table(after))
        return proposals

    def _write(self, story: Story, coverage: Coverage, proposals: Sequence[_Proposal]) -> None:
        inner = self._folder / "walkthroughs"
        inner.mkdir(exist_ok=True)
        namer = Namer(story)
        for name, road in proposals:
            _, most_wanted = _by_kind(coverage, road)[0]
            first = namer.words(min(most_wanted))
            proves = f"Shows {len(road.shown)} things that no walkthrough before it does; the first is {first}."
            path = inner / f"{name}.yaml"
            path.write_text(walkthrough_text(proves, road.choices, road.ending), encoding="utf-8")
            self._print(f"Written: {path}")

    def _print(self, *lines: str) -> None:
        for line in lines:
            self._target.write(line + "\n")


def _table(coverage: Coverage) -> list[str]:
    lines = [_TABLE_HEAD]
    for kind, wanted in coverage.all.items():
        seen = len(wanted) - len(coverage.missing(kind))
        share = f"{100 * coverage.share(kind):.1f} %" if wanted else "-"
        lines.append(f"{TALLY_WORDS[kind].counted:28} {seen:>6,} of {len(wanted):>6,} {share:>8}")
    return lines


def _missing(story: Story, coverage: Coverage) -> list[str]:
    """Return lines with the missing targets, by file in the story's order, the first few of each file."""
    namer = Namer(story)
    endings = [scene.id for scene in story.scenes.values() if scene.ending is not None]
    unreached = [target.id for target in coverage.missing("scenes")]
    told_already = {
        *(Target(TargetKind.SCENE, ending) for ending in endings),
        *(Target(TargetKind.TEXT, scene) for scene in unreached),
    }
    by_file: dict[str, list[Target]] = {f"scenes/{chapter.id}.yaml": [] for chapter in story.chapters}
    for kind in coverage.all:
        for target in coverage.missing(kind):
            if target not in told_already:
                by_file.setdefault(namer.mark(target).file, []).append(target)
    lines = []
    for file, targets in by_file.items():
        if targets:
            lines += ["", f"Not shown in {file}: {len(targets):,}"]
            targets.sort(key=lambda each: (namer.mark(each), each))
            lines += [f"  {namer.mark(each)}: {namer.words(each)}" for each in targets[:_PER_FILE]]
            if len(targets) > _PER_FILE:
                lines.append(f"  … and {len(targets) - _PER_FILE:,} more (`--page FILE` shows all of them in place)")
    return [*lines, ""]


def _free_names(folder: Path, number: int) -> list[str]:
    """Return this many names for walkthroughs that no file has yet."""
    names: list[str] = []
    count = 0
    while len(names) < number:
        count += 1
        name = _NAME.format(count)
        if not (folder / "walkthroughs" / f"{name}.yaml").exists():
            names.append(name)
    return names


def _by_kind(coverage: Coverage, road: Road) -> list[tuple[TallyWords, list[Target]]]:
    """Return the targets that only this road shows, by kind: endings first, then scenes; no kind without a target."""
    by_kind = [
        (TALLY_WORDS[kind], [target for target in coverage.all[kind] if target in road.shown])
        for kind in _MOST_WANTED_FIRST
    ]
    return [(words, shown) for words, shown in by_kind if shown]


def _proposal_lines(story: Story, coverage: Coverage, proposals: Sequence[_Proposal]) -> list[str]:
    lines = [f"{len(proposals)} more walkthroughs would show:"] if proposals else []
    for name, road in proposals:
        by_kind = _by_kind(coverage, road)
        shown = ", ".join(f"{len(each)} {words.one if len(each) == 1 else words.many}" for words, each in by_kind)
        title = _title(story, road)
        lines.append(f"  {name}: {shown} ({len(road.choices)} choices{f', to “{title}”' if title else ''})")
    return lines


def _title(story: Story, road: Road) -> str:
    ending = story.scenes[road.ending].ending if road.ending else None
    return as_written(story, ending.title) if ending is not None else ""
