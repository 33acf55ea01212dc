"""The strongly connected components of a graph: the largest sets of points that all lead to each other.

Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1 (1972), without recursion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator


def components(points: Iterable[str], targets: Callable[[str], Iterable[str]]) -> dict[str, int]:
    """Return the number of the component of each point; `targets` gives the points to which one leads."""
    number: dict[str, int] = {}
    for root in points:
        if root not in number:
            _search(root, targets, number)
    return number


def _search(root: str, targets: Callable[[str], Iterable[str]], number: dict[str, int]) -> None:
    """Number the components of all points that can be reached from the root and have none yet."""
    order: dict[str, int] = {root: 0}
    lowest: dict[str, int] = {root: 0}
    waiting = [root]
    path: list[tuple[str, Iterator[str]]] = [(root, iter(targets(root)))]
    first = len(number)
    while path:
        point, rest = path[-1]
        target = next(rest, None)
        if target is None:
            path.pop()
            if path:
                lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[point])
            if lowest[point] == order[point]:
                while True:
                    member = waiting.pop()
                    number[member] = first + order[point]
                    if member == point:
                        break
        elif target not in order and target not in number:
            order[target] = lowest[target] = len(order)
            waiting.append(target)
            path.append((target, iter(targets(target))))
        elif target not in number:
            lowest[point] = min(lowest[point], order[target])
