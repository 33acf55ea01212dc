"""Ratios of the engine's and the loader's speed to things run beside them: `python tests/benchmarks/speed.py`.

It prints ratios, which depend less on the machine than seconds do. What is not installed is named and left out.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

import yaml  # the path comes first
from synthetic import as_ink, as_story, graph

from desperado_adventure.engine import Machine
from desperado_adventure.loading import load_text

STEPS = 30_000
ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes once."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def our_steps(files: dict[str, str]) -> Callable[[], object]:
    """Return work: STEPS times choose and view, with text and options as plain strings."""
    story = load_text(files).story
    if story is None:
        raise SystemExit("the synthetic story does not load")
    machine = Machine(story)

    def work() -> int:
        state, length = machine.begin().state, 0
        for number in range(STEPS):
            view = machine.view(state)
            text = "\n".join([passage.plain for passage in view.text])
            says = [option.say for option in view.options]
            length += len(text) + len(says)
            state = machine.choose(state, view.options[number % len(says)].id).state
        return length

    return work


def ink_steps(compiled: str) -> Callable[[], object] | None:
    """Return the same work done by bink, None where it is not installed."""
    try:
        from bink.story import Story  # noqa: PLC0415  # not everybody has it
    except ImportError:
        return None
    story = Story(compiled)

    def work() -> int:
        length = 0
        for number in range(STEPS):
            text = story.continue_maximally()
            says = list(story.get_current_choices())
            length += len(text) + len(says)
            story.choose_choice_index(number % len(says))
        return length

    return work


def main() -> None:
    """Measure and print."""
    thousand = graph(1_000)
    ours, ink = our_steps(as_story(thousand)), ink_steps(as_ink(thousand))
    ours()
    if ink is None:
        print("bink is not installed (pip install bink): steps per second were not compared")  # it prints
    else:
        ink()
        ratio = statistics.median(seconds(ink) / seconds(ours) for _ in range(ROUNDS))
        print(f"steps per second, 1,000 scenes, against bink: {ratio:.1f} × (wanted: at least 4)")  # as above
    files = as_story(graph(10_000))
    ratios = []
    for _ in range(3):
        parse = seconds(lambda: [yaml.load(text, Loader=yaml.CSafeLoader) for text in files.values()])
        ratios.append(seconds(lambda: load_text(files)) / parse)
    ratio = statistics.median(ratios)
    print(f"loading 10,000 scenes, against CSafeLoader's parse: {ratio:.2f} × (wanted: at most 0.7)")  # as above


if __name__ == "__main__":
    main()
