"""The sentence for each refusal: an answer that cannot be taken, a save that cannot be used."""

from __future__ import annotations

from ..engine import Refused
from ..saving import SaveProblem
from .words import say


def describe(problem: SaveProblem | Refused) -> str:
    """Return the player's sentence for a refusal."""
    table = "save" if isinstance(problem, SaveProblem) else "refused"
    return say(f"{table}.{problem.reason}", subject=problem.subject, detail=problem.detail)
