"""Names of targets for authors: what a target is, in which line it is written, to which scene it belongs."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from ...model.diagnostics import NOWHERE, Mark
from ...model.shared_ids import sharers_of
from ...model.slot_names import name_of_value
from ...model.story import Scene, Story
from .target import Target, TargetKind

_LONGEST = 60


class TallyWords(NamedTuple):
    """The names of a kind of target: of one, of several, and after a count ("12 of 14 …")."""

    one: str
    many: str
    counted: str


TALLY_WORDS = {
    "scenes": TallyWords("scene", "scenes", "scenes reached"),
    "texts": TallyWords("text of a scene", "texts of scenes", "scenes told"),
    "choices": TallyWords("choice", "choices", "choices taken"),
    "barred": TallyWords("bar", "bars", "choices shown barred"),
    "redirects": TallyWords("redirect", "redirects", "redirects taken"),
    "variants": TallyWords("variant", "variants", "text variants shown"),
    "conditions": TallyWords("outcome of a condition", "outcomes of conditions", "outcomes of conditions met"),
    "endings": TallyWords("ending", "endings", "endings reached"),
    "changes": TallyWords("change", "changes", "variables changed"),
    "values": TallyWords("value", "values", "words of sets taken on"),
    "divisions": TallyWords("division by zero", "divisions by zero", "divisions by zero met"),
}
"""The words for each kind of `universe.targets` and `universe.hazards`."""


_AT_SITES = (TargetKind.CONDITION, TargetKind.VARIANT, TargetKind.DIVISION)
_OF_SLOTS = (TargetKind.CHANGE, TargetKind.VALUE)
_FORMS = {
    TargetKind.SCENE: "scene `{}`",
    TargetKind.TEXT: "the text of `{}`",
    TargetKind.ENDING: "ending `{}`",
    TargetKind.CHOICE: "choice `{}`",
    TargetKind.BARRED: "`{}` barred",
    TargetKind.REDIRECT: "redirect {1} of `{0}`",
}


class Namer:
    """Names the targets of one story."""

    def __init__(self, story: Story) -> None:
        """Take a story."""
        self._story = story

    def words(self, target: Target) -> str:
        """Return what the target is, as the end of a sentence: "`heat >= 2` is true"."""
        kind, number, outcome = target.kind, target.number, target.outcome
        if kind is TargetKind.CONDITION:
            return f"`{self.excerpt(number)}` is {'true' if outcome else 'false'}"
        if kind is TargetKind.VARIANT:
            return f"variant {outcome + 1} of `{self.excerpt(number)}`"
        if kind is TargetKind.DIVISION:
            return f"a divisor of zero in `{self.excerpt(number)}`"
        if kind in _OF_SLOTS:
            slot = self._story.slots[number]
            changes = kind is TargetKind.CHANGE
            return f"a change of `{slot.name}`" if changes else f"`{slot.name}` is `{name_of_value(slot, outcome)}`"
        return _FORMS[kind].format(target.id, number + 1)

    def excerpt(self, site: int) -> str:
        """Return the source of a condition or sequence on one line, cut off where it is long."""
        words = " ".join(self._story.sites[site].excerpt.split())
        return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"

    def mark(self, target: Target) -> Mark:
        """Return where the target is written."""
        if target.kind in _AT_SITES:
            return self._story.sites[target.number].mark
        if target.kind in _OF_SLOTS:
            return self._story.slots[target.number].mark
        if target.kind is TargetKind.REDIRECT:
            return self._story.scenes[target.id].redirects[target.number].mark
        scene = self._scene_of(target.id)
        if scene is None:
            return NOWHERE
        return next((choice.mark for choice in scene.choices if choice.id == target.id), scene.mark)

    def scene(self, target: Target) -> str:
        """Return the id of the scene of a target; "" for the status line.

        For nested choices it is the outer scene, for a choice that scenes share the first that offers it.
        """
        owner = self._story.sites[target.number].owner if target.kind in _AT_SITES else target.id
        scene = self._scene_of(owner)
        return (scene.parent or scene.id) if scene is not None else ""

    def _scene_of(self, owner: str) -> Scene | None:
        """Return the scene with this id, or the one whose choice it is: a choice's id begins with its scene's."""
        for scene in (self._story.scenes.get(owner.rpartition(".")[0]), self._story.scenes.get(owner)):
            if scene is not None and (scene.id == owner or any(choice.id == owner for choice in scene.choices)):
                return scene
        return self._offering.get(owner) if sharers_of(owner) else None

    @cached_property
    def _offering(self) -> dict[str, Scene]:
        """The first scene that offers each shared choice."""
        found: dict[str, Scene] = {}
        for scene in self._story.scenes.values():
            for choice in scene.choices:
                if sharers_of(choice.id):
                    found.setdefault(choice.id, scene)
        return found
