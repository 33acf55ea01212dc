"""Which scenes offer which shared choices: those that have choices of their own and do not say `shared: false`.

What cutaways play is left out of this in part. There a choice that leads away would lead away inside the cutaway, and
might play it again; a choice with `return` has its meaning there alone. So in a scene that a cutaway can come to, only
those shared choices are offered that stay or return; in all others, only those that do not return. So no cutaway calls
itself by a shared choice, and no return is outside of a cutaway.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from ..model import codes, limits
from ..model.story import Choice, Destination, Scene
from .chapters import Written, check_number
from .leading import destinations, reached_from
from .problems import Problems


def share(written: Written, let_stand: str, problems: Problems) -> list[Scene]:
    """Return the scenes with the shared choices that they offer, which come last: those of the chapter, of the story.

    `let_stand` is where a death leads that stands, or "". Raises EnoughMistakes for too many offers.
    """
    shared = written.shared
    if problems.has_errors or not any(shared.values()):
        return written.scenes
    played = _played(written, let_stand)
    offered: set[str] = set()
    scenes: list[Scene] = []
    number = 0
    for scene in written.scenes:
        more = tuple(_offers(scene, shared, is_played=scene.id in played)) if _takes_part(scene, written) else ()
        offered.update(choice.id for choice in more)
        number += len(more)
        check_number(problems, limits.STORY_CHOICES, number, "scenes/", "let fewer scenes share fewer choices")
        scenes.append(scene._replace(choices=(*scene.choices, *more)) if more else scene)
    for choice in chain.from_iterable(shared.values()):
        if choice.id not in offered:
            problems.report(
                codes.SHARED_AND_NEVER_OFFERED,
                choice.mark,
                f"No scene offers `{choice.id}`.",
                "Scenes with `choices:` do, without `shared: false`; those that a cutaway plays do not where it leads "
                "away, and only those do where it has `return`.",
            )
    return scenes


def _takes_part(scene: Scene, written: Written) -> bool:
    return bool(scene.choices) and not scene.parent and scene.id not in written.alone


def _offers(scene: Scene, shared: Mapping[str, tuple[Choice, ...]], *, is_played: bool) -> Iterator[Choice]:
    for choice in (*shared.get(scene.chapter, ()), *shared.get("", ())):
        ways = choice.destinations
        is_away = any(map(_leads_away, ways))
        if not is_away if is_played else not any(to.returns for to in ways):
            yield choice


def _leads_away(to: Destination) -> bool:
    return bool(to.scene or to.cutaway)


def _played(written: Written, let_stand: str) -> set[str]:
    """Return the scenes that a cutaway can come to, if the shared choices that lead away are not offered there."""
    scenes = {scene.id: scene for scene in written.scenes}
    own = [to for scene in written.scenes for to, _ in destinations(scene)]
    shared = [to for choices in written.shared.values() for choice in choices for to in choice.destinations]
    return reached_from(scenes, let_stand, [to.cutaway for to in (*own, *shared) if to.cutaway])
