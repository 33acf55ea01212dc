"""The command `graph`: the scene graph in one of six formats."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from ..analysis.playing.coverage import Coverage, cover
from ..analysis.playing.graph import scene_graph
from ..analysis.playing.walkthroughs import run_walkthrough
from ..analysis.verdicts.proof import prove
from ..engine import Machine
from ..exporting.graph_page import graph_page
from ..exporting.graph_svg import graph_svg
from ..exporting.graph_text import graph_dot, graph_json, graph_mermaid, graph_tree
from ..loading import load_walkthroughs
from ..model.diagnostics import Diagnostic
from ..model.story import Story
from .play import load_playable

GRAPH_FORMATS = ("terminal", "dot", "mermaid", "svg", "html", "json")
_TEXTS = {"terminal": graph_tree, "dot": graph_dot, "mermaid": graph_mermaid, "svg": graph_svg, "json": graph_json}


def graph(folder: Path, form: str, max_states: int | None, target: TextIO) -> int:
    """Print the graph of a story and return 0, or 1 when it does not load."""
    story = load_playable(folder)
    if story is None:
        return 1
    if form in _TEXTS:
        target.write(_TEXTS[form](story, scene_graph(story)))
        return 0
    certificate = prove(story, max_states=max_states)
    verdict = "EXHAUSTED" if certificate.exhausted else "PARTIAL"
    about = f"{verdict} {certificate.states:,} states, {len(certificate.findings)} findings"
    page = graph_page(
        story, scene_graph(story), coverage_of(folder, story), _by_scene(story, certificate.findings), about
    )
    target.write(page)
    return 0


def coverage_of(folder: Path, story: Story) -> Coverage:
    """Return what the walkthroughs of a story show."""
    machine = Machine(story)
    runs = [run_walkthrough(machine, walkthrough) for walkthrough in load_walkthroughs(folder).walkthroughs]
    return cover(story, [run.playthrough.choices for run in runs])


def _by_scene(story: Story, findings: tuple[Diagnostic, ...]) -> dict[str, tuple[Diagnostic, ...]]:
    """Return findings by the scene in whose lines they stand."""
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for finding in findings:
        inside = [
            scene
            for scene in story.scenes.values()
            if not scene.parent and scene.mark.file == finding.mark.file and scene.mark.line <= finding.mark.line
        ]
        if inside:
            nearest = max(inside, key=lambda scene: scene.mark.line).id
            found[nearest] = (*found.get(nearest, ()), finding)
    return found
