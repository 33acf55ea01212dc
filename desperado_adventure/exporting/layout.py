"""The layout of a chapter: its scenes in columns, from the chapter's entry on, with few crossings of edges.

This is a small version of the layered drawing of Sugiyama, Tagawa and Toda (1981). A scene's column is the length of
the longest way to it without back edges. The order within a column comes from a few sweeps of the barycentre heuristic.
"""

from __future__ import annotations

from collections.abc import Sequence

_SWEEPS = 6


def columns(scenes: Sequence[str], edges: Sequence[tuple[str, str]], entry: str) -> list[list[str]]:
    """Return the columns, from left to right; each is a list of scenes from top to bottom."""
    targets: dict[str, list[str]] = {scene: [] for scene in scenes}
    for origin, target in edges:
        if origin in targets and target in targets and origin != target:
            targets[origin].append(target)
    rank = _ranks(scenes, targets, entry)
    sheet: list[list[str]] = [[] for _ in range(max(rank.values(), default=0) + 1)]
    for scene in scenes:
        sheet[rank[scene]].append(scene)
    return _ordered(sheet, targets)


def _ranks(scenes: Sequence[str], targets: dict[str, list[str]], entry: str) -> dict[str, int]:
    """Return the column of each scene: the length of the longest way to it without back edges."""
    rank = dict.fromkeys(scenes, 0)
    order, back = _depth_first(scenes, targets, entry)
    for scene in reversed(order):
        for target in targets[scene]:
            if (scene, target) not in back:
                rank[target] = max(rank[target], rank[scene] + 1)
    return rank


def _depth_first(
    scenes: Sequence[str], targets: dict[str, list[str]], entry: str
) -> tuple[list[str], set[tuple[str, str]]]:
    """Return the scenes in postorder of a depth-first search, and the back edges."""
    order: list[str] = []
    back: set[tuple[str, str]] = set()
    state: dict[str, int] = {}
    for root in [entry, *scenes]:
        if root not in targets or root in state:
            continue
        state[root] = 1
        path = [(root, iter(targets[root]))]
        while path:
            scene, rest = path[-1]
            target = next(rest, None)
            if target is None:
                state[scene] = 2
                order.append(scene)
                path.pop()
            elif target not in state:
                state[target] = 1
                path.append((target, iter(targets[target])))
            elif state[target] == 1:
                back.add((scene, target))
    return order, back


def _ordered(sheet: list[list[str]], targets: dict[str, list[str]]) -> list[list[str]]:
    """Sort each column by the mean height of each scene's neighbours in other columns."""
    origins: dict[str, list[str]] = {}
    for scene, each in targets.items():
        for target in each:
            origins.setdefault(target, []).append(scene)
    for sweep in range(_SWEEPS):
        neighbours = origins if sweep % 2 == 0 else targets
        place = {scene: index / max(len(column), 1) for column in sheet for index, scene in enumerate(column)}
        for column in sheet if sweep % 2 == 0 else reversed(sheet):
            column.sort(key=lambda scene: _mean_height(scene, neighbours, place))
            place.update({scene: index / max(len(column), 1) for index, scene in enumerate(column)})
    return sheet


def _mean_height(scene: str, neighbours: dict[str, list[str]], place: dict[str, float]) -> float:
    near = [place[other] for other in neighbours.get(scene, ())]
    return sum(near) / len(near) if near else place[scene]
