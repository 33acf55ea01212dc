"""Where a game goes on in a changed story when its choices do not lead there any more.

These states are tried in their order, and the first is taken that keeps the story's laws: the saved one; the same with
fewer cutaways under way; when a death was being decided, the state before it; what the cutaways return to, the
innermost first; and the scenes of the chapter that the choices were taken in, the latest first.

A game can go on in a scene where the story rests with the values that it has, and with cutaways that can be under way
there (`standing.py`). A scene that was not the saved one must offer a choice, too, or be an ending.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from ..engine import Machine
from ..engine.machine import BEFORE_THE_BEGINNING
from ..engine.standing import Standing
from ..model.state import Entry, Frame, State
from ..model.story import Story
from .rebuilding import rebuild
from .saved import Save, SavedState

_MOST_FRAMES = 6
"""The number of cutaways inside each other up to which any of them may be left out; of more, all are."""


class Landing(NamedTuple):
    """The state in which a game goes on, and the saved state from which its values were taken."""

    state: State
    saved: SavedState


def land(machine: Machine, standing: Standing | None, save: Save) -> Landing | None:
    """Return where the game of a save goes on, whose names are present ones; None when it can go on nowhere."""
    for saved in _candidates(machine.story, save):
        state = stand(machine, standing, saved)
        if state is not None and (saved.scene == save.state.scene or _goes_on(machine, state)):
            return Landing(state, _source(save.state, saved))
    return None


def stand(machine: Machine, standing: Standing | None, saved: SavedState) -> State | None:
    """Return the saved state in the story as it is; None when no game can be in it.

    Without `standing` a game may be where no player can come, as an author's may.
    """
    story = machine.story
    scene = story.scenes.get(saved.scene)
    if scene is None or scene.fall != (saved.fallen is not None):
        return None
    for part in (saved, saved.fallen):
        if part is not None and part.scene != BEFORE_THE_BEGINNING and not _may_be(story, standing, part):
            return None
    state = rebuild(story, saved)
    return state if standing is None or machine.rests(state) else None


def _may_be(story: Story, standing: Standing | None, saved: SavedState) -> bool:
    if not {saved.scene, *(frame.scene for frame in saved.stack)} <= story.scenes.keys():
        return False
    return standing is None or standing.is_possible(saved.scene, saved.stack)


def _source(saved: SavedState, candidate: SavedState) -> SavedState:
    """Return the saved state of which a candidate has the values: the one before a death, or the whole."""
    is_before_death = saved.fallen is not None and candidate.fallen is None
    return saved.fallen if is_before_death and saved.fallen is not None else saved


def _goes_on(machine: Machine, state: State) -> bool:
    is_ending = machine.story.scenes[state.scene].ending is not None
    packing = machine.packing(state)
    return is_ending or any(option.open for option in machine.options(state)) or bool(packing and packing.moves)


def _candidates(story: Story, save: Save) -> Iterator[SavedState]:
    """Yield the states to be tried, with the scenes that they are in."""
    yield save.state
    saved = save.state
    for stack in _fewer(saved.stack):
        yield saved._replace(stack=stack)
    if saved.fallen is not None:
        saved = saved.fallen
        yield saved
        for stack in _fewer(saved.stack):
            yield saved._replace(stack=stack)
    for depth in range(len(saved.stack) - 1, -1, -1)[:_MOST_FRAMES]:
        frame = saved.stack[depth]
        target = story.scenes.get(frame.scene)
        if target is not None and not (frame.entry is Entry.ARRIVE and target.arrive):
            outer = saved.stack[:depth]
            for stack in (outer, *_fewer(outer)):
                yield saved._replace(scene=frame.scene, stack=stack)
    for scene in _earlier(story, save, _chapter(saved.scene)):
        for stack in (saved.stack, *_fewer(saved.stack)):
            yield saved._replace(scene=scene, stack=stack)


def _fewer(stack: tuple[Frame, ...]) -> Iterator[tuple[Frame, ...]]:
    """Yield the stacks with fewer frames, the longest first."""
    if len(stack) > _MOST_FRAMES:
        yield ()
        return
    for length in range(len(stack) - 1, -1, -1):
        yield from combinations(stack, length)


def _earlier(story: Story, save: Save, chapter: str) -> Iterator[str]:
    """Yield the scenes of a chapter that the game has been in, as its choices tell, the latest first."""
    scenes = [_scene_of(story, choice) for choice in reversed(save.choices)]
    scenes += [save.base.scene] if save.base is not None else [story.start]
    yield from dict.fromkeys(scene for scene in scenes if scene in story.scenes and _chapter(scene) == chapter)


def _scene_of(story: Story, choice: str) -> str:
    """Return the scene to which a choice belongs, by its id, which begins with the scene's; "" if there is none."""
    scene = choice
    while scene and (scene not in story.scenes or story.scenes[scene].parent):
        scene = scene.rpartition(".")[0]
    return scene


def _chapter(scene: str) -> str:
    return scene.partition(".")[0]
