"""A story that has loaded once, kept so that it need not be parsed again at the next start.

The cache is a marshalled tree of plain tuples: it loads in a millisecond or two, can hold no code, and is rebuilt
whenever anything about the files (names, sizes, times to the nanosecond), the program or Python itself has changed.
Each scene is marshalled by itself and rebuilt when it is first asked for, so that a start pays for one and not for all.
A cache that cannot be read or written costs only the time that it would have saved.
"""

from __future__ import annotations

import binascii
import contextlib
import marshal
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from .. import __version__
from ..model import diagnostics, expressions, text
from ..model import story as shapes
from ..model.story import Scene, Story
from .files import story_files

_LAYOUT = 4
_SUM = 4
_CLASSES: tuple[type, ...] = (
    expressions.Number, expressions.Read, expressions.Sum, expressions.Compare, expressions.Not, expressions.All,
    expressions.Either, expressions.Condition, expressions.Assign, expressions.Given,
    text.Run, text.Switch, text.Sequence, text.Paragraph, diagnostics.Mark,
    shapes.Slot, shapes.Place, shapes.Item, shapes.Destination, shapes.Verse, shapes.Redirect, shapes.Choice,
    shapes.Ending, shapes.Scene, shapes.Chapter, shapes.Falls, shapes.Art, shapes.Site, shapes.Story,
)  # fmt: skip
_MEMBERS: tuple[Enum, ...] = (
    *expressions.Comparison, *text.Style, *text.SequenceKind, *shapes.SlotKind, *shapes.SiteKind
)  # fmt: skip
_MEMBER_NUMBERS = {(type(member), member): number for number, member in enumerate(_MEMBERS)}
_NUMBERS = {cls: number for number, cls in enumerate(_CLASSES)}
_PLAIN_TUPLE, _MAPPING, _MEMBER = -1, -2, -3


def encode(value: Any) -> Any:  # noqa: ANN401  # whatever the model holds
    """Return a value of the model as nested plain tuples: (class number, *fields)."""
    if isinstance(value, Enum):
        return (_MEMBER, _MEMBER_NUMBERS[type(value), value])
    number = _NUMBERS.get(type(value))
    if number is not None:
        return (number, *[encode(field) for field in value])
    if isinstance(value, tuple):
        return (_PLAIN_TUPLE, *[encode(field) for field in value])
    if isinstance(value, Mapping):
        return (_MAPPING, *[(encode(key), encode(field)) for key, field in value.items()])
    return value


def decode(value: Any) -> Any:  # noqa: ANN401  # whatever was encoded
    """Return what was encoded."""
    if type(value) is not tuple:
        return value
    number = value[0]
    if number == _MEMBER:
        return _MEMBERS[value[1]]
    if number == _MAPPING:
        return {decode(key): decode(field) for key, field in value[1:]}
    fields = [decode(field) if type(field) is tuple else field for field in value[1:]]
    return tuple(fields) if number == _PLAIN_TUPLE else _CLASSES[number]._make(fields)  # type: ignore[attr-defined]  # all are named tuples


class _LazyScenes(Mapping[str, Scene]):
    """Scenes by id, each rebuilt when it is first asked for."""

    def __init__(self, encoded: dict[str, bytes]) -> None:
        self._encoded = encoded
        self._built: dict[str, Scene] = {}

    def __getitem__(self, key: str) -> Scene:
        scene = self._built.get(key)
        if scene is None:
            scene = self._built[key] = decode(marshal.loads(self._encoded[key]))  # noqa: S302  # as in `_read`
        return scene

    def __iter__(self) -> Iterator[str]:
        return iter(self._encoded)

    def __len__(self) -> int:
        return len(self._encoded)


def _key(folder: Path) -> tuple[Any, ...]:
    """Return what must be unchanged for the cache to hold; raises OSError."""
    files = []
    for name, path in story_files(folder).items():
        status = path.stat()
        files.append((name, status.st_size, status.st_mtime_ns, status.st_ino))
    return (_LAYOUT, __version__, sys.version, os.path.realpath(folder), tuple(files))


def load_cached(folder: Path, cache: Path, load: Callable[[], Story | None]) -> Story | None:
    """Return the story of a folder from the cache file, or from `load`, whose result is then kept."""
    try:
        key = _key(folder)
    except OSError:
        return load()
    found = _read(cache, key)
    if found is not None:
        return found
    story = load()
    if story is not None:
        _write(cache, key, story)
    return story


def _read(cache: Path, key: tuple[Any, ...]) -> Story | None:
    try:
        with cache.open("rb") as file:
            if os.fstat(file.fileno()).st_uid != getattr(os, "getuid", lambda: 0)():
                return None
            content = file.read()
            if binascii.crc32(content[_SUM:]).to_bytes(_SUM) != content[:_SUM]:
                return None
            held, rest, scenes = marshal.loads(content[_SUM:])  # noqa: S302  # our own file, checked to be ours
    except (OSError, ValueError, EOFError, TypeError):
        return None
    if held != key:
        return None
    story: Story = decode(rest)
    return story._replace(scenes=_LazyScenes(scenes))


def _write(cache: Path, key: tuple[Any, ...], story: Story) -> None:
    scenes = {name: marshal.dumps(encode(scene)) for name, scene in story.scenes.items()}
    content = marshal.dumps((key, encode(story._replace(scenes={})), scenes))
    temporary = cache.with_name(f"{cache.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        cache.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(binascii.crc32(content).to_bytes(_SUM) + content)
        temporary.replace(cache)
