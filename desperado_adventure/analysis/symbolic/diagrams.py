"""Sets of states as decision diagrams: what many states have in common is stored, and walked, once.

The diagrams are zero-suppressed (Minato 1993) and multi-valued: a node stands for a slot (its *level*) and has a child
for each class of values; a slot that is not on a path has class 0. So a set knows nothing of slots that are forgotten,
and a story whose flags are set apart from each other has sets of a few hundred nodes for millions of states.

Guards and effects come as `Filter`s (ordinary multi-valued diagrams, in which a missing level means "any value") and as
maps from old class to new class by level. Nodes are numbers; 0 is the empty set, 1 the set of the state in which
everything that is left has class 0. All operations remember their results, as in Bryant (1986).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

EMPTY, UNIT = 0, 1
_LAST = 1_000_000

KEEP = 0
"""The map that changes nothing."""


class TooLarge(Exception):
    """The diagrams have grown past the budget: this story is better walked state by state."""


class Diagrams:
    """A store of nodes. `budget` is how many it may hold before `TooLarge` is raised; it may be raised later."""

    def __init__(self, budget: int) -> None:
        """Begin with the two ends."""
        self.budget = budget
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
        """Let go of remembered results, which cost more memory than the nodes, before questions of another kind."""
        for results in (self._unions, self._differences, self._intersections, self._filtered, self._images):
            results.clear()
        self._preimages.clear()

    def __len__(self) -> int:
        return len(self.level)

    def node(self, level: int, children: Sequence[int]) -> int:
        """Return the node with these children, without those that are empty at the end."""
        length = len(children)
        while length and not children[length - 1]:
            length -= 1
        if length <= 1:
            return children[0] if length else EMPTY
        key = (level, tuple(children[:length]))
        found = self._nodes.get(key)
        if found is None:
            found = self._nodes[key] = len(self.level)
            if found > self.budget:
                raise TooLarge
            self.level.append(level)
            self.children.append(key[1])
        return found

    def single(self, classes: Mapping[int, int]) -> int:
        """Return the set of one state: its classes by level."""
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
        found = self._unions.get(key)
        if found is None:
            level = min(self.level[one], self.level[other])
            left, right = self._at(one, level), self._at(other, level)
            if len(left) < len(right):
                left, right = right, left
            merged = [*map(self.union, left, right), *left[len(right) :]]
            found = self._unions[key] = self.node(level, merged)
        return found

    def difference(self, one: int, other: int) -> int:
        """Return the states of the first set that are not in the second."""
        if not one or one == other:
            return EMPTY
        if not other:
            return one
        key = (one, other)
        found = self._differences.get(key)
        if found is None:
            level = min(self.level[one], self.level[other])
            left, right = self._at(one, level), self._at(other, level)
            rest = [*map(self.difference, left, right), *left[len(right) :]]
            found = self._differences[key] = self.node(level, rest)
        return found

    def intersection(self, one: int, other: int) -> int:
        """Return the states that are in both sets."""
        if one == other or not one or not other:
            return one if one == other else EMPTY
        if one > other:
            one, other = other, one
        key = (one, other)
        found = self._intersections.get(key)
        if found is None:
            level = min(self.level[one], self.level[other])
            shared = [*map(self.intersection, self._at(one, level), self._at(other, level))]
            found = self._intersections[key] = self.node(level, shared)
        return found

    def _at(self, node: int, level: int) -> tuple[int, ...]:
        return self.children[node] if self.level[node] == level else (node,)

    def restrict(self, node: int, test: int, filters: Filters) -> int:
        """Return the states of a set for which a filter is true."""
        if not node or test == UNIT:
            return node
        if not test:
            return EMPTY
        key = (node, test)
        found = self._filtered.get(key)
        if found is None:
            level, tested = self.level[node], filters.level[test]
            if tested < level:
                found = self.restrict(node, filters.children[test][0], filters)
            elif tested == level:
                tests = filters.children[test]
                kept = [
                    self.restrict(child, tests[i], filters) if child else EMPTY
                    for i, child in enumerate(self.children[node])
                ]
                found = self.node(level, kept)
            else:
                kept = [self.restrict(child, test, filters) if child else EMPTY for child in self.children[node]]
                found = self.node(level, kept)
            self._filtered[key] = found
        return found

    def map_to(self, classes: Sequence[tuple[int, tuple[int, ...]]]) -> int:
        """Return the map that takes, at each of these levels in their order, every old class to a new one.

        A level that is not there keeps its class; `KEEP` is the map that keeps them all.
        """
        found = KEEP
        for level, news in reversed(classes):
            key = (level, news, found)
            known = self._maps.get(key)
            if known is None:
                known = self._maps[key] = len(self._map_parts)
                self._map_parts.append(key)
            found = known
        return found

    def image(self, node: int, by: int) -> int:
        """Return the set after every slot has gone from its old class to its new one."""
        if not node or not by:
            return node
        key = (node, by)
        found = self._images.get(key)
        if found is not None:
            return found
        level, children, image = self.level[node], self.children[node], self.image
        mapped, news, rest = self._map_parts[by]
        if mapped > level:
            found = self.node(level, [image(child, by) if child else EMPTY for child in children])
        else:
            parts = [EMPTY] * (max(news) + 1)
            for old, child in enumerate(children if mapped == level else (node,)):
                if child:
                    new = news[old]
                    after = image(child, rest)
                    parts[new] = self.union(parts[new], after) if parts[new] else after
            found = self.node(mapped, parts)
        self._images[key] = found
        return found

    def preimage(self, node: int, by: int, target: int) -> int:
        """Return the states of a set whose image lies in the target set."""
        if not node or not target:
            return EMPTY
        if not by:
            return self.intersection(node, target)
        key = (node, by, target)
        found = self._preimages.get(key)
        if found is not None:
            return found
        mapped, news, rest = self._map_parts[by]
        level = min(self.level[node], self.level[target], mapped)
        wanted = self._at(target, level)
        parts = []
        for old, child in enumerate(self._at(node, level)):
            new = news[old] if mapped == level else old
            inside = wanted[new] if new < len(wanted) else EMPTY
            parts.append(self.preimage(child, rest if mapped == level else by, inside))
        found = self._preimages[key] = self.node(level, parts)
        return found

    def count(self, node: int) -> int:
        """Return how many states a set has."""
        return self._count(node, {EMPTY: 0, UNIT: 1})

    def _count(self, node: int, known: dict[int, int]) -> int:
        found = known.get(node)
        if found is None:
            found = known[node] = sum(self._count(child, known) for child in self.children[node] if child)
        return found

    def pick(self, node: int) -> dict[int, int]:
        """Return one state of a set that is not empty: its classes by level, zeros left out."""
        classes: dict[int, int] = {}
        while node > UNIT:
            index = next(i for i, child in enumerate(self.children[node]) if child)
            if index:
                classes[self.level[node]] = index
            node = self.children[node][index]
        return classes


class Filters:
    """A store of tests: diagrams in which a level that is missing may have any class."""

    def __init__(self) -> None:
        """Begin with false (0) and true (1)."""
        self.level: list[int] = [_LAST, _LAST]
        self.children: list[tuple[int, ...]] = [(), ()]
        self._nodes: dict[tuple[int, tuple[int, ...]], int] = {}
        self._both: dict[tuple[int, int], int] = {}

    def node(self, level: int, children: tuple[int, ...]) -> int:
        """Return the test with these outcomes by class; one that is the same for all classes is no test."""
        if all(child == children[0] for child in children):
            return children[0]
        key = (level, children)
        found = self._nodes.get(key)
        if found is None:
            found = self._nodes[key] = len(self.level)
            self.level.append(level)
            self.children.append(children)
        return found

    def both(self, one: int, other: int) -> int:
        """Return the test that both hold."""
        if not one or other in (one, UNIT):
            return one
        if one == UNIT or not other:
            return other
        key = (one, other) if one < other else (other, one)
        found = self._both.get(key)
        if found is None:
            level = min(self.level[one], self.level[other])
            length = len(self.children[one if self.level[one] == level else other])
            left = self.children[one] if self.level[one] == level else (one,) * length
            right = self.children[other] if self.level[other] == level else (other,) * length
            found = self._both[key] = self.node(level, tuple(map(self.both, left, right)))
        return found
