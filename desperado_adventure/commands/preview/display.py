"""What the author reads: a scene under a line that says where it is written, and what is wrong with the story."""

from __future__ import annotations

from collections.abc import Sequence

from ...engine.views import Arrived
from ...model.diagnostics import Diagnostic
from ...terminal.blocks import Block
from ...terminal.preview_screen import PreviewScreen
from ...terminal.reports import report_lines, summary
from ...terminal.session import Session
from ...terminal.turns import blocks_of_events, blocks_of_scene


def show_scene(screen: PreviewScreen, session: Session, said: str = "") -> None:
    """Show the scene; where the last step passed through other scenes, what they told as well."""
    events = session.playthrough.events
    if sum(isinstance(event, Arrived) for event in events) > 1:
        blocks = blocks_of_events(session.machine, events, session.view.chapter)
    else:
        blocks = blocks_of_scene(session.machine, session.playthrough.state, events)
    show_blocks(screen, session, blocks, said)


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
    """Show this many diagnostics at most, those of the chapter that the author is in first."""
    chapter = f"scenes/{session.view.chapter}.yaml" if session is not None else ""
    found = sorted(diagnostics, key=lambda each: each.mark.file != chapter)
    lines = [line for each in found[:most] for line in report_lines(each)]
    if found:
        more = f" (`problems` shows all {len(found)})" if len(found) > most else ""
        lines.append(f"{summary(found)}{more}")
    screen.say(lines or ["Nothing is wrong, as far as one sees without the proof (`desperado check`)."])
