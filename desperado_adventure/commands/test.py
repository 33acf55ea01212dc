"""The command `test`: every walkthrough, straight and with a save and a load between every two choices.

A transcript that was recorded beside a walkthrough must still be what it prints. When all is well, the endings that no
walkthrough reaches are named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import StringIO
from itertools import zip_longest
from pathlib import Path
from typing import TextIO

from ..analysis.playing.walkthroughs import Run, run_walkthrough, unwalked_endings
from ..engine import Machine, Playthrough
from ..loading import load_story, load_walkthroughs, with_sources
from ..model.diagnostics import Diagnostic
from ..model.story import Story
from ..saving import resume
from ..saving.format import decode, encode, make_save
from ..terminal.filtering import harmless
from ..terminal.reports import counted, report_lines, summary

_SHOWN = 60
"""How many characters of a line are shown where a transcript has changed."""


def test(folder: Path, *, record: bool, target: TextIO, then: Callable[[Story, Sequence[Run]], None] | None) -> int:
    """Run the walkthroughs of a story and return 0 when everything was as expected, else 1.

    `then` is given the runs when all have been made.
    """
    loaded = load_story(folder)
    walkthroughs = load_walkthroughs(folder)
    errors = [each for each in loaded.diagnostics if each.is_error]
    _print(target, [*errors, *walkthroughs.diagnostics])
    if loaded.story is None or walkthroughs.diagnostics:
        return 1
    machine = Machine(loaded.story)
    failures = 0
    done: list[Run] = []
    for walkthrough in walkthroughs.walkthroughs:
        runs = (
            ("straight", run_walkthrough(machine, walkthrough)),
            (
                "saved and loaded at every turn",
                run_walkthrough(machine, walkthrough, lambda same: _reloaded(machine, same)),
            ),
        )
        failed = [(how, run) for how, run in runs if run.diagnostics]
        straight = runs[0][1]
        try:
            changed = "" if failed else _compare_transcript(folder, machine, straight, record=record)
        except OSError as error:
            changed = f"  The transcript {error.filename} cannot be used: {error.strerror}.\n"
        failures += bool(failed or changed)
        done.append(straight)
        target.write(_verdict(machine, straight, is_good=not failed and not changed) + harmless(changed))
        for how, run in failed:
            target.write(f"  {how}:\n")
            _print(target, with_sources(run.diagnostics, folder))
    number = len(walkthroughs.walkthroughs)
    target.write(f"{counted(number, 'walkthrough')}, each run twice: {failures or 'none'} failed.\n")
    unwalked = () if failures else unwalked_endings(loaded.story, done)
    _print(target, with_sources(unwalked, folder))
    if then is not None:
        then(loaded.story, done)
    return 1 if failures or unwalked else 0


def _reloaded(machine: Machine, playthrough: Playthrough) -> Playthrough:
    """Return the playthrough after a trip through a save file's bytes."""
    saved = encode(make_save(machine.story, playthrough, None, "test", "2000-01-01T00:00:00Z"))
    return resume(machine, decode(saved, "test"), "test").playthrough


def _verdict(machine: Machine, run: Run, *, is_good: bool) -> str:
    view = machine.view(run.playthrough.state)
    where = f"“{view.ending}”" if view.ending else f"`{view.scene}`"
    mark = "ok  " if is_good else "FAIL"
    return f"{mark} {run.walkthrough.name}: {run.walkthrough.proves} ({run.playthrough.turn} choices, to {where})\n"


def _compare_transcript(folder: Path, machine: Machine, run: Run, *, record: bool) -> str:
    """Compare a walkthrough's transcript with the recorded one, or record it; return what has changed, or ""."""
    path = folder / "walkthroughs" / f"{run.walkthrough.name}.transcript"
    if not record and not path.is_file():
        return ""
    from ..terminal.replaying import replay  # noqa: PLC0415  # only where there is a transcript

    transcript = StringIO()
    replay(machine, run.playthrough.choices, transcript)
    if record:
        path.write_text(transcript.getvalue(), encoding="utf-8")
        return ""
    before = path.read_text(encoding="utf-8", errors="replace").split("\n")
    for number, (was, now) in enumerate(zip_longest(before, transcript.getvalue().split("\n"), fillvalue=""), start=1):
        if was != now:
            return (
                f"  walkthroughs/{path.name}:{number}: the transcript was “{was[:_SHOWN]}” and is “{now[:_SHOWN]}”.\n"
                "    If it is right as it is now, `desperado test --record` writes it anew.\n"
            )
    return ""


def _print(target: TextIO, diagnostics: list[Diagnostic] | tuple[Diagnostic, ...]) -> None:
    target.writelines("\n".join(report_lines(diagnostic)) + "\n" for diagnostic in diagnostics)
    if diagnostics:
        target.write(summary(diagnostics) + "\n")
