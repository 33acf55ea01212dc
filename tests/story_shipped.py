"""The shipped story, loaded once for all tests, and ways to its words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from story_games import STORY

from desperado_adventure.analysis.testing import Run, run_walkthrough
from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_story, load_walkthroughs
from desperado_adventure.model.story import Scene, Story
from desperado_adventure.model.text import Content, Paragraph


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
    """Return what came of each of its walkthroughs, in the order of their names."""
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


def contents(shipped: Story) -> Iterator[tuple[str, Content]]:
    """Yield every piece of the story that a player can read, with the scene it stands in."""
    for scene in shipped.scenes.values():
        for paragraph in texts(scene):
            yield scene.id, paragraph.content
        for choice in scene.choices:
            yield scene.id, choice.say
            yield scene.id, choice.barred
