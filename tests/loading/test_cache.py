"""The cache of a loaded story: it makes a start faster, and has no other effect."""

from __future__ import annotations

import marshal
import os
import random
import shutil
import subprocess
import sys
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from glass import GLASS
from terminals import write_story

import desperado_adventure
from desperado_adventure.loading import load_story
from desperado_adventure.loading.cache import layout, load_cached
from desperado_adventure.model.story import Story

PACKAGE = Path(desperado_adventure.__file__).parent
CHANGES = {
    "nothing": [],
    "a field more": [("model/story.py", "    left: int\n", '    left: int\n    smell: str = "none"\n')],
    "a field renamed": [
        ("model/story.py", " returns: bool", " comes_back: bool"),
        ("", ".returns", ".comes_back"),
        ("", "returns=", "comes_back="),
    ],
    "two fields in another order": [
        ("model/story.py", "    card: Content\n    art: str\n", "    art: str\n    card: Content\n")
    ],
    "a field of another type": [("model/story.py", "    capacity: int\n", "    capacity: float\n")],
}
"""Changes of the program: file ("" for all), old words, new words."""

SECOND_START = """
import sys
from pathlib import Path
from desperado_adventure.loading import load_story
from desperado_adventure.loading.cache import load_cached
folder, cache = map(Path, sys.argv[1:])
loads = []
def load():
    loads.append(load_story(folder).story)
    return loads[-1]
kept = load_cached(folder, cache, load)
print(len(loads), repr(kept._replace(scenes=dict(kept.scenes))) == repr(load_story(folder).story))
"""


SEAL = 16
"""The length of a cache's seal, in bytes."""


def seal_of(raw: bytes, secret: bytes) -> bytes:
    """Return the seal of these bytes."""
    return blake2b(raw, key=secret, digest_size=SEAL).digest()


class Keeper:
    """A story in a folder with its cache, and the number of times that it was loaded."""

    def __init__(self, folder: Path) -> None:
        """Write a story into this folder."""
        self.folder = write_story(folder / "story", GLASS)
        self.cache = folder / "cache" / "glass"
        self.loads = 0

    def load(self) -> Story | None:
        """Load the story."""
        self.loads += 1
        return load_story(self.folder).story

    def cached(self) -> Story:
        """Return the story as the cache gives it, with all its scenes."""
        cached = load_cached(self.folder, self.cache, self.load)
        assert cached is not None
        return cached._replace(scenes=dict(cached.scenes))

    def forge(self, content: Any) -> None:  # noqa: ANN401  # anything that a file may hold
        """Write this content into the cache with the right seal."""
        raw = marshal.dumps(content)
        self.cache.write_bytes(seal_of(raw, self.secret.read_bytes()) + raw)

    @property
    def secret(self) -> Path:
        """The file with the key of the seal."""
        return self.cache.with_name("key")

    @property
    def content(self) -> Any:  # noqa: ANN401  # whatever is in a cache
        """What the cache holds behind its seal."""
        return unmarshalled(self.cache.read_bytes()[SEAL:])


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    """Return a story that has been loaded once."""
    made = Keeper(tmp_path)
    made.cached()
    return made


def test_a_second_start_takes_the_same_story_from_the_cache(keeper: Keeper) -> None:
    """The cache gives the story that was loaded, with equal types everywhere, and nothing is loaded again."""
    assert repr(keeper.cached()) == repr(load_story(keeper.folder).story)
    assert keeper.loads == 1


def test_a_damaged_cache_costs_only_time(keeper: Keeper) -> None:
    """With any byte of the cache changed, or the bytes after it missing, the story is loaded again and is the same."""
    first = keeper.cached()
    raw = keeper.cache.read_bytes()
    steps = range(0, len(raw), len(raw) // 20)
    for index in steps:
        keeper.cache.write_bytes(raw[:index] + bytes([raw[index] ^ 1]) + raw[index + 1 :])
        assert keeper.cached() == first
        keeper.cache.write_bytes(raw[:index])
        assert keeper.cached() == first
    assert keeper.loads == 1 + 2 * len(steps)


@pytest.mark.parametrize("kind", ["a pipe", "a folder", "a link to itself"])
def test_a_cache_that_is_no_file_costs_only_time(keeper: Keeper, kind: str) -> None:
    """The program does not wait for a pipe, a folder or another thing in the cache's place."""
    first = keeper.cached()
    keeper.cache.unlink()
    {"a pipe": os.mkfifo, "a folder": os.mkdir, "a link to itself": lambda path: path.symlink_to(path)}[kind](
        keeper.cache
    )
    assert keeper.cached() == first


def unmarshalled(raw: bytes) -> Any:  # noqa: ANN401  # whatever is in a cache
    """Return what this test's own cache holds."""
    return marshal.loads(raw)  # noqa: S302  # written by this test


def odd(value: Any, chance: random.Random) -> Any:  # noqa: ANN401  # whatever is in a cache
    """Return a part of a cache with one wrong value in it."""
    if isinstance(value, bytes):
        return marshal.dumps(odd(unmarshalled(value), chance))
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice(sorted(value))
        return {**value, key: odd(value[key], chance)}
    if isinstance(value, tuple) and value and chance.random() < 0.9:
        index = chance.randrange(len(value))
        return (*value[:index], odd(value[index], chance), *value[index + 1 :])
    return chance.choice([None, -3, 10**9, 2.5, (), (99,), (-2, 1), (1, 2, 3), "x", b"\0", [], {}, (0,) * 40])


def test_a_cache_that_holds_something_odd_never_raises(keeper: Keeper) -> None:
    """With any content and the right seal, the cache gives a story whose scenes can all be read."""
    held, rest, scenes = keeper.content
    chance = random.Random(7)
    for _ in range(300):
        parts = [rest, scenes]
        index = chance.randrange(2)
        parts[index] = odd(parts[index], chance)
        keeper.forge((held, *parts))
        keeper.cached()
    junk: tuple[Any, ...] = (
        None,
        (),
        (held,),
        (held, rest, 5),
        (held, (), {}),
        (held, rest, {1: b""}),
        (held, rest, []),
    )
    for content in junk:
        keeper.forge(content)
        assert keeper.cached() == load_story(keeper.folder).story


def test_a_scene_that_cannot_be_rebuilt_is_loaded_anew(keeper: Keeper) -> None:
    """A scene whose damage is noticed only when the game reaches it is loaded again and is right."""
    held, rest, scenes = keeper.content
    for junk in (b"", b"\xff", marshal.dumps((99, 1)), marshal.dumps("a scene"), next(iter(scenes.values()))):
        keeper.forge((held, rest, dict.fromkeys(scenes, junk)))
        assert keeper.cached() == load_story(keeper.folder).story


@pytest.mark.parametrize("change", CHANGES)
def test_a_program_with_other_classes_does_not_see_the_cache(keeper: Keeper, change: str, tmp_path: Path) -> None:
    """After any change of a story's classes, the next start has the right story; without one, it uses the cache."""
    package = tmp_path / "other" / "desperado_adventure"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "_story"))
    for name, before, after in CHANGES[change]:
        for path in [package / name] if name else list(package.rglob("*.py")):
            path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", SECOND_START, str(keeper.folder), str(keeper.cache)],
        cwd=package.parent,
        env={**os.environ, "PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.stdout.split(), ran.stderr) == (["1" if CHANGES[change] else "0", "True"], "")


def test_the_layout_tells_every_change_of_a_class() -> None:
    """Adding, removing, renaming, moving or retyping a field or a member changes the layout."""
    shapes: list[type] = [
        NamedTuple("Thing", fields)  # type: ignore[misc]  # a class, made while running
        for fields in (
            [("a", int), ("b", str)],
            [("a", int)],
            [("a", int), ("c", str)],
            [("b", str), ("a", int)],
            [("a", int), ("b", int)],
        )
    ]
    members = ({"a": "1", "b": "2"}, {"a": "1"}, {"b": "2", "a": "1"}, {"a": "1", "c": "2"}, {"a": "2", "b": "1"})
    kinds: list[type] = [StrEnum("Thing", names) for names in members]  # type: ignore[misc]  # as above
    layouts = {layout([cls]) for cls in (*shapes, *kinds)}
    assert len(layouts) == len(shapes) + len(kinds)


def test_a_cache_that_somebody_else_has_written_is_not_read(keeper: Keeper) -> None:
    """Bytes with a seal of another key, with none, or with a checksum are not even given to the reader of values."""
    story = keeper.cached()
    held, rest, scenes = keeper.content
    forged = marshal.dumps((held, rest, dict.fromkeys(scenes, marshal.dumps("forged"))))
    seals = (b"", bytes(SEAL), seal_of(forged, bytes(32)), blake2b(forged, digest_size=SEAL).digest())
    for number, seal in enumerate(seals, start=keeper.loads + 1):
        keeper.cache.write_bytes(seal + forged)
        assert (keeper.cached(), keeper.loads) == (story, number)


@pytest.mark.parametrize("odd_key", [b"", b"short", bytes(33), None])
def test_without_its_key_a_cache_is_made_anew(keeper: Keeper, odd_key: bytes | None) -> None:
    """A key that is missing, too short or too long costs one loading; it is then replaced by one that only the user
    can read.
    """
    if odd_key is None:
        keeper.secret.unlink()
    else:
        keeper.secret.write_bytes(odd_key)
    for _ in range(2):
        assert keeper.cached() == load_story(keeper.folder).story
    assert keeper.loads == 2
    assert (len(keeper.secret.read_bytes()), keeper.secret.stat().st_mode & 0o777) == (32, 0o600)


DAMAGED = int(os.environ.get("DESPERADO_DAMAGED_CACHES", "500"))
"""How many damaged caches are read: some here, 20,000 in the full run."""

READ_DAMAGED = """
import random, sys
from pathlib import Path
from desperado_adventure.loading import load_story
from desperado_adventure.loading.cache import load_cached
folder, cache, number = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
raw, story, chance = cache.read_bytes(), load_story(folder).story, random.Random(number)
hooked = []
sys.addaudithook(lambda event, given: hooked.append(event) if event in ("exec", "compile", "marshal.loads") else None)
for _ in range(number):
    damaged = bytearray(raw[: chance.choice((len(raw), 1 + chance.randrange(len(raw) - 1)))])
    for _ in range(chance.choice((1, 1, 2, 8))):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    if damaged == raw:
        continue
    cache.write_bytes(damaged)
    assert load_cached(folder, cache, lambda: story) is story
print("read", hooked)
"""


def test_a_damaged_cache_is_not_even_given_to_the_reader_of_values(keeper: Keeper) -> None:
    """With bits flipped and bytes missing, `marshal` is not called. It can crash: one in 20,000 made it do so."""
    line = [sys.executable, "-c", READ_DAMAGED, str(keeper.folder), str(keeper.cache), str(DAMAGED)]
    ran = subprocess.run(
        line, env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)}, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "read []\n", "")


def test_caches_of_many_processes_at_once_are_whole(keeper: Keeper) -> None:
    """Eight first starts at the same time leave one key and one cache that the next start can use, and nothing else."""
    shutil.rmtree(keeper.cache.parent)
    line = [sys.executable, "-c", SECOND_START, str(keeper.folder), str(keeper.cache)]
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    starts = [subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(8)]
    assert all(start.communicate()[0].split()[1] == "True" for start in starts)
    loads = keeper.loads
    keeper.cached()
    keeper.cached()
    assert keeper.loads <= loads + 1  # the last writer may have sealed with a key that another then replaced
    assert sorted(path.name for path in keeper.cache.parent.iterdir()) == sorted([keeper.cache.name, "key"])


@pytest.mark.parametrize("kind", ["a file", "closed", "a full disk"])
def test_a_cache_folder_that_cannot_be_used_costs_only_time(keeper: Keeper, kind: str, tmp_path: Path) -> None:
    """Where nothing can be written, or nothing more, the story is loaded at every start, and nothing is left behind."""
    first = keeper.cached()
    if kind == "a file":
        shutil.rmtree(keeper.cache.parent)
        keeper.cache.parent.write_text("not a folder")
        assert keeper.cached() == first
        return
    if kind == "closed":
        keeper.cache.parent.chmod(0)
        assert keeper.cached() == first
        keeper.cache.parent.chmod(0o700)
        return
    folder = tmp_path / "full"
    line = [sys.executable, "-c", SECOND_START, str(keeper.folder), str(folder / "glass")]
    limited = subprocess.run(
        ["sh", "-c", 'ulimit -f 1; exec "$@"', "sh", *line], capture_output=True, text=True, check=False
    )
    assert (limited.stdout.split(), limited.stderr) == (["1", "True"], "")
    assert [path.name for path in folder.iterdir()] == ["key"]
