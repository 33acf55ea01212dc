"""A judge: plays a way, and says whether a claim breaks on it. The proof asks it before it tells of a broken claim.

It knows nothing of the graph in which the claim was refuted. What it needs of the past of an `after` claim is one truth
value, which a death taken back puts back as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from ...engine import Refused
from ...engine.closures import Values, compile_expression
from ...engine.viewing import TAKE_BACK
from ...model.claims import Claim, ClaimKind
from ...model.expressions import Expression, reads
from ...model.state import State
from .moments import Chronicle, Moment, atoms_in
from .observed import Observed


class Memory(NamedTuple):
    """What a claim remembers: whether its premise has held; and, while a death is not decided, whether before it."""

    held: bool = False
    before_death: bool = False


class Verdict(NamedTuple):
    """What a step means for a claim: whether it breaks, whether its premise is met, and what is remembered then."""

    breaks: bool
    is_met: bool
    memory: Memory


class Judge:
    """Judges the steps of playthroughs by one claim."""

    def __init__(self, observed: Observed, claim: Claim) -> None:
        """Take a story as its claims observe it, and one of these claims."""
        self._observed, self._claim = observed, claim
        self.forbidden = self._compile(claim.forbidden)
        self.premise = self._compile(claim.premise) if claim.premise is not None else None

    def _compile(self, condition: Expression) -> Callable[[Moment], bool]:
        story, first = self._observed.story, self._observed.atoms
        holds = compile_expression(condition)
        slots = [slot - first for slot in reads(condition)]
        named = frozenset(story.atoms[number] for number in slots if number >= 0)

        def looked_at_and_holds(moment: Moment) -> bool:
            return moment.is_looked_at(named) and bool(holds(self._with_atoms(moment)))

        return looked_at_and_holds

    def _with_atoms(self, moment: Moment) -> Values:
        values = list(moment.values)
        for number, is_true in atoms_in(self._observed.story, moment):
            values[self._observed.atoms + number] = int(is_true)
        return tuple(values)

    def judge(
        self, memory: Memory, before: State | None, command: str, after: State, moments: Iterable[Moment]
    ) -> Verdict:
        """Judge a step: the command given in the state `before` (None: the beginning) led over moments to `after`."""
        held = memory.before_death if command == TAKE_BACK else memory.held
        breaks = is_met = False
        for moment in moments:
            if self._claim.kind is not ClaimKind.FROM and self.forbidden(moment):
                breaks |= held or self._claim.kind is not ClaimKind.AFTER
            if self.premise is not None and self.premise(moment):
                held = is_met = True
        return Verdict(breaks, is_met, Memory(held, self._before_death(memory, before, after)))

    @staticmethod
    def _before_death(memory: Memory, before: State | None, after: State) -> bool:
        if after.fallen is None:
            return False
        was_fallen = before is not None and before.fallen is not None
        return memory.before_death if was_fallen else memory.held

    def breaks_at_the_end(self, way: Iterable[str]) -> bool:
        """Whether a way can be gone, and the claim breaks with its last step (for `from`: is asked for there)."""
        chronicle = Chronicle(self._observed.story)
        state, moments = chronicle.begin()
        verdict = self.judge(Memory(), None, "", state, moments)
        try:
            for command in way:
                before = state
                state, moments = chronicle.take(before, command)
                verdict = self.judge(verdict.memory, before, command, state, moments)
        except Refused:
            return False
        return verdict.is_met if self._claim.kind is ClaimKind.FROM else verdict.breaks
