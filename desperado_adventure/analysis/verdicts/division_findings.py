"""Findings about divisions by zero that a player can come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ...model import codes
from ...model.diagnostics import Diagnostic
from ...model.story import Story
from ..targets.naming import Namer
from ..targets.target import Target


def division_findings(
    story: Story, met: Iterable[Target], way_to: Callable[[Target], tuple[str, ...] | None]
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each division by zero that was met."""
    namer = Namer(story)
    for target in met:
        yield Diagnostic(
            codes.DIVISION_BY_ZERO,
            namer.mark(target),
            f"In `{namer.excerpt(target.number)}` the divisor can be 0, and then the result is 0.",
            "Ask before you divide, as in `heat > 0 and 10 / heat > 2`, or give the divisor a range without 0.",
            choices=way_to(target),
        )
