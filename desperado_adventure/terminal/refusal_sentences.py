"""The sentence for each refusal: an answer that cannot be taken, a save that cannot be used."""

from __future__ import annotations

from ..engine import Refused
from ..saving import SaveProblem
from .words import say

_LONGEST_QUOTED = 60
"""The number of characters of an answer that its refusal quotes at most."""


def describe(problem: SaveProblem | Refused) -> str:
    """Return the player's sentence for a refusal. It quotes a long answer in short."""
    if isinstance(problem, SaveProblem):
        return say(f"save.{problem.reason}", subject=problem.subject, detail=problem.detail)
    return say(f"refused.{problem.reason}", subject=_in_short(problem.subject), detail=problem.detail)


def _in_short(answer: str) -> str:
    return answer if len(answer) <= _LONGEST_QUOTED else answer[: _LONGEST_QUOTED - 1] + "…"
