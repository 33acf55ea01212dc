"""What nobody comes to: the scenes and choices that are never reached, of which a finding says so already."""

from __future__ import annotations

from collections.abc import Iterable

from ...model.story import Scene
from ..targets.target import Target, TargetKind


class Missed:
    """Knows the scenes and choices that were proved to be out of reach. `hosts` are the scenes that offer a choice."""

    def __init__(self, scenes: Iterable[Scene], unseen: frozenset[Target]) -> None:
        """Take the scenes of a story, and what was proved to be impossible."""
        self._unseen = unseen
        self.hosts: dict[str, list[str]] = {}
        for scene in scenes:
            for choice in scene.choices:
                self.hosts.setdefault(choice.id, []).append(scene.id)

    def has(self, kind: TargetKind, owner: str) -> bool:
        """Whether the target of this kind that belongs to a scene or a choice is never seen."""
        return Target(kind, owner) in self._unseen

    def is_silent(self, owner: str) -> bool:
        """Whether a finding says already that this scene or choice, or all around it, is never reached."""
        if owner in self.hosts:
            return self.has(TargetKind.CHOICE, owner) or self.has_all_hosts_of(owner)
        return self.has(TargetKind.SCENE, owner)

    def has_all_hosts_of(self, choice: str) -> bool:
        """Whether no scene that offers the choice is ever reached."""
        return all(self.is_silent(host) for host in self.hosts[choice])
