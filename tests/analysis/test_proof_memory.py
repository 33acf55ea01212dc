"""Proofs one after the other in a process, as `desperado watch` makes them, do not add up their memory."""

from __future__ import annotations

import gc

from small_stories import small_story

from desperado_adventure.analysis.verdicts.proof import prove

_SCENES = "".join(
    f"hall{number}: {{text: A hall., choices: {{walk: {{say: Walk., goto: hall{number + 1}}}}}}}\n"
    for number in range(40)
)
_STORY_BESIDE = 1_000_000
"""How many objects live beside the proofs, as in a large story: what is kept is given back once there is so much."""


def kept_after_a_proof() -> int:
    """Prove a story, forget it, and return how many objects are kept from the garbage collector."""
    proved = prove(small_story(_SCENES + "hall40: {text: Home., redirects: [{goto: end}]}\n", "start: bar.hall0\n"))
    assert proved.exhausted
    return gc.get_freeze_count()


def test_what_proofs_have_made_is_given_back() -> None:
    """With each further proof in a process, hardly more is kept."""
    beside: list[list[int]] = [[] for _ in range(_STORY_BESIDE)]
    kept = [kept_after_a_proof() for _ in range(5)]
    assert kept[1] > len(beside)
    assert kept[4] - kept[1] < 300
