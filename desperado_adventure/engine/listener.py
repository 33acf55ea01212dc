"""A listener: an object that the machine calls whenever it asks a condition, shows words or changes a slot.

Coverage and the oracle of the proof use one. The game itself has none, and pays nothing for it.
"""

from __future__ import annotations


class Listener:
    """A listener that does nothing. A subclass overrides the methods that it needs."""

    def condition(self, site: int, *, holds: bool) -> None:
        """The condition at this site (index into `Story.sites`) was asked, and `holds` is its outcome."""

    def variant(self, site: int, index: int) -> None:
        """The sequence at this site showed its variant `index`, counted from 0."""

    def assigned(self, slot: int, value: int) -> None:
        """An effect set a slot to this value, which may be its old one."""

    def divided_by_zero(self, site: int) -> None:
        """The division at this site was computed, and its divisor was 0; so its result is 0."""

    def arrived(self, scene: str) -> None:
        """The story has arrived in this scene; what happens on arrival comes next."""

    def redirected(self, scene: str, number: int) -> None:
        """The scene's redirect of this number, counted from 0, was taken."""

    def told(self, scene: str) -> None:
        """The scene's own text was told, or shown again."""

    def circled(self, scenes: tuple[str, ...]) -> None:
        """The story came back to the same state without a choice, through these scenes. The machine has stopped it."""

    def overran(self, scene: str) -> None:
        """A chain of scenes without a choice was too long, and the machine has cut it off. It began in this scene."""
