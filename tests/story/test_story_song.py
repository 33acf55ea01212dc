"""What the shipped story promises of its corrido: every road to an ending gives a song that can be sung."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from story_games import STORY, random_games
from story_shipped import machine, runs, story, turning_points

from desperado_adventure.engine import Playthrough
from desperado_adventure.engine.corrido import corrido

SHORTEST, LONGEST = 12, 24


def sung_lines() -> Iterator[tuple[str, str]]:
    """Yield every line of every quatrain in the story, with the scene or choice it belongs to."""
    for quatrain in (*story().opening, *story().farewell):
        for line in quatrain.split("\n"):
            yield "story.yaml", line
    for owner, verses in turning_points():
        for verse in verses:
            for quatrain in verse.quatrains:
                for line in quatrain.split("\n"):
                    yield owner, line


def syllables(line: str) -> int:
    """Return about how many syllables a line has: its groups of vowels, without the silent endings of English."""
    total = 0
    for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", line.lower()):
        groups = len(re.findall(r"[aeiouyáéíóúü]+", word))
        silent = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$", word) is not None
        total += max(1, groups - (silent and groups > 1))
    return total


def test_every_verse_is_of_four_lines() -> None:
    """Every quatrain, opening and farewell included, has four lines."""
    stanzas = [*story().opening, *story().farewell]
    stanzas += [quatrain for _, verses in turning_points() for verse in verses for quatrain in verse.quatrains]
    assert [stanza for stanza in stanzas if len(stanza.split("\n")) != 4] == []


def test_every_line_is_octosyllabic_or_close() -> None:
    """Every line has 15 to 50 characters, at most 12 words and about eight syllables: none under 5 or over 12."""
    for owner, line in sung_lines():
        assert 15 <= len(line) <= 50, (owner, line)
        assert len(line.split()) <= 12, (owner, line)
        assert 5 <= syllables(line) <= 12, (owner, line)


def test_most_lines_are_octosyllabic() -> None:
    """Nine lines in ten have from seven to nine syllables, as nearly as that can be counted."""
    counts = [syllables(line) for _, line in sung_lines()]
    assert sum(7 <= count <= 9 for count in counts) >= 0.88 * len(counts)


def check_song(playthrough: Playthrough) -> None:
    """Assert that a playthrough that has ended gives a song of the promised length."""
    ending = playthrough.state.scene
    song = corrido(machine(), playthrough)
    assert SHORTEST <= len(song) <= LONGEST, (ending, len(song), playthrough.choices)


@pytest.mark.parametrize("name", sorted(path.stem for path in (STORY / "walkthroughs").glob("*.yaml")))
def test_a_walkthrough_gives_a_song(name: str) -> None:
    """Each walkthrough ends in a song of 12 to 24 quatrains."""
    check_song(next(run.playthrough for run in runs() if run.walkthrough.name == name))


def test_any_road_gives_a_song() -> None:
    """Fifteen hundred games played at random end in songs of 12 to 24 quatrains."""
    ended = 0
    for playthrough in random_games(machine(), 1_500):
        if story().scenes[playthrough.state.scene].ending is not None:
            check_song(playthrough)
            ended += 1
    assert ended >= 1_400
