"""A scene ready to run: its guards, effects and texts, compiled once, when the player first comes to it."""

from __future__ import annotations

from ..model.story import Choice, Destination, Redirect, Scene, Story, Verse
from ..model.text import Run
from .closures import Change, Reader, Values, compile_all, compile_condition, compile_effects
from .listener import Listener
from .telling import Teller, compile_plain, compile_text
from .views import Option


class ReadyVerse:
    """The quatrains of a scene or choice: the first whose condition holds."""

    __slots__ = ("_alternatives",)

    def __init__(self, verses: tuple[Verse, ...], listener: Listener | None) -> None:
        """Compile the conditions."""
        self._alternatives = tuple(
            (compile_condition(verse.when, listener) if verse.when else None, verse.quatrains) for verse in verses
        )

    def sing(self, values: Values) -> tuple[str, ...]:
        """Return the quatrains of the first verse whose condition holds; () when none does."""
        for holds, quatrains in self._alternatives:
            if holds is None or holds(values):
                return quatrains
        return ()


class ReadyChoice:
    """A choice ready to run. `fixed` is its option when its words never change and nothing can bar it, else None."""

    __slots__ = (
        "_branches",
        "_name",
        "asks",
        "bars",
        "change",
        "fixed",
        "id",
        "requires",
        "say",
        "tell",
        "verse",
        "when",
    )

    def __init__(self, choice: Choice, story: Story, listener: Listener | None) -> None:
        """Compile the choice."""
        self.id = choice.id
        self.when: Reader | None = compile_all(choice.when, listener)
        self.requires: Reader | None = compile_condition(choice.requires, listener) if choice.requires else None
        self.say = compile_plain(choice.say, listener)
        self.bars = compile_plain(choice.barred, listener)
        self.tell: Teller | None = compile_text(choice.text, story.speakers, listener) if choice.text else None
        self.change: Change | None = compile_effects(choice.effects, story.slots, listener)
        self.verse = ReadyVerse(choice.verses, listener) if choice.verses else None
        self._branches = tuple(
            (compile_condition(branch.when, listener) if branch.when else None, branch.destination)
            for branch in choice.branches
        )
        self.asks = choice.asks
        self._name = story.slots[choice.asks.name].name if choice.asks is not None else ""
        is_fixed = self.requires is None and all(isinstance(piece, Run) for piece in choice.say)
        self.fixed = Option(choice.id, self.say(()), True, "", self._name) if is_fixed else None

    def leads(self, values: Values) -> Destination:
        """Return where the choice leads, for the values after its effects."""
        return next(to for holds, to in self._branches if holds is None or holds(values))

    def offer(self, values: Values) -> Option | None:
        """Return the option for this choice in these values, or None when it is hidden."""
        if self.when is not None and not self.when(values):
            return None
        if self.fixed is not None:
            return self.fixed
        if self.requires is None or self.requires(values):
            return Option(self.id, self.say(values), True, "", self._name)
        return Option(self.id, self.say(values), False, self.bars(values), self._name)


class ReadyRedirect:
    """A redirect ready to run."""

    __slots__ = ("change", "destination", "tell", "when")

    def __init__(self, redirect: Redirect, story: Story, listener: Listener | None) -> None:
        """Compile the redirect."""
        self.when = compile_condition(redirect.when, listener) if redirect.when else None
        self.tell = compile_text(redirect.text, story.speakers, listener) if redirect.text else None
        self.change = compile_effects(redirect.effects, story.slots, listener)
        self.destination: Destination = redirect.destination


class Node:
    """A scene ready to run: `by_id` are the choices that ask for no name, `asking` those that ask for one."""

    __slots__ = (
        "arrive",
        "asking",
        "by_id",
        "choices",
        "ending",
        "leave",
        "onward",
        "redirects",
        "scene",
        "tell",
        "title",
        "verse",
    )

    def __init__(self, scene: Scene, story: Story, listener: Listener | None) -> None:
        """Compile the scene."""
        self.scene = scene
        self.arrive = compile_effects(scene.arrive, story.slots, listener)
        self.leave = compile_effects(scene.leave, story.slots, listener)
        self.title = compile_plain(scene.title, listener)
        self.ending = compile_plain(scene.ending.title if scene.ending is not None else (), listener)
        self.tell = compile_text(scene.text, story.speakers, listener)
        self.verse = ReadyVerse(scene.verses, listener) if scene.verses else None
        self.redirects = tuple(ReadyRedirect(redirect, story, listener) for redirect in scene.redirects)
        self.onward = scene.onward
        self.choices = tuple(ReadyChoice(choice, story, listener) for choice in scene.choices)
        self.by_id = {choice.id: choice for choice in self.choices if choice.asks is None}
        self.asking = {choice.id: choice for choice in self.choices if choice.asks is not None}
