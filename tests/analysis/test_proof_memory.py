"""A proof makes no cycles of objects: all of its memory is given back without the garbage collector.

The collector is kept away from what a proof has made, so a cycle would keep its memory in `desperado watch` for ever.
"""

from __future__ import annotations

import gc

import pytest
from small_stories import small_story

from desperado_adventure.analysis.verdicts.proof import prove

_STORY = """
door:
  text: "A door. {once|Again.|And again.}"
  choices:
    knock: {say: Knock., do: [heat += 1], goto: door}
    ring: {say: Ring., once: true, cutaway: phone, goto: door}
    in: {say: In., when: heat > 1, goto: hall}
phone: {text: It rings., return: true}
hall:
  text: A hall.
  redirects: [{when: heat == 3, goto: end}]
  choices:
    fall: {say: Fall., goto: dead}
    stay: {say: Stay., goto: yard}
yard: {text: A yard without a gate., choices: {look: {say: Look., goto: yard}}}
dead: {text: You fall., ending: {title: Dead, hint: Fall.}}
"""
_HEAT = "variables: {heat: 0..3}\n"


@pytest.mark.parametrize("few", [0, 10, 1_000_000], ids=["diagrams", "states and then diagrams", "states"])
def test_a_proof_leaves_nothing_to_the_collector(few: int) -> None:
    """After each proof with findings that is forgotten, no more is kept than after the one before."""
    story = small_story(_STORY, _HEAT)

    def kept_after_a_proof() -> int:
        assert prove(story, few_states=few).findings
        return gc.get_freeze_count()

    gc.collect()  # what earlier tests left behind is not to be freed in between
    kept = [kept_after_a_proof() for _ in range(6)]
    assert max(kept[2:]) - min(kept[2:]) < 20
