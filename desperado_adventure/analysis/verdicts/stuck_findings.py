"""Findings about states in which the story is stuck."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import codes, limits
from ...model.codes import Code
from ...model.diagnostics import Diagnostic
from ...model.story import Story
from .stuck import Stuck, Trouble


def stuck_findings(story: Story, trouble: Trouble) -> Iterator[Diagnostic]:
    """Yield a diagnostic for everything that is stuck."""
    for stuck in trouble.dead:
        yield _finding(
            story,
            codes.DEAD_END,
            stuck,
            f"In `{stuck.scene}` the player can be left with nothing to choose.{stuck.cause}",
            "Give the scene a choice that is always open, or one with `fallback: true`.",
        )
    for stuck in trouble.locked:
        where = f"After `{stuck.choices[-1]}`" if stuck.choices else "From the very beginning"
        yield _finding(
            story,
            codes.SOFT_LOCK,
            stuck,
            f"{where}, in `{stuck.scene}`, no ending can be reached any more.{stuck.cause}",
            "Open a way on from here, or bar the choice that leads here.",
        )
    for stuck in trouble.circles:
        yield _finding(
            story,
            codes.ENDLESS_LOOP,
            stuck,
            f"From `{stuck.scene}` the story goes round in a circle without a choice.",
            "Let one of the scenes on the circle rest: give a redirect there another condition, or, for a "
            "`return` that is met outside a cutaway, write `goto`. Mend this first: everything else is proved as if "
            "nothing came after the circle.",
        )
    most = limits.CHAIN.most
    for stuck in trouble.overlong:
        yield _finding(
            story,
            codes.CHAIN_TOO_LONG,
            stuck,
            f"From `{stuck.scene}` the story goes through more than {most:,} scenes without a choice.",
            f"The game stops after {most:,}, and everything else is proved as if it went on. Reach the same "
            "end in fewer steps, or let the player choose on the way.",
        )


def _finding(story: Story, code: Code, stuck: Stuck, message: str, cure: str) -> Diagnostic:
    return Diagnostic(code, story.scenes[stuck.scene].mark, message, cure, choices=stuck.choices)
