"""Packed states: each state is one whole number, with a field of bits for every slot that its point must know.

A slot has the same field at every point. Two slots may share bits if no point must know both (greedy colouring of the
graph of slots gives the offsets), so that a state seldom needs more than sixty bits. A field holds the number of a
class of values. A point that tells fewer classes apart uses the lowest number of the classes that it merges. So two
states that the point does not tell apart are the same number.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..transitions.relevance import APART, Partition, Relevance, Relevances


class Field(NamedTuple):
    """The field of a slot at a point: `shift` and `width` in bits; `codes[v - low]` stands for the value v.

    The field of a wide slot holds v - low itself: then the codes are a range.
    """

    shift: int
    width: int
    codes: tuple[int, ...] | range

    @property
    def is_wide(self) -> bool:
        """Whether the field holds the value of a wide slot."""
        return isinstance(self.codes, range)

    @property
    def mask(self) -> int:
        """The bits of the field within the packed state."""
        return ((1 << self.width) - 1) << self.shift


class Layout:
    """The fields of every point."""

    def __init__(self, relevance: Relevance, relevances: Relevances) -> None:
        """Give each slot its bits."""
        finest: dict[int, Partition] = {}
        neighbours: dict[int, set[int]] = {}
        for at in relevance:
            for slot, partition in at.items():
                known = finest.get(slot)
                finest[slot] = partition if known is None else relevances.meet(known, partition)
                neighbours.setdefault(slot, set()).update(at)
        widths = {slot: (relevances.number(slot, partition) - 1).bit_length() for slot, partition in finest.items()}
        shifts = _place(widths, neighbours)
        self._relevance = relevance
        self._known: dict[tuple[int, Partition], Field] = {}
        self._parts = finest, widths, shifts
        self._sizes = {slot: relevances.number(slot, APART) for slot in finest}

    def fields(self, point: int) -> dict[int, Field]:
        """Return the field of every slot that the point must know."""
        return {slot: self._field(slot, partition) for slot, partition in self._relevance[point].items()}

    def _field(self, slot: int, partition: Partition) -> Field:
        field = self._known.get((slot, partition))
        if field is None:
            finest, widths, shifts = self._parts
            if partition == APART:
                return self._known.setdefault(
                    (slot, partition), Field(shifts[slot], widths[slot], range(self._sizes[slot]))
                )
            least: dict[int, int] = {}
            for number, code in zip(partition, finest[slot], strict=True):
                least[number] = min(code, least.get(number, code))
            codes = tuple([least[number] for number in partition])
            field = self._known[slot, partition] = Field(shifts[slot], widths[slot], codes)
        return field

    def pack(self, point: int, values: Sequence[int], lows: Sequence[int]) -> int:
        """Return the packed state of the point in which the slots have these values."""
        packed = 0
        for slot, field in self.fields(point).items():
            packed |= field.codes[values[slot] - lows[slot]] << field.shift
        return packed


def _place(widths: dict[int, int], neighbours: dict[int, set[int]]) -> dict[int, int]:
    shifts: dict[int, int] = {}
    for slot in sorted(widths, key=lambda slot: (-len(neighbours[slot]), -widths[slot], slot)):
        taken = sorted((shifts[other], shifts[other] + widths[other]) for other in neighbours[slot] if other in shifts)
        shift = 0
        for start, end in taken:
            if start - shift >= widths[slot]:
                break
            shift = max(shift, end)
        shifts[slot] = shift
    return shifts
