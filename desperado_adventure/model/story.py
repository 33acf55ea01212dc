"""The story: everything that an author wrote, resolved and frozen.

Ids are strings everywhere: a scene is `chapter.key`, a choice `chapter.key.choice`, a nested choice
`chapter.key.choice.inner`. A choice with nested choices is a scene of its own; its `parent` is the scene it belongs to.

The loader has already lowered the language's shorthands, so that the engine and the proof need not know them:

* `once: true` is a condition of the choice's `when` and an effect that counts the taking;
* `fallback: true` is a condition "no other choice is open";
* a visit is counted by the scene's `leave` effects, so within a first visit the count is still 0;
* `put(carried, case)`, `has(x)`, `room(case)` are plain effects and expressions over slots.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from .claims import Atom, Claim
from .diagnostics import NOWHERE, Mark
from .expressions import Condition, Effect, Expression
from .site import Site
from .text import Content, Text

PLACED = "@"
"""Stands in the id of a story that has no `id:`, between its folder's name and a number made of the folder's path."""


class SlotKind(StrEnum):
    """What a slot holds. The words are those of the save's format.

    ITEM: where an item is, 0 for nowhere, else 1 + the index of a place. LEFT: 1 when a leavable place was left behind.
    TAKEN and SEEN: how often a choice was taken or a scene visited. CYCLE: such a count, which starts again at 0. NAME:
    which of the given words a name is that the player has typed; TYPED: what he typed (`typed_names.py`).
    """

    FLAG = "flag"
    COUNTER = "counter"
    SET = "set"
    ITEM = "item"
    LEFT = "left"
    TAKEN = "taken"
    SEEN = "seen"
    CYCLE = "cycle"
    NAME = "name"
    TYPED = "typed"


VARIABLES = frozenset((SlotKind.FLAG, SlotKind.COUNTER, SlotKind.SET, SlotKind.NAME))
"""The kinds of slot that an author declares under `variables:`."""

TRUTHS = frozenset((SlotKind.FLAG, SlotKind.LEFT))
"""The kinds of slot that are true or false."""


_NONE_RENAMED: Mapping[str, str] = {}


class Slot(NamedTuple):
    """One finite component of a state.

    `name` is what the author calls it; kind and name together are unique. `labels` names the values of a set, an
    item or a name; for a typed name it is what is printed before there is one. Values lie in `low`..`high`, both
    included.

    `was` are the former names of the variable, item or place that `name` names, and `labels_were` maps former words of
    a set, or former ids of the places of an item, to the labels that they are now. No former name is a present one, or
    one of two things of a kind (variables, items, places, the labels of a slot).
    """

    name: str
    kind: SlotKind
    low: int
    high: int
    start: int
    wraps: bool = False
    labels: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    labels_were: Mapping[str, str] = _NONE_RENAMED
    mark: Mark = NOWHERE


class Place(NamedTuple):
    """Where items can be. `left` is the slot that says it was left behind, or -1 when it cannot be.

    `was` are its former ids. `when` is the test under which the player has it, None for always; it decides only what is
    listed as his.
    """

    id: str
    title: Content
    capacity: int
    carried: bool
    left: int
    was: tuple[str, ...] = ()
    when: Expression | None = None


class Item(NamedTuple):
    """A thing. `slot` holds where it is, and knows its former ids.

    `fits` are the indices of the places that it may be packed into.
    """

    id: str
    title: Content
    size: int
    slot: int
    fits: tuple[int, ...]


class Destination(NamedTuple):
    """Where a choice, a redirect or a scene leads.

    `scene` is the id of a scene; "" leads back to the options of the present scene. When `cutaway` is not "", that
    scene is played first. `returns` ends a cutaway. `enters` opens a choice's nested choices, or what chooses between
    its ways after a cutaway; these are part of the scene that the choice belongs to, so no scene is left. Nor is one
    when the story goes on to the `then` of a scene.
    """

    scene: str = ""
    cutaway: str = ""
    returns: bool = False
    enters: bool = False


STAY = Destination()


class Verse(NamedTuple):
    """Quatrains for the corrido, each a string of four lines. Of several verses, the first that holds is sung."""

    when: Condition | None
    quatrains: tuple[str, ...]


class Redirect(NamedTuple):
    """An automatic edge: it is taken on arrival and after every choice that stays, when `when` holds or is None."""

    when: Condition | None
    text: Text
    effects: tuple[Effect, ...]
    destination: Destination
    mark: Mark


class Branch(NamedTuple):
    """One of the ways that a choice can lead; without a condition it is always open."""

    when: Condition | None
    destination: Destination


class Asked(NamedTuple):
    """A name for which a choice asks the player: the indices of its slots of kind NAME and TYPED."""

    name: int
    typed: int


class Choice(NamedTuple):
    """An edge that the author wrote: hidden unless `when` holds, barred unless `requires` holds; `barred` says why.

    The conditions of `when` are evaluated in this order, until one is false: for a choice with `once`, that it was not
    taken; then what the author wrote; for a fallback, that no other choice is open.

    When its effects have happened, and before its scene is left, the choice leads along the first of its `branches`
    whose condition holds. The last branch has no condition, and no other is without one.

    If it `asks` for a name, the player types one when he takes it, and the text knows it already.
    """

    id: str
    say: Content
    when: tuple[Condition, ...]
    requires: Condition | None
    barred: Content
    text: Text
    effects: tuple[Effect, ...]
    branches: tuple[Branch, ...]
    verses: tuple[Verse, ...]
    mark: Mark
    asks: Asked | None = None

    @property
    def destinations(self) -> tuple[Destination, ...]:
        """Where the choice can lead, in the order in which its conditions are asked."""
        return tuple([branch.destination for branch in self.branches])


class Ending(NamedTuple):
    """The end of a playthrough: its title, and a hint for those who have not found it."""

    title: Content
    hint: Content


class Scene(NamedTuple):
    """A node of the scene graph.

    `arrive` happens on every arrival, `leave` whenever the scene is left for another (or for itself). After the text,
    the story goes `onward` by itself when that is not None. `pack` are the indices of the places between which the
    player may move items. `parent` is the scene to whose options a nested choice comes back, or "".
    """

    id: str
    chapter: str
    title: Content = ()
    art: str = ""
    beats: tuple[str, ...] = ()
    text: Text = ()
    verses: tuple[Verse, ...] = ()
    arrive: tuple[Effect, ...] = ()
    leave: tuple[Effect, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    onward: Destination | None = None
    choices: tuple[Choice, ...] = ()
    pack: tuple[int, ...] = ()
    ending: Ending | None = None
    fall: bool = False
    parent: str = ""
    mark: Mark = NOWHERE


class Chapter(NamedTuple):
    """A file of scenes: its id (the prefix of its scenes), its title and the line on its card."""

    id: str
    title: Content
    card: Content
    art: str


class Falls(NamedTuple):
    """The two options after a death: `take_back` undoes it and counts in `slot` (-1: no count); `let_stand` ends."""

    slot: int
    take_back: Content
    let_stand: Content
    goto: str


class Art(NamedTuple):
    """A picture made of characters, and the sentence `alt` that describes it.

    `plain` is the picture in ASCII only, for terminals that have no other characters. `colours` has a letter for each
    character of the picture, and `palette` what each letter means: a colour of the terminal, `default` (that of text),
    `dim`, `on black`, or a colour `on black`.
    """

    id: str
    alt: str
    picture: tuple[str, ...]
    plain: tuple[str, ...]
    colours: tuple[str, ...]
    palette: Mapping[str, str]


class Story(NamedTuple):
    """A whole story. `fingerprint` changes with every change that could change how it plays.

    `aliases` maps every former id of a scene or a choice (`was:`) to its present id. No former id is a present one.
    `claims` change nothing in how it plays, and `atoms` are what they ask (see `model.claims`).
    """

    id: str
    title: str
    version: str
    language: str
    fingerprint: str
    start: str
    chapters: tuple[Chapter, ...]
    slots: tuple[Slot, ...]
    places: tuple[Place, ...]
    items: tuple[Item, ...]
    speakers: Mapping[str, Content]
    status: tuple[Content, ...]
    falls: Falls | None
    opening: tuple[str, ...]
    farewell: tuple[str, ...]
    scenes: Mapping[str, Scene]
    art: Mapping[str, Art]
    sites: tuple[Site, ...]
    aliases: Mapping[str, str]
    claims: tuple[Claim, ...] = ()
    atoms: tuple[Atom, ...] = ()
