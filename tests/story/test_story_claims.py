"""The claims of the shipped story: each holds, and each is broken when the line that keeps it is taken out."""

import pytest
from story_games import STORY

from desperado_adventure.analysis.verdicts.certificate import ClaimVerdict
from desperado_adventure.analysis.verdicts.proof import prove_claims
from desperado_adventure.loading import load_text
from desperado_adventure.loading.files import read_folder
from desperado_adventure.loading.problems import Problems

_BLEEDS = "  redirects:\n    - when: wounds >= 3\n      goto: bleeds\n"
KEPT_BY = {
    "the_finger_knows_nobody": ("rooftops", "      when: doubt == 0 and mercy == 0\n", ""),
    "her_hand_was_filled": ("ranch", "      when: ranch_hers and carolina >= 3\n", ""),
    "two_boys_know_everything": ("ranch", "      when: doubt >= 3\n      goto: two_boys", "      goto: two_boys"),
    "only_the_living_tell_on": ("highway", "      when: american == away\n", ""),
    "the_bus_is_paid": ("hotel", "      when: money == saved and carolina >= 2\n", ""),
    "one_can_turn_round_at_the_bridge": ("road", "          goto: never\n", ""),
    "the_dead_american_is_silent": ("alley", "    - when: teller == american\n      text: |", "    - text: |"),
    "the_boy_tells_when_it_is_his": ("alley", "    - when: teller == boy\n      text: |", "    - text: |"),
    "the_guitar_burns_with_the_case": ("rooftops", "lose(guitar), ", ""),
    "the_case_is_gone_or_here": ("highway", "leave(case), ", ""),
    "the_books_are_ashes": ("rooftops", "        - {when: money != saved, do: [money = burned]}\n", ""),
    "nobody_leaves_the_bar_unhurt": ("street", "    - {when: wounds == 0, do: [wounds += 1]}\n", ""),
    "only_the_man_with_the_case_bleeds": ("road", "    - carrying = true\n", ""),
    "nobody_telephones_with_three_wounds": (
        "rooftops",
        "  redirects:\n    - when: wounds >= 3\n      goto: bleeds\n",
        "",
    ),
    "the_brothers_meet_at_dusk": ("ranch", "hour = dusk", ""),
}
"""For each claim the chapter and the words that keep it, and what stands there without them."""


def files() -> dict[str, str]:
    """Return the texts of the shipped story."""
    return dict(read_folder(STORY, Problems(())))


def test_every_claim_has_a_line_that_keeps_it() -> None:
    """The table above has all claims of the story, and no others."""
    story = load_text(files()).story
    assert story is not None
    assert {claim.id for claim in story.claims} == KEPT_BY.keys()


@pytest.mark.parametrize("claim_id", KEPT_BY)
def test_a_claim_is_broken_without_the_line_that_keeps_it(claim_id: str) -> None:
    """On a copy of the story from which the line is taken, choices are shown after which the claim is not true."""
    chapter, line, rest = KEPT_BY[claim_id]
    texts = files()
    path = f"scenes/{chapter}.yaml"
    assert line in texts[path]
    texts[path] = texts[path].replace(line, rest, 1)
    loaded = load_text(texts)
    assert loaded.story is not None, loaded.diagnostics
    claims = tuple(claim for claim in loaded.story.claims if claim.id == claim_id)
    ((_, verdict, choices),) = prove_claims(loaded.story._replace(claims=claims), few_states=0)
    assert verdict is ClaimVerdict.BROKEN
    assert choices
