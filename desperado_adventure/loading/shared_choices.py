"""The reader of choices that scenes share: those of the story (`everywhere:`) and those of a chapter (`here:`).

A shared choice is read once and is one choice, with one id and one count, whatever scene offers it. So it has nothing
that belongs to one scene.
"""

from __future__ import annotations

from ..model import codes, limits
from ..model.shared_ids import EVERYWHERE, HERE
from ..model.story import Choice, Scene
from . import keys
from .scenes import ChapterReader
from .tree import Listing, Mapping, Node

_AFTER_A_CUTAWAY = "a `goto` with conditions beside `cutaway` has to come back to one scene"


class SharedReader(ChapterReader):
    """Reads a chapter's scenes, and the choices that they share: `shared`, after `read`."""

    shared: tuple[Choice, ...] = ()

    def read(self, node: Node | None) -> list[Scene]:
        """Return the chapter's scenes, those of nested choices included; the choices under `here` are no scene."""
        if isinstance(node, Mapping) and _holds_choices(node, EVERYWHERE):
            message = f"`{EVERYWHERE}` stands in story.yaml, for the scenes of all chapters."
            cure = f"For the scenes of this chapter write `{HERE}:`."
            self._shapes.report(codes.NOT_AN_ID, node.entries[EVERYWHERE][0], message, cure)
            node = node._replace(entries={name: entry for name, entry in node.entries.items() if name != EVERYWHERE})
        if isinstance(node, Mapping) and HERE in node.entries:
            self._read_here(node.entries[HERE][1])
            node = node._replace(entries={name: entry for name, entry in node.entries.items() if name != HERE})
        return super().read(node)

    def _read_here(self, node: Node) -> None:
        if isinstance(node, Mapping) and any(name in ("text", "choices", "goto") for name in node.entries):
            self._shapes.report(
                codes.NOT_AN_ID,
                node,
                f"`{HERE}` cannot be a scene's id: it holds choices that all scenes of the chapter share.",
                "Give the scene another id.",
            )
            return
        self.shared = self.read_shared(node, f"{self._chapter}.{HERE}")

    def read_shared(self, node: Node, owner: str) -> tuple[Choice, ...]:
        """Return the shared choices of a story or a chapter; the id of each begins with `owner`."""
        given = self._shapes.free_mapping(node, owner.rpartition(".")[2], keys.CHOICE)
        if not self._shapes.at_most(limits.SCENE_CHOICES, len(given), node, cure="give some of them to chapters"):
            return ()
        return tuple(
            self._choice(f"{owner}.{name}", key, self._without_own(value), "")[0]
            for name, (key, value) in given.items()
        )

    def _without_own(self, node: Node) -> Node:
        """Return a choice without what a shared one cannot have, which is reported."""
        if not isinstance(node, Mapping):
            return node
        barred = {name: why for name, why in keys.NOT_SHARED.items() if name in node.entries}
        if "cutaway" in node.entries and "goto" in node.entries and isinstance(node.entries["goto"][1], Listing):
            barred["goto"] = _AFTER_A_CUTAWAY
        for name, why in barred.items():
            message = f"A shared choice cannot have this `{name}`: {why}."
            cure = "Write it in the scenes that need it, or lead to a scene with `goto`."
            self._shapes.report(codes.NOT_FOR_SHARED_CHOICES, node.entries[name][0], message, cure)
        return node._replace(entries={name: entry for name, entry in node.entries.items() if name not in barred})


def _holds_choices(node: Mapping, name: str) -> bool:
    """Whether what stands under this name are choices, with words to choose, and no scene."""
    held = node.entries[name][1] if name in node.entries else None
    if not isinstance(held, Mapping) or not held.entries:
        return False
    return all(isinstance(each, Mapping) and "say" in each.entries for _, each in held.entries.values())
