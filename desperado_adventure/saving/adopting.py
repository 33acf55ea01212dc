"""Whose a save is: whether one that comes from elsewhere belongs to this story.

A story with an `id:` is known by it. One without is known by where it lies, `FOLDER@NUMBER` (`loading/assembly.py`), so
that two folders of the same name never offer each other's games. When such a folder has moved, its saves are imported.
"""

from __future__ import annotations

from ..model.story import PLACED, Story
from .refusals import Reason, SaveProblem
from .saved import Save


def belongs(story: Story, story_id: str, fingerprint: str) -> bool:
    """Whether a save or log from elsewhere, of a story with this id and fingerprint, belongs to the story.

    One of a story without an id does if the folder had the same name, or if the story is the very same.
    """
    was, is_now = story_id.partition(PLACED), story.id.partition(PLACED)
    is_placed = bool(was[1] or is_now[1])
    return story_id == story.id or (is_placed and (was[0] == is_now[0] or fingerprint == story.fingerprint))


def adopted(save: Save, story: Story, name: str) -> Save:
    """Return a save from elsewhere as one of this story; raises SaveProblem FOREIGN when it is another story's."""
    if not belongs(story, save.story, save.fingerprint):
        raise SaveProblem(Reason.FOREIGN, name, save.story)
    return save._replace(story=story.id)
