"""The command `graph`: prints the scene graph, as text, as a drawing, as a page or for another program."""

from __future__ import annotations

import argparse
from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path

from ..analysis.playing.coverage import Coverage, cover
from ..analysis.playing.graph import Graph, scene_graph
from ..analysis.playing.running import run_walkthrough
from ..engine import Machine
from ..exporting.graph_page import graph_page
from ..exporting.graph_svg import graph_svg
from ..exporting.graph_text import graph_dot, graph_json, graph_mermaid, graph_tree
from ..loading import load_walkthroughs
from ..model.diagnostics import Diagnostic, Mark
from ..model.story import Story
from .arguments import add_story_folder, without_effect
from .budget import Budget, add_budget, budget_of, prove_within
from .exits import ExitCode, misused
from .formats import Format, add_format, format_of
from .stories import load_playable, story_folder, story_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_story_folder(parser)
    add_format(parser, _FORMATS, "html is one page to search, with texts, coverage and the proof's verdicts")
    add_budget(parser)


def run(options: argparse.Namespace) -> ExitCode:
    """Print the graph of a story."""
    if options.format != "html":
        unproved = dict.fromkeys(("budget", "max_states"), "without `--format html`, which asks the proof")
        if idle := without_effect(options, unproved):
            return misused(idle)
    folder, form = story_folder(options), format_of(options, _FORMATS)
    story = load_playable(folder)
    if story is None:
        return ExitCode.FINDINGS
    if form.is_for_people:
        form.target.write(story_line(folder, story) + "\n")
    form.target.write(form.render(story, folder, budget_of(options)))
    return ExitCode.FINE


def _of_the_story(draw: Callable[[Story, Graph], str]) -> Callable[[Story, Path, Budget], str]:
    """Return the render function of a format that needs neither walkthroughs nor the proof."""
    return lambda story, _folder, _budget: draw(story, scene_graph(story))


def _page(story: Story, folder: Path, budget: Budget) -> str:
    certificate, _ = prove_within(budget, story)
    about = f"{certificate.verdict} {certificate.states:,} states, {len(certificate.findings)} findings"
    findings = _by_scene(story, certificate.findings)
    return graph_page(story, scene_graph(story), _coverage(story, folder), findings, about)


def _coverage(story: Story, folder: Path) -> Coverage:
    """Return what the walkthroughs of a story show."""
    machine = Machine(story)
    runs = [run_walkthrough(machine, walkthrough) for walkthrough in load_walkthroughs(folder).walkthroughs]
    return cover(story, [run.playthrough.choices for run in runs])


def _by_scene(story: Story, findings: tuple[Diagnostic, ...]) -> dict[str, tuple[Diagnostic, ...]]:
    """Return the findings by the id of the scene in whose lines they are."""
    marks = sorted((scene.mark, scene.id) for scene in story.scenes.values() if not scene.parent)
    by_scene: dict[str, tuple[Diagnostic, ...]] = {}
    for finding in findings:
        file, line, _ = finding.mark
        after = bisect_left(marks, (Mark(file, line + 1, 0), ""))
        if after and marks[after - 1][0].file == file:
            nearest = marks[after - 1][1]
            by_scene[nearest] = (*by_scene.get(nearest, ()), finding)
    return by_scene


_FORMATS = {
    "terminal": Format(_of_the_story(graph_tree), is_for_people=True),
    "dot": Format(_of_the_story(graph_dot)),
    "mermaid": Format(_of_the_story(graph_mermaid)),
    "svg": Format(_of_the_story(graph_svg)),
    "html": Format(_page),
    "json": Format(_of_the_story(graph_json)),
}
