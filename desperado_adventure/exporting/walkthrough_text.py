"""A playthrough as a walkthrough file: the YAML that `desperado test` runs."""

from __future__ import annotations

from collections.abc import Iterable

from ..engine.packing import MOVE
from ..model.json_text import json_text
from ..model.unsafe_characters import harmless


def walkthrough_text(proves: str, commands: Iterable[str], ending: str, scene: str = "") -> str:
    """Return the YAML of a walkthrough that takes these commands.

    At the end the `ending` is expected, or the scene, unless they are "".
    """
    lines = [f"proves: {_quoted(proves)}", "steps:"]
    for command in commands:
        verb, *rest = command.split()
        lines.append(f"  - move: [{', '.join(rest)}]" if verb == MOVE and rest else f"  - {command}")
    if ending:
        lines.append(f"  - expect: {{ending: {ending}}}")
    elif scene:
        lines.append(f"  - expect: {{scene: {scene}}}")
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    """Return words as a double-quoted YAML scalar. Every JSON string is one (YAML 1.2, section 1.3)."""
    return json_text(harmless(words))
