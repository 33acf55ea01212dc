"""Resuming: from a save and a story, which may have changed since, to a playthrough.

The first of these ways that is possible is taken, and the player is told which it was:

1. *same*: the story is unchanged; every choice is taken again, and leads to the very state that was saved.
2. *replayed*: the story has changed, but the same choices still lead to the same scene.
3. *renamed*: the choices lead there after former names (`was:`) are translated to present ones.
4. *restored*: the choices no longer lead there, but the scene still exists; the state is rebuilt from its names.
5. *moved*: that cannot be; the state is rebuilt in another scene that the game was in (`landing.py`).
6. Otherwise the save is refused, and its file is not changed.

Whatever the way, the state that the game goes on in is compared with the one that was saved, and every difference is
told (`differences.py`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from ..engine import Machine, Playthrough, Refused, Step
from ..engine.standing import Standing
from ..engine.views import Told
from ..model.state import State
from .differences import Change, ChangeKind, Comparison
from .format_1 import NUMBER as WITHOUT_WORDS
from .landing import land, stand
from .making import name_state
from .orders import in_words, known_order
from .rebuilding import exact_state
from .refusals import Reason, SaveProblem
from .renaming import Renaming
from .saved import Road, Save, SavedState


class How(StrEnum):
    """How a save was resumed: the five words above, which are parts of the keys of the player's sentences."""

    SAME = "same"
    REPLAYED = "replayed"
    RENAMED = "renamed"
    RESTORED = "restored"
    MOVED = "moved"


class Resumed(NamedTuple):
    """The playthrough, and how it was resumed.

    `base` is the state where its choices start (None: the story's beginning). `changes` are all differences between the
    state that was saved and the one that the playthrough is in. `game` is the identity of the game, "" if it has none.
    """

    playthrough: Playthrough
    how: How
    base: SavedState | None
    changes: tuple[Change, ...] = ()
    game: str = ""


def resume(machine: Machine, save: Save, name: str, *, is_author: bool = False) -> Resumed:
    """Resume a save of this name; raises SaveProblem FOREIGN, DAMAGED or LOST.

    An author may stand where no player can come: in a scene to which nothing leads, say. So may a log of his game.
    """
    story = machine.story
    if save.story != story.id:
        raise SaveProblem(Reason.FOREIGN, name, save.story)
    worded = _in_words(machine, save, name)
    standing = None if is_author else Standing(story)
    if save.fingerprint == story.fingerprint:
        return _same(machine, standing, worded, name)
    renamed = Renaming(story).save(worded)
    resumed = _replayed(machine, standing, renamed, How.REPLAYED if renamed == worded else How.RENAMED)
    return resumed if resumed is not None else _rebuilt(machine, standing, renamed, name)


def _in_words(machine: Machine, save: Save, name: str) -> Save:
    """Return the save with words for the numbers of an old format, as far as they are known."""
    order = known_order(save, machine.story) if save.format == WITHOUT_WORDS else None
    if order is None:
        return save
    try:
        return in_words(save, order)
    except LookupError as error:
        raise SaveProblem(Reason.DAMAGED, name, "a value in it is none that the story has") from error


# -- the same story ----------------------------------------------------------------------------------------------------


def _same(machine: Machine, standing: Standing | None, save: Save, name: str) -> Resumed:
    """Take the choices again in the story that the save was made with; whatever does not agree is damage."""
    base = None if save.base is None else _base(machine, standing, save.base)
    if save.base is not None and base is None:
        raise SaveProblem(Reason.DAMAGED, name, "it starts from a state that the story does not have")
    start = machine.begin() if base is None else _standing(machine, base)
    playthrough = _take(machine, Playthrough((start,)), save.choices)
    if playthrough is None:
        raise SaveProblem(Reason.DAMAGED, name, "its choices cannot be taken in the story that it was made with")
    if exact_state(machine.story, save.state) != playthrough.state:
        raise SaveProblem(Reason.DAMAGED, name, "its choices do not lead to the state that it tells")
    if _take(machine, playthrough, tuple(reversed(save.undone))) is None:
        raise SaveProblem(Reason.DAMAGED, name, "what was undone in it cannot be done again")
    resumed = playthrough._replace(undone=save.undone, branches=save.branches)
    return Resumed(resumed, How.SAME, save.base and name_state(machine.story, start.state), (), save.game)


def _base(machine: Machine, standing: Standing | None, saved: SavedState) -> State | None:
    """Return the state from which the choices of a save start; None when no game can go on from it."""
    base = exact_state(machine.story, saved)
    return base if standing is None or base == stand(machine, standing, saved) else None


def _take(machine: Machine, playthrough: Playthrough, choices: Road) -> Playthrough | None:
    """Return the playthrough after these choices; None when one of them cannot be taken."""
    steps = list(playthrough.steps)
    try:
        for choice in choices:
            steps.append(machine.choose(steps[-1].state, choice))
    except (Refused, KeyError):
        return None
    return playthrough._replace(steps=tuple(steps), choices=(*playthrough.choices, *choices))


def _standing(machine: Machine, state: State) -> Step:
    """Return the first step of a playthrough that starts in this state: its scene is told."""
    return Step(state, (Told(machine.view(state).text),))


# -- a story that has changed ------------------------------------------------------------------------------------------


def _replayed(machine: Machine, standing: Standing | None, save: Save, how: How) -> Resumed | None:
    """Take the choices of a save again, whose names are present ones; None when they do not lead to its scene."""
    if save.base is None:
        start = machine.begin()
    else:
        base = stand(machine, standing, save.base)
        if base is None:
            return None
        start = _standing(machine, base)
    playthrough = _take(machine, Playthrough((start,)), save.choices)
    if playthrough is None or playthrough.state.scene != save.state.scene:
        return None
    changes = Comparison(machine.story, save, is_rebuilt=False).changes(save.state, playthrough.state)
    undone, branches = _still_undone(machine, playthrough, save)
    if len(undone) < len(save.undone):
        changes += (Change(ChangeKind.UNDONE, before=len(save.undone), now=len(undone)),)
    resumed = playthrough._replace(undone=undone, branches=branches)
    return Resumed(resumed, how, save.base and name_state(machine.story, start.state), changes, save.game)


def _still_undone(machine: Machine, playthrough: Playthrough, save: Save) -> tuple[Road, tuple[Road, ...]]:
    """Return what can still be done again, and the branches: all that was undone is one if it cannot."""
    state, taken = playthrough.state, 0
    try:
        for choice in reversed(save.undone):
            state = machine.choose(state, choice).state
            taken += 1
    except (Refused, KeyError):
        return save.undone[len(save.undone) - taken :], (*save.branches, save.roads[0])
    return save.undone, save.branches


def _rebuilt(machine: Machine, standing: Standing | None, save: Save, name: str) -> Resumed:
    """Go on without the choices, in the saved scene or in another."""
    landing = land(machine, standing, save)
    if landing is None:
        raise SaveProblem(Reason.LOST, name, save.state.scene)
    state = landing.state
    changes = Comparison(machine.story, save, is_rebuilt=True).changes(landing.saved, state)
    if landing.saved is not save.state:
        changes = (Change(ChangeKind.FALL), *changes)
    if save.format == WITHOUT_WORDS and known_order(save, machine.story) is None:
        changes += (Change(ChangeKind.UNSAID),)
    how = How.RESTORED if state.scene == save.state.scene else How.MOVED
    base = name_state(machine.story, state)
    return Resumed(Playthrough((_standing(machine, state),)), how, base, changes, save.game)
