"""Whole roads of the shipped story in plain mode: what a listener hears besides the story."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from statistics import median

import pytest
from plain_games import Turn, played, typed_lines
from story_games import STORY
from story_shipped import machine
from terminals import PATIENCE, command, environment

from desperado_adventure.engine.views import Arrived, Told
from desperado_adventure.loading import load_walkthroughs
from desperado_adventure.model.walkthrough import Walkthrough

MOST_ADDED = 0.12
"""The largest part of a turn, in characters, that may be the program's own, at the median turn of a road."""

WALKTHROUGHS = {each.name: each for each in load_walkthroughs(STORY)[0]}
ROADS = [name for name in WALKTHROUGHS if name.startswith(("ending", "sung"))]
NEVER = re.compile("[\x1b\r\b\u2190-\u21ff\u2500-\u28ff\u00b7]")
"""Matches what no listener wants to hear: control characters, arrows, lines, boxes, blocks, Braille, middle dots."""


def own_words(turn: Turn) -> list[str]:
    """Return what of a turn is the story's: titles of scenes, paragraphs, options and why they are barred."""
    events = turn.playthrough.events
    scenes = [event.title for event in events if isinstance(event, Arrived)]
    told = [passage.plain for event in events if isinstance(event, Told) for passage in event.passages]
    options = machine().options(turn.playthrough.state)
    return [
        words for words in (*scenes, *told, *(part for each in options for part in (each.say, each.barred))) if words
    ]


def added(turn: Turn) -> float:
    """Return which part of a turn's characters, blanks and line ends among them, is the program's own.

    Speakers' names, numbers, the status, cards, pictures and the words of the choice that was taken count as its own.
    """
    rest = turn.written.replace("_", "")
    for words in sorted(own_words(turn), key=len, reverse=True):
        before, _, after = rest.rpartition(words)  # the last: the choice that was taken stands first
        rest = before + after
    return len(rest) / len(turn.written)


@pytest.mark.parametrize("name", ROADS)
def test_what_is_added_to_the_story_is_little(name: str) -> None:
    """At the median turn of a road, at most 12 % of what is written is not the story's."""
    lines = typed_lines(machine(), WALKTHROUGHS[name])
    turns = played(machine(), lines)
    assert len(turns) == len(lines) + 1
    assert machine().view(turns[-1].playthrough.state).ending
    assert median(map(added, turns)) <= MOST_ADDED


@pytest.mark.parametrize("walkthrough", WALKTHROUGHS.values(), ids=lambda each: each.name)
def test_nothing_is_written_that_nobody_wants_to_hear(walkthrough: Walkthrough) -> None:
    """No road has a control character, an arrow, a character for drawing or a middle dot in it, its song included."""
    written = "".join(turn.written for turn in played(machine(), typed_lines(machine(), walkthrough)))
    assert NEVER.findall(written) == []


def test_a_road_is_the_same_from_a_pipe(tmp_path: Path) -> None:
    """The program writes into a pipe what these tests measure, and says at the end that it is saved."""
    lines = typed_lines(machine(), WALKTHROUGHS["sung"])
    done = subprocess.run(
        command("play", "--plain", "--new", "--story", str(STORY)),
        input="".join(f"{line}\n" for line in lines).encode(),
        capture_output=True,
        env=environment(tmp_path),
        timeout=PATIENCE,
        check=True,
    )
    told = "".join(turn.written for turn in played(machine(), lines))
    assert done.stdout.decode() == told + "Saved. Until next time.\n\n"
    assert "THE END: Just in Case" in told


def test_who_carries_nothing_hears_it_once() -> None:
    """`case` has no title over the one sentence that nothing is carried."""
    assert played(machine(), ["case"])[1].written.startswith("You carry nothing.\n\nThree choices:")
