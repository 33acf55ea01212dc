"""The proof against the plain, obvious walk, on thousands of small random stories: every finding, every witness."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hard_stories import hard_stories
from random_stories import random_story

from desperado_adventure.analysis.oracle.plain_walk import PlainVerdicts, commands, walk_plainly
from desperado_adventure.analysis.targets.observer import Observer
from desperado_adventure.analysis.targets.target import ALWAYS_SHORTEST, TargetKind, condition
from desperado_adventure.analysis.targets.universe import hazards, targets
from desperado_adventure.analysis.verdicts.certificate import Certificate
from desperado_adventure.analysis.verdicts.proof import FEW_STATES, prove
from desperado_adventure.engine import Machine, Playthrough
from desperado_adventure.loading import load_text
from desperado_adventure.model import limits
from desperado_adventure.model.diagnostics import Diagnostic, Mark
from desperado_adventure.model.story import SlotKind, Story

STORIES = int(os.environ.get("DESPERADO_RANDOM_STORIES", "2250"))
BATCHES = 7
MOST_STATES = 1_500
_ROUND_FOR_LONGER = ("a circle whose texts take longer than a chain may be to come round",)
"""What is endless for the proof, and cut off by the game before it has come round once."""


class _Comparison:
    """One story, proved and walked plainly."""

    def __init__(self, story: Story, plain: PlainVerdicts, few_states: int) -> None:
        self.story, self.plain = story, plain
        self.machine = Machine(story)
        self.certificate: Certificate = prove(story, few_states=few_states)

    def compare(self) -> None:
        """Assert that both say the same; of a chain too long, which the game cuts off, only that it is too long."""
        assert self.certificate.exhausted
        if self.plain.overlong:
            self._compare_chains()
            return
        assert not any(self.certificate.undecided.values())
        universe = {target for wanted in targets(self.story).values() for target in wanted}
        assert universe - self.certificate.unseen == universe & self.plain.seen.keys()
        self._compare_witnesses()
        self._compare_dead_ends()
        self._compare_soft_locks()
        self._compare_chains()
        self._compare_conditions()
        self._compare_divisions()

    def found(self, code: str) -> list[Diagnostic]:
        return [finding for finding in self.certificate.findings if finding.code.number == code]

    def marks(self, scenes: object) -> set[Mark]:
        return {self.story.scenes[scene].mark for scene in scenes}  # type: ignore[attr-defined]  # ids of scenes

    def choices(self, finding: Diagnostic) -> tuple[str, ...]:
        assert finding.choices is not None
        return finding.choices

    def _compare_witnesses(self) -> None:
        for target in self.certificate.found:
            way = self.certificate.way_to(target)
            assert way is not None, target
            Playthrough.replay(self.machine, way)
            if target.kind in ALWAYS_SHORTEST:
                assert len(way) == self.plain.seen[target], target
            elif target in self.plain.seen:
                assert len(way) >= self.plain.seen[target], target

    def _compare_dead_ends(self) -> None:
        dead = {state for state in self.plain.dead if state.fallen is None}
        scenes = {state.scene for state in dead}
        assert self.certificate.dead_ends == scenes
        assert {finding.mark for finding in self.found("DA507")} == self.marks(scenes)
        for finding in self.found("DA507"):
            state = Playthrough.replay(self.machine, self.choices(finding)).state
            assert self.story.scenes[state.scene].mark == finding.mark
            assert not commands(self.machine, state)
            first = min(self.plain.distances[each] for each in dead if each.scene == state.scene)
            assert len(self.choices(finding)) == first

    def _compare_soft_locks(self) -> None:
        locked = {state for state in self.plain.locked if state.fallen is None}
        assert self.certificate.locked == {state.scene for state in locked}
        assert {finding.mark for finding in self.found("DA508")} == self.marks(self.plain.beginnings)
        assert bool(locked) == bool(self.found("DA508") or self.found("DA507"))
        for finding in self.found("DA508"):
            playthrough = Playthrough.replay(self.machine, self.choices(finding))
            assert playthrough.state in locked
            assert playthrough.turn == self.plain.beginnings[playthrough.state.scene]
            if playthrough.turn:
                before = playthrough.undo().state
                assert (before if before.fallen is None else before.fallen) not in self.plain.locked

    def _compare_conditions(self) -> None:
        """The way of a condition that always comes out the same is a shortest to where it is asked."""
        for finding in self.found("DA506"):
            sites = [index for index, site in enumerate(self.story.sites) if site.mark == finding.mark]
            outcomes = [condition(site, holds=holds) for site in sites for holds in (True, False)]
            assert len(self.choices(finding)) in {self.plain.seen.get(outcome) for outcome in outcomes}

    def _compare_divisions(self) -> None:
        """Where a divisor becomes zero, and how soon, is what the walk has seen."""
        met = {target for target in hazards(self.story)["divisions"] if target in self.plain.seen}
        assert {target for target in self.certificate.found if target.kind is TargetKind.DIVISION} == met
        found = self.found("DA516")
        assert sorted(each.mark for each in found) == sorted(self.story.sites[target.number].mark for target in met)
        nearest = {self.story.sites[target.number].mark: self.plain.seen[target] for target in met}
        for finding in found:
            assert len(self.choices(finding)) == nearest[finding.mark]
            observation = Observer(self.story).follow(self.choices(finding))[-1]
            assert any(self.story.sites[target.number].mark == finding.mark for target in observation.shown & met)

    def _compare_chains(self) -> None:
        groups: list[set[str]] = []
        for circle in self.plain.circles:
            shared = [group for group in groups if group & circle]
            groups = [*(group for group in groups if not group & circle), set(circle).union(*shared)]
        firsts = {min(self.story.scenes[scene].mark for scene in group) for group in groups}
        assert {finding.mark for finding in self.found("DA509")} == firsts
        assert {finding.mark for finding in self.found("DA512")} == self.marks(self.plain.overlong)
        distances = {self.story.scenes[scene].mark: far for scene, far in self.plain.overlong.items()}
        for finding in self.found("DA512"):
            assert len(self.choices(finding)) == distances[finding.mark]
        for finding in (*self.found("DA509"), *self.found("DA512")):
            Playthrough.replay(self.machine, self.choices(finding))


@pytest.mark.parametrize("few_states", [FEW_STATES, 0], ids=["states", "diagrams"])
@pytest.mark.parametrize("name", [name for name in hard_stories() if name not in _ROUND_FOR_LONGER])
def test_hard_stories_are_proved_as_they_are_walked(name: str, few_states: int) -> None:
    """Cutaways, falls, nested choices, packing and redirects within each other: the proof says what the walk says."""
    story = load_text(hard_stories()[name]).story
    assert story is not None
    _Comparison(story, walk_plainly(story, MOST_STATES), few_states).compare()


def _compare(seed: int, counts: Counter[str], few_states: int = FEW_STATES) -> None:
    story = random_story(seed)
    plain = walk_plainly(story, MOST_STATES)
    if not plain.exhausted:
        counts["too large"] += 1
        return
    numbers = [slot for slot in story.slots if slot.kind is not SlotKind.TYPED]
    if plain.overlong and any(slot.high - slot.low >= limits.COUNTED.most for slot in numbers):
        counts["round for longer"] += 1  # as above: a number that nothing asks for on the circle goes on
        return
    try:
        comparison = _Comparison(story, plain, few_states)
        comparison.compare()
    except AssertionError as error:
        raise AssertionError(f"seed {seed}: {error}") from error
    counts["stories"] += 1
    counts["states"] += len(plain.distances)
    counts["soft-locked"] += bool(comparison.found("DA508"))
    counts["with dead ends"] += bool(comparison.found("DA507"))
    counts["with circles"] += bool(plain.circles)
    counts["with chains too long"] += bool(plain.overlong)
    counts["with divisions by zero"] += bool(comparison.found("DA516"))
    counts["findings"] += len(comparison.certificate.findings)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_finding_is_that_of_the_plain_walk(batch: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Every target, finding, place and shortest way of the proof is that of a walk state by state, for each story."""
    counts: Counter[str] = Counter()
    for seed in range(batch, STORIES, BATCHES):
        _compare(seed, counts)
    with capsys.disabled():
        print(f"\nrandom stories {batch + 1}/{BATCHES}: " + ", ".join(f"{n} {what}" for what, n in counts.items()))  # noqa: T201  # the number of stories is to be seen
    assert counts["stories"] > 0.8 * STORIES / BATCHES


def test_the_proof_over_diagrams_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    """What is proved over decision diagrams is what a walk state by state finds, for each random story."""
    counts: Counter[str] = Counter()
    for seed in range(STORIES, STORIES + STORIES // 3):
        _compare(seed, counts, few_states=0)
    with capsys.disabled():
        print("\nrandom stories over diagrams: " + ", ".join(f"{n} {what}" for what, n in counts.items()))  # noqa: T201  # as above
    assert counts["stories"] > 0.8 * STORIES / 3
