"""Claims judged plainly: every step of every state, with the machine that plays the game, moment by moment.

It is the oracle for claims, as `plain_walk.py` is for everything else. For `from … is reachable` it goes back from the
endings over single states. A death taken back is a step from the state in which the player chose to die.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import NamedTuple

from ...engine.viewing import TAKE_BACK
from ...model.claims import Claim, ClaimKind
from ...model.state import State
from ...model.story import Story
from ..targets.judging import Judge, Memory
from ..targets.moments import Chronicle, Moment
from ..targets.observed import Observed, observe
from .plain_walk import commands, leading_to


class PlainClaim(NamedTuple):
    """The least number of commands that breaks a claim (None: nothing does), and whether its premise is ever met."""

    breaks_after: int | None
    is_met: bool


class _Step(NamedTuple):
    command: str
    before: State | None
    after: State
    moments: tuple[Moment, ...]


class _Plain(Chronicle):
    """All steps of a story, by the state before them; `is_odd` once the machine has cut off a chain."""

    def __init__(self, observed: Observed, max_states: int) -> None:
        super().__init__(observed.story)
        self.is_odd = False
        self.first = _Step("", None, *self.begin())
        self.steps: dict[State, list[_Step]] = {}
        queue = deque([self.first.after])
        while queue and len(self.steps) <= max_states:
            state = queue.popleft()
            if state not in self.steps:
                self.steps[state] = [
                    _Step(each, state, *self.take(state, each)) for each in commands(self.machine, state)
                ]
                queue.extend(step.after for step in self.steps[state])
        self.is_whole = not queue

    def circled(self, scenes: tuple[str, ...]) -> None:  # noqa: ARG002  # that there is one is enough
        self.is_odd = True

    def overran(self, scene: str) -> None:  # noqa: ARG002  # as above
        self.is_odd = True


def judge_plainly(story: Story, max_states: int) -> Mapping[str, PlainClaim] | None:
    """Return what is so of each claim; None for a story that is larger, or that has a chain without an end."""
    observed = observe(story)
    plain = _Plain(observed, max_states)
    if plain.is_odd or not plain.is_whole:
        return None
    return {
        claim.id: (_way_on if claim.kind is ClaimKind.FROM else _walk)(plain, observed, claim) for claim in story.claims
    }


def _walk(plain: _Plain, observed: Observed, claim: Claim) -> PlainClaim:
    """Walk breadth first over states, each with what the claim remembers."""
    judge = Judge(observed, claim)
    breaks_after, is_met = None, False
    queue = deque([(plain.first, Memory(), 0)])
    known: set[tuple[State, Memory]] = set()
    while queue:
        step, memory, distance = queue.popleft()
        verdict = judge.judge(memory, step.before, step.command, step.after, step.moments)
        is_met |= verdict.is_met
        if verdict.breaks and breaks_after is None:
            breaks_after = distance
        here = (step.after, verdict.memory)
        if here not in known:
            known.add(here)
            queue.extend((after, verdict.memory, distance + 1) for after in plain.steps[step.after])
    return PlainClaim(breaks_after, is_met)


def _way_on(plain: _Plain, observed: Observed, claim: Claim) -> PlainClaim:
    judge = Judge(observed, claim)
    assert judge.premise is not None  # noqa: S101  # `from` has one
    good = _with_way_on(plain, observed.story, claim, judge)
    breaks_after, is_met = None, False
    queue = deque([(plain.first, 0)])
    known: set[State] = set()
    while queue:
        step, distance = queue.popleft()
        met = [number for number, moment in enumerate(step.moments) if judge.premise(moment)]
        is_met |= bool(met)
        shut = [number for number, moment in enumerate(step.moments) if judge.forbidden(moment)]
        is_bad = bool(met) and (step.after not in good or (bool(shut) and met[0] < shut[-1]))
        if is_bad and breaks_after is None:
            breaks_after = distance
        if step.after not in known:
            known.add(step.after)
            queue.extend((after, distance + 1) for after in plain.steps[step.after])
    return PlainClaim(breaks_after, is_met)


def _with_way_on(plain: _Plain, story: Story, claim: Claim, judge: Judge) -> set[State]:
    """Return the states from which the claim's goal can be reached through moments that it allows."""
    origins: dict[State, set[State]] = {}
    for state, steps in plain.steps.items():
        for step in steps:
            chose = state
            if step.command == TAKE_BACK:
                if state.fallen is None or not state.fallen.scene:
                    continue
                chose = state.fallen
            if not any(judge.forbidden(moment) for moment in step.moments):
                origins.setdefault(step.after, set()).add(chose)
    ends = [state for state in plain.steps if story.scenes[state.scene].ending is not None]
    return leading_to([state for state in ends if claim.goal in ("", state.scene)], origins)
