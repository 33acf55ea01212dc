"""The story as claims observe it: with a slot for each atom and for each claim behind its own slots.

What a claim asks of the past, and no count of the story knows, is noted there by effects like those of the story's own
counts. So the machine and the graph need no law for it, and the story that is played has nothing of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from ...model.claims import AtomKind
from ...model.expressions import Assign, Effect, Number
from ...model.story import Scene, Slot, SlotKind, Story


class Observed(NamedTuple):
    """A story with the slots for its claims; `atoms` is the first slot of an atom, `memories` the first of a claim."""

    story: Story
    atoms: int
    memories: int


def observe(story: Story) -> Observed:
    """Return the story as its claims observe it. A story without claims is observed as it is."""
    atoms = len(story.slots)
    memories = atoms + len(story.atoms)
    names = [f"{atom.kind}({atom.id})" for atom in story.atoms] + [f"claim {claim.id}" for claim in story.claims]
    slots = tuple([Slot(name=name, kind=SlotKind.SEEN, low=0, high=1, start=0) for name in names])
    noted = {atom: Assign(atoms + number, Number(1)) for number, atom in enumerate(story.atoms)}
    seen = {atom.id: effect for atom, effect in noted.items() if atom.kind is AtomKind.SEEN}
    taken = {atom.id: effect for atom, effect in noted.items() if atom.kind is AtomKind.TAKEN}
    if seen or taken:
        scenes = {scene.id: _noting(scene, seen, taken) for scene in story.scenes.values()}
        story = story._replace(scenes=scenes)
    return Observed(story._replace(slots=(*story.slots, *slots)) if slots else story, atoms, memories)


def _noting(scene: Scene, seen: Mapping[str, Effect], taken: Mapping[str, Effect]) -> Scene:
    """Return a scene that notes what is asked of it: that it is left, that its choices are taken."""
    leaving = seen.get(scene.parent or scene.id)
    if leaving is not None:
        scene = scene._replace(leave=(*scene.leave, leaving))
    if _has_one_of(scene, taken):
        choices = tuple(
            [
                choice._replace(effects=(*choice.effects, taken[choice.id])) if choice.id in taken else choice
                for choice in scene.choices
            ]
        )
        scene = scene._replace(choices=choices)
    return scene


def _has_one_of(scene: Scene, choices: Collection[str]) -> bool:
    return bool(choices) and any(choice.id in choices for choice in scene.choices)
