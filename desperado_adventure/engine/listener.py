"""A listener: an object that a machine tells of everything that it asks, shows and changes while it plays.

Coverage and the oracle of the proof listen. The game itself has no listener, and then this costs nothing.
"""

from __future__ import annotations


class Listener:
    """Is told, and does nothing. Whoever wants to know something overrides the method for it."""

    def condition(self, site: int, *, holds: bool) -> None:
        """A condition at this site (index into `Story.sites`) was asked."""

    def variant(self, site: int, index: int) -> None:
        """A sequence showed this one of its variants."""

    def assigned(self, slot: int, value: int) -> None:
        """An effect gave a slot this value, perhaps the one that it had."""

    def redirected(self, scene: str, number: int) -> None:
        """The scene's redirect of this number, counted from 0, was taken."""

    def told(self, scene: str) -> None:
        """The scene's own text was told, or shown again."""

    def circled(self, scenes: tuple[str, ...]) -> None:
        """The story came to a state again without a choice, by way of these scenes; the machine has ended it."""

    def overran(self, scene: str) -> None:
        """A chain of scenes without a choice, which began in this scene, was cut off because of its length."""
