"""Moves: edges as functions over sets of packed states. Each function is generated when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from functools import cached_property
from typing import Any

from ..transitions.points import Edge
from .codegen import Generator
from .fields import Field

_MOST_ORIGINS = 16


class Move:
    """An edge over packed states: its images (`to`), and the functions for going back."""

    def __init__(self, edge: Edge, generator: Generator, before: dict[int, Field], after: dict[int, Field]) -> None:
        """Take the fields of the edge's source and target."""
        self.edge, self.source, self.target = edge, edge.source, edge.target
        self.is_always_open = edge.guard == 1
        self._generator, self._before, self._after = generator, before, after
        self._guard = generator.condition(edge.guard, before)
        self._image = generator.image(edge.environment, before, after)

    def _compile(self, source: str) -> Any:  # noqa: ANN401  # each property below says what it is
        return self._generator.compile(source)

    @cached_property
    def to(self) -> Callable[[Iterable[int]], Iterable[int]]:
        """The images of the states in which the edge is open, with repetitions."""
        source = f"[{self._image} for s in states if {self._guard}]"
        if self.is_always_open:
            source = "states" if self._image == "s" else f"[{self._image} for s in states]"
        function: Callable[[Iterable[int]], Iterable[int]] = self._compile(f"lambda states: {source}")
        return function

    @cached_property
    def open_in(self) -> Callable[[Iterable[int]], list[int]]:
        """The states in which the edge is open."""
        function: Callable[[Iterable[int]], list[int]] = self._compile(
            f"lambda states: [s for s in states if {self._guard}]"
        )
        return function

    @cached_property
    def shut_in(self) -> Callable[[Iterable[int]], set[int]]:
        """The states in which the edge is not open."""
        function: Callable[[Iterable[int]], set[int]] = self._compile(
            f"lambda states: {{s for s in states if not {self._guard}}}"
        )
        return function

    @cached_property
    def into(self) -> Callable[[Iterable[int], Set[int]], list[int]]:
        """The states in which the edge is open and leads to wanted states."""
        function: Callable[[Iterable[int], Set[int]], list[int]] = self._compile(
            f"lambda states, wanted: [s for s in states if {self._guard} and ({self._image}) in wanted]"
        )
        return function

    @cached_property
    def _back(self) -> tuple[int, Callable[[Iterable[int], Set[int]], list[int]]] | None:
        """The most origins that an image can have, and a function from states and images to the origins; or None."""
        inverse = self._generator.inverse(self.edge.environment, self._before, self._after, _MOST_ORIGINS)
        if inverse is None:
            return None
        keep, pairs = inverse
        bits = 0
        for field in self._after.values():
            bits |= field.mask
        tests = []
        for lost, given in pairs:
            fixed = bits & ~keep
            origin = f"t & {keep} | {lost}" if keep != bits or lost else "t"
            where = f"t & {fixed} == {given} and " if fixed else ""
            tests.append(f"[s for t in images if {where}(s := {origin}) in states and {self._guard}]")
        return len(pairs), self._compile(f"lambda states, images: {' + '.join(tests)}")

    def origins(self, states: Set[int], images: Set[int]) -> list[int]:
        """Return those of the states from which the edge leads to one of the images, by the faster of two methods."""
        back = self._back if len(images) * 2 < len(states) else None
        if back is None or back[0] * len(images) > len(states):
            return self.into(states, images)
        return back[1](states, images)
