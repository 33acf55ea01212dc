"""The cache of a loaded story, so that the story need not be parsed again at the next start.

The cache is a marshalled tree of plain tuples: it loads in a millisecond or two, and cannot hold code. It is rebuilt
when the files (names, sizes, times to the nanosecond), the program or Python have changed. The program has changed when
its version, the loader's files or the layout differ. The layout lists every class of a story's values with its fields.
It is read from the classes themselves, so that no number has to be kept by hand.

Each scene is marshalled separately and rebuilt on first use, so that a start rebuilds only the scenes that it shows. A
cache that cannot be read or written, or that holds anything unexpected, is ignored, and the story is loaded.

`marshal` makes values only, and runs nothing, but it trusts its input: bytes made for that purpose can crash Python. So
it is given only what this user's program has written: the cache is sealed with a secret number, which lies beside it in
a file that only the user can read. The seal is a keyed hash (BLAKE2, RFC 7693).
"""

from __future__ import annotations

import contextlib
import marshal
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

from .. import __version__
from ..model import claims, diagnostics, expressions, site, text
from ..model import story as shapes
from ..model.story import Scene, Story
from .files import story_files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hashlib import blake2b
else:
    try:
        from _blake2 import blake2b  # the same function; hashlib loads OpenSSL, which takes a tenth of a start
    except ImportError:
        from hashlib import blake2b

_SEAL, _KEY = 16, 32
"""The length of a seal in bytes, and of a key in hexadecimal digits."""

_PLAIN_TUPLE, _MAPPING = -1, -2
_LEAVES = frozenset((str, int, bool, type(None)))


def _classes(modules: Iterable[ModuleType]) -> Iterator[type]:
    """Yield every named tuple, and every enum with members, that these modules name."""
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, type) and (hasattr(value, "_make") or (issubclass(value, Enum) and len(value))):
                yield value


def _maker(cls: type) -> Callable[[list[Any]], Any]:
    """Return a function that makes a value of a class from its encoded fields; an enum's member has one, its value."""
    make: Callable[[list[Any]], Any] = (lambda fields: cls(*fields)) if issubclass(cls, Enum) else cls._make  # type: ignore[attr-defined]  # a named tuple
    return make


_CLASSES: tuple[type, ...] = tuple(dict.fromkeys(_classes((claims, diagnostics, expressions, text, site, shapes))))
_NUMBERS = {cls: number for number, cls in enumerate(_CLASSES)}
_MAKE: dict[int, Callable[[list[Any]], Any]] = {
    _PLAIN_TUPLE: tuple,
    _MAPPING: lambda fields: dict(zip(fields[::2], fields[1::2], strict=True)),
    **{number: _maker(cls) for cls, number in _NUMBERS.items()},
}


def layout(classes: Iterable[type]) -> tuple[Any, ...]:
    """Return a value that changes with these classes: their names, their fields with types, their members."""
    return tuple(
        (cls.__qualname__, tuple([(each.name, each.value) for each in cls]))
        if issubclass(cls, Enum)
        else (cls.__qualname__, tuple([(name, str(kind)) for name, kind in cls.__annotations__.items()]))
        for cls in classes
    )


def encode(value: Any) -> Any:  # noqa: ANN401  # whatever the model holds
    """Return a value of the model as nested plain tuples: (class number, *fields).

    Raises TypeError for any other value, so that no value comes back as one of another type.
    """
    kind = type(value)
    if kind in _LEAVES:
        return value
    number = _NUMBERS.get(kind)
    if number is not None:
        return (number, value.value) if isinstance(value, Enum) else (number, *[encode(field) for field in value])
    if kind is tuple:
        return (_PLAIN_TUPLE, *[encode(field) for field in value])
    if isinstance(value, Mapping):
        return (_MAPPING, *[encode(each) for pair in value.items() for each in pair])
    message = f"a story holds no {kind.__qualname__}"
    raise TypeError(message)


def decode(value: Any) -> Any:  # noqa: ANN401  # whatever was encoded
    """Return the value that was encoded; for any other data it may raise any exception."""
    if type(value) is not tuple:
        return value
    return _MAKE[value[0]]([decode(field) if type(field) is tuple else field for field in value[1:]])


class _LazyScenes(Mapping[str, Scene]):
    """Scenes by id, each rebuilt on first use; if one cannot be rebuilt, the whole story is loaded again."""

    def __init__(self, encoded: dict[str, bytes], load: Callable[[], Story | None]) -> None:
        self._encoded = encoded
        self._load = load
        self._built: dict[str, Scene] = {}

    def __getitem__(self, key: str) -> Scene:
        scene = self._built.get(key)
        return self._build(key) if scene is None else scene

    def _build(self, key: str) -> Scene:
        encoded = self._encoded[key]
        with contextlib.suppress(Exception):  # any error in a cache is a miss
            scene = decode(marshal.loads(encoded))  # noqa: S302  # as in `_read`
            if type(scene) is Scene and scene.id == key:
                self._built[key] = scene
                return scene
        story = self._load()
        self._built.update(story.scenes if story is not None else {})
        return self._built[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._encoded)

    def __len__(self) -> int:
        return len(self._encoded)


def _key(folder: Path) -> tuple[Any, ...]:
    """Return everything that must be unchanged for the cache to be valid; raises OSError or ValueError."""
    files = [(name, *_state(path)) for name, path in story_files(folder).items()]
    return (layout(_CLASSES), _program(), __version__, sys.version, os.path.realpath(folder), tuple(files))


def _state(path: Path | os.DirEntry[str]) -> tuple[int, int, int]:
    """Return a file's size in bytes, its time of change in ns, and its inode; raises OSError."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ino


def _program() -> tuple[Any, ...]:
    """Return the state of the loader's own files, so that a changed loader does not use an old cache."""
    with contextlib.suppress(OSError), os.scandir(Path(__file__).parent) as entries:
        return tuple(sorted([(each.name, *_state(each)[:2]) for each in entries if each.name.endswith(".py")]))
    return ()  # in an archive, where the version must suffice


def load_cached(folder: Path, cache: Path, load: Callable[[], Story | None]) -> Story | None:
    """Return the story of a folder from the cache file, or from `load`, whose result is then cached."""
    try:
        key = _key(folder)
    except (OSError, ValueError):
        return load()
    cached = _read(cache, key, load)
    if cached is not None:
        return cached
    story = load()
    if story is not None:
        _write(cache, key, story)
    return story


def _read(cache: Path, key: tuple[Any, ...], load: Callable[[], Story | None]) -> Story | None:
    """Return the story in a cache file, or None: the file may be missing, old, damaged, or no file at all."""
    with contextlib.suppress(Exception):  # any error in a cache is a miss
        content = _content(cache)
        if _seal(content[_SEAL:], _secret(cache)) != content[:_SEAL]:
            return None
        held, rest, scenes = marshal.loads(content[_SEAL:])  # noqa: S302  # our own file, checked to be ours
        if held == key and {type(each) for each in (*scenes, *scenes.values())} <= {str, bytes}:
            story = decode(rest)
            return story._replace(scenes=_LazyScenes(scenes, load)) if type(story) is Story else None
    return None


def _content(path: Path) -> bytes:
    """Return the bytes of a regular file of this user; raises OSError for anything else, and waits for nothing."""
    with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_uid != getattr(os, "getuid", lambda: 0)():
            raise PermissionError
        return file.read()


def _seal(content: bytes, secret: bytes) -> bytes:
    return blake2b(content, key=secret, digest_size=_SEAL).digest()


def _secret(cache: Path) -> bytes:
    """Return the user's key, which lies beside the cache; raises OSError or ValueError."""
    secret = _content(cache.with_name("key"))
    if len(secret) != _KEY:
        raise ValueError
    return secret


def _make_secret(cache: Path) -> bytes:
    """Return the user's key, made now if there is none that can be used; raises OSError or ValueError."""
    with contextlib.suppress(OSError, ValueError):
        return _secret(cache)
    temporary = cache.with_name(f"key.{os.getpid()}")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(os.urandom(_KEY // 2).hex().encode())
        temporary.replace(cache.with_name("key"))
    finally:
        temporary.unlink(missing_ok=True)
    return _secret(cache)


def _write(cache: Path, key: tuple[Any, ...], story: Story) -> None:
    temporary = cache.with_name(f"{cache.name}.{os.getpid()}")
    with contextlib.suppress(OSError, ValueError, TypeError):  # the last two: the story cannot be encoded
        scenes = {name: marshal.dumps(encode(scene)) for name, scene in story.scenes.items()}
        content = marshal.dumps((key, encode(story._replace(scenes={})), scenes))
        cache.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.write_bytes(_seal(content, _make_secret(cache)) + content)
            temporary.replace(cache)
        finally:
            temporary.unlink(missing_ok=True)
