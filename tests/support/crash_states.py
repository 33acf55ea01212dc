"""Power cuts, simulated: what a disk may hold when the machine stops amid the operations of a real action.

In the manner of ALICE (Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014): the operations are recorded
while the action runs. Then for every moment every state is built that they allow. Of a file, any part of what was not
flushed may be on the disk. Of a folder, the first of the changes of names since it was last flushed may be there, in
their order, or all but one; folders are independent of each other. A new folder is one of the names in the folder
above it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

PARTS = (0.0, 0.5, 1.0)
"""How much of a file that was not flushed may be on the disk."""

NAMING = ("create", "mkdir", "link", "rename", "unlink")
_CALLS = ("open", "write", "fsync", "link", "replace", "rename", "unlink", "mkdir", "close")


class Operation(NamedTuple):
    """One step: its verb, the path that it is about, another path (link, rename) and the bytes (write)."""

    verb: str
    path: str
    other: str = ""
    content: bytes = b""

    @property
    def folder(self) -> str:
        """The folder whose names it changes."""
        return str(Path(self.other or self.path).parent)


class Recorder:
    """Stands in for the calls of `os` that change files: does the same, and keeps a list of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.operations: list[Operation] = []
        self._paths: dict[int, str] = {}
        for verb in _CALLS:
            self._wrap(monkeypatch, verb)

    def _wrap(self, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
        real = getattr(os, verb)

        def call(*arguments: object, **options: object) -> object:
            was_there = verb == "open" and os.path.lexists(str(arguments[0]))
            result = real(*arguments, **options)
            self._note(verb, arguments, result, was_there=was_there)
            return result

        monkeypatch.setattr(os, verb, call)

    def _note(self, verb: str, arguments: tuple[object, ...], result: object, *, was_there: bool) -> None:
        if verb == "open":
            path = str(arguments[0])
            self._paths[int(str(result))] = path
            if int(str(arguments[1])) & os.O_CREAT and not was_there:
                self.operations.append(Operation("create", path))
        elif verb in ("write", "fsync"):
            number = int(str(arguments[0]))
            if number in self._paths:
                content = bytes(arguments[1])[: int(str(result))] if verb == "write" else b""  # type: ignore[call-overload]  # bytes
                self.operations.append(Operation(verb, self._paths[number], content=content))
        elif verb == "close":
            self._paths.pop(int(str(arguments[0])), None)
        else:
            paths = [str(argument) for argument in arguments[: 1 if verb in ("unlink", "mkdir") else 2]]
            other = paths[1] if len(paths) > 1 else ""
            self.operations.append(Operation("rename" if verb == "replace" else verb, paths[0], other))


@contextmanager
def recording(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Operation]]:
    """Record what is done to files within the context."""
    with monkeypatch.context() as patch:
        yield Recorder(patch).operations


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the files under a folder with their content, by path."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def crash_states(
    before: Mapping[str, bytes], operations: list[Operation], *, at_the_end: bool = False
) -> Iterator[dict[str, bytes]]:
    """Yield the files, by path, that may be on the disk after a crash at any moment, or after the last operation only.

    `before` is what was there, for certain, when the first operation began.
    """
    seen = set()
    for moment in range(len(operations) if at_the_end else 0, len(operations) + 1):
        done = operations[:moment]
        unsure = _unsure(done)
        for losses in product(*map(_losses, unsure.values())):
            lost = set().union(*losses)
            for part in PARTS:
                state = _state(before, done, lost, part)
                key = tuple(sorted(state.items()))
                if key not in seen:
                    seen.add(key)
                    yield state


def _unsure(done: list[Operation]) -> dict[str, list[int]]:
    """Return, for each folder, the changes of names since it was last flushed."""
    unsure: dict[str, list[int]] = {}
    for index, each in enumerate(done):
        if each.verb == "fsync":
            unsure.pop(each.path, None)
        elif each.verb in NAMING:
            unsure.setdefault(each.folder, []).append(index)
    return unsure


def _losses(unsure: list[int]) -> list[set[int]]:
    """Return what may be lost of a folder's changes: the last ones, or any one."""
    return [*(set(unsure[length:]) for length in range(len(unsure) + 1)), *({index} for index in unsure)]


def _state(before: Mapping[str, bytes], done: list[Operation], lost: set[int], part: float) -> dict[str, bytes]:
    """Build one state: files by number, and two tables of names, as the running system and as the disk has them."""
    files = dict(enumerate(before.values()))
    live = {path: number for number, path in enumerate(before)}
    disk = dict(live)
    flushed = set(files)
    missing = {done[index].path for index in lost if done[index].verb == "mkdir"}
    for index, each in enumerate(done):
        if each.verb == "create":
            files[len(files)] = b""
        elif each.verb == "write":
            files[live[each.path]] += each.content
        elif each.verb == "fsync" and each.path in live:
            flushed.add(live[each.path])
        number = len(files) - 1 if each.verb == "create" else live.get(each.path)
        if index not in lost:
            _rename(each, disk, number)
        _rename(each, live, number)
    return {
        path: files[number] if number in flushed else files[number][: int(len(files[number]) * part)]
        for path, number in disk.items()
        if missing.isdisjoint(map(str, Path(path).parents))
    }


def _rename(operation: Operation, names: dict[str, int], number: int | None) -> None:
    """Carry out the operation in a table of names; `number` is the file that it is about."""
    if operation.verb == "create" and number is not None:
        names[operation.path] = number
    elif operation.verb in ("link", "rename") and number is not None:
        is_same = names.get(operation.other) == number
        names[operation.other] = number
        if operation.verb == "rename" and not is_same:
            names.pop(operation.path, None)
    elif operation.verb == "unlink":
        names.pop(operation.path, None)
