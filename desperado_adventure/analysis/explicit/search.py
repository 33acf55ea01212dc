"""A search for one target: a walk over those points only from which it may be seen, until it is seen first.

The walks of a proof stop asking about a target once they have seen it, and what only a further walk could see may have
been nearer. So the way that a finding shows is looked for anew.
"""

from __future__ import annotations

from ..targets.target import Target
from ..transitions.progress import Monitor
from ..transitions.slicer import Slicer
from .walk import Walk
from .witnesses import Witnesses


def search(slicer: Slicer, target: Target, most: int) -> tuple[str, ...] | None:
    """Return a shortest list of commands that shows the target; None after so many states, or when nothing shows it."""
    watches = [watch for watch in slicer.flow.watches if watch.target == target]
    allowed = slicer.leading_to({watch.point for watch in watches})
    walk = Walk(slicer.flow, slicer.towards(watches, allowed), slicer.relevances, watches, allowed)
    is_whole = walk.run(walk.batches(), Monitor(), "search", most)
    first = walk.found.get(target)
    return Witnesses(walk).of(first) if is_whole and first is not None else None
