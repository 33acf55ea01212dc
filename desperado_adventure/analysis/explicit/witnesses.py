"""Witnesses: the shortest list of choices from the beginning to a state that a walk has found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from .moves import Move
from .walk import Sighting, Walk


class Witnesses:
    """Finds ways back through the layers of one walk."""

    def __init__(self, walk: Walk) -> None:
        """Take a walk that has run, to its end or not."""
        self._walk = walk
        self._into: list[list[Move]] | None = None
        self._returning: dict[int, list[tuple[Move, Move]]] = {}

    def of(self, sighting: Sighting) -> tuple[str, ...]:
        """Return the commands to what was seen."""
        return (*self.to(sighting.point, sighting.state, sighting.layer), *sighting.commands)

    def to(self, point: int, state: int, layer: int) -> tuple[str, ...]:
        """Return the commands to a state of this layer; an empty list leads to the beginning."""
        way = self._way_back(point, state, layer)
        return tuple([command for _, _, _, done in reversed(way) for command in done])

    def first_on_the_way(self, sighting: Sighting, wanted: Mapping[int, Set[int]]) -> Sighting:
        """Return the first state on a shortest way to the sighting that is among the wanted ones and no fall."""
        first = sighting
        for point, state, layer, _ in self._way_back(sighting.point, sighting.state, sighting.layer):
            if state in wanted.get(point, ()) and not self._walk.flow.is_fall(point):
                first = Sighting(point, layer, state, ())
        return first

    def _way_back(self, point: int, state: int, layer: int) -> list[tuple[int, int, int, tuple[str, ...]]]:
        """Return the states at rest on the way from the beginning, the last first, each with what is done there."""
        way = []
        step = self._step_back(point, state, layer)
        while step is not None:
            way.append(step)
            step = self._step_back(*step[:3])
        return way

    def sighting(self, point: int, states: set[int]) -> Sighting:
        """Return the earliest of these states of a point."""
        for layer, present in sorted(self._walk.layers[point].items()):
            hits = [state for state in present if state in states]
            if hits:
                return Sighting(point, layer, min(hits), ())
        raise KeyError(point)

    def _moves_into(self, point: int) -> list[Move]:
        if self._into is None:
            walk = self._walk
            self._into = [[] for _ in walk.points]
            for source in walk.points:
                if walk.was_visited(source):
                    for move in walk.moves(source):
                        if move.target >= 0:
                            self._into[move.target].append(move)
                    for back, fatal in walk.take_backs(source):
                        self._returning.setdefault(back.target, []).append((back, fatal))
        return self._into[point]

    def _step_back(self, point: int, state: int, layer: int) -> tuple[int, int, int, tuple[str, ...]] | None:
        """Return a state at rest one choice before, with its layer and the commands; None at the start."""
        layers, is_rest = self._walk.layers, self._walk.is_rest
        queue, visited = [(point, state)], {(point, state)}
        while queue:
            point, state = queue.pop(0)
            if point == 0:
                return None
            wanted = {state}
            for move in self._moves_into(point):
                source = move.source
                present: Sequence[int] = layers[source].get(layer - 1 if is_rest[source] else layer, ())
                origins = move.into(present, wanted) if present else []
                if is_rest[source]:
                    if origins:
                        return source, min(origins), layer - 1, move.edge.commands
                    continue
                fresh = [(source, origin) for origin in origins if (source, origin) not in visited]
                queue += fresh
                visited.update(fresh)
            for back, fatal in self._returning.get(point, ()):
                distance = len(back.edge.commands)
                present = layers[back.source].get(layer - distance, ())
                origins = back.into(self._walk.deaths(fatal, present), wanted) if present else []
                if origins:
                    return back.source, min(origins), layer - distance, back.edge.commands
        return None
