"""The proof against the plain, obvious walk, on thousands of small random stories."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from random_stories import random_story

from desperado_adventure.analysis.oracle.plain_walk import PlainVerdicts, walk_plainly
from desperado_adventure.analysis.targets.universe import targets
from desperado_adventure.analysis.verdicts.certificate import Certificate
from desperado_adventure.analysis.verdicts.proof import FEW_STATES, prove
from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.model.story import Story

STORIES = int(os.environ.get("DESPERADO_RANDOM_STORIES", "2100"))
BATCHES = 7
MOST_STATES = 1_500
_ALWAYS_SHORTEST = frozenset(("scene", "ending", "choice", "barred", "redirect"))


def _compare(story: Story, seed: int, counts: Counter[str], few_states: int = FEW_STATES) -> None:
    plain = walk_plainly(story, MOST_STATES)
    if not plain.exhausted:
        counts["too large"] += 1
        return
    certificate = prove(story, few_states=few_states)
    universe = {target for wanted in targets(story).values() for target in wanted}
    assert certificate.exhausted, seed
    assert universe - certificate.unseen == universe & plain.seen.keys(), seed
    assert certificate.dead_ends == plain.dead_ends, seed
    assert certificate.locked == plain.locked, seed
    assert certificate.has_loop == plain.has_loop, seed
    _replay_witnesses(story, certificate, plain, seed)
    _replay_findings(story, certificate, plain, seed)
    counts["stories"] += 1
    counts["states"] += len(plain.states)
    counts["soft-locks"] += bool(plain.locked)
    counts["dead ends"] += bool(plain.dead_ends)
    counts["loops"] += plain.has_loop


def _replay_witnesses(story: Story, certificate: Certificate, plain: PlainVerdicts, seed: int) -> None:
    machine = Machine(story)
    for wanted in targets(story).values():
        for target in wanted:
            commands = certificate.witness_for(target)
            if commands is None:
                continue
            Playthrough.replay(machine, commands)
            if target.kind in _ALWAYS_SHORTEST:
                assert len(commands) == plain.seen[target], (seed, target)
            else:
                assert len(commands) >= plain.seen[target], (seed, target)


def _replay_findings(story: Story, certificate: Certificate, plain: PlainVerdicts, seed: int) -> None:
    machine = Machine(story)
    codes = {finding.code.number for finding in certificate.findings}
    assert ("DA507" in codes) == bool(plain.dead_ends), seed
    assert ("DA509" in codes) == plain.has_loop, seed
    for finding in certificate.findings:
        if finding.code.number in ("DA507", "DA508"):
            assert finding.choices is not None
            state = Playthrough.replay(machine, finding.choices).state
            assert state in plain.locked_states, (seed, finding)
        if finding.code.number == "DA507":
            assert not any(option.open for option in machine.view(state).options), (seed, finding)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_verdict_agrees_with_the_plain_walk(batch: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Every verdict, shortest way and finding of the proof is that of a walk state by state, for each random story."""
    counts: Counter[str] = Counter()
    for seed in range(batch, STORIES, BATCHES):
        _compare(random_story(seed), seed, counts)
    with capsys.disabled():
        print(f"\nrandom stories {batch + 1}/{BATCHES}: " + ", ".join(f"{n} {what}" for what, n in counts.items()))  # noqa: T201  # the number of stories is to be seen
    assert counts["stories"] > 0.9 * STORIES / BATCHES


def test_the_proof_over_diagrams_agrees_with_the_plain_walk(capsys: pytest.CaptureFixture[str]) -> None:
    """What is proved over decision diagrams is what a walk state by state finds, for each random story."""
    counts: Counter[str] = Counter()
    for seed in range(STORIES, STORIES + STORIES // 3):
        _compare(random_story(seed), seed, counts, few_states=0)
    with capsys.disabled():
        print("\nrandom stories over diagrams: " + ", ".join(f"{n} {what}" for what, n in counts.items()))  # noqa: T201  # as above
    assert counts["stories"] > 0.9 * STORIES / 3
