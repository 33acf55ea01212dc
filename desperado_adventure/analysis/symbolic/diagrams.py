"""Sets of states as decision diagrams, in which parts that many states share are stored only once.

The diagrams are zero-suppressed (Minato 1993) and multi-valued: a node stands for a slot (its *level*) and has a child
for each class of values. A slot that is not on a path has class 0, so slots that a point need not know take no nodes. A
story whose flags are independent has sets of a few hundred nodes for millions of states.

Guards are `Filters`: ordinary multi-valued diagrams, in which a missing level means "any class". Effects are maps from
old class to new class, by level. Nodes are numbers: 0 is the empty set, and 1 is the set of the one state in which all
levels further down have class 0. All operations remember their results, as in Bryant (1986).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

EMPTY, UNIT = 0, 1
_LAST = 1_000_000

_ASKED_A_TICK = 50_000
"""After how many questions for a node `tick` is called."""

UNLIMITED = 10**12
"""A budget that no machine can use up."""

KEEP = 0
"""The map that changes nothing."""


class TooLarge(Exception):
    """The diagrams are larger than their budget: the story should be walked state by state."""


class Diagrams:
    """A store of nodes. It raises `TooLarge` when it has more than `budget` nodes. The budget may be changed."""

    def __init__(self, budget: int, tick: Callable[[int], None] = lambda _: None) -> None:
        """Begin with the nodes `EMPTY` and `UNIT`.

        `tick` is called now and then with the number of nodes, in the middle of an operation as well, and may raise.
        """
        self.budget = budget
        self._tick, self._asked = tick, 0
        self.level: list[int] = [_LAST, _LAST]
        self.children: list[tuple[int, ...]] = [(), ()]
        self._nodes: dict[tuple[int, tuple[int, ...]], int] = {}
        self._unions: dict[tuple[int, int], int] = {}
        self._differences: dict[tuple[int, int], int] = {}
        self._intersections: dict[tuple[int, int], int] = {}
        self._filtered: dict[tuple[int, int], int] = {}
        self._map_parts: list[tuple[int, tuple[int, ...], int]] = [(_LAST, (), KEEP)]
        self._maps: dict[tuple[int, tuple[int, ...], int], int] = {}
        self._images: dict[tuple[int, int], int] = {}
        self._preimages: dict[tuple[int, int, int], int] = {}

    def forget(self) -> None:
        """Forget the remembered results, which take more memory than the nodes."""
        for results in (self._unions, self._differences, self._intersections, self._filtered, self._images):
            results.clear()
        self._preimages.clear()

    def __len__(self) -> int:
        return len(self.level)

    def node(self, level: int, children: Sequence[int]) -> int:
        """Return the node with these children; empty children at the end are left out."""
        length = len(children)
        while length and not children[length - 1]:
            length -= 1
        if length <= 1:
            return children[0] if length else EMPTY
        self._asked += 1
        if self._asked > _ASKED_A_TICK:
            self._asked = 0
            self._tick(len(self.level))
        key = (level, tuple(children[:length]))
        result = self._nodes.get(key)
        if result is None:
            result = len(self.level)
            if result > self.budget:
                raise TooLarge
            self._nodes[key] = result
            self.level.append(level)
            self.children.append(key[1])
        return result

    def single(self, classes: Mapping[int, int]) -> int:
        """Return the set of one state, which is given as its classes by level."""
        node = UNIT
        for level in sorted(classes, reverse=True):
            if classes[level]:
                node = self.node(level, (*([EMPTY] * classes[level]), node))
        return node

    def union(self, one: int, other: int) -> int:
        """Return the states that are in either set."""
        if one == other or not other:
            return one
        if not one:
            return other
        if one > other:
            one, other = other, one
        key = (one, other)
        result = self._unions.get(key)
        if result is None:
            level = min(self.level[one], self.level[other])
            left, right = self._at(one, level), self._at(other, level)
            if len(left) < len(right):
                left, right = right, left
            merged = [*map(self.union, left, right), *left[len(right) :]]
            result = self._unions[key] = self.node(level, merged)
        return result

    def difference(self, one: int, other: int) -> int:
        """Return the states of the first set that are not in the second."""
        if not one or one == other:
            return EMPTY
        if not other:
            return one
        key = (one, other)
        result = self._differences.get(key)
        if result is None:
            level = min(self.level[one], self.level[other])
            left, right = self._at(one, level), self._at(other, level)
            rest = [*map(self.difference, left, right), *left[len(right) :]]
            result = self._differences[key] = self.node(level, rest)
        return result

    def intersection(self, one: int, other: int) -> int:
        """Return the states that are in both sets."""
        if one == other or not one or not other:
            return one if one == other else EMPTY
        if one > other:
            one, other = other, one
        key = (one, other)
        result = self._intersections.get(key)
        if result is None:
            level = min(self.level[one], self.level[other])
            shared = [*map(self.intersection, self._at(one, level), self._at(other, level))]
            result = self._intersections[key] = self.node(level, shared)
        return result

    def _at(self, node: int, level: int) -> tuple[int, ...]:
        return self.children[node] if self.level[node] == level else (node,)

    def restrict(self, node: int, test: int, filters: Filters) -> int:
        """Return the states of a set for which a filter is true."""
        if not node or test == UNIT:
            return node
        if not test:
            return EMPTY
        key = (node, test)
        result = self._filtered.get(key)
        if result is None:
            level, tested = self.level[node], filters.level[test]
            if tested < level:
                result = self.restrict(node, filters.children[test][0], filters)
            elif tested == level:
                tests = filters.children[test]
                kept = [
                    self.restrict(child, tests[i], filters) if child else EMPTY
                    for i, child in enumerate(self.children[node])
                ]
                result = self.node(level, kept)
            else:
                kept = [self.restrict(child, test, filters) if child else EMPTY for child in self.children[node]]
                result = self.node(level, kept)
            self._filtered[key] = result
        return result

    def map_to(self, classes: Sequence[tuple[int, tuple[int, ...]]]) -> int:
        """Return the map from old to new classes at these levels, which must be in ascending order.

        All other levels keep their classes. Without any level the map is `KEEP`.
        """
        result = KEEP
        for level, news in reversed(classes):
            key = (level, news, result)
            known = self._maps.get(key)
            if known is None:
                known = self._maps[key] = len(self._map_parts)
                self._map_parts.append(key)
            result = known
        return result

    def image(self, node: int, by: int) -> int:
        """Return the set of the states that a map makes of the states of a set."""
        if not node or not by:
            return node
        key = (node, by)
        result = self._images.get(key)
        if result is not None:
            return result
        level, children, image = self.level[node], self.children[node], self.image
        mapped, news, rest = self._map_parts[by]
        if mapped > level:
            result = self.node(level, [image(child, by) if child else EMPTY for child in children])
        else:
            parts = [EMPTY] * (max(news) + 1)
            for old, child in enumerate(children if mapped == level else (node,)):
                if child:
                    new = news[old]
                    after = image(child, rest)
                    parts[new] = self.union(parts[new], after) if parts[new] else after
            result = self.node(mapped, parts)
        self._images[key] = result
        return result

    def preimage(self, node: int, by: int, target: int) -> int:
        """Return the states of a set whose images are in the target set."""
        if not node or not target:
            return EMPTY
        if not by:
            return self.intersection(node, target)
        key = (node, by, target)
        result = self._preimages.get(key)
        if result is not None:
            return result
        mapped, news, rest = self._map_parts[by]
        level = min(self.level[node], self.level[target], mapped)
        wanted = self._at(target, level)
        parts = []
        for old, child in enumerate(self._at(node, level)):
            new = news[old] if mapped == level else old
            inside = wanted[new] if new < len(wanted) else EMPTY
            parts.append(self.preimage(child, rest if mapped == level else by, inside))
        result = self._preimages[key] = self.node(level, parts)
        return result

    def count(self, node: int) -> int:
        """Return how many states a set has."""
        return self._count(node, {EMPTY: 0, UNIT: 1})

    def _count(self, node: int, known: dict[int, int]) -> int:
        result = known.get(node)
        if result is None:
            result = known[node] = sum(self._count(child, known) for child in self.children[node] if child)
        return result

    def pick(self, node: int) -> dict[int, int]:
        """Return one state of a set that is not empty: its classes by level, without classes 0."""
        classes: dict[int, int] = {}
        while node > UNIT:
            index = next(i for i, child in enumerate(self.children[node]) if child)
            if index:
                classes[self.level[node]] = index
            node = self.children[node][index]
        return classes


class Filters:
    """A store of filters: diagrams in which a missing level may have any class."""

    def __init__(self) -> None:
        """Begin with false (0) and true (1)."""
        self.level: list[int] = [_LAST, _LAST]
        self.children: list[tuple[int, ...]] = [(), ()]
        self._nodes: dict[tuple[int, tuple[int, ...]], int] = {}
        self._both: dict[tuple[int, int], int] = {}

    def node(self, level: int, children: tuple[int, ...]) -> int:
        """Return the filter with these children by class; if all are the same, that child."""
        if all(child == children[0] for child in children):
            return children[0]
        key = (level, children)
        result = self._nodes.get(key)
        if result is None:
            result = self._nodes[key] = len(self.level)
            self.level.append(level)
            self.children.append(children)
        return result

    def both(self, one: int, other: int) -> int:
        """Return the filter that both filters hold."""
        if not one or other in (one, UNIT):
            return one
        if one == UNIT or not other:
            return other
        key = (one, other) if one < other else (other, one)
        result = self._both.get(key)
        if result is None:
            level = min(self.level[one], self.level[other])
            length = len(self.children[one if self.level[one] == level else other])
            left = self.children[one] if self.level[one] == level else (one,) * length
            right = self.children[other] if self.level[other] == level else (other,) * length
            result = self._both[key] = self.node(level, tuple(map(self.both, left, right)))
        return result
