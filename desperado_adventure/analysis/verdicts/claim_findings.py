"""Findings about claims: those that do not hold, and those that say nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model import codes
from ...model.claims import ClaimKind
from ...model.diagnostics import Diagnostic
from .certificate import ClaimResult, ClaimVerdict

_MOMENTS = "These choices lead to the moment in which it is not so."
_NO_WAY_ON = "These choices lead to where it begins, and from there no way leads on as it says."


def claim_findings(results: Iterable[ClaimResult]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each claim that is broken or empty."""
    for claim, verdict, choices in results:
        if verdict is ClaimVerdict.BROKEN:
            where = _NO_WAY_ON if claim.kind is ClaimKind.FROM else _MOMENTS
            yield Diagnostic(
                codes.CLAIM_DOES_NOT_HOLD,
                claim.mark,
                f"It is not true that `{claim.sentence}`.",
                f"{where} Change the story, or the claim.",
                choices=choices,
            )
        elif verdict is ClaimVerdict.EMPTY:
            yield Diagnostic(
                codes.CLAIM_SAYS_NOTHING,
                claim.mark,
                f"The claim `{claim.id}` says nothing: what stands behind `{claim.kind}` never happens.",
                "Look for a mistake in it, or take the claim out.",
            )
