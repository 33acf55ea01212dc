"""The sparing proof: what the exact walk would have too many states for, by what may and must happen.

One narrow walk finds nearly everything that can be found, each with choices that lead there. One abstract walk shows
that an ending stays in reach from everywhere, tracking only the slots that this hangs on. What has not been found by then
is shown to be impossible by abstract walks of its own, or looked for exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .abstraction import Unproved, abstract, with_sources
from .flow import Flow
from .functions import leaves
from .slices import Slicer
from .walk import Walk
from .watches import Target

WIDE = 48
_ROUNDS = 12

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
        if not unproved.bad:
            return walk
        asked = unproved.asked()
        if not asked:
            return None
        tracked = with_sources(tracked | asked, flow)
    return None


def impossible(flow: Flow, targets: Iterable[Target], run: Runner) -> frozenset[Target]:
    """Return those of the targets that abstract walks show to be impossible; the others may be possible or not."""
    wanted = set(targets)
    shown: set[Target] = set()
    slots: dict[frozenset[int], set[Target]] = {}
    asked: dict[Target, set[int]] = {target: set() for target in wanted}
    for watch in flow.watches:
        if watch.target in wanted:
            asked[watch.target].update(leaf.slot for leaf in leaves(watch.test))
    for edges in flow.edges:
        for edge in edges:
            for target in wanted.intersection(edge.covers):
                asked[target].update(leaf.slot for leaf in leaves(edge.guard))
    for target, needed in asked.items():
        slots.setdefault(with_sources(needed, flow), set()).add(target)
    for tracked, group in slots.items():
        walk = Slicer(abstract(flow, tracked)).search(group)
        if run(walk, f"what cannot be, by {len(tracked)} of {len(flow.story.slots)} slots"):
            shown |= group - walk.found.keys()
    return frozenset(shown)
