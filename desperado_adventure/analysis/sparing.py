"""The sparing proof: what the exact walk would have too many states for, by what may and must happen.

One narrow walk finds nearly everything that can be found, each with choices that lead there. One abstract walk shows
that an ending stays in reach from everywhere, tracking only the slots that this hangs on. What has not been found by then
is pursued through abstract walks of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from ..engine import Refused
from ..engine.views import Arrived
from .abstraction import Unproved, abstract, with_sources
from .flow import Flow
from .functions import leaves
from .slices import Slicer
from .walk import Sighting, Walk
from .watches import Target
from .witnesses import Witnesses
from .witnessing import EndlessError, WitnessMachine

WIDE = 48
_ROUNDS = 12
_MOST_ROUNDS = 40

Runner = Callable[[Walk, str], bool]


def prove_ways_out(flow: Flow, run: Runner) -> Walk | None:
    """Return an abstract walk that shows that an ending is in reach from every state, and that the story always comes
    to rest; None when none could be found. `run` runs a walk and returns whether it came to its end.
    """
    tracked: frozenset[int] = frozenset()
    for _ in range(_ROUNDS):
        walk = Slicer(abstract(flow, tracked)).flow_walk()
        if not run(walk, f"ways to an ending, by {len(tracked)} of {len(flow.story.slots)} slots"):
            return None
        unproved = Unproved(walk, flow, tracked)
        if not unproved.bad and not walk.recursions:
            return walk
        asked = unproved.asked() if unproved.bad else set()
        for sighting in walk.recursions:
            asked |= {leaf.slot for edge in flow.edges[sighting.point] for leaf in leaves(edge.guard)} - tracked
        if not asked:
            return None
        tracked = with_sources(tracked | asked, flow)
    return None


class Pursuit:
    """Follows a target through ever less abstract walks until it is shown to be impossible, or really seen.

    An abstract walk that sees the target gives choices that may lead there. The machine takes them; where it will not,
    the slots that the guards there ask about are tracked too (counterexample-guided refinement: Clarke, Grumberg, Jha,
    Lu, Veith, 2003).
    """

    def __init__(self, flow: Flow, target: Target, run: Runner) -> None:
        """Track what the target itself asks about."""
        self._flow, self._target, self._run = flow, target, run
        self._machine = WitnessMachine(flow.story)
        asked = {leaf.slot for watch in flow.watches if watch.target == target for leaf in leaves(watch.test)}
        asked |= {
            leaf.slot
            for edges in flow.edges
            for edge in edges
            if target in edge.covers
            for leaf in leaves(edge.guard)
        }
        self._tracked = with_sources(asked, flow)

    def settle(self) -> tuple[Walk, Sighting] | bool:
        """Return where the target is really seen, False when it is impossible, True when that could not be settled."""
        total = len(self._flow.story.slots)
        for _ in range(_MOST_ROUNDS):
            walk = Slicer(abstract(self._flow, self._tracked)).search({self._target})
            if not self._run(walk, f"what may not be, by {len(self._tracked)} of {total} slots"):
                return True
            sighting = walk.found.get(self._target)
            if sighting is None:
                return False
            asked = self._doubts(walk, sighting)
            if asked is None:
                return walk, sighting
            fresh = with_sources(self._tracked | asked, self._flow)
            if fresh == self._tracked:
                return True
            self._tracked = fresh
        return True

    def _doubts(self, walk: Walk, sighting: Sighting) -> set[int] | None:
        """Return what the guards ask where the machine leaves the abstract way; None when it sees the target."""
        flow, machine = self._flow, self._machine
        machine.now.clear()
        scenes = {flow.story.start}
        try:
            step = machine.begin()
            for point, commands in Witnesses(walk).rests(sighting):
                scenes = {event.scene for event in step.events if isinstance(event, Arrived)}
                scenes |= {flow.points[point].scene, step.state.scene}
                machine.look(step.state)
                if (step.state.scene, step.state.stack) != flow.points[point][1:]:
                    return self._asked_in_passing(scenes)
                for command in commands:
                    try:
                        step = machine.choose(step.state, command)
                    except Refused:
                        return self._asked_for(point, commands) | self._asked_in_passing(scenes)
            machine.look(step.state)
            scenes = {event.scene for event in step.events if isinstance(event, Arrived)}
        except (EndlessError, RecursionError):
            pass
        return None if self._target in machine.now else self._asked_in_passing(scenes)

    def _asked_for(self, point: int, commands: tuple[str, ...]) -> set[int]:
        edges = [edge for edge in self._flow.edges[point] if edge.commands[:1] == commands[:1]]
        return {leaf.slot for edge in edges for leaf in leaves(edge.guard)}

    def _asked_in_passing(self, scenes: set[str]) -> set[int]:
        flow = self._flow
        return {
            leaf.slot
            for index, point in enumerate(flow.points)
            if point.scene in scenes and not flow.is_rest(index)
            for edge in flow.edges[index]
            for leaf in leaves(edge.guard)
        }
