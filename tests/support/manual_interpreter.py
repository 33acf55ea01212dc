"""Plays a story as the author's manual says that it is played: slow, short, and without a line of the engine.

Written from story/README.md alone. Where the manual leaves something open, a comment says what is done here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import yaml
from manual_language import World, with_capitals
from manual_sharing import shared_choices

_MOST_SCENES = 1_000
"""How many scenes one step passes by itself (DA512)."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Keys = Mapping[str, Any]
"""What a scene, a choice or a redirect holds, by key."""


class Offer(NamedTuple):
    """A choice that is shown: open, or barred with a reason; and the name for which it asks, or ""."""

    id: str
    say: str
    is_open: bool
    barred: str
    asks: str


class Cutaway(NamedTuple):
    """A running cutaway: the scene after it, whether that is an arrival, and whether its text is still to be told.

    `ways` are those of the choice that plays it and chooses between them afterwards: pairs of a condition and a scene.
    """

    scene: str
    is_arrival: bool
    is_untold: bool
    ways: tuple[tuple[object, str], ...] = ()


class Written(NamedTuple):
    """A story as its author has written it: story.yaml, all scenes by full id, and the choices that each scene shares.

    These are by the scene's id, and then by their own.
    """

    story: Keys
    scenes: Mapping[str, Keys]
    shared: Mapping[str, Mapping[str, Keys]]


class Moment(NamedTuple):
    """The state before a choice; its scene is "" before the story begins."""

    scene: str
    menu: str
    stack: tuple[Cutaway, ...]
    world: World


def _parts(name: str, scene: Keys) -> Iterator[tuple[str, Keys]]:
    """Yield a scene and all that comes after its choices, each with its id."""
    yield name, scene
    if "then" in scene:
        inherited = {key: scene[key] for key in ("title", "shared") if key in scene}
        yield from _parts(f"{name}.then", inherited | scene["then"])


def written(files: Mapping[str, str]) -> Written:
    """Read a story's files."""
    parsed = {path: yaml.load(text, _LOADER) for path, text in files.items()}  # noqa: S506  # one of the safe loaders
    story = parsed.pop("story.yaml")
    chapters: dict[str, dict[str, Any]] = {}
    for path, scenes_of_file in sorted(parsed.items()):
        chapter = path.removeprefix("scenes/").removesuffix(".yaml").partition("/")[0]
        chapters.setdefault(chapter, {}).update(scenes_of_file)
    here = {name: chapter.pop("here", {}) for name, chapter in chapters.items()}
    scenes = {
        full: part
        for name, chapter in chapters.items()
        for key, scene in chapter.items()
        for full, part in _parts(f"{name}.{key}", scene)
    }
    return Written(story, scenes, shared_choices(story, scenes, here))


def _ways(goto: Sequence[Any]) -> tuple[tuple[object, str], ...]:
    """Return the condition and the scene of each way of a choice."""
    return tuple((way.get("when", True), way["goto"]) if isinstance(way, dict) else (True, way) for way in goto)


class Game:
    """A game.

    `menu` is the choice whose nested ones are offered, `is_untold`
    says that the text of the scene is still to be told, `circle` has the scenes of the circle that the last step came
    into.
    """

    def __init__(self, source: Written) -> None:
        """Arrive at the first scene."""
        self.story, self.scenes, self.shared = source
        self.world = World(self.story)
        self.scene, self.menu, self.is_untold = "", "", False
        self.stack: tuple[Cutaway, ...] = ()
        self._told: list[tuple[str, str]] = []
        self.circle: frozenset[str] = frozenset()
        self._begin()

    def _begin(self) -> None:
        self.before = self._now()
        self._go({"goto": self.story["start"]})

    def _now(self) -> Moment:
        return Moment(self.scene, self.menu, self.stack, self.world.copy())

    @property
    def told(self) -> list[str]:
        """The paragraphs since the last choice."""
        return [with_capitals(words) for _, words in self._told]

    @property
    def here(self) -> Keys:
        """The present scene."""
        return self.scenes[self.scene]

    # -- what is offered ----------------------------------------------------------------------------------------------

    def offers(self) -> list[Offer]:
        """Return the options, except those of a fall."""
        shown = [(choice, self._offer(key, choice)) for key, choice in self._choices().items()]
        usual_is_open = any(offer and offer.is_open for choice, offer in shown if not choice.get("fallback"))
        shared = [self._offer(key, choice) for key, choice in self._shared().items()]
        own = [offer for choice, offer in shown if not (choice.get("fallback") and usual_is_open)]
        return [offer for offer in (*own, *shared) if offer]

    def _shared(self) -> Mapping[str, Keys]:
        return {} if self.menu else self.shared[self.scene]

    def _choices(self) -> dict[str, Keys]:
        """Return the scene's own choices that are offered here, by full id."""
        node, path = self.here, self.scene
        for key in self.menu.removeprefix(self.scene).split(".")[1:] if self.menu else []:
            node, path = node["choices"][key], f"{path}.{key}"
        return {f"{path}.{key}": choice for key, choice in node.get("choices", {}).items()}

    def _offer(self, key: str, choice: Keys) -> Offer | None:
        count = self.world.takings.get(key, 0)
        if (choice.get("once") and count) or not self.world.holds(choice.get("when", True)):
            return None
        is_open = self.world.holds(choice.get("requires", True))
        barred = "" if is_open else self.world.line(choice["barred"], count)
        return Offer(key, self.world.line(choice["say"], count), is_open, barred, choice.get("asks", ""))

    def moves(self) -> Iterator[tuple[str, str]]:
        """Yield (item, place) for what can be packed here."""
        packs = self.here.get("pack", []) if not self.menu else []
        for item, where in self.world.item_at.items():
            for place in packs if where in packs else []:
                size = self.world.items[item].get("size", 1)
                if place != where and self.world.fits(item, place) and self.world.room(place) >= size:
                    yield item, place

    def status(self) -> list[str]:
        """Return the phrases of the status line."""
        phrases = [self.world.line(phrase, 0, is_sentence=False) for phrase in self.story.get("status", [])]
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
        self.before, self._told = self._now(), []
        self.world.item_at[item] = place
        self._go({})

    def take_back(self) -> None:
        """Return to just before the choice that led here; if there was none, begin again."""
        self.scene, self.menu, self.stack, self.world = self.before
        self._told = []
        counter = self.story["falls"].get("counts")
        if counter:
            self.world.set(counter, self.world.variables[counter] + 1)
        if not self.scene:
            self._begin()

    def let_stand(self) -> None:
        """Accept a death; if there is another after it, `before` is still where the player chose to die."""
        self.stack, self._told = (), []
        self._go({"goto": self.story["falls"]["goto"]})

    def choose(self, key: str, name: str = "") -> None:
        """Take an open choice, with the name for which it asks."""
        self.before, self._told = self._now(), []
        choice, count = {**self._choices(), **self._shared()}[key], self.world.takings.get(key, 0)
        if "asks" in choice:
            self.world.variables[choice["asks"]] = name
        self.world.say = self.world.line(choice["say"], count)
        self._tell(choice, count)
        self.world.do(choice.get("do", []))
        self.world.takings[key] = count + 1
        if "choices" in choice:
            self.menu = key
        else:
            self._go(self._with_then(key, choice))

    def _with_then(self, key: str, choice: Keys) -> Keys:
        """Return a choice that goes on to the `then` of its scene, if it leads nowhere."""
        if "then" not in self.here or choice.get("stay") or key in self._shared() or choice.get("return"):
            return choice
        goto, after = choice.get("goto"), f"{self.scene}.then"
        if isinstance(goto, list):
            return {**choice, "goto": [*goto, after]}
        return choice if goto else {**choice, "goto": after}

    # -- where it leads -----------------------------------------------------------------------------------------------

    def _tell(self, keys: Keys, count: int) -> None:
        if "text" in keys:
            for joins, speaker, words in self.world.paragraphs(keys["text"], count):
                if joins and self._told and self._told[-1][0] == speaker:
                    self._told[-1] = (speaker, f"{self._told[-1][1]} {words}")
                else:
                    self._told.append((speaker, words))

    def _go(self, way: Keys) -> None:
        """Follow the destination of a choice, and go on until the story waits for a choice."""
        passed: dict[tuple[object, ...], str] = {}
        onward: Keys | None = way
        while onward is not None:
            self._lead(onward)
            here = (self.scene, self.is_untold, self.stack, self.world.known())
            if here in passed:
                # The text may vary for a while although the circle never ends. The manual does not say in which
                # scene of the circle the game stops.
                scenes = list(passed.values())
                self.circle = frozenset(scenes[list(passed).index(here) :])
                return
            passed[here] = self.scene
            if len(passed) > _MOST_SCENES:
                return
            onward = self._onward()

    def _lead(self, keys: Keys) -> None:
        """Follow the destination of a choice, a redirect or a scene."""
        goto = keys.get("goto")
        if "cutaway" in keys:
            if isinstance(goto, list):
                self.stack += (Cutaway(self.scene, is_arrival=False, is_untold=False, ways=_ways(goto)),)
            elif "goto" in keys:
                self._leave(keys["goto"])
                self.stack += (Cutaway(keys["goto"], is_arrival=True, is_untold=True),)
            else:
                self.stack += (Cutaway(self.scene, is_arrival=False, is_untold=self.is_untold),)
            self._arrive(keys["cutaway"])
        elif isinstance(goto, list):
            self._lead(self._way(_ways(goto)))
        elif "goto" in keys:
            self._leave(keys["goto"])
            self._arrive(keys["goto"])
        elif keys.get("return") and self.stack:
            self._leave()
            *outer, ended = self.stack
            self.stack = tuple(outer)
            if ended.is_arrival:
                self._arrive(ended.scene)
            else:
                self.scene, self.menu, self.is_untold = ended.scene, "", ended.is_untold
                if ended.ways:
                    self._lead(self._way(ended.ways))
        else:
            self.menu, self.is_untold = "", False

    def _way(self, ways: tuple[tuple[object, str], ...]) -> Keys:
        """Return the first way of a choice whose condition holds; none is to stay."""
        return next(({"goto": scene} for when, scene in ways if self.world.holds(when)), {})

    def _leave(self, to: str = "") -> None:
        """Leave the scene, and all parts before it if it is a `then`; to go on to the next part is not to leave."""
        parts = [self.scene] if to != f"{self.scene}.then" else [""]
        while parts[-1].endswith(".then"):
            parts.append(parts[-1].removesuffix(".then"))
        for part in filter(None, parts):
            self.world.visits[part] = self.world.visits.get(part, 0) + 1

    def _arrive(self, scene: str) -> None:
        self.scene, self.menu, self.is_untold = scene, "", True
        self.world.do(self.here.get("do", []))

    def _onward(self) -> Keys | None:
        """Return the redirect that is taken, or the scene, told, if it goes on by itself; None if it waits."""
        visits = self.world.visits.get(self.scene, 0)
        for redirect in self.here.get("redirects", []):
            if self.world.holds(redirect.get("when", True)):
                self._tell(redirect, visits)
                self.world.do(redirect.get("do", []))
                return dict(redirect)
        if self.is_untold:
            self._tell(self.here, visits)
            self.is_untold = False
        return self.here if any(way in self.here for way in ("goto", "cutaway", "return")) else None
