"""Resuming: from a save and a story, which may have changed since, to a playthrough.

The first of these ways that is possible is taken, and the player is told which it was:

1. *same*: the story is unchanged; every choice is taken again.
2. *replayed*: the story has changed, but the same choices still lead to the same scene.
3. *renamed*: the choices lead there after old ids (`was:`) are translated to new ones.
4. *restored*: the choices no longer lead there, but the scene still exists; the state is rebuilt from its names.
5. *moved*: the scene is gone; the state is rebuilt in the last scene of the playthrough that its chapter still has.
6. Otherwise the save is refused, and its file is not changed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from ..engine import Machine, Playthrough, Refused, Step
from ..engine.views import Told
from ..model.state import State
from ..model.story import Story
from .format import Save, SavedState
from .refusals import Reason, SaveProblem


class How(StrEnum):
    """How a save was resumed: the five words above, which are parts of the keys of the player's sentences."""

    SAME = "same"
    REPLAYED = "replayed"
    RENAMED = "renamed"
    RESTORED = "restored"
    MOVED = "moved"


class Resumed(NamedTuple):
    """The playthrough, how it was resumed, and the state where its choices start (None: the story's beginning)."""

    playthrough: Playthrough
    how: How
    base: SavedState | None


def resume(machine: Machine, save: Save, name: str) -> Resumed:
    """Resume a save of this name; raises SaveProblem FOREIGN, DAMAGED or LOST."""
    story = machine.story
    if save.story != story.id:
        raise SaveProblem(Reason.FOREIGN, name, save.story)
    is_same = save.fingerprint == story.fingerprint
    renamed = save._replace(choices=_translate(story, save.choices), undone=_translate(story, save.undone))
    for attempt, how in ((save, How.SAME if is_same else How.REPLAYED), (renamed, How.RENAMED)):
        playthrough = _replay(machine, attempt)
        wanted = story.aliases.get(save.state.scene, save.state.scene)
        if playthrough is not None and playthrough.state.scene in (save.state.scene, wanted):
            return Resumed(playthrough._replace(undone=attempt.undone), how, save.base)
        if is_same:
            raise SaveProblem(Reason.DAMAGED, name, "its choices cannot be taken in the story that it was made with")
    return _restore(machine, save, name)


def _replay(machine: Machine, save: Save) -> Playthrough | None:
    steps = [_beginning(machine, save)]
    try:
        for choice in save.choices:
            steps.append(machine.choose(steps[-1].state, choice))
    except (Refused, KeyError):
        return None
    return Playthrough(tuple(steps), save.choices)


def _beginning(machine: Machine, save: Save) -> Step:
    if save.base is None:
        return machine.begin()
    state = _rebuild(machine.story, save.base, save.base.scene)
    return Step(state, (Told(machine.view(state).text),)) if state is not None else machine.begin()


def _translate(story: Story, choices: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(story.aliases.get(choice, choice) for choice in choices)


def _restore(machine: Machine, save: Save, name: str) -> Resumed:
    """Rebuild the state in its scene, or in the latest earlier scene of its chapter that still exists."""
    story = machine.story
    wanted = story.aliases.get(save.state.scene, save.state.scene)
    here = [wanted] if wanted in story.scenes else []
    earlier = [_scene_of(story, choice) for choice in reversed(save.choices)]
    chapter = save.state.scene.split(".", 1)[0]
    candidates = here + [scene for scene in earlier if scene and scene.split(".", 1)[0] == chapter]
    for scene in candidates:
        state = _rebuild(story, save.state, scene)
        if state is not None:
            how = How.RESTORED if scene == wanted else How.MOVED
            step = Step(state, (Told(machine.view(state).text),))
            base = save.state._replace(scene=scene, stack=state.stack, fallen=None)
            return Resumed(Playthrough((step,)), how, base)
    raise SaveProblem(Reason.LOST, name, save.state.scene)


def _scene_of(story: Story, choice: str) -> str:
    """Return the scene to which a choice belongs now, by the choice's id; "" if there is none."""
    parts = story.aliases.get(choice, choice).split(".")
    for length in range(len(parts) - 1, 1, -1):
        scene = ".".join(parts[:length])
        scene = story.aliases.get(scene, scene)
        if scene in story.scenes and not story.scenes[scene].parent:
            return scene
    return ""


def _rebuild(story: Story, saved: SavedState, scene: str) -> State | None:
    """Return the saved values as a state in this scene; None when a game cannot be resumed there."""
    target = story.scenes.get(scene)
    if target is None or target.fall or target.onward is not None:
        return None
    values = tuple(
        min(max(saved.values.get(f"{slot.kind} {slot.name}", slot.start), slot.low), slot.high) for slot in story.slots
    )
    stack = tuple(frame._replace(scene=story.aliases.get(frame.scene, frame.scene)) for frame in saved.stack)
    if any(frame.scene not in story.scenes for frame in stack):
        return None
    return State(scene, values, stack)
