"""Lookup of the names in an expression: slots, places, scenes, choices; or a Fault that suggests a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from ..model import codes
from ..model.codes import Code
from .faults import Fault
from .names import Names
from .suggesting import did_you_mean, likeliest
from .tokens import Token

_ENDS = frozenset(("END", "DONE", "FINISH", "THE_END"))
"""Where the end of a story is in other languages."""

_MOST_NAMED = 3
"""How many scenes of the same key a cure names."""


class Lookup(NamedTuple):
    """Looks up names for one chapter, which may use short names for its own scenes and choices. All raise Fault."""

    names: Names
    chapter: str

    def items_read(self, token: Token) -> tuple[int, ...]:
        """Return the slots of an item or a group, and note that something reads them."""
        slots = self.items(token)
        self.names.read.update(slots)
        return slots

    def items(self, token: Token) -> tuple[int, ...]:
        """Return the slots of an item or a group of items."""
        slots = self.names.items.get(token.text) or self.names.groups.get(token.text)
        if slots is None:
            where = "Items are declared in story.yaml, under `items:`."
            known = self.names
            raise unknown(
                codes.UNKNOWN_ITEM, "item", token.text, lambda: [*known.items, *known.groups], where, token.offset
            )
        return slots

    def place(self, token: Token) -> int:
        """Return the index of a place."""
        place = self.names.places.get(token.text)
        if place is None:
            where = "Places are declared in story.yaml, under `places:`."
            raise unknown(codes.UNKNOWN_PLACE, "place", token.text, lambda: self.names.places, where, token.offset)
        return place

    def leavable(self, token: Token) -> int:
        """Return the slot that says whether a place was left behind, and note that something reads it."""
        slot = self.names.left.get(self.place(token))
        if slot is None:
            raise Fault(
                codes.UNKNOWN_PLACE,
                token.offset,
                f"`{token.text}` cannot be left behind.",
                "Give the place `leavable: true`.",
            )
        self.names.read.add(slot)
        return slot

    def scene(self, token: Token) -> str:
        """Return the id of a scene."""
        scene = self.names.resolve_scene(token.text, self.chapter)
        if scene is None:
            raise unknown_scene(token.text, self.chapter, self.names, token.offset)
        return scene

    def is_choice(self, word: str) -> bool:
        """Whether a choice is called so."""
        return any(candidate in self.names.choices for candidate in (word, f"{self.chapter}.{word}"))

    def choice(self, token: Token) -> str:
        """Return the id of a choice."""
        for candidate in (token.text, f"{self.chapter}.{token.text}"):
            if candidate in self.names.choices:
                return candidate
        where = "Write `chapter.scene.choice`, or `scene.choice` in the same chapter."
        raise unknown(codes.UNKNOWN_CHOICE, "choice", token.text, self._choices_and_short_names, where, token.offset)

    def _choices_and_short_names(self) -> list[str]:
        here = f"{self.chapter}."
        return [*self.names.choices, *(name[len(here) :] for name in self.names.choices if name.startswith(here))]


def unknown(code: Code, kind: str, name: str, known: Callable[[], Iterable[str]], where: str, offset: int = 0) -> Fault:
    """Return the fault for a name that nothing of this kind has; `where` says where such names come from.

    The known names are asked for when the fault is told: of many faults with one name, only one is.
    """
    return Fault(code, offset, f"There is no {kind} `{name}`.", lambda: did_you_mean(name, known()) + where, name)


def unknown_scene(name: str, chapter: str, names: Names, offset: int = 0) -> Fault:
    """Return the fault for a name that no scene has."""

    def known() -> list[str]:
        here = [scene.split(".", 1)[1] for scene in names.scenes if scene.startswith(f"{chapter}.")]
        return [*names.scenes, *here]

    def cure() -> str:
        if name.upper() in _ENDS:
            return "A scene that is the end has `ending: {title: …}`: lead to such a one."
        elsewhere = [scene for scene in names.scenes if scene.partition(".")[2] == name]
        if elsewhere:
            return f"Write it with its chapter: {' or '.join(f'`{scene}`' for scene in elsewhere[:_MOST_NAMED])}."
        inside = [scene for scene in names.scenes if scene.startswith(f"{name}.")]
        if inside:
            return f"`{name}` is a chapter: write one of its scenes, like `{inside[0]}`."
        near = likeliest(name, known())
        keys = "" if near or not name else likeliest(name, [scene.partition(".")[2] for scene in names.scenes])
        if keys:
            near = next(scene for scene in names.scenes if scene.partition(".")[2] == keys)
        where = "Write `chapter.scene`, or the bare key of a scene in the same chapter."
        return (f"Did you mean `{near}`? " if near else "") + where

    return Fault(codes.UNKNOWN_SCENE, offset, f"There is no scene `{name}`.", cure, name)
