"""What can be seen of a story's graph without walking its states, and what must be left to the proof."""

from __future__ import annotations

import pytest
from small_stories import small_story

from desperado_adventure.analysis.verdicts.proof import prove

COUNTING = """
door: {text: A door., choices: {in: {say: In., goto: loop}, out: {say: Out., goto: end}}}
loop:
  redirects:
    - {when: rounds >= 80, goto: end}
    - {do: [rounds += 1], goto: %s}
"""


@pytest.mark.parametrize("scenes", [COUNTING % "loop", COUNTING % "back" + "back: {redirects: [{goto: loop}]}\n"])
def test_a_loop_that_a_guarded_redirect_ends_is_no_error(scenes: str) -> None:
    """An unconditional redirect behind one with a condition is not always taken, so the proof decides: it ends."""
    story = small_story(scenes, "variables: {rounds: 0..80}\nstart: bar.door\n")
    assert prove(story).findings == ()
