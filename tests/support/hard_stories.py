"""Small stories that are hard to play right: what can be within what, and in which order things happen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml
from plain_yaml import yaml_text

_HEAD = {"id": "hard", "title": "Hard", "version": "1", "start": "bar.door"}


def hard_stories() -> Mapping[str, Mapping[str, str]]:
    """Return the texts of each story's files by path, by what the story is about."""
    text = Path(__file__).with_name("hard_stories.yaml").read_text(encoding="utf-8")
    return {
        name: {"story.yaml": yaml_text(_HEAD | parts["declares"]), "scenes/bar.yaml": yaml_text(parts["scenes"])}
        for name, parts in yaml.safe_load(text).items()
    }
