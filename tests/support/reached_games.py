"""What a player has reached, by the files alone: an oracle that reads saves with nothing of the program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

Road = tuple[str, ...]
_BACKUP = ".backup"


def is_ours(path: str) -> bool:
    """Whether the program would read this file: it is no lock, and no file that is still being written."""
    return Path(path).name != ".lock" and not path.endswith(".writing")


def reached(files: Mapping[str, bytes], removed: Iterable[str] = ()) -> set[Road]:
    """Return what has been reached, by these files: roads, endings, and bytes that may be somebody's game.

    A backup counts only where its file is missing or damaged. Files whose name is among `removed` do not count.
    """
    found: set[Road] = set()
    for path, content in files.items():
        if not is_ours(path) or Path(path).name in removed:
            continue
        if path.endswith(_BACKUP) and _is_whole(files.get(path.removesuffix(_BACKUP), b"")):
            continue
        try:
            document = json.loads(content)
        except ValueError:
            found.add(("bytes", str(content)))
            continue
        if isinstance(document, list):
            found |= {("ending", ending) for ending in document}
        else:
            start = json.dumps(document["base"], sort_keys=True)
            found |= {("road", start, *road) for road in roads_of(document)}
    return found


def _is_whole(content: bytes) -> bool:
    try:
        return json.loads(content) is not None
    except ValueError:
        return False


def roads_of(document: Mapping[str, list[str]]) -> list[Road]:
    """Return the roads of a save: the choices with what was undone of them, and the branches that were left."""
    choices = tuple(document["choices"])
    branches: list[Mapping[str, object]] = document.get("branches", [])  # type: ignore[assignment]  # a list of objects
    roads = [(*choices, *reversed(document["undone"]))]
    for branch in branches:
        after, rest = branch["after"], branch["choices"]
        assert isinstance(after, int)
        assert isinstance(rest, list)
        roads.append((*choices[:after], *rest))
    return roads


def is_missing(road: Road, held: Iterable[Road]) -> bool:
    """Whether none of the roads that are held begins with this one."""
    return not any(each[: len(road)] == road for each in held)
