"""The display of the preview: a scene with its place in the files, and the diagnostics of the story."""

from __future__ import annotations

from collections.abc import Sequence

from ...loading.chapters import chapter_of
from ...model.diagnostics import Diagnostic
from ...terminal.blocks import Block
from ...terminal.preview_screen import PreviewScreen
from ...terminal.reports import report_lines, summary
from ...terminal.session import Session
from ...terminal.turns import blocks_of_position


def show_scene(screen: PreviewScreen, session: Session, said: str = "") -> None:
    """Show the scene. If the last step passed through other scenes, show what they told as well."""
    playthrough = session.playthrough
    show_blocks(screen, session, blocks_of_position(session.machine, playthrough.state, playthrough.events), said)


def show_blocks(screen: PreviewScreen, session: Session, blocks: Sequence[Block], said: str = "") -> None:
    """Show blocks under a line with the scene, its place in the files, the length of the way to it, and `said`."""
    state = session.playthrough.state
    mark = session.machine.story.scenes[state.scene].mark
    way = "" if session.base is not None else f"{session.playthrough.turn} choices"
    parts = [state.scene, str(mark), way, said]
    screen.show(session, " · ".join(part for part in parts if part), blocks)


def show_diagnostics(
    screen: PreviewScreen, session: Session | None, diagnostics: Sequence[Diagnostic], most: int
) -> None:
    """Show at most `most` diagnostics. Those of the author's present chapter come first."""
    chapter = session.view.chapter if session is not None else ""
    ordered = sorted(diagnostics, key=lambda each: chapter_of(each.mark.file) != chapter)
    lines = [line for each in ordered[:most] for line in report_lines(each)]
    if ordered:
        more = f" (`problems` shows all {len(ordered)})" if len(ordered) > most else ""
        lines.append(f"{summary(ordered)}{more}")
    screen.say(lines or ["Nothing is wrong, as far as one sees without the proof (`desperado check`)."])
