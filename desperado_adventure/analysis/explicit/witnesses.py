"""Witnesses: shortest lists of commands from the beginning to states that a walk has seen."""

from __future__ import annotations

from collections.abc import Collection

from .moves import Move
from .walk import FirstSeen, Walk


class Witnesses:
    """Finds shortest ways by going back through the layers of one walk."""

    def __init__(self, walk: Walk) -> None:
        """Take a walk that has run, even if not to its end."""
        self._walk = walk
        self._into: list[list[Move]] | None = None

    def of(self, first: FirstSeen) -> tuple[str, ...]:
        """Return the commands that show what was seen."""
        way: list[tuple[str, ...]] = [first.commands]
        step = self._step_back(first.point, first.state, first.layer)
        while step is not None:
            way.append(step.commands)
            step = self._step_back(step.point, step.state, step.layer)
        return tuple([command for commands in reversed(way) for command in commands])

    def earliest(self, point: int, states: Collection[int]) -> FirstSeen:
        """Return the earliest of these states of a point; raises LookupError if the walk has seen none of them."""
        for layer, present in sorted(self._walk.layers[point].items()):
            hits = [state for state in present if state in states]
            if hits:
                return FirstSeen(point, layer, min(hits), ())
        raise LookupError(point)

    def _moves_into(self, point: int) -> list[Move]:
        if self._into is None:
            walk = self._walk
            self._into = [[] for _ in walk.points]
            for source in walk.points:
                if walk.was_visited(source):
                    for move in walk.moves(source):
                        self._into[move.target].append(move)
        return self._into[point]

    def _step_back(self, point: int, state: int, layer: int) -> FirstSeen | None:
        """Return the state before the last commands on the way to this one; None at the start.

        There may be transit points between the two.
        """
        layers = self._walk.layers
        queue, visited = [(point, state)], {(point, state)}
        while queue:
            point, state = queue.pop(0)
            if point == 0 and layer == 0:
                return None
            wanted = {state}
            for move in self._moves_into(point):
                commands = move.edge.commands
                present = layers[move.source].get(layer - len(commands), ())
                origins = move.into(present, wanted) if present else []
                if not origins:
                    continue
                if commands:
                    return FirstSeen(move.source, layer - len(commands), min(origins), commands)
                fresh = [(move.source, origin) for origin in origins if (move.source, origin) not in visited]
                queue += fresh
                visited.update(fresh)
        return None
