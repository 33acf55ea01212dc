"""The saves that a command works on, from its arguments `--story` and `--saves`."""

from __future__ import annotations

from ..model.story import Story
from ..saving import Slots
from . import folders
from .stories import load_playable, story_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


def slots_of(options: argparse.Namespace, story: Story) -> Slots:
    """Return the slots of a story in the folder of `--saves`, else in the usual one."""
    return Slots(options.saves or folders.default_saves(), story.id)


def load_with_slots(options: argparse.Namespace) -> tuple[Story, Slots] | None:
    """Return the story and its slots. If the story does not load, print why and return None."""
    story = load_playable(story_folder(options))
    return None if story is None else (story, slots_of(options, story))
