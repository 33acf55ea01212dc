"""The words that a player typed, in a file of format 2: they stand under "typed", and a state has their numbers.

    "typed": {"hero": ["Abel", "Bea"]}     and in a state: "values": {"typed hero": 2, …}

Number 0 is nothing typed yet. So a version of the program that has no names says that it is too old for the file, and
does not take a name for damage.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..model.story import SlotKind
from .saved import SavedState, Value
from .strict_json import Malformed

TypedWords = dict[str, tuple[str, ...]]
"""What was typed for each name, in all states of a save."""

_PREFIX = f"{SlotKind.TYPED} "


def is_typed(key: str) -> bool:
    """Whether the value under this key of a state is what a player typed."""
    return key.startswith(_PREFIX)


def typed_words(states: Iterable[SavedState | None]) -> TypedWords:
    """Return what was typed in these states, and in those before a death."""
    found: dict[str, dict[str, None]] = {}
    living = [state for state in states if state is not None]
    for state in [*living, *(state.fallen for state in living if state.fallen is not None)]:
        for key, value in state.values.items():
            if is_typed(key) and isinstance(value, str) and value:
                found.setdefault(key.removeprefix(_PREFIX), {})[value] = None
    return {name: tuple(words) for name, words in found.items()}


def with_numbers(key: str, value: Value, words: TypedWords) -> Value:
    """Return what stands in the file for a value of a state."""
    if not is_typed(key) or not isinstance(value, str):
        return value
    return words[key.removeprefix(_PREFIX)].index(value) + 1 if value else 0


def with_words(key: str, number: int, words: TypedWords) -> str:
    """Return what was typed, from its number in the file; raises Malformed."""
    known = words.get(key.removeprefix(_PREFIX), ())
    if not 0 <= number <= len(known):
        raise Malformed("a name in it is not among those that were typed")
    return known[number - 1] if number else ""
