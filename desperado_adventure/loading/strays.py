"""Stray files: they look like part of a story, but are not read because of their name or their folder."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

_STORY = "story.yaml"
_FOLDERS = ("scenes", "art", "walkthroughs")
_ALMOST = {"scene": "scenes", "walkthrough": "walkthroughs"}
"""What an author may have called a folder instead."""

_YAML = re.compile(r"(.+)\.ya?ml(?:\.txt)?", re.IGNORECASE)
"""The name of a file that holds YAML: some editors add `.txt`, and some systems hide it."""

_NOTES = re.compile(r"(?:readme|licen[cs]e|notes?)\b.*|.*\.md|.*~|#.*#|.*\.(?:bak|orig|tmp|swp)", re.IGNORECASE)
"""The names of files beside pictures that are meant as none: explanations, and what editors leave."""

_LOOKS = (
    ("art", re.compile(r"^picture\s*:", re.MULTILINE)),
    ("walkthroughs", re.compile(r"^steps\s*:", re.MULTILINE)),
    (
        "scenes",
        re.compile(r"^[a-z][a-z0-9_]*\s*:\s(?s:.)*(?:^ +|[{,] *)(?:text|choices|goto|ending)\s*:", re.MULTILINE),
    ),
)
"""What the content of a file looks like, by the folder in which such files are read."""

_LOOKED_AT = 20_000
"""How many characters of a file are looked at."""

_MOST = 1_000
"""How many files are looked for in a folder that is not read."""


class Stray(NamedTuple):
    """A path relative to the story's folder, why it is not read, and what to do."""

    path: str
    message: str
    cure: str


def strays(folder: Path, read: Collection[str]) -> list[Stray]:
    """Return the stray files and folders of a story. Never raises.

    `read` are the files that are read, by their paths relative to the folder.
    """
    stray_files: list[Stray] = []
    for walk in (_beside(folder), *(_inside(folder, name, read) for name in _FOLDERS)):
        with contextlib.suppress(OSError):  # the reader of a folder's files reports a folder that cannot be read
            stray_files.extend(walk)
    return stray_files


def _beside(folder: Path) -> Iterator[Stray]:
    for path in sorted(folder.iterdir()):
        if path.name in _FOLDERS and not path.is_dir():
            yield Stray(path.name, "This is a file, and a folder is looked for here.", "Move it elsewhere.")
        meant = _meant(path)
        if meant:
            right = folder / meant
            if path.name != meant and not (
                right.exists() and right.samefile(path)
            ):  # the same file, if case is ignored
                yield Stray(path.name, f"This is not read: it would have to be called `{meant}`.", _rename(right))
        elif not path.name.startswith(".") and _YAML.fullmatch(path.name) and (home := _looks_like(path)):
            yield Stray(path.name, f"This file is not read: it looks like one of {home}/.", f"Move it into {home}/.")


def _meant(path: Path) -> str:
    """Return how something in a story's folder would have to be called, "" if it may be called as it likes."""
    name = path.name.lower()
    if path.is_dir():
        return name if name in _FOLDERS else _ALMOST.get(name, "") if any(_yaml_files(path)) else ""
    return _STORY if (match := _YAML.fullmatch(name)) and match[1] == "story" else ""


def _inside(folder: Path, name: str, read: Collection[str]) -> Iterator[Stray]:
    for path in sorted((folder / name).iterdir()) if (folder / name).is_dir() else ():
        shown = f"{name}/{path.name}"
        if path.name.startswith(".") or shown in read:
            continue
        if path.is_dir():
            yield from _unread(folder, name, path, read)
        elif stray := _misnamed(shown, path):
            yield stray


def _misnamed(shown: str, path: Path) -> Stray | None:
    """Return a file that is not read, if it seems to be meant as one of a story's."""
    match = _YAML.fullmatch(path.name)
    is_meant = match is not None or (shown.startswith("art/") and not _NOTES.fullmatch(path.name))
    if not is_meant and not (path.suffix == ".txt" and _looks_like(path)):
        return None
    message = "This file is not read: the names of a story's files end in `.yaml`."
    if match is None and not _looks_like(path):
        return Stray(shown, message, "Write the picture under `picture: |` in a file that ends so.")
    return Stray(shown, message, _rename(path.with_name(f"{path.stem if match is None else match[1]}.yaml")))


def _unread(folder: Path, name: str, inner: Path, read: Collection[str]) -> Iterator[Stray]:
    """Yield a folder of which nothing is read, or the files of a folder that are not read beside those that are."""
    files = [(path.relative_to(folder).as_posix(), path) for path in _yaml_files(inner)]
    unread = [(shown, path) for shown, path in files if shown not in read]
    if len(unread) < len(files):
        for shown, path in unread:
            if path.parent == inner and path.suffix != ".yaml":
                yield from filter(None, [_misnamed(shown, path)])
            else:
                yield Stray(
                    shown, "This file is not read: it lies too deep.", f"Move it up, into {name}/{inner.name}/."
                )
    elif unread:
        is_chapter = name == "scenes"
        looked_for = f"{name}/{inner.name}" if is_chapter else name
        message = f"This folder is not read: files are looked for in {looked_for}/ itself."
        leave = f"out of {name}/" if is_chapter else "out of it"
        yield Stray(f"{name}/{inner.name}", message, f"Move its files up, into {looked_for}/, or {leave}.")


def _yaml_files(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if not path.name.startswith(".") and _YAML.fullmatch(path.name))
    return sorted(islice(found, _MOST))


def _looks_like(path: Path) -> str:
    """Return the folder in which a file with such a content is read, "" for none."""
    if not path.is_file():
        return ""
    with path.open(encoding="utf-8", errors="replace") as file:
        text = file.read(_LOOKED_AT)
    return next((name for name, look in _LOOKS if look.search(text)), "")


def _rename(right: Path) -> str:
    return "Move it elsewhere, or take it out." if right.exists() else f"Rename it to `{right.name}`."
