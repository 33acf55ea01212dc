"""The cache of a loaded story: faster, and otherwise not to be noticed."""

from __future__ import annotations

from pathlib import Path

from glass import GLASS
from terminals import write_story

from desperado_adventure.loading import load_story
from desperado_adventure.loading.cache import load_cached
from desperado_adventure.model.story import Story


def test_a_damaged_cache_costs_only_time(tmp_path: Path) -> None:
    """With any byte of the cache changed, or the rest of it gone, the story is loaded anew and is the same."""
    folder = write_story(tmp_path / "story", GLASS)
    cache = tmp_path / "cache" / "glass"
    loads: list[Story | None] = []

    def load() -> Story | None:
        loads.append(load_story(folder).story)
        return loads[-1]

    def cached() -> Story:
        found = load_cached(folder, cache, load)
        assert found is not None
        return found._replace(scenes=dict(found.scenes))

    first = cached()
    assert cached() == first
    assert len(loads) == 1
    raw = cache.read_bytes()
    steps = range(0, len(raw), len(raw) // 20)
    for index in steps:
        cache.write_bytes(raw[:index] + bytes([raw[index] ^ 1]) + raw[index + 1 :])
        assert cached() == first
        cache.write_bytes(raw[:index])
        assert cached() == first
    assert len(loads) == 1 + 2 * len(steps)
