"""The scene graph as one HTML page that loads nothing else: chapters can be folded, and scenes searched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ..analysis.playing.coverage import Coverage
from ..analysis.playing.graph import Graph, scenes_after, ways_of
from ..analysis.playing.source import as_written, excerpts, source_of
from ..analysis.targets.target import Target, TargetKind
from ..model.diagnostics import Diagnostic
from ..model.story import Choice, Scene, Story
from ..model.text import Text
from .graph_svg import MARKER, STYLE, draw_chapter
from .markup import fill_page, markup, script_data

_TEMPLATE = Path(__file__).with_name("graph_page.html")


def graph_page(
    story: Story, graph: Graph, coverage: Coverage, findings: Mapping[str, tuple[Diagnostic, ...]], verdict: str
) -> str:
    """Return the page. `findings` are the findings of the proof by scene id; `verdict` is its result in one line."""
    chapters = []
    for chapter, scenes in graph.chapters:
        sheet = draw_chapter(story, chapter, scenes, graph.edges)
        endings = sum(story.scenes[scene].ending is not None for scene in scenes)
        about = f"{len(scenes)} scenes" + (f", {endings} endings" if endings else "")
        chapters.append(
            f'<details class="band" open><summary>{markup(chapter)} <small>{about}</small></summary>'
            f'<div class="sheet"><svg width="{sheet.width}" height="{sheet.height}">{sheet.body}</svg></div></details>'
        )
    around = _around(story, graph)
    data = {
        scene: _scene(story, around, coverage, findings.get(scene, ()), scene)
        for _, scenes in graph.chapters
        for scene in scenes
    }
    parts = {
        "TITLE": markup(story.title),
        "VERDICT": markup(verdict),
        "STYLE": STYLE,
        "MARKER": MARKER,
        "CHAPTERS": "\n".join(chapters),
        "DATA": script_data(data),
    }
    return fill_page(_TEMPLATE, parts)


class _Around(NamedTuple):
    """By the id of a scene: from where one comes to it, where it leads, and the scenes of its nested choices."""

    origins: Mapping[str, set[str]]
    targets: Mapping[str, set[str]]
    nested: Mapping[str, list[Scene]]


def _around(story: Story, graph: Graph) -> _Around:
    around = _Around(defaultdict(set), defaultdict(set), defaultdict(list))
    for edge in graph.edges:
        around.origins[edge.target].add(edge.origin)
        around.targets[edge.origin].add(edge.target)
    for scene in story.scenes.values():
        if scene.parent:
            around.nested[scene.parent].append(scene)
    return around


def _scene(
    story: Story, around: _Around, coverage: Coverage, findings: tuple[Diagnostic, ...], scene_id: str
) -> dict[str, object]:
    scene = story.scenes[scene_id]
    choices = [choice for each in (scene, *around.nested[scene_id]) for choice in each.choices]
    return {
        "title": as_written(story, scene.title),
        "beats": list(scene.beats),
        "ending": as_written(story, scene.ending.title) if scene.ending else "",
        "hint": as_written(story, scene.ending.hint) if scene.ending else "",
        "fall": scene.fall,
        "seen": Target(TargetKind.SCENE, scene_id) in coverage.seen,
        "text": _paragraphs(story, scene.text),
        "choices": [_choice(story, coverage, choice) for choice in choices],
        "from": sorted(around.origins[scene_id]),
        "to": sorted(around.targets[scene_id]),
        "verse": [quatrain for verse in scene.verses for quatrain in verse.quatrains],
        "findings": [f"{each.code}: {each.message}" for each in findings],
        "file": str(scene.mark),
    }


def _choice(story: Story, coverage: Coverage, choice: Choice) -> dict[str, object]:
    written = excerpts(story)
    guards = [
        *(("when", guard) for guard in choice.when),
        ("requires", choice.requires),
        *(("goto, when", way.when) for way in ways_of(story, choice)),
    ]
    return {
        "id": choice.id,
        "say": source_of(choice.say, written),
        "guards": [f"{name}: {written(guard.site)}" for name, guard in guards if guard is not None],
        "barred": source_of(choice.barred, written),
        "text": _paragraphs(story, choice.text),
        "to": list(scenes_after(story, choice)),
        "seen": Target(TargetKind.CHOICE, choice.id) in coverage.seen,
    }


def _paragraphs(story: Story, text: Text) -> list[dict[str, str]]:
    written = excerpts(story)
    return [
        {
            "speaker": as_written(story, story.speakers.get(paragraph.speaker, ())),
            "when": written(paragraph.when.site) if paragraph.when else "",
            "words": source_of(paragraph.content, written),
        }
        for paragraph in text
    ]
