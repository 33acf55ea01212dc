"""Files that are nearly a story's: whatever is in them is told, or it is a story that can be played."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as some
from lantern import LANTERN
from long_runs import tried
from nearly_stories import Files, nearly_stories, story_like, yaml_like
from updated_games import play_on

from desperado_adventure.analysis.playing.graph import scene_graph
from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.exporting.graph_text import graph_dot, graph_json, graph_mermaid
from desperado_adventure.loading import load_text
from desperado_adventure.model import codes, limits
from desperado_adventure.model.diagnostics import Diagnostic
from desperado_adventure.model.story import Story
from desperado_adventure.saving import How, resume
from desperado_adventure.saving.format import decode, encode
from desperado_adventure.saving.making import make_save
from desperado_adventure.terminal.blocks import plain_lines_of
from desperado_adventure.terminal.reports import report_lines
from desperado_adventure.terminal.turns import blocks_of_events, blocks_of_scene

SEEDS = some.integers(0, 2**16)
STEPS = 50
ENDS = (".", "?", "…")
"""A sentence that quotes a long name is shortened, and then ends with the last of these."""


def check_diagnostic(files: Files, diagnostic: Diagnostic) -> None:
    """See that a diagnostic has a place in a file, a sentence and a cure, and can be shown."""
    code, mark, message, cure, source, _ = diagnostic
    assert message.endswith(ENDS), diagnostic
    assert cure.endswith(ENDS), diagnostic
    assert report_lines(diagnostic)
    if code is codes.MORE_MISTAKES:
        return
    assert mark.file in files or mark.file == "story.yaml", diagnostic
    lines = files.get(mark.file, "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert 1 <= mark.line <= len(lines), diagnostic
    line = lines[mark.line - 1]
    assert 1 <= mark.column <= len(line) + 1, diagnostic
    assert source == (line if len(line) <= limits.SOURCE_LINE.most else ""), diagnostic


def check_story(story: Story, seed: int) -> None:
    """See that a story begins, can be played, saved and loaded, shown, and drawn as a graph."""
    machine = Machine(story)
    game = play_on(machine, Playthrough.begin(machine), random.Random(seed), STEPS)
    for step in game.steps:
        assert plain_lines_of(blocks_of_events(machine, step.events, step.state), story) is not None
        assert plain_lines_of(blocks_of_scene(machine, step.state, step.events), story) is not None
        assert all(machine.status(step.state))
        assert set(machine.inventory(step.state)) <= {place.id for place in story.places}
    save = decode(encode(make_save(story, game, None, "a label", "")), "x")
    again = resume(machine, save, "x")
    assert (again.how, again.changes, again.playthrough[1:]) == (How.SAME, (), game[1:])
    assert [step.state for step in again.playthrough.steps] == [step.state for step in game.steps]
    graph = scene_graph(story)
    assert json.loads(graph_json(story, graph))["start"] == story.start
    assert graph_dot(story, graph)
    assert graph_mermaid(story, graph)


def check(files: Files, seed: int) -> None:
    """See that whatever is wrong with files is told, and that what loads without an error is a story."""
    loaded = load_text(files)
    for diagnostic in loaded.diagnostics:
        check_diagnostic(files, diagnostic)
    assert (loaded.story is None) == any(each.is_error for each in loaded.diagnostics)
    if loaded.story is not None:
        check_story(loaded.story, seed)


@tried(150, 20_000)
@given(nearly_stories(), SEEDS)
def test_what_is_nearly_a_story_is_told_its_mistakes_or_can_be_played(files: Files, seed: int) -> None:
    """Lines, words and letters of a real story may be missing, doubled, elsewhere, or from another story."""
    check(files, seed)


@tried(100, 20_000)
@given(yaml_like(), SEEDS)
def test_what_looks_like_yaml_is_told_its_mistakes_or_can_be_played(files: Files, seed: int) -> None:
    """Any keys, signs and characters may stand in any lines."""
    check(files, seed)


@tried(100, 20_000)
@given(story_like(), SEEDS)
def test_what_is_written_at_random_is_told_its_mistakes_or_can_be_played(files: Files, seed: int) -> None:
    """Conditions, effects and texts may have any mistake, under the keys to which they belong."""
    check(files, seed)


# -- what was found so -------------------------------------------------------------------------------------------------

WIDE, TALL = "x" * 72 + "yz", "\n".join(["x"] * 14 + ["y"])
PICTURES = {
    "a block": ("  " + WIDE, "|\n", (3, 75)),
    "a block that begins with blanks": ("    " + WIDE[2:], "|2\n", (3, 75)),
    "a quotation": (f'"{WIDE}"', "", (2, 83)),
    "words on the same line": (WIDE, "", (2, 82)),
    "words on the next line": ("  " + WIDE, "\n", (3, 75)),
    "a tall block": ("  " + TALL.replace("\n", "\n  "), "|\n", (17, 3)),
    "a tall quotation": (json.dumps(TALL), "", (2, 53)),
}


@pytest.mark.parametrize("name", PICTURES)
def test_what_does_not_fit_in_a_picture_has_its_place(name: str) -> None:
    """However a picture is written, the first character too many is where the diagnostic points."""
    picture, sign, place = PICTURES[name]
    files = {**LANTERN, "art/moon.yaml": f"alt: A moon.\npicture: {sign}{picture}\n"}
    (found,) = [each for each in load_text(files).diagnostics if each.code.number == "DA412"]
    check_diagnostic(files, found)
    assert (found.mark.line, found.mark.column) == place
