"""Points and edges, of which the graph of a story is made."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from ...engine.control import Way
from ...model.state import Frame
from ..targets.target import Target
from .functions import Environment, Function


class PointKind(StrEnum):
    """The kinds of points.

    BEGIN: the story has not begun. ARRIVED: the scene was arrived at, its `arrive` effects have happened, its text is
    still to be told. RESUMED: the player has come back to the scene. REST: the player can choose.
    """

    BEGIN = "begin"
    ARRIVED = "arrived"
    RESUMED = "resumed"
    REST = "rest"


class Point(NamedTuple):
    """A place in the flow of the story: a kind, a scene, and the cutaways under way (outermost first)."""

    kind: PointKind
    scene: str
    stack: tuple[Frame, ...]


class Edge:
    """An edge from one point to another. Edges are compared by identity.

    `source` and `target` are indices of points. `guard` is true in the states of the
    source in which the edge is open; `environment` has the new value of every slot that the edge changes; both are
    functions of the state at the source. `commands` are what the player does to take the edge: none where the story
    goes by itself, two where a death is taken back. `covers` are the targets that are seen by taking it. `way` says how
    the story enters the target's scene; it is None where it comes to rest in the same scene, or a death is taken back.
    """

    __slots__ = ("commands", "covers", "environment", "guard", "source", "target", "way")

    def __init__(
        self,
        source: int,
        target: int,
        guard: Function,
        environment: Environment,
        commands: tuple[str, ...] = (),
        covers: tuple[Target, ...] = (),
        way: Way | None = None,
    ) -> None:
        """Take the parts."""
        self.source, self.target, self.guard, self.environment = source, target, guard, environment
        self.commands, self.covers, self.way = commands, covers, way
