"""The story that a command works on: finding its folder, loading it, and printing its errors."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from ..model.diagnostics import Diagnostic
from ..model.story import Story
from ..terminal.quoting import in_short, path_in_short
from . import folders
from .exits import complain

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


def story_folder(options: argparse.Namespace) -> Path:
    """Return the folder that was named on the command line, else the current one if it holds a story.

    If it holds none, return the folder of the shipped story.
    """
    from ..loading.files import holds_story  # noqa: PLC0415  # not needed where a folder is named

    named: Path | None = options.story
    if named is not None:
        return named
    return Path() if holds_story(Path()) else folders.shipped_story()


def story_line(folder: Path, story: Story | None) -> str:
    """Return the line that names the story a command speaks of: its title, and where it is.

    `story` is None if the story does not load; then the name of its folder stands for its title.
    """
    if folders.is_shipped(folder):
        return "Desperado, the shipped story"
    path = folders.whole_path(folder)
    title = path.name if story is None else story.title
    return f"{in_short(title)} ({path_in_short(path)})"


def load_playable(folder: Path) -> Story | None:
    """Return the story of a folder, from the cache if nothing has changed.

    None if the story has errors; they are then printed on standard error.
    """
    from ..loading.cache import load_cached  # noqa: PLC0415  # the loader itself is not needed when the cache holds

    cache = folders.cache_file(folder)
    return _load(folder) if cache is None else load_cached(folder, cache, lambda: _load(folder))


def _load(folder: Path) -> Story | None:
    from ..loading import load_story  # noqa: PLC0415  # not needed when the cache holds
    from ..terminal.reports import report_lines, summary  # noqa: PLC0415  # as above
    from ..terminal.words import say  # noqa: PLC0415  # as above

    loaded = load_story(folder)
    if loaded.story is None:
        errors = errors_among(loaded.diagnostics)
        for diagnostic in errors:
            sys.stderr.write("\n".join(report_lines(diagnostic)) + "\n")
        complain(say("refused.story", folder=folder, detail=summary(errors)))
    return loaded.story


def errors_among(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return those diagnostics that keep a story from loading."""
    return [each for each in diagnostics if each.is_error]


def print_diagnostics(diagnostics: Sequence[Diagnostic], target: TextIO) -> None:
    """Print the diagnostics and their number; print nothing if there are none."""
    from ..terminal.reports import report_lines, summary  # noqa: PLC0415  # not needed when the cache holds

    target.writelines("\n".join(report_lines(diagnostic)) + "\n" for diagnostic in diagnostics)
    if diagnostics:
        target.write(summary(diagnostics) + "\n")
