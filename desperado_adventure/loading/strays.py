"""Stray files: they look like part of a story, but are not read because of their name or their folder."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_FOLDERS = ("scenes", "art", "walkthroughs")
_MEANT = {"story.yaml": "story.yaml", "story.yml": "story.yaml", **{name: name for name in _FOLDERS}}
"""The right names in a story's folder, by the lowercase form of the names that an author may have written."""


class Stray(NamedTuple):
    """A path relative to the story's folder, why it is not read, and what to do."""

    path: str
    message: str
    cure: str


def strays(folder: Path) -> list[Stray]:
    """Return the stray files and folders of a story. Never raises."""
    stray_files: list[Stray] = []
    for walk in (_beside(folder), *(_inside(folder, name) for name in _FOLDERS)):
        with contextlib.suppress(OSError):  # the reader of a folder's files reports a folder that cannot be read
            stray_files.extend(walk)
    return stray_files


def _beside(folder: Path) -> Iterator[Stray]:
    for path in sorted(folder.iterdir()):
        meant = _MEANT.get(path.name.lower(), path.name)
        right = folder / meant
        if path.name != meant and not (right.exists() and right.samefile(path)):  # the same file, if case is ignored
            yield Stray(path.name, f"This is not read: it would have to be called `{meant}`.", _rename(right))


def _inside(folder: Path, name: str) -> Iterator[Stray]:
    for path in sorted((folder / name).iterdir()) if (folder / name).is_dir() else ():
        shown = f"{name}/{path.name}"
        if path.name.startswith(".") or path.suffix == ".yaml":
            continue
        if _is_yaml(path):
            cure = _rename(path.with_suffix(".yaml"))
            yield Stray(shown, "This file is not read: the names of a story's files end in `.yaml`.", cure)
        elif path.is_dir() and any(_is_yaml(inner) for inner in path.rglob("*")):
            message = f"This folder is not read: files are looked for in {name}/ itself."
            yield Stray(shown, message, f"Move its files into {name}/, or out of it.")


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in (".yaml", ".yml")


def _rename(right: Path) -> str:
    return "Move it elsewhere, or take it out." if right.exists() else f"Rename it to `{right.name}`."
