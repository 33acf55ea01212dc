"""From the text of a verse to quatrains, the four-line stanzas of the corrido."""

from __future__ import annotations

import re

from ..model import codes
from .plain_words import check_plain_words
from .positions import locate
from .shapes import Shapes
from .tree import Node

_QUATRAIN = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")


def quatrains(shapes: Shapes, node: Node) -> tuple[str, ...]:
    """Return quatrains: parts of four lines each, separated by empty lines."""
    scalar = shapes.text(node)
    check_plain_words(shapes, scalar, "Quatrains that hang on a condition are items of a list: `{when: …, text: …}`.")
    stanzas = []
    for part in _QUATRAIN.finditer(scalar.value):
        lines = [line.strip() for line in part.group().split("\n")]
        if len(lines) != 4:
            shapes.problems.report(
                codes.NOT_A_QUATRAIN,
                locate(shapes.source, scalar, part.start()),
                f"A quatrain has four lines, and this one has {len(lines)}.",
                "Write verses as a block after `|`, with an empty line between quatrains.",
            )
        stanzas.append("\n".join(lines))
    return tuple(stanzas)
