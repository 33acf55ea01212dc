"""The scene graph as text: a list for the terminal, DOT for Graphviz, Mermaid for web pages, JSON for programs."""

from __future__ import annotations

from ..analysis.playing.graph import Edge, EdgeKind, Graph, depths
from ..analysis.playing.source import as_written
from ..model.json_text import json_text
from ..model.story import Story

_ARROWS = {
    EdgeKind.CHOICE: "→",
    EdgeKind.REDIRECT: "⇒",
    EdgeKind.GOTO: "→",
    EdgeKind.CUTAWAY: "↪",
    EdgeKind.FALL: "✝",
}


def graph_tree(story: Story, graph: Graph) -> str:
    """Return a list of the chapters, their scenes (the nearest to the start first), and the edges of each scene."""
    lines = []
    out: dict[str, list[Edge]] = {}
    for edge in graph.edges:
        out.setdefault(edge.origin, []).append(edge)
    reached = depths(graph, story.start)
    for chapter, scenes in graph.chapters:
        lines.append(chapter)
        for scene in sorted(scenes, key=lambda name: reached.get(name, 1_000_000)):
            lines.append(f"├─ {scene}{_remarks(story, scene)}")
            for edge in out.get(scene, ()):
                guard = f"  [{edge.guard}]" if edge.depends else ""
                label = f"  {edge.label}" if edge.label else ""
                lines.append(f"│    {_ARROWS[edge.kind]} {edge.target}{label}{guard}")
    return "\n".join(lines) + "\n"


def _remarks(story: Story, scene: str) -> str:
    about = story.scenes[scene]
    remarks = [*about.beats]
    if about.ending is not None:
        remarks.append(f"ending “{as_written(story, about.ending.title)}”")
    if about.fall:
        remarks.append("fall")
    return f"  ({', '.join(remarks)})" if remarks else ""


def graph_dot(story: Story, graph: Graph) -> str:
    """Return the graph in the DOT language (https://graphviz.org/doc/info/lang.html)."""
    lines = ["digraph story {", "  rankdir=LR; node [shape=box, style=rounded];"]
    for number, (chapter, scenes) in enumerate(graph.chapters):
        lines.append(f"  subgraph cluster_{number} {{ label={_quoted(chapter)};")
        for scene in scenes:
            about = story.scenes[scene]
            shape = ", shape=doubleoctagon" if about.ending else ", shape=octagon" if about.fall else ""
            lines.append(f"    {_quoted(scene)} [label={_quoted(scene.split('.', 1)[1])}{shape}];")
        lines.append("  }")
    for edge in graph.edges:
        style = ' [style=dashed, tooltip="depends on the state"]' if edge.depends else ""
        lines.append(f"  {_quoted(edge.origin)} -> {_quoted(edge.target)}{style};")
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    return json_text(text)


def graph_mermaid(story: Story, graph: Graph) -> str:
    """Return the graph as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html)."""
    lines = ["flowchart LR"]
    for chapter, scenes in graph.chapters:
        lines.append(f"  subgraph {chapter}")
        for scene in scenes:
            name = scene.split(".", 1)[1]
            box = f"([{name}])" if story.scenes[scene].ending else f"[{name}]"
            lines.append(f"    {_name(scene)}{box}")
        lines.append("  end")
    lines += [
        f"  {_name(edge.origin)} {'-.->' if edge.depends else '-->'} {_name(edge.target)}" for edge in graph.edges
    ]
    return "\n".join(lines) + "\n"


def _name(scene: str) -> str:
    return scene.replace(".", "__")


def _ending(story: Story, scene: str) -> str | None:
    ending = story.scenes[scene].ending
    return as_written(story, ending.title) if ending is not None else None


def graph_json(story: Story, graph: Graph) -> str:
    """Return the graph as JSON: chapters, scenes, edges."""
    document = {
        "story": story.id,
        "start": story.start,
        "chapters": [{"id": chapter, "scenes": list(scenes)} for chapter, scenes in graph.chapters],
        "scenes": {
            scene: {
                "title": as_written(story, story.scenes[scene].title),
                "beats": list(story.scenes[scene].beats),
                "ending": _ending(story, scene),
                "fall": story.scenes[scene].fall,
            }
            for _, scenes in graph.chapters
            for scene in scenes
        },
        "edges": [edge._asdict() for edge in graph.edges],
    }
    return json_text(document, indent=1) + "\n"
