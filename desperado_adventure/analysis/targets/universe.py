"""Everything of a story that should be seen at least once: the list that the proof and the coverage report count by."""

from __future__ import annotations

from ...model.story import Story
from .target import Target

WORDING = frozenset(("text", "paragraph", "verse"))
"""The kinds of sites whose conditions decide what words are read."""


def targets(story: Story) -> dict[str, tuple[Target, ...]]:
    """Return the targets of a story by kind.

    The kinds are "scenes", "choices", "barred", "redirects", "endings", "changes", "values"; "variants", those of
    sequences and both outcomes of every condition within a text; and "conditions", both outcomes of all the others.
    """
    authored = [scene for scene in story.scenes.values() if not scene.parent]
    choices = [choice for scene in story.scenes.values() for choice in scene.choices]
    sequences = [(index, site) for index, site in enumerate(story.sites) if site.kind == "sequence"]
    wordings = [index for index, site in enumerate(story.sites) if site.kind in WORDING]
    conditions = [index for index, site in enumerate(story.sites) if site.kind not in (*WORDING, "sequence")]
    variables = [(index, slot) for index, slot in enumerate(story.slots) if slot.kind in ("flag", "counter", "set")]
    return {
        "scenes": tuple(Target("scene", scene.id) for scene in authored),
        "choices": tuple(Target("choice", choice.id) for choice in choices),
        "barred": tuple(Target("barred", choice.id) for choice in choices if choice.requires is not None),
        "redirects": tuple(
            Target("redirect", scene.id, number) for scene in authored for number in range(len(scene.redirects))
        ),
        "variants": (
            *(Target("variant", "", index, number) for index, site in sequences for number in range(site.variants)),
            *_outcomes(wordings),
        ),
        "conditions": _outcomes(conditions),
        "endings": tuple(Target("ending", scene.id) for scene in authored if scene.ending is not None),
        "changes": tuple(Target("change", "", index) for index, _ in variables),
        "values": tuple(
            Target("value", "", index, value)
            for index, slot in variables
            if slot.kind == "set"
            for value in range(slot.low, slot.high + 1)
            if value != slot.start
        ),
    }


def _outcomes(sites: list[int]) -> tuple[Target, ...]:
    return tuple(Target("condition", "", site, outcome) for site in sites for outcome in (1, 0))
