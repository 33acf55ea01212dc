"""Claims against the plain judge, on hundreds of small random stories: every verdict, every way that breaks one."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from random_claims import story_with_claims

from desperado_adventure.analysis.oracle.plain_claims import judge_plainly
from desperado_adventure.analysis.verdicts.certificate import ClaimVerdict
from desperado_adventure.analysis.verdicts.proof import FEW_STATES, prove

STORIES = int(os.environ.get("DESPERADO_RANDOM_STORIES", "2250")) // 5
MOST_STATES = 1_200


@pytest.mark.parametrize("few_states", [FEW_STATES, 0], ids=["states", "diagrams"])
def test_every_claim_is_decided_as_it_is_judged_plainly(few_states: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Each claim holds, is broken or says nothing as a walk state by state says, and breaks after as few choices."""
    counts: Counter[str] = Counter()
    first = 0 if few_states else STORIES
    for seed in range(first, first + STORIES):
        story = story_with_claims(seed)
        plain = judge_plainly(story, MOST_STATES)
        if plain is None:
            counts["left out"] += 1
            continue
        certificate = prove(story, few_states=few_states)
        assert certificate.exhausted
        for claim, verdict, choices in certificate.claims:
            where = f"seed {seed}, {claim.id}: {claim.sentence}"
            breaks_after, is_met = plain[claim.id]
            if breaks_after is not None:
                assert verdict is ClaimVerdict.BROKEN, where
                assert choices is not None, where
                assert len(choices) == breaks_after, where
            else:
                is_empty = claim.premise is not None and not is_met
                assert verdict is (ClaimVerdict.EMPTY if is_empty else ClaimVerdict.HOLDS), where
            counts[f"{claim.kind} {verdict}"] += 1
        counts["stories"] += 1
    with capsys.disabled():
        print("\nrandom claims: " + ", ".join(f"{number} {what}" for what, number in sorted(counts.items())))  # noqa: T201  # the number is to be seen
    assert counts["stories"] > STORIES // 2
