"""How far the visits of scenes and the takings of choices are counted: only as far as somebody asks.

The fewer numbers a count has, the fewer states the proof has to tell apart. `visits(x) >= 2` needs to know 0, 1, and 2
or more. `visits(x) == 2` needs to know 3 or more as well. Where a count is printed, assigned, computed with, or
compared with what is not a number, it goes up to `limits.COUNTED`, and stays there.
"""

from __future__ import annotations

from ..model import limits
from ..model.expressions import Compare, Comparison, Number, Read
from ..model.story import SlotKind
from .names import Names

_AS_FAR = frozenset((Comparison.AT_LEAST, Comparison.LESS))
"""How a count stands before a number that it need not pass for the comparison to come out as it should."""

_MIRRORED = {
    Comparison.AT_LEAST: Comparison.AT_MOST,
    Comparison.AT_MOST: Comparison.AT_LEAST,
    Comparison.MORE: Comparison.LESS,
    Comparison.LESS: Comparison.MORE,
}
"""The comparison with its sides changed; those that are not here stay as they are."""


COUNTS = frozenset(("visits", "takings"))
"""The functions that give a number of visits or takings."""


def count_as_asked(parsed: object, names: Names) -> None:
    """Make every count that is read go as far as the parsed expression or effects ask."""
    if isinstance(parsed, Read):
        if names.slots[parsed.slot].kind in (SlotKind.SEEN, SlotKind.TAKEN):
            names.count_up_to(parsed.slot, limits.COUNTED.most)
    elif isinstance(parsed, Compare) and isinstance(parsed.left, Read) and isinstance(parsed.right, Number):
        _ask(parsed.left, parsed.operator, parsed.right.value, names)
    elif isinstance(parsed, Compare) and isinstance(parsed.left, Number) and isinstance(parsed.right, Read):
        _ask(parsed.right, _MIRRORED.get(parsed.operator, parsed.operator), parsed.left.value, names)
    elif isinstance(parsed, tuple):
        for part in parsed:
            count_as_asked(part, names)


def _ask(count: Read, comparison: Comparison, number: int, names: Names) -> None:
    if names.slots[count.slot].kind in (SlotKind.SEEN, SlotKind.TAKEN):
        high = number if comparison in _AS_FAR else number + 1
        names.count_up_to(count.slot, min(high, limits.COUNTED.most))
