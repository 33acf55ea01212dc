"""Small stories for tests: a chapter `bar` from its scenes, with an ending `bar.end` that every test may lead to."""

from __future__ import annotations

from desperado_adventure.loading import load_text
from desperado_adventure.model.story import Story

HEAD = """
id: small
title: Small
version: "1"
language: en
chapters:
  bar: {title: The bar}
"""

END = """
end:
  title: The end
  text: It ends.
  ending: {title: Over, hint: It is over.}
"""


def small_story(scenes: str, declarations: str = "") -> Story:
    """Load a story of one chapter; fail with its diagnostics."""
    loaded = load_text({"story.yaml": HEAD + declarations, "scenes/bar.yaml": "# The bar.\n" + scenes + END})
    assert loaded.story is not None, loaded.diagnostics
    return loaded.story
