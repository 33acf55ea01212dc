"""Power cuts, simulated: every state in which a file system may leave the folder after a crash amid saving.

The operations of one real save are recorded, and every crash state that they allow is built and read, in the manner of
ALICE (Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014): until its
file is flushed, any part of a write may be on the disk; until the folder is flushed, the first of its changes of names
may be on the disk, in their order.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from desperado_adventure.saving import writing

OLDER, OLD, NEW = b"older" * 40, b"old" * 60, b"new" * 70


class Operation(NamedTuple):
    """One step of a save: its verb ("create", "write", "flush", "link", "rename", "unlink"), its file, its argument."""

    verb: str
    name: str
    other: str = ""
    content: bytes = b""


class Recorder:
    """Replaces the calls of `os` that change files: it does the same, and keeps a list of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.operations: list[Operation] = []
        self._names: dict[int, str] = {}
        for verb in ("open", "write", "fsync", "link", "replace", "rename", "unlink"):
            self._wrap(monkeypatch, verb)

    def _wrap(self, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
        real = getattr(os, verb)

        def call(*arguments: object, **options: object) -> object:
            result = real(*arguments, **options)
            self._note(verb, arguments, result)
            return result

        monkeypatch.setattr(os, verb, call)

    def _note(self, verb: str, arguments: tuple[object, ...], result: object) -> None:
        if verb == "open":
            name = Path(str(arguments[0])).name
            self._names[int(str(result))] = name
            if int(str(arguments[1])) & os.O_CREAT:
                self.operations.append(Operation("create", name))
        elif verb in ("write", "fsync"):
            name = self._names[int(str(arguments[0]))]
            written = arguments[1] if verb == "write" else b""
            content = bytes(written) if isinstance(written, memoryview) else b""
            self.operations.append(Operation(verb, name, content=content[: int(str(result))] if content else b""))
        else:
            names = [Path(str(argument)).name for argument in arguments]
            kind = "rename" if verb == "replace" else verb
            self.operations.append(Operation(kind, names[0], names[1] if len(names) > 1 else ""))


def crash_states(operations: list[Operation], folder: str) -> Iterator[dict[str, bytes]]:
    """Yield what the folder may hold after a crash: for each moment, each part of names and unflushed bytes."""
    for moment in range(len(operations) + 1):
        done = operations[:moment]
        flushes = [index for index, each in enumerate(done) if each.verb == "fsync" and each.name == folder]
        certain = flushes[-1] if flushes else 0
        naming = [index for index, each in enumerate(done) if each.verb in ("create", "link", "rename", "unlink")]
        for reached in range(len([index for index in naming if index < certain]), len(naming) + 1):
            kept = set(naming[:reached])
            for part in (0.0, 0.5, 1.0):
                yield _state(done, kept, part)


def _state(done: list[Operation], kept: set[int], part: float) -> dict[str, bytes]:
    """Build one state: files by number, names in the folder; an unflushed file keeps this part of its bytes."""
    files = {1: OLD, 2: OLDER}
    names = {"a.json": 1, "a.json.backup": 2}
    live = dict(names)
    flushed = {1, 2}
    for index, each in enumerate(done):
        for table in [names, live] if index in kept else [live]:
            if each.verb == "create":
                table[each.name] = index + 10
            elif each.verb in ("link", "rename") and each.name in table:
                is_same = table.get(each.other) == table[each.name]
                table[each.other] = table[each.name]
                if each.verb == "rename" and not is_same:
                    del table[each.name]
            elif each.verb == "unlink":
                table.pop(each.name, None)
        if each.verb == "create":
            files[index + 10] = b""
        elif each.verb == "write":
            files[live[each.name]] += each.content
        elif each.verb == "fsync" and each.name in live:
            flushed.add(live[each.name])
    return {
        name: files[number] if number in flushed else files[number][: int(len(files[number]) * part)]
        for name, number in names.items()
    }


def record(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Operation]:
    """Save once over an older save and return the operations of the save."""
    path = folder / "a.json"
    path.write_bytes(OLD)
    path.with_name("a.json.backup").write_bytes(OLDER)
    with monkeypatch.context() as patch:
        recorder = Recorder(patch)
        writing.write_durably(path, NEW)
    assert (path.read_bytes(), path.with_name("a.json.backup").read_bytes()) == (NEW, OLD)
    return recorder.operations


def is_promise_kept(operations: list[Operation], folder: str) -> bool:
    """Whether in every crash state the save and its backup are whole, and a finished save is the new one."""
    for state in crash_states(operations, folder):
        if state.get("a.json") not in (OLD, NEW) or state.get("a.json.backup") not in (OLDER, OLD):
            return False
    done = list(crash_states(operations, folder))[-3:]
    finished = [state["a.json"] == NEW for state in done]
    return all(finished) and operations[-1] == Operation("fsync", folder)


def test_every_crash_leaves_a_whole_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every state that a power cut may leave, the save is the old or the new one, whole, and so is the backup."""
    operations = record(tmp_path, monkeypatch)
    assert is_promise_kept(operations, tmp_path.name)
    assert len(list(crash_states(operations, tmp_path.name))) > 40


@pytest.mark.parametrize("verb", ["fsync", "link"])
def test_every_step_of_the_protocol_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    """If any flush, or the link to the backup, is left out of the protocol, some crash state breaks the promise."""
    operations = record(tmp_path, monkeypatch)
    assert any(each.verb == verb for each in operations)
    for index, each in enumerate(operations):
        if each.verb == verb:
            broken = operations[:index] + operations[index + 1 :]
            if verb == "link":
                broken.insert(index, Operation("rename", each.name, each.other))
            assert not is_promise_kept(broken, tmp_path.name)
