"""Parsed text turned back into source: alternatives in braces, conditions as the author wrote them."""

from __future__ import annotations

from collections.abc import Callable

from ...model.blanks import single_blanks
from ...model.expressions import CARRIED, NONE_OPEN, UNTAKEN
from ...model.story import Story
from ...model.text import SAY, Content, Run, Said, SequenceKind, Switch, Value

_UNWRITTEN = {UNTAKEN: "once", NONE_OPEN: "fallback", CARRIED: "carried"}
_SIGNS = {SequenceKind.CYCLE: "&", SequenceKind.ONCE: "!", SequenceKind.STOP: ""}


def source_of(content: Content, condition: Callable[[int], str] = lambda _site: "…") -> str:
    """Return a content as one line. `condition` returns the source of the condition at a site."""
    parts = []
    for piece in content:
        if isinstance(piece, Run):
            parts.append(piece.text)
        elif isinstance(piece, Switch):
            cases = [f"{condition(each.condition.site)}: {source_of(each.content, condition)}" for each in piece.cases]
            otherwise = source_of(piece.otherwise, condition)
            if len(cases) > 1 and otherwise:
                otherwise = f"else: {otherwise}"
            parts.append(f"{{{'|'.join([*cases, *([otherwise] if otherwise else [])])}}}")
        elif isinstance(piece, Value | Said):
            parts.append(f"{{{piece.source if isinstance(piece, Value) else SAY}}}")
        else:
            variants = "|".join(source_of(variant, condition) for variant in piece.variants)
            parts.append(f"{{{_SIGNS[piece.kind]}{variants}}}")
    return single_blanks("".join(parts))


def as_written(story: Story, content: Content) -> str:
    """Return a content as one line, with the conditions as the author wrote them: a title for somebody in no state."""
    return source_of(content, excerpts(story))


def excerpts(story: Story) -> Callable[[int], str]:
    """Return a function from a site to the source of its condition."""
    return lambda site: story.sites[site].excerpt if site >= 0 else _UNWRITTEN[site]
