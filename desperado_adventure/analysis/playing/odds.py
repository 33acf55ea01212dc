"""The odds of the endings for a player who chooses at random, computed and not sampled: an absorbing Markov chain.

The chain has a node for each state in which this player can stand, with the number of moves that he is still going to
make where things are packed. He plays as `statistics.play_at_random` does. States that no guard can tell apart are one
node (`transitions/relevance.py`): texts do not change where he goes.

The beginning holds the whole probability. Each node passes on what it holds, again and again, until less than
`_UNSURE` is under way (Kemeny and Snell, *Finite Markov Chains*, 1960, chapter 3). What is then still under way
bounds the error. A node from which no end can be reached keeps what comes to it: those games never end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ...engine import Machine
from ...engine.named_choices import commands_of
from ...engine.packing import MOVE
from ...engine.views import Option
from ...model.state import State
from ..transitions.flow import Flow
from ..transitions.points import Point, PointKind
from ..transitions.progress import Monitor
from ..transitions.relevance import APART
from ..transitions.slicer import Slicer
from .statistics import MOST_MOVES

_UNSURE = 1e-12
_MOST_NODES, _MOST_STEPS = 20_000, 4_000_000
_FRESH = -1
"""The number of moves of a node in which it is not yet decided how many there will be."""


class Odds(NamedTuple):
    """The probability of each scene to be the last, that of a game without an end, and how wrong each can be."""

    last: Mapping[str, float]
    never: float
    error: float
    nodes: int


class _Node(NamedTuple):
    state: State
    moves: int
    asking: Option | None = None
    """The choice that was taken and asks for a name, before it is given: each name is then equally likely."""


def exact_odds(machine: Machine) -> Odds | None:
    """Return the odds; None for a story with too many states, or with rounds that are left too seldom."""
    chain = _Chain(machine)
    return chain.odds() if chain.is_whole else None


class _Chain:
    """The chain of one story. `after[n]` are the nodes that follow the node n, each as likely as the others."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        flow = Flow(machine.story, Monitor())
        self._relevance = Slicer(flow, Monitor()).guards
        self._points = {point: index for index, point in enumerate(flow.points)}
        self._numbers: dict[_Node, int] = {}
        self._nodes: list[_Node] = []
        self.after: list[list[int]] = []
        self._number(_Node(self._merged(machine.begin().state), _FRESH))
        done = 0
        while done < len(self._nodes) <= _MOST_NODES:
            self.after.append([self._number(node) for node in self._following(self._nodes[done])])
            done += 1
        self.is_whole = done == len(self._nodes)

    def _number(self, node: _Node) -> int:
        number = self._numbers.setdefault(node, len(self._nodes))
        if number == len(self._nodes):
            self._nodes.append(node)
        return number

    def _merged(self, state: State) -> State:
        """Return the state that stands for all that no guard can tell from this one."""
        slots = self._machine.story.slots
        values = [slot.start for slot in slots]
        index = self._points.get(Point(PointKind.REST, state.scene, state.stack))
        for slot, partition in self._relevance[index].items() if index is not None else ():
            low, now = slots[slot].low, state.values[slot]
            values[slot] = now if partition == APART else low + partition.index(partition[now - low])
        fallen = None if state.fallen is None else self._before_death(state.fallen)
        return State(state.scene, tuple(values), state.stack, fallen)

    def _before_death(self, state: State) -> State:
        return self._merged(state) if state.scene else state

    def _following(self, node: _Node) -> Iterator[_Node]:
        machine, (state, moves, asking) = self._machine, node
        if asking is not None:
            yield from (self._take(state, command, _FRESH) for command in commands_of(asking, machine.story.slots))
            return
        packing = machine.packing(state) if moves else None
        if packing is not None and moves == _FRESH:
            yield from (_Node(state, number) for number in range(MOST_MOVES + 1))
        elif packing is not None and packing.moves:
            for item, place in packing.moves:
                yield self._take(state, f"{MOVE} {item} {place}", moves - 1)
        elif machine.story.scenes[state.scene].ending is None:
            for option in machine.options(state):
                if option.open:
                    yield _Node(state, _FRESH, option) if option.asks else self._take(state, option.id, _FRESH)

    def _take(self, state: State, command: str, moves: int) -> _Node:
        return _Node(self._merged(self._machine.choose(state, command).state), moves)

    def odds(self) -> Odds | None:
        """Pass the probability on until nearly all of it has come to an end."""
        ends = self._with_end()
        held = [0.0] * len(self._nodes)
        held[0] = 1.0
        last: dict[str, float] = {}
        never, steps = 0.0, 0
        while (under_way := sum(held)) > _UNSURE:
            for number, share in enumerate(held):
                if not share:
                    continue
                held[number] = 0.0
                following = self.after[number]
                if number not in ends:
                    never += share
                elif not following:
                    scene = self._nodes[number].state.scene
                    last[scene] = last.get(scene, 0.0) + share
                for then in following if number in ends else ():
                    held[then] += share / len(following)
                steps += len(following) + 1
            if steps > _MOST_STEPS:
                return None
        return Odds(last, never, under_way, len(self._nodes))

    def _with_end(self) -> set[int]:
        """Return the nodes from which an end can be reached; a node that nothing follows is one."""
        before: dict[int, list[int]] = {}
        for number, following in enumerate(self.after):
            for then in following:
                before.setdefault(then, []).append(number)
        found = {number for number, following in enumerate(self.after) if not following}
        waiting = list(found)
        while waiting:
            for origin in before.get(waiting.pop(), ()):
                if origin not in found:
                    found.add(origin)
                    waiting.append(origin)
        return found
