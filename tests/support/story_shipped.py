"""The shipped story, loaded once for all tests, and iterators over its words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from story_games import STORY

from desperado_adventure.analysis.playing.running import Run, run_walkthrough
from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_story, load_walkthroughs
from desperado_adventure.model.story import Scene, Story, Verse
from desperado_adventure.model.text import Paragraph


@cache
def story() -> Story:
    """Return the shipped story, which must load."""
    loaded = load_story(STORY)
    assert loaded.story is not None, loaded.diagnostics
    return loaded.story


@cache
def machine() -> Machine:
    """Return a machine that runs it."""
    return Machine(story())


@cache
def runs() -> tuple[Run, ...]:
    """Return the results of its walkthroughs, in the order of their names."""
    walkthroughs, diagnostics = load_walkthroughs(STORY)
    assert not diagnostics
    return tuple(run_walkthrough(machine(), walkthrough) for walkthrough in walkthroughs)


def texts(scene: Scene) -> Iterator[Paragraph]:
    """Yield every paragraph of a scene, of its redirects and of its choices."""
    yield from scene.text
    for redirect in scene.redirects:
        yield from redirect.text
    for choice in scene.choices:
        yield from choice.text


def turning_points() -> Iterator[tuple[str, tuple[Verse, ...]]]:
    """Yield the id and the verses of every scene and choice that has any."""
    for scene in story().scenes.values():
        if scene.verses:
            yield scene.id, scene.verses
        for choice in scene.choices:
            if choice.verses:
                yield choice.id, choice.verses
