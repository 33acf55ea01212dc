"""Targets in an author's words: what each is, the line it stands on, and the scene it belongs to."""

from __future__ import annotations

from typing import NamedTuple

from ...model.diagnostics import NOWHERE, Mark
from ...model.story import Story
from .target import Target

_LONGEST = 60


class TallyWords(NamedTuple):
    """What a kind of target is called: one of them, several, and as the heading of a count ("12 of 14 …")."""

    one: str
    many: str
    counted: str


TALLY_WORDS = {
    "scenes": TallyWords("scene", "scenes", "scenes reached"),
    "choices": TallyWords("choice", "choices", "choices taken"),
    "barred": TallyWords("bar", "bars", "choices shown barred"),
    "redirects": TallyWords("redirect", "redirects", "redirects taken"),
    "variants": TallyWords("variant", "variants", "text variants shown"),
    "conditions": TallyWords("outcome of a condition", "outcomes of conditions", "outcomes of conditions met"),
    "endings": TallyWords("ending", "endings", "endings reached"),
    "changes": TallyWords("change", "changes", "changes"),
    "values": TallyWords("value", "values", "values"),
}
"""The words for each kind of `universe.targets`."""


class Namer:
    """Names the targets of one story."""

    def __init__(self, story: Story) -> None:
        """Take a story."""
        self._story = story
        scenes = story.scenes.values()
        self._hosts = {choice.id: scene.parent or scene.id for scene in scenes for choice in scene.choices}
        self._marks = {scene.id: scene.mark for scene in scenes}
        self._marks |= {choice.id: choice.mark for scene in scenes for choice in scene.choices}

    def words(self, target: Target) -> str:
        """Return what is to be seen, as the end of a sentence: "`heat >= 2` is true"."""
        excerpt = _short(self._story.sites[target.number].excerpt) if target.number >= 0 else ""
        if target.kind == "condition":
            return f"`{excerpt}` is {'true' if target.outcome else 'false'}"
        if target.kind == "variant":
            return f"variant {target.outcome + 1} of `{excerpt}`"
        names = {"scene": "scene", "ending": "ending", "choice": "choice"}
        return f"`{target.id}` barred" if target.kind == "barred" else f"{names[target.kind]} `{target.id}`"

    def mark(self, target: Target) -> Mark:
        """Return where it is written."""
        return self._story.sites[target.number].mark if target.number >= 0 else self._marks.get(target.id, NOWHERE)

    def scene(self, target: Target) -> str:
        """Return the id of the scene that it belongs to, nested choices being their scene's; "" for the status line."""
        owner = self._story.sites[target.number].owner if target.number >= 0 else target.id
        if owner in self._hosts:
            return self._hosts[owner]
        scene = self._story.scenes.get(owner)
        return (scene.parent or scene.id) if scene is not None else ""


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
