"""Plays a story as the author's manual says that it is played: slow, short, and without a line of the engine.

Written from story/README.md alone. Where the manual leaves something open, a comment that begins with "Open:" says
what is done here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import yaml
from manual_language import World

_MOST_HOPS = 60


class TooLong(Exception):
    """The story runs on by itself for longer than a test wants to wait."""


class Offer(NamedTuple):
    """A choice that is shown: open, or barred with a reason."""

    id: str
    say: str
    is_open: bool
    barred: str


class Game:
    """A story under way: `told` since the last choice, and in `menu` the choice whose nested ones are offered."""

    def __init__(self, files: Mapping[str, str]) -> None:
        """Read the files and arrive at the first scene."""
        parsed = {path: yaml.safe_load(text) for path, text in files.items()}
        self.story: dict[str, Any] = parsed.pop("story.yaml")
        self.scenes: dict[str, dict[str, Any]] = {
            f"{path[7:-5]}.{key}": scene for path, chapter in parsed.items() for key, scene in chapter.items()
        }
        self.world = World(self.story)
        self.scene, self.menu, self.told, self.hops = "", "", list[str](), 0
        self.stack: list[tuple[str, bool]] = []
        self.before: tuple[Any, ...] = ()
        self._remember()
        self._arrive(self.story["start"])

    def _remember(self) -> None:
        """Write down where one stands before a choice, for a death that is taken back."""
        self.before = (self.scene, self.menu, list(self.stack), self.world.copy(), self.before)
        self.told, self.hops = [], 0

    @property
    def here(self) -> dict[str, Any]:
        """The scene where one is."""
        return self.scenes[self.scene]

    # -- what is offered ----------------------------------------------------------------------------------------------

    def offers(self) -> list[Offer]:
        """Return the options, those of a fall left out."""
        shown = [(key, choice, self._offer(key, choice)) for key, choice in self._choices().items()]
        usual_is_open = any(
            offer is not None and offer.is_open for _, choice, offer in shown if not choice.get("fallback")
        )
        # Open: of two fallbacks in one scene each waits for the usual choices only, so both are offered.
        return [
            offer for _, choice, offer in shown if offer is not None and not (choice.get("fallback") and usual_is_open)
        ]

    def _choices(self) -> dict[str, dict[str, Any]]:
        """Return the choices that are offered here, by full id."""
        node, path = self.here, self.scene
        for key in self.menu.removeprefix(self.scene).split(".")[1:] if self.menu else []:
            node, path = node["choices"][key], f"{path}.{key}"
        return {f"{path}.{key}": choice for key, choice in node.get("choices", {}).items()}

    def _offer(self, key: str, choice: Mapping[str, Any]) -> Offer | None:
        count = self.world.takings.get(key, 0)
        if (choice.get("once") and count) or not self.world.holds(choice.get("when", True)):
            return None
        is_open = self.world.holds(choice.get("requires", True))
        return Offer(
            key, self.world.line(choice["say"], count), is_open,
            "" if is_open else self.world.line(choice["barred"], count),
        )  # fmt: skip

    def moves(self) -> Iterator[tuple[str, str]]:
        """Yield (item, place) for what can be packed here."""
        packs = self.here.get("pack", []) if not self.menu else []
        for item, where in self.world.item_at.items():
            for place in packs if where in packs else []:
                size = self.world.items[item].get("size", 1)
                if place != where and self.world.fits(item, place) and self.world.room(place) >= size:
                    yield item, place

    def status(self) -> list[str]:
        """Return the phrases of the status line. Open: nothing counts for a sequence there, so its first part stays."""
        phrases = [self.world.line(phrase, 0) for phrase in self.story.get("status", [])]
        return [phrase for phrase in phrases if phrase]

    @property
    def has_fallen(self) -> bool:
        """Whether a death waits to be taken back."""
        return bool(self.here.get("fall"))

    @property
    def has_ended(self) -> bool:
        """Whether this is an ending."""
        return "ending" in self.here

    # -- what the player does -----------------------------------------------------------------------------------------

    def move(self, item: str, place: str) -> None:
        """Pack an item into a place."""
        self._remember()
        self.world.item_at[item] = place
        self._rest(arrived=False)  # Open: redirects are checked after a move as after a choice that stays.

    def take_back(self) -> None:
        """Return to just before the choice that led here. Open: what that is when there was none yet."""
        self.scene, self.menu, self.stack, self.world, self.before = self.before
        self.told, self.hops = [], 0
        counter = self.story["falls"].get("counts")
        if counter:
            self.world.set(counter, self.world.variables[counter] + 1)

    def let_stand(self) -> None:
        """Accept a death."""
        # Open: where that leads to another death, letting the first one stand is the choice that led there.
        self._remember()
        self.stack = []  # Open: no cutaway that was under way is played to its end.
        self._lead({"goto": self.story["falls"]["goto"]})

    def choose(self, key: str) -> None:
        """Take an open choice."""
        self._remember()
        choice = self._choices()[key]
        self._tell(choice.get("text"), self.world.takings.get(key, 0))
        self.world.do(choice.get("do", []))
        self.world.takings[key] = self.world.takings.get(key, 0) + 1
        if "choices" in choice:
            self.menu = key
        else:
            self._lead(choice)

    # -- where it leads -----------------------------------------------------------------------------------------------

    def _tell(self, text: object, count: int) -> None:
        if text is not None:
            self.told += self.world.paragraphs(text, count)

    def _lead(self, keys: Mapping[str, Any]) -> None:
        """Go where a choice, a redirect or a scene leads."""
        self.hops += 1
        if self.hops > _MOST_HOPS:
            raise TooLong
        if "cutaway" in keys:
            # Open: without a `goto` one has not left the scene, so that it is no visit that is over.
            self.stack.append((keys.get("goto", self.scene), "goto" in keys))
            if "goto" in keys:
                self._leave()
            self._arrive(keys["cutaway"])
        elif "goto" in keys:
            self._leave()
            self._arrive(keys["goto"])
        elif keys.get("return"):
            self._leave()
            scene, arrives = self.stack.pop()
            if arrives:
                self._arrive(scene)
            else:
                self.scene, self.menu = scene, ""
                self._rest(arrived=False)
        else:
            self.menu = ""
            self._rest(arrived=False)

    def _leave(self) -> None:
        # Open: an arrival that was redirected away counts as a visit.
        self.world.visits[self.scene] = self.world.visits.get(self.scene, 0) + 1

    def _arrive(self, scene: str) -> None:
        self.scene, self.menu = scene, ""
        self.world.do(self.here.get("do", []))
        self._rest(arrived=True)

    def _rest(self, *, arrived: bool) -> None:
        """Follow a redirect, or tell the scene and run on if it does; else wait for a choice."""
        visits = self.world.visits.get(self.scene, 0)
        for redirect in self.here.get("redirects", []):
            if self.world.holds(redirect.get("when", True)):
                self._tell(redirect.get("text"), visits)
                self.world.do(redirect.get("do", []))
                self._lead(redirect)
                return
        if arrived:
            self._tell(self.here.get("text"), visits)
        # Open: back from a redirect's cutaway that has no `goto`, a scene runs on without having been told.
        if any(way in self.here for way in ("goto", "cutaway", "return")):
            self._lead(self.here)
