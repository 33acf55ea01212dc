"""The scene graph as one SVG drawing: chapters from top to bottom, scenes in columns, conditional edges dashed."""

from __future__ import annotations

from typing import NamedTuple

from ..analysis.playing.graph import Edge, EdgeKind, Graph
from ..analysis.playing.source import as_written
from ..model.story import Story
from .layout import columns
from .markup import markup

BOX_WIDTH, BOX_HEIGHT = 150, 30
_COLUMN, _ROW = 210, 48
_MARGIN, _HEADING = 24, 34

STYLE = """
.scene rect{fill:#fbf7ee;stroke:#6b5a45}.scene.ending rect{fill:#d9b44a}.scene.fall rect{fill:#d9d2cc}
.scene.beat rect{stroke:#a33b1f;stroke-width:2}.scene text{font:12px sans-serif;fill:#2b1a0e}
.edge{fill:none;stroke:#6b5a45;stroke-opacity:.55}.edge.depends{stroke-dasharray:5 4}
.edge.cutaway{stroke:#2b6777}.edge.fall{stroke:#8c1c13}.stub{font:10px sans-serif;fill:#6b5a45}
.chapter{font:bold 18px Georgia,serif;fill:#8a2f1d}
""".strip()


class Sheet(NamedTuple):
    """A chapter as SVG elements that begin at (0, 0), and its size in pixels."""

    body: str
    width: int
    height: int


def draw_chapter(story: Story, chapter: str, scenes: tuple[str, ...], edges: tuple[Edge, ...]) -> Sheet:
    """Return a chapter's scenes and edges as SVG elements. Edges to other chapters are named below the scene."""
    known = frozenset(scenes)
    inside = [edge for edge in edges if edge.origin in known]
    entry = _entry(story, scenes, edges)
    sheet = columns(scenes, [(edge.origin, edge.target) for edge in inside], entry)
    place = {
        scene: (_MARGIN + column * _COLUMN, _HEADING + _MARGIN + row * _ROW)
        for column, each in enumerate(sheet)
        for row, scene in enumerate(each)
    }
    parts = [f'<text class="chapter" x="{_MARGIN}" y="{_HEADING - 6}">{markup(chapter)}</text>']
    parts += [_edge(place[edge.origin], place[edge.target], edge) for edge in inside if edge.target in place]
    away: dict[str, set[str]] = {}
    for edge in inside:
        if edge.target not in place and edge.kind is not EdgeKind.FALL:
            away.setdefault(edge.origin, set()).add(edge.target)
    for scene, (x, y) in place.items():
        parts.append(_scene(story, scene, x, y))
        if scene in away:
            names = markup(", ".join(sorted(away[scene])))
            parts.append(f'<text class="stub" x="{x}" y="{y + BOX_HEIGHT + 11}">→ {names}</text>')
    height = _HEADING + 2 * _MARGIN + max((len(each) for each in sheet), default=1) * _ROW
    return Sheet("\n".join(parts), 2 * _MARGIN + len(sheet) * _COLUMN, height)


def _entry(story: Story, scenes: tuple[str, ...], edges: tuple[Edge, ...]) -> str:
    """Return the scene through which a chapter is entered."""
    known = frozenset(scenes)
    if story.start in known:
        return story.start
    entered = [edge.target for edge in edges if edge.target in known and edge.origin not in known]
    return entered[0] if entered else (scenes[0] if scenes else "")


def _scene(story: Story, scene: str, x: int, y: int) -> str:
    about = story.scenes[scene]
    kinds = ["scene"]
    kinds += ["ending"] if about.ending else []
    kinds += ["fall"] if about.fall else []
    kinds += ["beat"] if about.beats else []
    name = scene.split(".", 1)[1]
    shown = name if len(name) < 21 else name[:19] + "…"
    return (
        f'<g class="{" ".join(kinds)}" data-scene="{markup(scene)}" transform="translate({x},{y})">'
        f"<title>{markup(scene)}: {markup(as_written(story, about.title))}</title>"
        f'<rect width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="6"/>'
        f'<text x="8" y="19">{markup(shown)}</text></g>'
    )


def _edge(origin: tuple[int, int], target: tuple[int, int], edge: Edge) -> str:
    kinds = ["edge", edge.kind] + (["depends"] if edge.depends else [])
    x1, y1 = origin[0] + BOX_WIDTH, origin[1] + BOX_HEIGHT // 2
    x2, y2 = target[0], target[1] + BOX_HEIGHT // 2
    if origin == target:
        curve = f"M{x1},{y1} c30,-40 -60,-50 -40,-{BOX_HEIGHT // 2}"
    elif x2 > x1:
        bend = (x2 - x1) // 2
        curve = f"M{x1},{y1} C{x1 + bend},{y1} {x2 - bend},{y2} {x2},{y2}"
    else:
        low = max(y1, y2) + _ROW // 2
        curve = f"M{x1},{y1} C{x1 + 50},{low} {x2 - 50},{low} {x2},{y2}"
    tip = f"{edge.kind}: {edge.label or edge.target}" + (f" (when {edge.guard})" if edge.depends else "")
    return f'<path class="{" ".join(kinds)}" d="{curve}" marker-end="url(#tip)"><title>{markup(tip)}</title></path>'


MARKER = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0,0 L8,4 L0,8 z" fill="#6b5a45"/></marker></defs>'
)


def graph_svg(story: Story, graph: Graph) -> str:
    """Return the whole graph as one SVG document."""
    sheets = [draw_chapter(story, chapter, scenes, graph.edges) for chapter, scenes in graph.chapters]
    y = 0
    parts = []
    for sheet in sheets:
        parts.append(f'<g transform="translate(0,{y})">\n{sheet.body}\n</g>')
        y += sheet.height
    width = max((sheet.width for sheet in sheets), default=100)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y}" width="{width}" height="{y}">\n'
        f"<title>{markup(story.title)}: the scene graph</title>\n<style>{STYLE}</style>\n{MARKER}\n"
        f'<rect width="{width}" height="{y}" fill="#fffdf8"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )
