"""The ids of choices that scenes share: `everywhere.look` is the story's, `bar.here.look` that of the chapter `bar`."""

from __future__ import annotations

EVERYWHERE = "everywhere"
"""Stands in the place of a chapter, so no chapter is called so."""

HERE = "here"
"""Stands in the place of a scene, so no scene is called so."""


def sharers_of(choice: str) -> str:
    """Return whose scenes share a choice, by its id: `everywhere` or, say, `bar.here`; "" for a scene's own choice."""
    chapter, _, rest = choice.partition(".")
    if chapter == EVERYWHERE:
        return EVERYWHERE
    return f"{chapter}.{HERE}" if rest.partition(".")[0] == HERE else ""
