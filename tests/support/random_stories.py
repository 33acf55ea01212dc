"""Small random stories from seeds, with every form that the language has, to compare the proof with the plain walk."""

from __future__ import annotations

import random

from desperado_adventure.model.diagnostics import NOWHERE
from desperado_adventure.model.expressions import (
    All,
    Assign,
    Compare,
    Comparison,
    Condition,
    Effect,
    Either,
    Expression,
    Given,
    Not,
    Number,
    Read,
    Sum,
)
from desperado_adventure.model.story import (
    STAY,
    Choice,
    Destination,
    Ending,
    Falls,
    Item,
    Place,
    Redirect,
    Scene,
    Site,
    SiteKind,
    Slot,
    SlotKind,
    Story,
    Verse,
)
from desperado_adventure.model.text import Content, Paragraph, Piece, Run, Sequence, SequenceKind, Switch, Text


class RandomStory:
    """Builds one story; everything it decides comes from the seed."""

    def __init__(self, seed: int) -> None:
        """Begin with the declarations."""
        self.random = random.Random(seed)  # repeatable, not secret
        self.sites: list[Site] = []
        self.slots = [
            Slot(name="warned", kind=SlotKind.FLAG, low=0, high=1, start=0),
            Slot(
                name="heat",
                kind=SlotKind.COUNTER,
                low=self.random.choice((0, -1)),
                high=2,
                start=0,
                wraps=self.random.random() < 0.2,
            ),
            Slot(name="tail", kind=SlotKind.SET, low=0, high=2, start=0, labels=("free", "spared", "dead")),
        ]
        self.places: list[Place] = []
        self.items: list[Item] = []
        if self.random.random() < 0.6:
            self._add_items()
        self.variables = list(range(len(self.slots)))
        self.has_falls = self.random.random() < 0.5
        self.has_cutaways = self.random.random() < 0.5
        number = self.random.randint(3, 6)
        self.rooms = [f"a.s{index}" for index in range(number)]
        self.endings = [f"a.e{index}" for index in range(self.random.randint(1, 2))]
        self.falls = [f"a.f{index}" for index in range(self.random.randint(1, 2))] if self.has_falls else []
        self.cutaways = [f"a.c{index}" for index in range(2)] if self.has_cutaways else []
        self.counts: dict[str, list[int]] = {}

    def _add_items(self) -> None:
        for index in range(2):
            left = -1
            if index == 0 and self.random.random() < 0.5:
                left = len(self.slots)
                self.slots.append(Slot(name="case", kind=SlotKind.LEFT, low=0, high=1, start=0))
            self.places.append(
                Place(id=f"p{index}", title="A place", capacity=self.random.randint(1, 2), carried=True, left=left)
            )
        for index in range(self.random.randint(1, 2)):
            fits = (0, 1) if self.random.random() < 0.8 else (0,)
            item = Item(
                id=f"i{index}", title="A thing", size=self.random.randint(1, 2), slot=len(self.slots), fits=fits
            )
            self.items.append(item)
            labels = ("nowhere", "p0", "p1")
            self.slots.append(
                Slot(name=item.id, kind=SlotKind.ITEM, low=0, high=2, start=self.random.randint(0, 2), labels=labels)
            )

    def count(self, owner: str, kind: SlotKind, high: int, *, wraps: bool = False) -> int:
        """Add a slot that counts what happens to the owner."""
        self.slots.append(
            Slot(name=f"{owner} {high} {len(self.slots)}", kind=kind, low=0, high=high, start=0, wraps=wraps)
        )
        self.counts.setdefault(owner, []).append(len(self.slots) - 1)
        return len(self.slots) - 1

    def number(self, depth: int = 0) -> Expression:
        """Return a numeric expression."""
        if depth < 2 and self.random.random() < 0.2:
            return Sum(self.number(depth + 1), self.random.choice((1, -1, 2)), self.number(depth + 1))
        if self.random.random() < 0.3:
            return Number(self.random.randint(-1, 3))
        return Read(self.random.choice(self.variables))

    def test(self, depth: int = 0) -> Expression:
        """Return a truth expression."""
        kind = self.random.random()
        if depth < 2 and kind < 0.3:
            parts = tuple(self.test(depth + 1) for _ in range(self.random.randint(2, 3)))
            return All(parts) if self.random.random() < 0.5 else Either(parts)
        if depth < 2 and kind < 0.4:
            return Not(self.test(depth + 1))
        if kind < 0.5:
            return Read(0)
        slot = self.random.choice(self.variables)
        if kind < 0.9:
            value = self.random.randint(self.slots[slot].low, self.slots[slot].high)
            operator = self.random.choice(tuple(Comparison))
            return Compare(operator, Read(slot), Number(value))
        return Compare(
            self.random.choice((Comparison.EQUAL, Comparison.LESS, Comparison.AT_LEAST)), self.number(), self.number()
        )

    def condition(self, kind: SiteKind, owner: str) -> Condition:
        """Return a condition with a site of its own."""
        self.sites.append(Site(kind=kind, owner=owner, mark=NOWHERE, excerpt="…", variants=2))
        return Condition(len(self.sites) - 1, self.test())

    def effects(self, owner: str, most: int = 2, depth: int = 0) -> tuple[Effect, ...]:
        """Return some effects."""
        found: list[Effect] = []
        for _ in range(self.random.randint(0, most)):
            kind = self.random.random()
            slot = self.random.choice(self.variables)
            if kind < 0.2 and depth < 2:
                found.append(Given(self.condition(SiteKind.EFFECT, owner), self.effects(owner, 2, depth + 1)))
            elif kind < 0.5:
                found.append(Assign(slot, Number(self.random.randint(self.slots[slot].low, self.slots[slot].high))))
            elif kind < 0.8:
                found.append(Assign(1, Sum(Read(1), self.random.choice((1, -1)), Number(1))))
            elif kind < 0.9:
                found.append(Assign(0, self.test(1)))
            else:
                found.append(Assign(slot, self.number()))
        return tuple(found)

    def content(self, owner: str, depth: int = 0) -> Content:
        """Return words, some of which change."""
        pieces: list[Piece] = [Run("Words ")]
        kind = self.random.random()
        if depth < 2 and kind < 0.25:
            pieces.append(
                Switch(
                    self.condition(SiteKind.TEXT, owner), self.content(owner, depth + 1), self.content(owner, depth + 1)
                )
            )
        elif depth < 2 and kind < 0.4:
            form = self.random.choice(tuple(SequenceKind))
            number = self.random.randint(2, 3)
            wraps = form is SequenceKind.CYCLE
            slot = self.count(
                owner, SlotKind.CYCLE if wraps else SlotKind.SEEN, number - (form is not SequenceKind.ONCE), wraps=wraps
            )
            self.sites.append(Site(kind=SiteKind.SEQUENCE, owner=owner, mark=NOWHERE, excerpt="…", variants=number))
            site = len(self.sites) - 1
            variants = tuple(self.content(owner, depth + 1) for _ in range(number))
            pieces.append(Sequence(site=site, kind=form, slot=slot, variants=variants))
        return tuple(pieces)

    def text(self, owner: str) -> Text:
        """Return up to two paragraphs."""
        return tuple(
            Paragraph(
                "",
                self.condition(SiteKind.PARAGRAPH, owner) if self.random.random() < 0.2 else None,
                self.content(owner) if self.random.random() < 0.6 else (Run("Words."),),
            )
            for _ in range(self.random.randint(0, 2))
        )

    def verses(self, owner: str) -> tuple[Verse, ...]:
        """Return, seldom, alternatives of a quatrain."""
        if self.random.random() < 0.85:
            return ()
        return (
            Verse(when=self.condition(SiteKind.VERSE, owner), quatrains=("a\nb\nc\nd",)),
            Verse(when=None, quatrains=("a\nb\nc\nd",)),
        )

    def destination(self, here: str, *, may_stay: bool = True) -> Destination:
        """Return somewhere to go."""
        kind = self.random.random()
        if may_stay and kind < 0.2:
            return STAY
        if here in self.cutaways and kind < 0.6:
            return Destination(returns=True)
        if self.cutaways and kind < 0.4:
            after = self.random.choice(self.rooms) if self.random.random() < 0.5 or not may_stay else ""
            return Destination(scene=after, cutaway=self.random.choice(self.cutaways))
        if kind < 0.5 and self.falls:
            return Destination(self.random.choice(self.falls))
        if kind < 0.6:
            return Destination(self.random.choice(self.endings))
        return Destination(self.random.choice(self.rooms))

    def redirects(self, owner: str) -> tuple[Redirect, ...]:
        """Return, sometimes, a redirect or two."""
        number = self.random.choice((0, 0, 0, 1, 2))
        return tuple(
            Redirect(
                when=self.condition(SiteKind.REDIRECT, owner),
                text=self.text(owner),
                effects=self.effects(owner, 1),
                destination=self.destination(owner, may_stay=False),
                mark=NOWHERE,
            )
            for _ in range(number)
        )

    def choice(self, choice_id: str, here: str, scenes: dict[str, Scene], root: str, depth: int) -> Choice:
        """Return a choice, and put the scene of its nested choices among the scenes."""
        text, say = self.text(choice_id), self.content(choice_id)
        effects = self.effects(choice_id)
        when = self.condition(SiteKind.WHEN, choice_id) if self.random.random() < 0.4 else None
        requires = self.condition(SiteKind.REQUIRES, choice_id) if self.random.random() < 0.2 else None
        if self.random.random() < 0.3:
            untaken = Compare(Comparison.EQUAL, Read(self.count(choice_id, SlotKind.TAKEN, 1)), Number(0))
            when = Condition(when.site if when else -1, All((untaken, when.test)) if when else untaken)
        to = self.destination(here)
        if depth == 0 and self.random.random() < 0.15:
            inner = self.choices(choice_id, here, scenes, root, 1)
            leave = tuple(Assign(slot, Sum(Read(slot), 1, Number(1))) for slot in self.counts.get(root, ()))
            scenes[choice_id] = Scene(id=choice_id, chapter="a", leave=leave, choices=inner, parent=root)
            to = Destination(choice_id, enters=True)
        counted = tuple(Assign(slot, Sum(Read(slot), 1, Number(1))) for slot in self.counts.get(choice_id, ()))
        barred = self.content(choice_id) if requires else ()
        return Choice(
            id=choice_id,
            say=say,
            when=when,
            requires=requires,
            barred=barred,
            text=text,
            effects=(*effects, *counted),
            destination=to,
            verses=self.verses(choice_id),
            mark=NOWHERE,
        )

    def choices(self, owner: str, here: str, scenes: dict[str, Scene], root: str, depth: int = 0) -> tuple[Choice, ...]:
        """Return up to three choices, perhaps with a fallback."""
        number = self.random.randint(1, 3)
        found = [self.choice(f"{owner}.{index}", here, scenes, root, depth) for index in range(number)]
        if self.random.random() < 0.3:
            none_open = Not(
                Either(
                    tuple(All(tuple(part.test for part in (choice.when, choice.requires) if part)) for choice in found)
                )
            )
            found.append(
                Choice(
                    id=f"{owner}.else",
                    say=(),
                    when=Condition(-1, none_open),
                    requires=None,
                    barred=(),
                    text=(),
                    effects=(),
                    destination=self.destination(here),
                    verses=(),
                    mark=NOWHERE,
                )
            )
        return tuple(found)

    def scene(self, scene_id: str, scenes: dict[str, Scene]) -> Scene:
        """Return a scene of the kind that its id says."""
        is_ending, is_fall = scene_id in self.endings, scene_id in self.falls
        text, verses, arrive = self.text(scene_id), self.verses(scene_id), self.effects(scene_id, 1)
        redirects = () if is_ending or (is_fall and self.random.random() < 0.7) else self.redirects(scene_id)
        onward = None
        choices: tuple[Choice, ...] = ()
        if not is_ending and not is_fall:
            if self.random.random() < 0.15:
                onward = self.destination(scene_id, may_stay=False)
            else:
                choices = self.choices(scene_id, scene_id, scenes, scene_id)
        can_pack = bool(self.items) and bool(choices) and self.random.random() < 0.4
        if self.random.random() < 0.3:
            self.count(scene_id, SlotKind.SEEN, 1)
        leave = tuple(Assign(slot, Sum(Read(slot), 1, Number(1))) for slot in self.counts.get(scene_id, ()))
        return Scene(
            id=scene_id,
            chapter="a",
            text=text,
            verses=verses,
            arrive=arrive,
            leave=leave,
            redirects=redirects,
            onward=onward,
            choices=choices,
            pack=(0, 1) if can_pack else (),
            ending=Ending(title="End", hint="") if is_ending else None,
            fall=is_fall,
        )

    def build(self) -> Story:
        """Return the story."""
        scenes: dict[str, Scene] = {}
        for scene_id in (*self.rooms, *self.endings, *self.falls, *self.cutaways):
            scenes[scene_id] = self.scene(scene_id, scenes)
        falls = None
        if self.falls:
            goto = self.random.choice((self.endings[0], self.random.choice(self.rooms)))
            falls = Falls(slot=self.random.choice((1, 1, -1)), take_back="Back.", let_stand="Stand.", goto=goto)
        status: tuple[Content, ...] = (self.content(""),) if self.random.random() < 0.2 else ()
        return Story(
            id="random",
            title="Random",
            version="1",
            language="en",
            fingerprint="",
            start=self.rooms[0],
            chapters=(),
            slots=tuple(self.slots),
            places=tuple(self.places),
            items=tuple(self.items),
            speakers={},
            status=status,
            falls=falls,
            opening=(),
            farewell=(),
            scenes=scenes,
            art={},
            sites=tuple(self.sites),
            aliases={},
        )


def random_story(seed: int) -> Story:
    """Return the small random story of a seed."""
    return RandomStory(seed).build()
