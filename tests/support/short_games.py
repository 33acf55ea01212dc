"""Short games: a small story, a few choices, and where they lead."""

from __future__ import annotations

from small_stories import small_story

from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.engine.views import Told


class ShortGame:
    """A game of a story from `small_stories`; ids are written without the chapter."""

    def __init__(self, scenes: str, declarations: str = "") -> None:
        """Begin the story."""
        self.machine = Machine(small_story(scenes, declarations))
        self.played = Playthrough.begin(self.machine)

    def take(self, *choices: str) -> ShortGame:
        """Take choices; raises Refused."""
        for choice in choices:
            known = choice.startswith("everywhere.") or choice in ("take_back", "let_stand")
            self.played = self.played.choose(self.machine, choice if known else f"bar.{choice}")
        return self

    @property
    def scene(self) -> str:
        """The scene's id."""
        return self.played.state.scene.removeprefix("bar.")

    @property
    def options(self) -> list[str]:
        """The ids of the options."""
        return [option.id.removeprefix("bar.") for option in self.machine.options(self.played.state)]

    @property
    def told(self) -> list[str]:
        """What was told since the last choice."""
        events = [event for event in self.played.events if isinstance(event, Told)]
        return [passage.plain for event in events for passage in event.passages]
