"""Large synthetic stories from a seed, for measuring the proof, and the same machines in Promela for SPIN."""

from __future__ import annotations

import random
from collections.abc import Iterator

from desperado_adventure.model.diagnostics import NOWHERE
from desperado_adventure.model.expressions import (
    All,
    Assign,
    Compare,
    Comparison,
    Compute,
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
from desperado_adventure.model.site import Site, SiteKind
from desperado_adventure.model.story import (
    Branch,
    Choice,
    Destination,
    Ending,
    Scene,
    Slot,
    SlotKind,
    Story,
)
from desperado_adventure.model.text import Run


class _Builder:
    """Builds scenes; a slot is used in one act, or (entangled) in all of them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # repeatable, not secret
        self.slots: list[Slot] = []
        self.sites: list[Site] = []
        self.scenes: dict[str, Scene] = {}

    def flag(self, name: str) -> int:
        self.slots.append(Slot(name=name, kind=SlotKind.FLAG, low=0, high=1, start=0))
        return len(self.slots) - 1

    def counter(self, name: str, high: int) -> int:
        self.slots.append(Slot(name=name, kind=SlotKind.COUNTER, low=0, high=high, start=0))
        return len(self.slots) - 1

    def item(self, name: str) -> int:
        labels = ("nowhere", "case", "pockets")
        self.slots.append(Slot(name=name, kind=SlotKind.ITEM, low=0, high=2, start=1, labels=labels))
        return len(self.slots) - 1

    def when(self, test: Expression | None, owner: str) -> tuple[Condition, ...]:
        if test is None:
            return ()
        self.sites.append(Site(kind=SiteKind.WHEN, owner=owner, mark=NOWHERE, excerpt="…", variants=2))
        return (Condition(len(self.sites) - 1, test),)

    def scene(self, name: str, choices: list[tuple[Expression | None, tuple[Effect, ...], str]]) -> None:
        authored = []
        for index, (test, effects, goto) in enumerate(choices):
            choice = f"{name}.c{index}"
            authored.append(
                Choice(
                    id=choice,
                    say=(),
                    when=self.when(test, choice),
                    requires=None,
                    barred=(),
                    text=(),
                    effects=effects,
                    branches=(Branch(None, Destination(scene=goto)),),
                    verses=(),
                    mark=NOWHERE,
                )
            )
        ending = None if choices else Ending(title=(Run("End"),), hint=())
        self.scenes[name] = Scene(id=name, chapter="s", choices=tuple(authored), ending=ending)

    def story(self) -> Story:
        return Story(
            id="synthetic",
            title="Synthetic",
            version="1",
            language="en",
            fingerprint="",
            start="s.0",
            chapters=(),
            slots=tuple(self.slots),
            places=(),
            items=(),
            speakers={},
            status=(),
            falls=None,
            opening=(),
            farewell=(),
            scenes=self.scenes,
            art={},
            sites=tuple(self.sites),
            aliases={},
        )

    def guard(self, flags: list[int], counters: list[int], items: list[int]) -> Expression | None:
        kind = self.random.random()
        if kind < 0.45:
            return None
        if kind < 0.65:
            return Read(self.random.choice(flags))
        if kind < 0.85:
            return Compare(Comparison.AT_LEAST, Read(self.random.choice(counters)), Number(self.random.randint(1, 2)))
        return Compare(Comparison.EQUAL, Read(self.random.choice(items)), Number(self.random.randint(1, 2)))

    def effects(self, flags: list[int], counters: list[int], items: list[int]) -> tuple[Effect, ...]:
        kind = self.random.random()
        if kind < 0.5:
            return (Assign(self.random.choice(flags), Number(self.random.randint(0, 1))),)
        if kind < 0.75:
            slot = self.random.choice(counters)
            return (Assign(slot, Sum(Read(slot), self.random.choice((1, 1, -1)), Number(1))),)
        # An item that is lost never comes back: these are the soft-locks.
        slot, place = self.random.choice(items), self.random.choice((0, 1, 2, 1, 2))
        here = Compare(Comparison.UNEQUAL, Read(slot), Number(0))
        return (Assign(slot, Number(place)),) if place == 0 else (Assign(slot, _if_there(here, place)),)


def _if_there(here: Expression, place: int) -> Expression:
    """Return the number of the place where the item is not lost, else nowhere."""
    return Sum(Number(0), place, here)


def acts(seed: int, number: int, flags: int, shared: int = 2, scenes: int = 60) -> Story:
    """Return a story in acts: flags and a counter are tested in their act only, the shared items in all."""
    builder = _Builder(seed)
    size = scenes // number
    own_items = [builder.item(f"item {index}") for index in range(shared)]
    for act in range(number):
        own_flags = [builder.flag(f"flag {act} {index}") for index in range(flags)]
        own_counters = [builder.counter(f"counter {act}", 3)]
        for index in range(size):
            here = act * size + index
            choices: list[tuple[Expression | None, tuple[Effect, ...], str]] = [
                (None, builder.effects(own_flags, own_counters, own_items), f"s.{act * size + (index + 1) % size}")
            ]
            choices += [
                (
                    builder.guard(own_flags, own_counters, own_items),
                    builder.effects(own_flags, own_counters, own_items),
                    f"s.{act * size + builder.random.randrange(size)}",
                )
                for _ in range(2)
            ]
            if index == size - 1:
                kept = Compare(Comparison.UNEQUAL, Read(own_items[act % shared]), Number(0))
                choices.append((kept, (), f"s.{here + 1}"))
            builder.scene(f"s.{here}", choices)
    builder.scene(f"s.{number * size}", [])
    return builder.story()


def entangled(seed: int, flags: int, counters: int = 2, items: int = 3, scenes: int = 60) -> Story:
    """Return a story in which every slot is tested everywhere."""
    builder = _Builder(seed)
    own_flags = [builder.flag(f"flag {index}") for index in range(flags)]
    own_counters = [builder.counter(f"counter {index}", 3) for index in range(counters)]
    own_items = [builder.item(f"item {index}") for index in range(items)]
    for here in range(scenes):
        choices: list[tuple[Expression | None, tuple[Effect, ...], str]] = [
            (None, builder.effects(own_flags, own_counters, own_items), f"s.{(here + 1) % scenes}")
        ]
        choices += [
            (
                builder.guard(own_flags, own_counters, own_items),
                builder.effects(own_flags, own_counters, own_items),
                f"s.{builder.random.randrange(scenes)}",
            )
            for _ in range(2)
        ]
        if here == scenes - 1:
            kept: list[Expression] = [Compare(Comparison.UNEQUAL, Read(item), Number(0)) for item in own_items]
            choices.append((All(tuple(kept)), (), f"s.{scenes}"))
        builder.scene(f"s.{here}", choices)
    builder.scene(f"s.{scenes}", [])
    return builder.story()


def promela(story: Story) -> str:
    """Return the machine of a story that has only scenes, choices, guards and effects."""
    names = list(story.scenes)
    lines = [f"byte v{index} = {slot.start};" for index, slot in enumerate(story.slots)]
    lines += ["byte at = 0;", "active proctype story() {", "end: do"]
    for number, scene in enumerate(story.scenes.values()):
        for choice in scene.choices:
            guard = f" && {_source(choice.when[0].test)}" if choice.when else ""
            body = "; ".join(
                [*_assignments(choice.effects, story), f"at = {names.index(choice.branches[0].destination.scene)}"]
            )
            lines.append(f"  :: d_step {{ at == {number}{guard} -> {body} }}")
    return "\n".join([*lines, "od }", ""])


def _assignments(effects: tuple[Effect, ...], story: Story) -> Iterator[str]:
    for effect in effects:
        assert not isinstance(effect, Given)
        slot, name = story.slots[effect.slot], f"v{effect.slot}"
        value = _source(effect.value)
        if isinstance(effect.value, Sum) and isinstance(effect.value.left, Read):
            step = effect.value.factor
            bound = f"{name} < {slot.high}" if step > 0 else f"{name} > {slot.low}"
            yield f"{name} = ({bound} -> {name} {'+' if step > 0 else '-'} 1 : {name})"
        else:
            yield f"{name} = {value}"


def _source(expression: Expression) -> str:
    if isinstance(expression, Number):
        return str(expression.value)
    if isinstance(expression, Read):
        return f"v{expression.slot}"
    if isinstance(expression, Sum):
        return f"({_source(expression.left)} + {expression.factor} * {_source(expression.right)})"
    if isinstance(expression, Compare):
        return f"({_source(expression.left)} {expression.operator} {_source(expression.right)})"
    if isinstance(expression, Not):
        return f"!{_source(expression.operand)}"
    assert not isinstance(expression, Compute)
    word = " || " if isinstance(expression, Either) else " && "
    return "(" + word.join(_source(operand) for operand in expression.operands) + ")"
