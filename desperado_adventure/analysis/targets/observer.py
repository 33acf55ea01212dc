"""An observer: plays a story, and says which targets each step and each state shows.

*Shown* is what any command of a player can bring to the screen. A step shows what it tells. A state shows the scene's
text, the options with their reasons, the status line, and the titles of the scene, the chapter, the items and the
places, with the hints for all endings: `look`, `case`, `endings`, loading a save, an undo and a death taken back bring
them to the screen again. Coverage and the oracle of the proof use this definition. The proof uses the same one in its
graph (`transitions/watches.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ...engine import Machine, Option, Step
from ...engine.listener import Listener
from ...engine.named_choices import choice_of
from ...engine.views import Arrived, Ended
from ...model.state import State
from ...model.story import VARIABLES, SlotKind, Story
from .target import Target, TargetKind, condition, division, variant


class Observation(NamedTuple):
    """A step, the options after it, and the targets that the step and the state after it show."""

    step: Step
    options: tuple[Option, ...]
    shown: frozenset[Target]


class Trouble(NamedTuple):
    """Why the machine has stopped a step: `circle` are the scenes of a circle, `overrun` is the first scene of a chain
    that is too long. The other field is () or "".
    """

    circle: tuple[str, ...] = ()
    overrun: str = ""


class Observer(Listener):
    """Plays one story. `trouble` says why the machine has stopped the last step, None if it has not."""

    def __init__(self, story: Story) -> None:
        """Observe this story."""
        self.trouble: Trouble | None = None
        self._story = story
        self._conditions = [(condition(i, holds=False), condition(i, holds=True)) for i in range(len(story.sites))]
        self._shown: set[Target] = set()
        self.machine = Machine(story, self)

    # -- what the machine tells -------------------------------------------------------------------------------------

    def condition(self, site: int, *, holds: bool) -> None:
        """Note the outcome of a condition."""
        self._shown.add(self._conditions[site][holds])

    def variant(self, site: int, index: int) -> None:
        """Note which variant was shown."""
        self._shown.add(variant(site, index))

    def assigned(self, slot: int, value: int) -> None:
        """Note the new value of a variable, even if the next effect changes it again."""
        about = self._story.slots[slot]
        if about.kind in VARIABLES:
            if value != about.start:
                self._shown.add(Target(TargetKind.CHANGE, number=slot))
            if about.kind is SlotKind.SET:
                self._shown.add(Target(TargetKind.VALUE, number=slot, outcome=value))

    def divided_by_zero(self, site: int) -> None:
        """Note a division by zero."""
        self._shown.add(division(site))

    def redirected(self, scene: str, number: int) -> None:
        """Note that a redirect was taken."""
        self._shown.add(Target(TargetKind.REDIRECT, scene, number))

    def told(self, scene: str) -> None:
        """Note that a scene's text was shown."""
        self._shown.add(Target(TargetKind.TEXT, scene))

    def circled(self, scenes: tuple[str, ...]) -> None:
        """Note a circle."""
        self.trouble = Trouble(circle=scenes)

    def overran(self, scene: str) -> None:
        """Note a chain that is too long."""
        self.trouble = Trouble(overrun=scene)

    # -- playing ----------------------------------------------------------------------------------------------------

    def start(self) -> tuple[Step, frozenset[Target]]:
        """Begin the story; return the step and the targets that it shows."""
        self._shown, self.trouble = set(), None
        return self._noted(self.machine.begin())

    def take(self, state: State, choice: str) -> tuple[Step, frozenset[Target]]:
        """Take a choice; return the step and the targets that it shows. Raises Refused."""
        self._shown, self.trouble = set(), None
        step = self.machine.choose(state, choice)
        self._shown.add(Target(TargetKind.CHOICE, choice_of(choice)))
        return self._noted(step)

    def look(self, state: State) -> tuple[tuple[Option, ...], frozenset[Target]]:
        """Return the options of a state, and the targets that the state shows without a choice."""
        self._shown = set()
        options = self.machine.view(state).options
        self.machine.status(state)
        self.machine.inventory(state)
        self.machine.titles.ask_all(state)
        self._shown.update(Target(TargetKind.BARRED, option.id) for option in options if not option.open)
        return options, frozenset(self._shown)

    def _noted(self, step: Step) -> tuple[Step, frozenset[Target]]:
        for event in step.events:
            if isinstance(event, Arrived):
                self._shown.add(Target(TargetKind.SCENE, event.scene))
            elif isinstance(event, Ended):
                self._shown.add(Target(TargetKind.ENDING, event.scene))
        return step, frozenset(self._shown)

    def begin(self) -> Observation:
        """Begin the story, and look."""
        return self._observed(*self.start())

    def choose(self, state: State, choice: str) -> Observation:
        """Take a choice in a state, and look. Raises Refused."""
        return self._observed(*self.take(state, choice))

    def _observed(self, step: Step, shown: frozenset[Target]) -> Observation:
        options, seen = self.look(step.state)
        return Observation(step, options, shown | seen)

    def follow(self, road: Iterable[str]) -> tuple[Observation, ...]:
        """Take the choices of a road from the beginning. Raises Refused."""
        observations = [self.begin()]
        for choice in road:
            observations.append(self.choose(observations[-1].step.state, choice))
        return tuple(observations)
