"""Lowering of the language's shorthands to the model: fallbacks, and counts of visits and takings."""

from __future__ import annotations

from ..model.expressions import NONE_OPEN, All, Assign, Condition, Effect, Either, Expression, Not, Number, Read, Sum
from ..model.story import Choice, Scene, SlotKind
from .names import Names


def _is_open(choice: Choice) -> Expression:
    """Return the condition that a choice is open."""
    conditions = choice.when if choice.requires is None else (*choice.when, choice.requires)
    tests = tuple(condition.test for condition in conditions)
    return tests[0] if len(tests) == 1 else All(tests)


def none_open(usual: list[Choice]) -> Condition:
    """Return the condition that none of these choices is open."""
    return Condition(NONE_OPEN, Not(Either(tuple(_is_open(other) for other in usual))))


def as_fallback(choice: Choice, closed: Condition) -> Choice:
    """Return the choice, hidden unless `closed` holds: no usual choice is open."""
    return choice._replace(when=(*choice.when, closed))


def count_visits(scenes: list[Scene], names: Names) -> list[Scene]:
    """Return the scenes; each scene and choice whose count is read has the effects that count it."""
    seen, taken = names.counts_of(SlotKind.SEEN), names.counts_of(SlotKind.TAKEN)
    if not seen and not taken:
        return scenes
    counted = []
    for scene in scenes:
        slots: list[int] = []
        owner = scene.parent or scene.id
        while owner:
            slots += seen.get(owner, ())
            owner = names.continues.get(owner, "")
        changed = scene._replace(leave=_increments(slots)) if slots else scene
        if any(choice.id in taken for choice in scene.choices):
            choices = [
                choice._replace(effects=(*choice.effects, *_increments(taken[choice.id])))
                if choice.id in taken
                else choice
                for choice in scene.choices
            ]
            changed = changed._replace(choices=tuple(choices))
        counted.append(changed)
    return counted


def _increments(slots: list[int]) -> tuple[Effect, ...]:
    return tuple(Assign(slot, Sum(Read(slot), 1, Number(1))) for slot in slots)
