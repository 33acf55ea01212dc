"""Which scene leads to which, as far as the graph shows: every guard is taken to be open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..model.diagnostics import Mark
from ..model.story import Destination, Scene


def destinations(scene: Scene) -> Iterator[tuple[Destination, Mark]]:
    """Yield every destination of a scene, with the place of the choice, redirect or scene that leads there."""
    yield from ((destination, choice.mark) for choice in scene.choices for destination in choice.destinations)
    yield from ((redirect.destination, redirect.mark) for redirect in scene.redirects)
    if scene.onward is not None:
        yield scene.onward, scene.mark


def targets(scene: Scene, let_stand: str) -> Iterator[str]:
    """Yield the ids of the scenes that a scene can lead to; `let_stand` is where a death leads that stands, or ""."""
    for destination, _ in destinations(scene):
        for target in (destination.scene, destination.cutaway):
            if target:
                yield target
        if not destination.scene and not destination.cutaway and scene.parent:
            yield scene.parent
    if scene.fall and let_stand:
        yield let_stand


def reached_from(scenes: Mapping[str, Scene], let_stand: str, starts: Iterable[str]) -> set[str]:
    """Return the scenes that the graph reaches from these; from a cutaway's first scene, its scenes."""
    waiting = list(starts)
    reached = set(waiting)
    while waiting:
        for target in targets(scenes[waiting.pop()], let_stand):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    return reached
