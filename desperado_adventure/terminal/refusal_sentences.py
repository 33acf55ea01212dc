"""The sentence for each refusal: an answer that cannot be taken, a save that cannot be used."""

from __future__ import annotations

from ..engine import Refusal, Refused
from ..model import limits
from ..saving import SaveProblem
from .quoting import in_short, path_in_short
from .words import say


def describe(problem: SaveProblem | Refused) -> str:
    """Return the player's sentence for a refusal. It quotes a long answer, or a long name, in short."""
    if isinstance(problem, SaveProblem):
        return say(f"save.{problem.reason}", subject=in_short(problem.subject), detail=path_in_short(problem.detail))
    if problem.reason is Refusal.NAME:
        return say(f"refused.name.{problem.detail}", most=limits.TYPED_NAME.most)
    return say(f"refused.{problem.reason}", subject=in_short(problem.subject), detail=problem.detail)
